"""What one update may touch, as its handler sees it: the unit of work, and what is kept for talks."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, Protocol

from conversations.screens.card import Said
from conversations.screens.lists import Line
from core.accounts import Account, AccountFilters
from core.accounts import Accounts as AccountRegister
from core.attachments import Attachment
from core.audit import Change, Trail, Wanted
from core.desks import Desk
from core.lifecycle import Status
from core.people import Person
from core.ports import FaqCounts, MasterData, Numbers, OfficeBook, PackageRecords, People, Tickets
from core.report import Filed
from core.search import Filters, Scope, Sort
from core.use_cases.sign_in import Invitations, Links, SignInCodes
from core.use_cases.watch_ticket import WatchLinks


class Chat(Protocol):
    """A person's private chat with the bot."""

    chat_id: int
    person_id: int | None
    language: str
    revision: int
    talk: dict[str, Any] | None
    reachable: bool
    memo: dict[str, Any]


class Chats(Protocol):
    def get(self, chat_id: int) -> Any | None: ...
    def save(self, row: Any) -> None: ...
    def of_people(self, ids: Iterable[int]) -> Mapping[int, Any]: ...


class Talks(Protocol):
    """Parked drafts of a chat, by the key of their talk."""

    def get(self, chat_id: int, key: str) -> dict[str, Any] | None: ...
    def put(self, chat_id: int, key: str, state: dict[str, Any], at: datetime) -> None: ...
    def drop(self, chat_id: int, key: str) -> None: ...
    def keys(self, chat_id: int) -> Sequence[str]: ...


class Outbox(Protocol):
    """Calls to be made after the commit."""

    def put(
        self,
        *,
        chat_id: int | None,
        op: str,
        method: str,
        payload: dict[str, Any],
        priority: int,
        at: datetime,
        slot: str = "",
        key: str | None = None,
        not_before: datetime | None = None,
        ticket_id: int | None = None,
    ) -> int: ...

    def failed_of(self, ticket_id: int) -> Sequence[object]: ...
    def drop_for(self, chat_id: int) -> None: ...
    def move_chat(self, old: int, new: int) -> None: ...
    def waiting(self, chat_id: int, key: str) -> dict[str, Any] | None:
        """What a call of this key carries, while it still waits for this chat."""

    def waiting_with(self, key: str) -> Sequence[int]:
        """The chats for which a call of this key still waits."""


class Slots(Protocol):
    """Messages that are known by what they are for."""

    def get(self, chat_id: int, slot: str) -> int | None: ...
    def drop(self, chat_id: int, slot: str) -> None: ...
    def holding(self, slot: str) -> Sequence[tuple[int, int]]: ...
    def move_chat(self, old: int, new: int) -> None: ...


class Page(Protocol):
    """Ten tickets of a list, and the cursors of its neighbours."""

    @property
    def lines(self) -> Sequence[Line]: ...
    @property
    def previous(self) -> str | None: ...
    @property
    def next(self) -> str | None: ...


class Lists(Protocol):
    def own(self, person_id: int, statuses: Sequence[Status], cursor: str | None, back: bool) -> Page: ...
    def queue(self, desks: Sequence[Desk], cursor: str | None, back: bool) -> Page: ...
    def held(self, person_id: int, cursor: str | None, back: bool) -> Page: ...
    def past(self, person_id: int, cursor: str | None, back: bool) -> Page: ...
    def taken(self, desks: Sequence[Desk], midnight: datetime, cursor: str | None, back: bool) -> Page: ...
    def watched(self, person_id: int, cursor: str | None, back: bool) -> Page: ...
    def all(
        self, lpse_ids: Sequence[int] | None, statuses: Sequence[Status], cursor: str | None, back: bool
    ) -> Page: ...


class Search(Protocol):
    def page(
        self, scope: Scope, filters: Filters, sort: Sort, cursor: str | None, back: bool, limit: int
    ) -> Page: ...


class Counts(Protocol):
    """The numbers of a dashboard; each reads as a few digits, with a plus where counting stopped."""

    def of_reporter(self, person_id: int) -> object: ...
    def of_staff(self, desks: Sequence[Desk], person_id: int, midnight: datetime) -> object: ...


class Reports(Protocol):
    def filed(
        self, lpse_ids: Collection[int] | None, since: datetime, until: datetime
    ) -> Iterator[Filed]: ...


class Discussion(Protocol):
    def said(self, ticket_id: int) -> Sequence[Said]: ...
    def files(self, ticket_id: int, *, of_description: bool = False) -> Sequence[Attachment]: ...
    def file(self, ticket_id: int, ordinal: int) -> Attachment | None: ...


class Groups(Protocol):
    """Staff groups, each of one desk."""

    def of_desk(self, desk: Desk) -> Sequence[int]: ...
    def set(self, chat_id: int, desk: Desk, title: str) -> None: ...
    def drop(self, chat_id: int) -> None: ...
    def move_chat(self, old: int, new: int) -> None: ...


class AuditLine(Protocol):
    """A change, with its number and the name of whoever made it."""

    @property
    def id(self) -> int: ...
    @property
    def change(self) -> Change: ...
    @property
    def by(self) -> str: ...


class Audit(Trail, Protocol):
    """The audit trail, newest first."""

    def newest(
        self, limit: int, before_id: int | None = None, wanted: Wanted = ...
    ) -> Sequence[AuditLine]: ...


class NumberedTickets(Tickets, Protocol):
    """The tickets, also by what people call them."""

    def by_number(self, number: str) -> int | None: ...
    def redirect(self, reporter_id: int, former: str, address: str) -> None: ...


class Accounts(People, Protocol):
    """The accounts, with their names, and what a person may change of their own."""

    def set_language(self, person_id: int, language: str) -> None: ...
    def change_profile(self, person: Person) -> None: ...
    def change_email(self, person: Person, address: str, at: datetime) -> bool: ...
    def names(self, ids: Iterable[int]) -> Mapping[int, str]:
        """Names by id, of disabled accounts too."""


class AccountPage(Protocol):
    """Ten accounts, and the cursors of the pages before and after."""

    @property
    def lines(self) -> Sequence[Account]: ...
    @property
    def previous(self) -> str | None: ...
    @property
    def next(self) -> str | None: ...


class AccountSearch(Protocol):
    def page(self, filters: AccountFilters, cursor: str = "", *, back: bool = False) -> AccountPage: ...


class Unit(Protocol):
    """Everything that one transaction may touch."""

    @property
    def tickets(self) -> NumberedTickets: ...
    @property
    def numbers(self) -> Numbers: ...
    @property
    def offices(self) -> OfficeBook: ...
    @property
    def master(self) -> MasterData: ...
    @property
    def audit(self) -> Audit: ...
    @property
    def people(self) -> Accounts: ...
    @property
    def accounts(self) -> AccountRegister: ...
    @property
    def account_search(self) -> AccountSearch: ...
    @property
    def packages(self) -> PackageRecords: ...
    @property
    def codes(self) -> SignInCodes: ...
    @property
    def invitations(self) -> Invitations: ...
    @property
    def links(self) -> Links: ...
    @property
    def watch_links(self) -> WatchLinks: ...
    @property
    def chats(self) -> Chats: ...
    @property
    def talks(self) -> Talks: ...
    @property
    def outbox(self) -> Outbox: ...
    @property
    def slots(self) -> Slots: ...
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
