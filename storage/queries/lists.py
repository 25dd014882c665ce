"""Lists of tickets, each read a page at a time in either direction, in the order of an index."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    TextClause,
    bindparam,
    select,
    true,
    tuple_,
)

from core.pages import Page
from core.people.desks import Desk
from core.tickets.lifecycle import Status
from core.tickets.search import PAGE_SIZE, TicketScope
from core.tickets.summaries import TicketSummary
from storage.queries.list_statements import ListStatements
from storage.queries.queues import ALERTED, AT_DESK, queue_parameters
from storage.queries.scope import MAY_SEE, scope_parameters
from storage.queries.summaries import summaries_from, summary_from_row
from storage.queries.takings import TAKEN
from storage.schema import tables as t

_ID, _PARTY = t.tickets.c.id, t.parties.c.ticket_id
_BY_REPORTER = t.tickets.c.reporter_id == bindparam("person")
_AT_LPSE = t.tickets.c.lpse_id == bindparam("lpse")
_IN_STATUS = t.tickets.c.status == bindparam("status")
_OF_PARTIES = t.parties.join(t.tickets, _PARTY == _ID)
_BY_PARTY = t.parties.c.person_id == bindparam("person")
_IN_HAND = t.parties.c.in_hand == true()
_OF_WATCHERS = t.watchers.join(t.tickets, t.watchers.c.ticket_id == _ID)

_OWN = ListStatements(t.tickets, [_BY_REPORTER], _ID, newest_first=True)
_OWN_IN_STATUS = ListStatements(t.tickets, [_BY_REPORTER, _IN_STATUS], _ID, newest_first=True)
_QUEUE, _ALERTED = (
    ListStatements(t.tickets, conditions, t.tickets.c.rank, _ID) for conditions in (AT_DESK, ALERTED)
)
_HELD = ListStatements(_OF_PARTIES, [_BY_PARTY, _IN_HAND], t.parties.c.rank, _PARTY, counted=t.parties)
_PAST = ListStatements(_OF_PARTIES, [_BY_PARTY], _PARTY, newest_first=True, counted=t.parties)
# These lists for people who see only some LPSEs, without tickets of a role that they have no longer.
_HELD_AT_SOME = ListStatements(_OF_PARTIES, [_BY_PARTY, _IN_HAND, MAY_SEE], t.parties.c.rank, _PARTY)
_PAST_AT_SOME = ListStatements(_OF_PARTIES, [_BY_PARTY, MAY_SEE], _PARTY, newest_first=True)
# Tickets on which the holder has to go on, since they wait for nobody else.
_WORKED: list[ColumnElement[bool] | TextClause] = [t.tickets.c.holder_id == bindparam("person"), t.WORKING]
_WORKING = ListStatements(t.tickets, _WORKED, t.tickets.c.rank, _ID)
_WORKING_AT_SOME = ListStatements(t.tickets, [*_WORKED, MAY_SEE], t.tickets.c.rank, _ID)
_TAKEN = ListStatements(t.tickets, [_ID.in_(TAKEN)], _ID, newest_first=True)
_ALL = summaries_from(t.tickets)
_ASKED = _ALL.where(t.tickets.c.asked_id == bindparam("person")).order_by(_ID.desc()).limit(bindparam("most"))
_TO_CONFIRM = _ALL.where(_BY_REPORTER, _IN_STATUS).order_by(_ID.desc()).limit(bindparam("most"))
_WATCHED = ListStatements(
    _OF_WATCHERS,
    [t.watchers.c.person_id == bindparam("person")],
    t.watchers.c.ticket_id,
    newest_first=True,
    counted=t.watchers,
)
_EVERY = ListStatements(t.tickets, [], _ID, newest_first=True)
_EVERY_IN_STATUS = ListStatements(t.tickets, [_IN_STATUS], _ID, newest_first=True)
_LPSE = ListStatements(t.tickets, [_AT_LPSE], _ID, newest_first=True)
_LPSE_IN_STATUS = ListStatements(t.tickets, [_AT_LPSE, _IN_STATUS], _ID, newest_first=True)

_DUE = (
    select(t.tickets.c.due_at, _ID)
    .where(t.tickets.c.due_at <= bindparam("now"))
    .order_by(t.tickets.c.due_at, _ID)
    .limit(bindparam("most"))
)
_DUE_AFTER = _DUE.where(
    tuple_(t.tickets.c.due_at, _ID)
    > tuple_(bindparam("after", type_=t.tickets.c.due_at.type), bindparam("after_id"))
)


# Bound parameters of one query: its desk, person or LPSE.
Parameters = Mapping[str, object]


class DueTicket(NamedTuple):
    """A ticket whose `due_at` has come; in the order in which they are due, and so a place in it."""

    due_at: datetime
    id: int


class SqlLists:
    """Pages of lists; a cursor comes from a page, and one that can't be read gives the first page."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def own(
        self,
        person_id: int,
        statuses: Sequence[Status] = (),
        cursor: str | None = None,
        back: bool = False,
        limit: int = PAGE_SIZE,
    ) -> Page[TicketSummary]:
        """Return the tickets that the person filed, newest first; in these statuses, if any are named."""
        view = _OWN_IN_STATUS if statuses else _OWN
        each = [_only(person=person_id, status=status) for status in _each_or_any(statuses)]
        return self._page(view, each, cursor, back, limit)

    def queue(
        self, desks: Iterable[Desk], cursor: str | None = None, back: bool = False, limit: int = PAGE_SIZE
    ) -> Page[TicketSummary]:
        """Return the tickets that these desks may take, most urgent first, then oldest first.

        Those of which a desk is alerted are among them; each ticket once.
        """
        return self._page(_QUEUE, queue_parameters(desks), cursor, back, limit, beside=_ALERTED)

    def held(
        self,
        scope: TicketScope,
        cursor: str | None = None,
        back: bool = False,
        limit: int = PAGE_SIZE,
        *,
        working: bool = False,
    ) -> Page[TicketSummary]:
        """Return the tickets in the hands of the scope's person, most urgent first, then oldest first.

        With `working`, only those that the person has to go on with, as nobody else is waited for.
        """
        if working:
            view = _WORKING if scope.nationwide else _WORKING_AT_SOME
        else:
            view = _HELD if scope.nationwide else _HELD_AT_SOME
        return self._page(view, [_of_person(scope)], cursor, back, limit)

    def asked(self, person_id: int, limit: int) -> list[TicketSummary]:
        """Return tickets that wait for feedback or a confirmation of this person, newest first."""
        own = {"person": person_id, "most": limit}
        rows = [
            *self._connection.execute(_ASKED, own),
            *self._connection.execute(_TO_CONFIRM, own | {"status": Status.CONFIRMATION}),
        ]
        newest = sorted({row.id: row for row in rows}.values(), key=lambda row: -row.id)
        return [summary_from_row(row) for row in newest[:limit]]

    def past(
        self, scope: TicketScope, cursor: str | None = None, back: bool = False, limit: int = PAGE_SIZE
    ) -> Page[TicketSummary]:
        """Return the tickets of which the scope's person is a party or watcher, newest first."""
        view = _PAST if scope.nationwide else _PAST_AT_SOME
        return self._page(view, [_of_person(scope)], cursor, back, limit)

    def watched(
        self, person_id: int, cursor: str | None = None, back: bool = False, limit: int = PAGE_SIZE
    ) -> Page[TicketSummary]:
        """Return the tickets that the person watches, newest first."""
        return self._page(_WATCHED, [_only(person=person_id)], cursor, back, limit)

    def taken(
        self,
        desks: Iterable[Desk],
        midnight: datetime,
        cursor: str | None = None,
        back: bool = False,
        limit: int = PAGE_SIZE,
    ) -> Page[TicketSummary]:
        """Return the tickets that `StaffCounts.taken_today` counts, newest first.

        Each page reads all events of taking since midnight.
        """
        keys = sorted({desk.key for desk in desks})
        return self._page(_TAKEN, [_only(desks=keys, midnight=midnight)], cursor, back, limit)

    def all(
        self,
        lpse_ids: Sequence[int] | None,
        statuses: Sequence[Status] = (),
        cursor: str | None = None,
        back: bool = False,
        limit: int = PAGE_SIZE,
    ) -> Page[TicketSummary]:
        """Return the tickets of these LPSEs, or of all with None, newest first; statuses are as for `own`."""
        lpses: Iterable[int | None]
        if lpse_ids is None:
            view, lpses = (_EVERY_IN_STATUS if statuses else _EVERY), [None]
        else:
            view, lpses = (_LPSE_IN_STATUS if statuses else _LPSE), dict.fromkeys(lpse_ids)
        each_status = _each_or_any(statuses)
        each = [_only(lpse=lpse_id, status=status) for lpse_id in lpses for status in each_status]
        return self._page(view, each, cursor, back, limit)

    def due(self, now: datetime, limit: int, after: DueTicket | None = None) -> list[DueTicket]:
        """Return up to `limit` tickets whose `due_at` has come, longest due first; those beyond `after`."""
        given: dict[str, object] = {"now": now, "most": limit}
        if after is None:
            rows = self._connection.execute(_DUE, given)
        else:
            place = {"after": after.due_at, "after_id": after.id}
            rows = self._connection.execute(_DUE_AFTER, given | place)
        return [DueTicket(*row) for row in rows]

    def _page(
        self,
        view: ListStatements,
        each: Sequence[Parameters],
        cursor: str | None,
        back: bool,
        limit: int,
        *,
        beside: ListStatements | None = None,
    ) -> Page[TicketSummary]:
        """Return a page merged from one query for `each` desk or LPSE, since the index orders one only.

        Where the list is that of two indexes, `beside` reads the other one, in the same order.
        """
        place = view.place(cursor)
        back = back and place != view.start
        common = {**view.parameters(place), "most": limit + 1}
        parts = [(one, own) for own in each for one in (view, beside) if one is not None]
        found = [
            row
            for one, own in parts
            for row in self._connection.execute(one.backward if back else one.forward, {**own, **common})
        ]
        found.sort(key=view.place_of, reverse=view.newest_first != back)
        rows, has_more = found[:limit], len(found) > limit
        if place != view.start and (not rows or (back and not has_more)):
            # The list has changed, or begins here: return the first page, complete.
            return self._page(view, each, None, False, limit, beside=beside)
        if back:
            rows.reverse()
        cursors = [".".join(map(str, view.place_of(row))) for row in rows]
        has_previous = has_more if back else place != view.start
        has_next = back or has_more
        total, before = self._count(parts, rows, has_previous=has_previous, has_next=has_next)
        return Page(
            [summary_from_row(row) for row in rows],
            cursors[0] if rows and has_previous else None,
            cursors[-1] if rows and has_next else None,
            total,
            before,
            limit if rows else 0,
        )

    def _count(
        self,
        parts: Sequence[tuple[ListStatements, Parameters]],
        rows: list[Row[Any]],
        *,
        has_previous: bool,
        has_next: bool,
    ) -> tuple[int, int]:
        """Return how many rows the list has, and how many stand before these; count only longer lists."""
        if not rows or not (has_previous or has_next):
            return len(rows), 0
        return (
            sum(self._connection.execute(view.total, own).scalar_one() for view, own in parts),
            sum(self._count_before(view, own, rows[0]) for view, own in parts) if has_previous else 0,
        )

    def _count_before(self, view: ListStatements, own: Parameters, first: Row[Any]) -> int:
        place = view.parameters(view.place_of(first))
        return self._connection.execute(view.before, {**own, **place}).scalar_one()


def _each_or_any(statuses: Iterable[Status]) -> list[Status | None]:
    return [*dict.fromkeys(statuses)] or [None]


def _of_person(scope: TicketScope) -> dict[str, object]:
    only_some = {} if scope.nationwide else scope_parameters(scope)
    return {"person": scope.person_id, **only_some}


def _only(**parameters: object) -> dict[str, object]:
    return {name: value for name, value in parameters.items() if value is not None}
