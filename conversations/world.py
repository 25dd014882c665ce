"""What a talk can see and do while it handles one answer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from core.catalogue import Catalogue
from core.faq import Faq
from core.people import Person
from core.ports import FaqCounts, Numbers, Offices, PackageRecords, People, Tickets
from core.ticket import Ticket


class SignIn(Protocol):
    """The account of this chat: signing in and out, and what it says of its person."""

    def request(self, address: str) -> str:
        """Send a code, and return the address as it was read."""

    def enter(self, code: str) -> Person:
        """Link this chat; refuses `code_wrong` and `code_expired`."""

    def leave(self) -> None:
        """Unlink this chat."""

    def change(self, name: str, phone: str, office: str) -> None:
        """Change what the account of this chat says of its person."""


@dataclass(frozen=True, slots=True)
class World:
    """One answer's surroundings. `ticket` is the one that the talk is about, where it is about one.

    `translate` gives a label in the language in which this person reads it.
    """

    now: datetime
    catalogue: Catalogue
    tickets: Tickets
    numbers: Numbers
    offices: Offices
    people: People
    packages: PackageRecords
    sign_in: SignIn
    faq: Faq
    faq_counts: FaqCounts
    person: Person | None = None
    ticket: Ticket | None = None
    translate: Callable[[str], str] = str

    @property
    def me(self) -> Person:
        """The signed-in person; talks other than signing in are only open to one."""
        assert self.person is not None, "this talk needs somebody signed in"
        return self.person

    @property
    def subject(self) -> Ticket:
        """The ticket of this talk."""
        assert self.ticket is not None, "this talk needs a ticket"
        return self.ticket
