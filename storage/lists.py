"""The lists of tickets, each read a page at a time from either end, each in the order of an index."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, FromClause, Row, Select, bindparam, select, true, tuple_

from core.desks import Desk
from core.lifecycle import Status
from core.priority import Priority
from core.roles import Role
from storage import tables as t
from storage.columns import LARGEST

PAGE = 10


@dataclass(frozen=True, slots=True)
class Line:
    """A ticket as a list shows it."""

    id: int
    number: str
    title: str
    status: Status
    priority: Priority
    lpse_id: int
    application: str
    version: str
    category: str
    subcategory: str
    desk: Desk
    created_at: datetime
    closed_at: datetime | None
    reporter_id: int
    reporter_name: str
    reporter_role: Role
    holder_id: int | None
    holder_name: str | None
    asked_id: int | None


@dataclass(frozen=True, slots=True)
class Page:
    """A few lines, and where there are any the cursors of the pages before (read with `back`) and after."""

    lines: list[Line]
    previous: str | None
    next: str | None


# Where a row stands in a list: the numbers that the list is ordered by.
Place = tuple[int, ...]
_CURSOR = re.compile(r"[0-9]{1,10}(?:\.[0-9]{1,10})?")


class _View:
    """One list in one order: its statements are built once, and read from any place forward or back."""

    def __init__(self, rows: Select[Any], *order: ColumnElement[int], newest_first: bool = False) -> None:
        names = [f"place_{at}" for at in range(len(order))]
        here = tuple_(*map(bindparam, names))
        key = tuple_(*order)
        rows = rows.limit(bindparam("most"))
        upward = rows.where(key > here).order_by(*order)
        downward = rows.where(key < here).order_by(*(column.desc() for column in order))
        self.forward, self.backward = (downward, upward) if newest_first else (upward, downward)
        self.newest_first = newest_first
        self._names = names
        self.start: Place = (LARGEST if newest_first else 0,) * len(names)

    def place(self, cursor: str | None) -> Place:
        """The place that a cursor names; the start where it names none, or is none of ours."""
        if cursor is None or not _CURSOR.fullmatch(cursor):
            return self.start
        place = tuple(map(int, cursor.split(".")))
        return place if len(place) == len(self._names) and max(place) <= LARGEST else self.start

    def place_of(self, row: Row[Any]) -> Place:
        return (row.id,) if len(self._names) == 1 else (row.rank, row.id)

    def parameters(self, place: Place) -> dict[str, int]:
        return dict(zip(self._names, place, strict=True))


_reporter = t.people.alias("reporter")
_holder = t.people.alias("holder")


def _lines(source: FromClause) -> Select[Any]:
    """Lines of the tickets in `source`, with the names of their people."""
    ticket = t.tickets.c
    return select(
        ticket.id,
        ticket.number,
        ticket.title,
        ticket.status,
        ticket.priority,
        ticket.rank,
        ticket.lpse_id,
        ticket.application,
        ticket.version,
        ticket.category,
        ticket.subcategory,
        ticket.desk_key,
        ticket.created_at,
        ticket.closed_at,
        ticket.reporter_id,
        _reporter.c.name.label("reporter_name"),
        ticket.reporter_role,
        ticket.holder_id,
        _holder.c.name.label("holder_name"),
        ticket.asked_id,
    ).select_from(
        source.join(_reporter, _reporter.c.id == ticket.reporter_id).outerjoin(
            _holder, _holder.c.id == ticket.holder_id
        )
    )


_ID = t.tickets.c.id
_ALL = _lines(t.tickets)
_OF_REPORTER = _ALL.where(t.tickets.c.reporter_id == bindparam("person"))
_OF_LPSE = _ALL.where(t.tickets.c.lpse_id == bindparam("lpse"))
_IN_STATUS = t.tickets.c.status == bindparam("status")
_OF_PARTY = _lines(t.parties.join(t.tickets, t.parties.c.ticket_id == _ID)).where(
    t.parties.c.person_id == bindparam("person")
)

_OWN = _View(_OF_REPORTER, _ID, newest_first=True)
_OWN_IN_STATUS = _View(_OF_REPORTER.where(_IN_STATUS), _ID, newest_first=True)
_QUEUE = _View(_ALL.where(t.tickets.c.desk_key == bindparam("desk"), _IN_STATUS), t.tickets.c.rank, _ID)
_HELD = _View(_OF_PARTY.where(t.parties.c.in_hand == true()), t.parties.c.rank, t.parties.c.ticket_id)
_PAST = _View(_OF_PARTY, t.parties.c.ticket_id, newest_first=True)
_EVERY = _View(_ALL, _ID, newest_first=True)
_EVERY_IN_STATUS = _View(_ALL.where(_IN_STATUS), _ID, newest_first=True)
_LPSE = _View(_OF_LPSE, _ID, newest_first=True)
_LPSE_IN_STATUS = _View(_OF_LPSE.where(_IN_STATUS), _ID, newest_first=True)

_DUE = (
    select(_ID)
    .where(t.tickets.c.due_at <= bindparam("now"))
    .order_by(t.tickets.c.due_at)
    .limit(bindparam("most"))
)


class SqlLists:
    """Pages of lists. A cursor comes from a page; with one that makes no sense the first page is read."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def own(
        self,
        person_id: int,
        status: Status | None = None,
        cursor: str | None = None,
        back: bool = False,
        limit: int = PAGE,
    ) -> Page:
        """Tickets that the person filed, newest first."""
        view = _OWN_IN_STATUS if status else _OWN
        return self._page(view, [_only(person=person_id, status=status)], cursor, back, limit)

    def queue(
        self, desks: Iterable[Desk], cursor: str | None = None, back: bool = False, limit: int = PAGE
    ) -> Page:
        """Tickets that wait at these desks, most urgent first, then oldest first."""
        each = [_only(desk=desk.key, status=Status.WAITING) for desk in dict.fromkeys(desks)]
        return self._page(_QUEUE, each, cursor, back, limit)

    def held(self, person_id: int, cursor: str | None = None, back: bool = False, limit: int = PAGE) -> Page:
        """Tickets in the person's hands, most urgent first, then oldest first."""
        return self._page(_HELD, [_only(person=person_id)], cursor, back, limit)

    def past(self, person_id: int, cursor: str | None = None, back: bool = False, limit: int = PAGE) -> Page:
        """Every ticket that the person ever had to do with, newest first."""
        return self._page(_PAST, [_only(person=person_id)], cursor, back, limit)

    def all(
        self,
        lpse_ids: Sequence[int] | None,
        status: Status | None = None,
        cursor: str | None = None,
        back: bool = False,
        limit: int = PAGE,
    ) -> Page:
        """Tickets of these LPSEs, or of all where it is None, newest first."""
        if lpse_ids is None:
            view, each = (_EVERY_IN_STATUS if status else _EVERY), [_only(status=status)]
        else:
            view = _LPSE_IN_STATUS if status else _LPSE
            each = [_only(lpse=lpse_id, status=status) for lpse_id in dict.fromkeys(lpse_ids)]
        return self._page(view, each, cursor, back, limit)

    def due(self, now: datetime, limit: int) -> list[int]:
        """Ids of tickets whose time has come, longest due first."""
        return list(self._connection.execute(_DUE, {"now": now, "most": limit}).scalars())

    def _page(
        self, view: _View, each: list[dict[str, object]], cursor: str | None, back: bool, limit: int
    ) -> Page:
        """A page merged from one reading for `each` desk or LPSE: an index has the order of one only."""
        place = view.place(cursor)
        back = back and place != view.start
        common = {**view.parameters(place), "most": limit + 1}
        statement = view.backward if back else view.forward
        found = [row for own in each for row in self._connection.execute(statement, own | common)]
        found.sort(key=view.place_of, reverse=view.newest_first != back)
        rows, has_more = found[:limit], len(found) > limit
        if place != view.start and (not rows or (back and not has_more)):
            # The list has changed, or begins here: its first page, whole.
            return self._page(view, each, None, False, limit)
        if back:
            rows.reverse()
        cursors = [".".join(map(str, view.place_of(row))) for row in rows]
        has_previous = has_more if back else place != view.start
        has_next = back or has_more
        return Page(
            [_line(row) for row in rows],
            cursors[0] if rows and has_previous else None,
            cursors[-1] if rows and has_next else None,
        )


def _only(**parameters: object) -> dict[str, object]:
    return {name: value for name, value in parameters.items() if value is not None}


def _line(row: Row[Any]) -> Line:
    return Line(
        row.id,
        row.number,
        row.title,
        Status(row.status),
        Priority(row.priority),
        row.lpse_id,
        row.application,
        row.version,
        row.category,
        row.subcategory,
        Desk.from_key(row.desk_key),
        row.created_at,
        row.closed_at,
        row.reporter_id,
        row.reporter_name,
        Role(row.reporter_role),
        row.holder_id,
        row.holder_name,
        row.asked_id,
    )
