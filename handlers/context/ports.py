"""Ports of handlers: the unit of work of one update, and its repositories."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Protocol

from core.administration.accounts import Account, AccountFilters
from core.administration.accounts import Accounts as AccountRegister
from core.administration.alarms import Alarms
from core.administration.audit import AuditFilter, AuditLine, AuditTrail
from core.administration.looks import Looks
from core.administration.retirement import Retirements
from core.administration.service_faults import ServiceFaults
from core.master_data.ports import FaqCounts, LpseRegister, MasterData
from core.messaging.documents import JobQueue
from core.messaging.outgoing import ChatMessage, Outgoing
from core.messaging.ports import TicketMessages
from core.messaging.sends import Sends
from core.packages.ports import PackageRecords
from core.pages import Page
from core.people.desks import Desk
from core.people.people import Person
from core.people.ports import People
from core.people.reachability import Reachability
from core.people.sign_in_trail import SignInTrail
from core.people.staff_groups import BackedGroup, StaffGroups
from core.tickets.attachments import Attachment
from core.tickets.counts import MenuCounts, ReporterCounts, StaffCounts
from core.tickets.events import Event
from core.tickets.history import HistoryEntry
from core.tickets.lifecycle import EventType, Status
from core.tickets.ports import Numbers, Tickets
from core.tickets.search import SortOrder, TicketFilters, TicketScope
from core.tickets.statistics import FiledTicket
from core.tickets.summaries import TicketSummary
from core.tickets.ticket import Ticket
from core.tickets.volumes import Volumes
from core.use_cases.own_account.invitation import Invitations
from core.use_cases.own_account.sign_in_limits import SignInLimits
from core.use_cases.own_account.sign_in_ports import ChatLinks, SignInCodes
from core.use_cases.tickets.watch_ticket import WatchLinks
from handlers.context.chat_ports import Chats, ParkedDrafts


class Outbox(Protocol):
    """Messages, letters and jobs that go out after the commit."""

    def add(
        self,
        message: Outgoing,
        *,
        chat_id: int | None,
        priority: int,
        at: datetime,
        delay: timedelta | None = None,
        ticket_id: int | None = None,
    ) -> int:
        """Add a message and return its id; drop one that it replaces and that still waits.

        `chat_id` is None for letters. It is sent after the commit, or `delay` later.
        """

    def add_all(
        self,
        messages: Sequence[tuple[int, ChatMessage]],
        *,
        priority: int,
        at: datetime,
        ticket_id: int | None = None,
    ) -> None:
        """Add many messages, each to a chat, as `add` does."""

    def count_failed(self, ticket_id: int) -> int:
        """Return how many messages about this ticket were given up."""

    def drop_for(self, chat_id: int) -> None:
        """Remove what waits for this chat."""

    def count_jobs(self, chat_id: int) -> int:
        """Return how many jobs wait or run for this chat."""

    def move_chat(self, old: int, new: int) -> None:
        """Send what waits for one chat to another."""

    def waiting(self, chat_id: int, key: str) -> Outgoing | None:
        """Return the message of this key that still waits for this chat, if there is one."""

    def gave_up(self, chat_id: int, key: str, since: datetime) -> bool:
        """Return whether a message of this key to this chat was given up since then."""

    def chats_waiting_for(self, key: str) -> Sequence[int]:
        """Return the chats for which a message of this key still waits."""


class WaitingAlerts(Protocol):
    """Alerts that wait in the outbox, in all chats."""

    def withdraw(self, name: str, limit: int) -> Sequence[int]:
        """Remove alerts of this name that still wait, at most `limit`; return the chats that had them."""


class LiveMessages(Protocol):
    """Messages that their chat knows by name, to be edited later."""

    def get(self, chat_id: int, live_message: str) -> int | None:
        """Return the id of the chat's message of this name, if it has one."""

    def holding(
        self, live_message: str, after: int | None = None, limit: int = 200
    ) -> Sequence[tuple[int, int]]:
        """Return (chat id, message id) of chats that have a message of this name, a page at a time."""

    def drop_all(self, chat_id: int) -> None:
        """Forget all messages of a chat that can't be written to any more."""

    def move_chat(self, old: int, new: int) -> None: ...


class Lists(Protocol):
    """Lists of tickets, a page at a time."""

    def own(
        self, person_id: int, statuses: Sequence[Status], cursor: str | None, back: bool, limit: int
    ) -> Page[TicketSummary]: ...
    def queue(
        self, desks: Sequence[Desk], cursor: str | None, back: bool, limit: int
    ) -> Page[TicketSummary]: ...
    def held(
        self, scope: TicketScope, cursor: str | None, back: bool, limit: int, *, working: bool
    ) -> Page[TicketSummary]: ...
    def asked(self, person_id: int, limit: int) -> Sequence[TicketSummary]: ...
    def past(self, scope: TicketScope, cursor: str | None, back: bool, limit: int) -> Page[TicketSummary]: ...
    def taken(
        self, desks: Sequence[Desk], midnight: datetime, cursor: str | None, back: bool, limit: int
    ) -> Page[TicketSummary]: ...
    def watched(self, person_id: int, cursor: str | None, back: bool, limit: int) -> Page[TicketSummary]: ...
    def all(
        self,
        lpse_ids: Sequence[int] | None,
        statuses: Sequence[Status],
        cursor: str | None,
        back: bool,
        limit: int,
    ) -> Page[TicketSummary]: ...


