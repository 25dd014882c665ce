"""What the helpdesk needs of the world around it, as small protocols."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from core.desks import Desk
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

    def find(self, text: str, limit: int) -> Sequence[Lpse]:
        """The best matches for a part of a name, best first."""


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
