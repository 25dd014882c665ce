"""What a talk can see and do while it handles one answer."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from core.accounts import Accounts
from core.audit import Changed, Trail
from core.catalogue import Catalogue
from core.faq import Faq
from core.house_rules import HouseRules
from core.people import Person
from core.ports import FaqCounts, MasterData, Numbers, OfficeBook, PackageRecords, People, Tickets
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

    def check_mail(self) -> None:
        """Refuses `mail_off_for_change` where no code could reach a new address."""

    def request_change(self, address: str) -> None:
        """Send a code to the address that this account shall have; refuses `too_many_codes`."""

    def enter_change(self, address: str, code: str) -> None:
        """Give this account the address; refuses `code_wrong`, `code_expired` and `email_taken`."""

    def sign_out(self, person_id: int, because: Changed) -> None:
        """Unlink the chat of somebody else, and tell it why."""


@dataclass(frozen=True, slots=True)
class World:
    """One answer's surroundings. `ticket` is the one that the talk is about, where it is about one.

    `translate` gives a label in the language in which this person reads it, `spoken` gives it in every
    language of ours: people mix them.
    """

    now: datetime
    master: MasterData
    trail: Trail
    tickets: Tickets
    numbers: Numbers
    offices: OfficeBook
    people: People
    accounts: Accounts
    packages: PackageRecords
    sign_in: SignIn
    faq_counts: FaqCounts
    person: Person | None = None
    ticket: Ticket | None = None
    translate: Callable[[str], str] = str
    spoken: Callable[[str], Iterable[str]] = lambda label: (label,)

    @property
    def catalogue(self) -> Catalogue:
        return self.master.catalogue

    @property
    def faq(self) -> Faq:
        return self.master.faq

    @property
    def rules(self) -> HouseRules:
        return self.master.rules

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
