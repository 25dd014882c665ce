"""The lists of tickets, each read a page at a time from either end, each in the order of an index."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, bindparam, select, true, tuple_

from core.desks import Desk
from core.lifecycle import Status
from storage import tables as t
from storage.columns import LARGEST
from storage.lines import PAGE, Page, line, lines_of
from storage.takings import TAKEN

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


_ID = t.tickets.c.id
_ALL = lines_of(t.tickets)
_OF_REPORTER = _ALL.where(t.tickets.c.reporter_id == bindparam("person"))
_OF_LPSE = _ALL.where(t.tickets.c.lpse_id == bindparam("lpse"))
_IN_STATUS = t.tickets.c.status == bindparam("status")
_OF_PARTY = lines_of(t.parties.join(t.tickets, t.parties.c.ticket_id == _ID)).where(
    t.parties.c.person_id == bindparam("person")
)

_OWN = _View(_OF_REPORTER, _ID, newest_first=True)
_OWN_IN_STATUS = _View(_OF_REPORTER.where(_IN_STATUS), _ID, newest_first=True)
_QUEUE = _View(_ALL.where(t.tickets.c.desk_key == bindparam("desk"), _IN_STATUS), t.tickets.c.rank, _ID)
_HELD = _View(_OF_PARTY.where(t.parties.c.in_hand == true()), t.parties.c.rank, t.parties.c.ticket_id)
_PAST = _View(_OF_PARTY, t.parties.c.ticket_id, newest_first=True)
_TAKEN = _View(_ALL.where(_ID.in_(TAKEN)), _ID, newest_first=True)
_WATCHED = _View(
    lines_of(t.watchers.join(t.tickets, t.watchers.c.ticket_id == _ID)).where(
        t.watchers.c.person_id == bindparam("person")
    ),
    t.watchers.c.ticket_id,
    newest_first=True,
)
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
        statuses: Sequence[Status] = (),
        cursor: str | None = None,
        back: bool = False,
        limit: int = PAGE,
    ) -> Page:
        """Tickets that the person filed, in these statuses where any are named, newest first."""
        view = _OWN_IN_STATUS if statuses else _OWN
        each = [_only(person=person_id, status=status) for status in _each_or_any(statuses)]
        return self._page(view, each, cursor, back, limit)

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

    def watched(
        self, person_id: int, cursor: str | None = None, back: bool = False, limit: int = PAGE
    ) -> Page:
        """Tickets that the person watches, newest first."""
        return self._page(_WATCHED, [_only(person=person_id)], cursor, back, limit)

    def taken(
        self,
        desks: Iterable[Desk],
        midnight: datetime,
        cursor: str | None = None,
        back: bool = False,
        limit: int = PAGE,
    ) -> Page:
        """What `StaffCounts.taken_today` counts, newest first: each page reads all takings since midnight."""
        keys = sorted({desk.key for desk in desks})
        return self._page(_TAKEN, [_only(desks=keys, midnight=midnight)], cursor, back, limit)

    def all(
        self,
        lpse_ids: Sequence[int] | None,
        statuses: Sequence[Status] = (),
        cursor: str | None = None,
        back: bool = False,
        limit: int = PAGE,
    ) -> Page:
        """Tickets of these LPSEs, or of all where it is None; statuses are as for `own`; newest first."""
        lpses: Iterable[int | None]
        if lpse_ids is None:
            view, lpses = (_EVERY_IN_STATUS if statuses else _EVERY), [None]
        else:
            view, lpses = (_LPSE_IN_STATUS if statuses else _LPSE), dict.fromkeys(lpse_ids)
        wanted = _each_or_any(statuses)
        each = [_only(lpse=lpse_id, status=status) for lpse_id in lpses for status in wanted]
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
            [line(row) for row in rows],
            cursors[0] if rows and has_previous else None,
            cursors[-1] if rows and has_next else None,
        )


def _each_or_any(statuses: Iterable[Status]) -> list[Status | None]:
    return [*dict.fromkeys(statuses)] or [None]


def _only(**parameters: object) -> dict[str, object]:
    return {name: value for name, value in parameters.items() if value is not None}
