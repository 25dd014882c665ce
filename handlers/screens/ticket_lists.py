"""The rules of the lists of tickets, for screens and tables: who may open each, and how a page is read."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from conversations.flows.tickets.search import filters_from
from conversations.screens.lists import statuses_of
from core.errors import Refusal
from core.pages import Page
from core.people.people import Person
from core.tickets.list_views import ListView, StatusFilter, check_filter
from core.tickets.search import PAGE_SIZE, SortOrder, scope_of
from core.tickets.summaries import TicketSummary
from handlers.context.ports import UnitOfWork


@dataclass(frozen=True, slots=True)
class ListQuery:
    """One page of a list for one person: up to `limit` tickets after the cursor or, with `back`, before it.

    `filtered` counts for lists that can be narrowed, `midnight` (the start of the person's day) for `TAKEN`,
    and `search` (filters as a chat keeps them) for `FOUND`, whose tickets are counted only where that is
    asked for.
    """

    person: Person
    filtered: StatusFilter | None = None
    midnight: datetime | None = None
    search: Mapping[str, str] = field(default_factory=dict)
    cursor: str | None = None
    back: bool = False
    limit: int = PAGE_SIZE
    counted: bool = False


@dataclass(frozen=True, slots=True)
class ListRule:
    """The right to open a list, and the way to read a page of it."""

    may_open: Callable[[Person], bool]
    read: Callable[[UnitOfWork, ListQuery], Page[TicketSummary]]


def _own(unit: UnitOfWork, query: ListQuery) -> Page[TicketSummary]:
    statuses = statuses_of(query.filtered)
    return unit.lists.own(query.person.id, statuses, query.cursor, query.back, query.limit)


def _queue(unit: UnitOfWork, query: ListQuery) -> Page[TicketSummary]:
    return unit.lists.queue(query.person.desks, query.cursor, query.back, query.limit)


def _held(unit: UnitOfWork, query: ListQuery) -> Page[TicketSummary]:
    # The only status to which this list can be narrowed.
    working = query.filtered is not None
    return unit.lists.held(scope_of(query.person), query.cursor, query.back, query.limit, working=working)


def _past(unit: UnitOfWork, query: ListQuery) -> Page[TicketSummary]:
    return unit.lists.past(scope_of(query.person), query.cursor, query.back, query.limit)


def _taken(unit: UnitOfWork, query: ListQuery) -> Page[TicketSummary]:
    assert query.midnight is not None, "the list of tickets taken today needs the start of the day"
    return unit.lists.taken(query.person.desks, query.midnight, query.cursor, query.back, query.limit)


def _watched(unit: UnitOfWork, query: ListQuery) -> Page[TicketSummary]:
    return unit.lists.watched(query.person.id, query.cursor, query.back, query.limit)


def _all(unit: UnitOfWork, query: ListQuery) -> Page[TicketSummary]:
    lpse_ids = None if query.person.is_national else query.person.served_lpse_ids
    return unit.lists.all(lpse_ids, statuses_of(query.filtered), query.cursor, query.back, query.limit)


def _found(unit: UnitOfWork, query: ListQuery) -> Page[TicketSummary]:
    scope, filters = scope_of(query.person), filters_from(query.search)
    sort = SortOrder(query.search.get("sort", SortOrder.NEWEST))
    return unit.search.page(scope, filters, sort, query.cursor, query.back, query.limit, query.counted)


def _everybody(_person: Person) -> bool:
    return True


def _staff(person: Person) -> bool:
    return person.is_staff


LISTS: Mapping[ListView, ListRule] = {
    ListView.OWN: ListRule(_everybody, _own),
    ListView.QUEUE: ListRule(_staff, _queue),
    ListView.HELD: ListRule(_staff, _held),
    ListView.PAST: ListRule(_staff, _past),
    ListView.TAKEN: ListRule(_staff, _taken),
    ListView.WATCHED: ListRule(_everybody, _watched),
    ListView.ALL: ListRule(_staff, _all),
    ListView.FOUND: ListRule(_everybody, _found),
}


def may_open_list(person: Person, view: ListView) -> bool:
    """Return whether this person may see the list, on a screen or as a table."""
    return LISTS[view].may_open(person)


def read_list(unit: UnitOfWork, view: ListView, query: ListQuery) -> Page[TicketSummary]:
    """Return a page of a list; raise Refusal("not_found") where the person may not open it like this."""
    check_filter(view, query.filtered)
    if not may_open_list(query.person, view):
        raise Refusal("not_found")
    return LISTS[view].read(unit, query)
