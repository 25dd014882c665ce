"""Ports of tickets: by number, in lists, in the search and in statistics, and their discussion."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime
from typing import Protocol

from core.pages import Page
from core.people.desks import Desk
from core.tickets.attachments import Attachment
from core.tickets.counts import MenuCounts, ReporterCounts, StaffCounts
from core.tickets.events import Event
from core.tickets.history import HistoryEntry
from core.tickets.lifecycle import EventType, Status
from core.tickets.ports import Tickets
from core.tickets.search import SortOrder, TicketFilters, TicketScope
from core.tickets.statistics import FiledTicket
from core.tickets.summaries import TicketSummary
from core.tickets.ticket import Ticket


class NumberedTickets(Tickets, Protocol):
    """The tickets, also by their number."""

    def by_number(self, number: str) -> int | None: ...
    def history_ids(self, ticket: Ticket) -> Sequence[int]:
        """Return the ids under which the events of this ticket were stored in this unit of work."""

    def redirect(self, reporter_id: int, former: str, address: str) -> None: ...


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
    def last_event(self, ticket_id: int, kinds: Collection[EventType]) -> Event | None: ...
    def last_words(self, ticket_id: int, kinds: Collection[EventType]) -> Event | None: ...
    def has_happened(self, ticket_id: int, kind: EventType, before_id: int) -> bool: ...
    def entries(self, ticket_id: int) -> Sequence[HistoryEntry]: ...
    def files(self, ticket_id: int, *, of_description: bool = False) -> Sequence[Attachment]: ...
    def file(self, ticket_id: int, ordinal: int) -> Attachment | None: ...
