"""What the helpdesk needs of the world around it, as small protocols."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Protocol

from core.catalogue import Catalogue
from core.desks import Desk
from core.faq import Faq
from core.house_rules import HouseRules
from core.lpse import Lpse
from core.packages import PackageFacts, PackageKind
from core.people import Person
from core.ticket import Ticket


class Clock(Protocol):
    """Where time comes from."""

    def now(self) -> datetime:
        """This instant, timezone-aware, in UTC."""


class Tickets(Protocol):
    """The tickets, one at a time."""

    def get(self, ticket_id: int) -> Ticket | None:
        """To look at."""

    def get_for_change(self, ticket_id: int) -> Ticket | None:
        """To change: nobody else can, until this unit of work ends."""

    def add(self, ticket: Ticket) -> None:
        """Store a new ticket, its events and files, and give it its `id`."""

    def save(self, ticket: Ticket) -> None:
        """Store what its methods changed, and append its new events."""


class Numbers(Protocol):
    """Counters of ticket numbers."""

    def next(self, prefix: str, month: str) -> int:
        """The next number of this prefix in this month (`YYMM`), from 1; gapless once committed."""


class Offices(Protocol):
    """The LPSEs."""

    def get(self, lpse_id: int) -> Lpse | None: ...

    def by_repository(self, repository: int) -> Sequence[Lpse]:
        """Those that keep their packages in this repository; about forty small ones share another's."""

    def find(self, text: str, limit: int, *, retired: bool = False) -> Sequence[Lpse]:
        """The best matches for a part of a name, best first; with `retired`, those too."""


@dataclass(frozen=True, slots=True)
class Serving:
    """How many accounts that are not disabled an LPSE has: of staff, and of reporters."""

    staff: int
    reporters: int


class OfficeBook(Offices, Protocol):
    """The LPSEs, as administrators look after them."""

    def get_for_change(self, lpse_id: int) -> Lpse | None:
        """To change: nobody else can, until this unit of work ends."""

    def listed(self) -> Sequence[Lpse]:
        """All of them by name, the retired too."""

    def serving(self, lpse_id: int) -> Serving: ...

    def add(self, lpse: Lpse) -> None:
        """Store a new one; every process sees it from then on."""

    def save(self, lpse: Lpse) -> None:
        """Store one changed; every process sees it so from then on."""


class People(Protocol):
    """The accounts."""

    def get(self, person_id: int) -> Person | None: ...

    def by_email(self, address: str) -> Person | None:
        """By registered address, whatever its case; None where the account is disabled."""

    def at_desk(self, desk: Desk) -> Sequence[Person]:
        """Everybody who serves there."""


class PackageRecords(Protocol):
    """What is known about packages."""

    def find(self, kind: PackageKind, code: str) -> PackageFacts | None:
        """None for a code that is not known; refuses `packages_down` where nobody can say."""


class FaqCounts(Protocol):
    """How often an answer of the FAQ has spared somebody a ticket."""

    def helped(self, code: str, at: datetime) -> None: ...

    def often(self, code: str, at: datetime) -> tuple[int, int]:
        """How often within the thirty days that end now, and how often ever."""

    def between(self, first: date, last: date) -> Mapping[str, int]:
        """By code, how often on these days; what never helped is left out."""

    def codes(self) -> Collection[str]:
        """All codes that were ever counted, those of removed questions too."""


class Body(StrEnum):
    """The bodies of master data that are kept each as one document."""

    APPLICATIONS = "applications"
    FAQ = "faq"
    RULES = "rules"


class MasterData(Protocol):
    """What administrators look after, as it is now."""

    @property
    def catalogue(self) -> Catalogue: ...
    @property
    def faq(self) -> Faq: ...
    @property
    def rules(self) -> HouseRules: ...
    def document(self, body: Body) -> object:
        """The body as it is kept, JSON-safe."""

    def put(self, body: Body, document: object) -> None:
        """Keep it changed from now on; ValueError where it can't be read back."""
