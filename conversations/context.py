"""The data and services available to a conversation while it handles one answer."""

from __future__ import annotations

from collections.abc import Callable, Collection, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from core.administration.accounts import Accounts
from core.administration.audit import AuditTrail, ChangeType
from core.administration.retirement import NO_RETIREMENTS, Retirements
from core.master_data.catalogue import Catalogue
from core.master_data.faq import Faq
from core.master_data.faq_wordings import NO_WORDINGS, FaqWordings
from core.master_data.helpdesk_settings import HelpdeskSettings
from core.master_data.known_errors import NO_ERRORS, KnownErrors
from core.master_data.ports import FaqCounts, LpseRegister, MasterData
from core.messaging.sends import SendsTrail
from core.packages.ports import PackageRecords
from core.packages.stages import NO_STAGES, StageNames
from core.people.people import Person
from core.people.ports import People
from core.people.staff_groups import StaffGroups
from core.tickets.deadlines import Deadlines
from core.tickets.events import Event
from core.tickets.lifecycle import EventType
from core.tickets.ports import Numbers, Tickets
from core.tickets.ticket import Ticket


class SignIn(Protocol):
    """The account linked to this chat: signing in and out, and changing its own data."""

    def request(self, address: str) -> str:
        """Send a sign-in code, and return the address in its normal form."""

    def held_number(self, address: str) -> str:
        """Return the number of this chat's request that waits for the owner; "" where none waits."""

    def enter(self, address: str, code: str) -> Person:
        """Link this chat to the account of the code.

        Raise Refusal("code_wrong"), Refusal("code_expired"), Refusal("code_held") where none was sent yet, or
        Refusal("too_many_wrong_codes").
        """

    def invited(self, digest: str) -> Person:
        """Return whom an invitation is for, and leave it unused; raise Refusal("invitation_invalid")."""

    def accept(self, digest: str) -> Person:
        """Link this chat to the account of an invitation; raise Refusal("invitation_invalid")."""

    def leave(self) -> None:
        """Unlink this chat."""

    def draft_keys(self) -> Sequence[str]:
        """Return the keys of the drafts of this chat's person, newest first."""

    def count_documents(self) -> int:
        """Return how many documents are being made for this chat."""

    def request_renewal(self) -> None:
        """Send a code that renews the session; raise Refusal("too_many_codes")."""

    def renew(self, code: str) -> None:
        """Renew the session; raise Refusal as `enter` does."""

    def change(self, name: str, phone: str, office: str) -> None:
        """Change name, phone and office of this chat's account."""

    def check_mail(self) -> None:
        """Raise Refusal("mail_off_for_change") if no code can be sent to a new address."""

    def request_change(self, address: str) -> None:
        """Send a code to the account's future address; raise Refusal("too_many_codes")."""

    def enter_change(self, address: str, code: str) -> None:
        """Change the account's address; raise Refusal("email_taken"), or as `enter` does."""

    def sign_out(self, person_id: int, because: ChangeType) -> None:
        """Unlink another person's chat, and send the reason to it."""


@dataclass(frozen=True, slots=True)
class ConversationContext:
    """The surroundings of one answer: the time, registers, services and the person.

    `stages` are those that a tender may have, `known_errors` the messages of applications that fail,
    `faq_wordings` other ways to ask the questions of the FAQ.
    `ticket` is the one that the conversation is about, if any.
    On `holidays` no office is open.
    `last_words` returns the newest event of a ticket that is of one of the kinds and has a text, if any.
    `translate` returns a label in the person's language; `translations` returns it in every language, since
    people mix them. `unserved_lpses` returns those of a few LPSEs at which nobody can be reached.
    `category_uses` returns how often each category was chosen lately, by its code.
    `trace_sends` returns what was sent about a ticket, by its number, or to an account, by its address.
    """

    now: datetime
    master: MasterData
    trail: AuditTrail
    tickets: Tickets
    numbers: Numbers
    lpses: LpseRegister
    people: People
    accounts: Accounts
    packages: PackageRecords
    sign_in: SignIn
    faq_counts: FaqCounts
    groups: StaffGroups
    stages: StageNames = NO_STAGES
    known_errors: KnownErrors = NO_ERRORS
    faq_wordings: FaqWordings = NO_WORDINGS
    retirements: Retirements = NO_RETIREMENTS
    person: Person | None = None
    ticket: Ticket | None = None
    holidays: Container[date] = frozenset()
    translate: Callable[[str], str] = str
    translations: Callable[[str], Iterable[str]] = lambda label: (label,)
    last_words: Callable[[int, Collection[EventType]], Event | None] = lambda _ticket_id, _kinds: None
    unserved_lpses: Callable[[Iterable[int]], Collection[int]] = lambda _ids: ()
    trace_sends: Callable[[str], SendsTrail] = lambda _subject: SendsTrail()
    category_uses: Callable[[datetime], Mapping[str, int]] = lambda _at: {}

    @property
    def catalogue(self) -> Catalogue:
        return self.master.catalogue

    @property
    def faq(self) -> Faq:
        return self.master.faq

    @property
    def settings(self) -> HelpdeskSettings:
        return self.master.settings

    @property
    def deadlines(self) -> Deadlines:
        return Deadlines.at_offices(self.settings, self.lpses, self.holidays)

    @property
    def me(self) -> Person:
        """Return the signed-in person; only signing in works without one."""
        assert self.person is not None, "this conversation needs somebody signed in"
        return self.person

    @property
    def subject(self) -> Ticket:
        """Return the ticket of this conversation."""
        assert self.ticket is not None, "this conversation needs a ticket"
        return self.ticket