class Search(Protocol):
    """The search of tickets, a page at a time."""

    def page(
        self,
        scope: TicketScope,
        filters: TicketFilters,
        sort: SortOrder,
        cursor: str | None,
        back: bool,
        limit: int,
        counted: bool,
    ) -> Page[TicketSummary]: ...


class Counts(Protocol):
    """The numbers of a dashboard, and of a menu."""

    def of_reporter(self, person_id: int) -> ReporterCounts: ...
    def of_staff(self, desks: Sequence[Desk], scope: TicketScope, midnight: datetime) -> StaffCounts: ...
    def of_menu(self, desks: Sequence[Desk], scope: TicketScope) -> MenuCounts: ...


class Reports(Protocol):
    """The tickets that statistics are computed from."""

    def filed(
        self, lpse_ids: Collection[int] | None, since: datetime, until: datetime
    ) -> Iterator[FiledTicket]: ...

    def listed(
        self, lpse_ids: Collection[int] | None, since: datetime, until: datetime, after_id: int, limit: int
    ) -> Sequence[TicketSummary]: ...


class Discussion(Protocol):
    """The remarks and files of tickets."""

    def event(self, ticket_id: int, history_id: int) -> Event: ...
    def last_words(self, ticket_id: int, kinds: Collection[EventType]) -> Event | None: ...
    def has_happened(self, ticket_id: int, kind: EventType, before_id: int) -> bool: ...
    def entries(self, ticket_id: int) -> Sequence[HistoryEntry]: ...
    def files(self, ticket_id: int, *, of_description: bool = False) -> Sequence[Attachment]: ...
    def file(self, ticket_id: int, ordinal: int) -> Attachment | None: ...


class Groups(StaffGroups, Protocol):
    """Staff groups, also by their desk."""

    def of_desk(self, desk: Desk, after: int | None = None, limit: int = 200) -> Sequence[BackedGroup]: ...
    def move_chat(self, old: int, new: int) -> None: ...


class Audit(AuditTrail, Protocol):
    """The audit trail, newest first."""

    def newest(
        self, limit: int, before_id: int | None = None, audit_filter: AuditFilter = ...
    ) -> Sequence[AuditLine]: ...


class NumberedTickets(Tickets, Protocol):
    """The tickets, also by their number."""

    def by_number(self, number: str) -> int | None: ...
    def history_ids(self, ticket: Ticket) -> Sequence[int]:
        """Return the ids under which the events of this ticket were stored in this unit of work."""

    def redirect(self, reporter_id: int, former: str, address: str) -> None: ...


class PeopleRecords(People, Protocol):
    """People, with changes of their own account, and names by id."""

    def set_language(self, person_id: int, language: str) -> None: ...
    def change_profile(self, person: Person) -> None: ...
    def change_email(self, person: Person, address: str, at: datetime) -> bool: ...
    def names(self, ids: Iterable[int]) -> Mapping[int, str]:
        """Return names by id, those of disabled accounts included."""


class AccountSearch(Protocol):
    """The search of accounts, a page at a time."""

    def page(self, filters: AccountFilters, cursor: str = "", *, back: bool = False) -> Page[Account]: ...


class UnitOfWork(Protocol):
    """Everything that one transaction may touch."""

    @property
    def tickets(self) -> NumberedTickets: ...
    @property
    def numbers(self) -> Numbers: ...
    @property
    def lpses(self) -> LpseRegister: ...
    @property
    def master(self) -> MasterData: ...
    @property
    def looks(self) -> Looks: ...
    @property
    def audit(self) -> Audit: ...
    @property
    def people(self) -> PeopleRecords: ...
    @property
    def reachability(self) -> Reachability: ...
    @property
    def alarms(self) -> Alarms: ...
    @property
    def service_faults(self) -> ServiceFaults: ...
    @property
    def accounts(self) -> AccountRegister: ...
    @property
    def account_search(self) -> AccountSearch: ...
    @property
    def packages(self) -> PackageRecords: ...
    @property
    def codes(self) -> SignInCodes: ...
    @property
    def sign_in_limits(self) -> SignInLimits: ...
    @property
    def sign_in_trail(self) -> SignInTrail: ...
    @property
    def invitations(self) -> Invitations: ...
    @property
    def links(self) -> ChatLinks: ...
    @property
    def watch_links(self) -> WatchLinks: ...
    @property
    def retirements(self) -> Retirements: ...
    @property
    def chats(self) -> Chats: ...
    @property
    def parked_drafts(self) -> ParkedDrafts: ...
    @property
    def outbox(self) -> Outbox: ...
    @property
    def sends(self) -> Sends: ...
    @property
    def jobs(self) -> JobQueue: ...
    @property
    def waiting_alerts(self) -> WaitingAlerts: ...
    @property
    def live_messages(self) -> LiveMessages: ...
    @property
    def ticket_messages(self) -> TicketMessages: ...
    @property
    def volumes(self) -> Volumes: ...
    @property
    def lists(self) -> Lists: ...
    @property
    def reports(self) -> Reports: ...
    @property
    def discussion(self) -> Discussion: ...
    @property
    def groups(self) -> Groups: ...
    @property
    def search(self) -> Search: ...
    @property
    def counts(self) -> Counts: ...
    @property
    def faq_counts(self) -> FaqCounts: ...
