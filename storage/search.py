"""Searching the tickets: a page at a time from either end."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, Select

from core.priority import Priority
from core.search import Filters, Scope, Sort
from storage import tables as t
from storage.columns import LARGEST
from storage.lines import PAGE, Page, line, lines_of
from storage.search_index import ANYTHING, LANGUAGES, MATCHING, Way
from storage.search_question import Question, question

SIZES = (10, 25, 50)

_NOTHING = Page([], None, None)
_CURSOR = re.compile(r"(?:([1-9])\.)?([0-9]{1,10})")

# Where a line stands: its rank, 0 where that does not order the lines, and its id.
_Place = tuple[int, int]
_STARTS: dict[Sort, _Place] = {Sort.NEWEST: (0, LARGEST), Sort.URGENT: (0, 0)}
_RANKS = sorted(priority.rank for priority in Priority)


def _statements(ways: dict[bool, Way]) -> dict[bool, list[Select[Any]]]:
    """The lines of what is found, upward and not; built once, for building costs more than running them."""
    return {
        upward: [
            lines_of(found.join(t.tickets, t.tickets.c.id == found.c.id))
            for found in (ids.subquery("found") for ids in way.statements)
        ]
        for upward, way in ways.items()
    }


_ANYTHING = _statements(ANYTHING)
_MATCHING = {name: _statements(ways) for name, ways in MATCHING.items()}


class SqlSearch:
    """Tickets that a person may see and that match. Cursors are as in the lists: forged ones do no harm."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def page(
        self,
        scope: Scope,
        filters: Filters,
        sort: Sort = Sort.NEWEST,
        cursor: str | None = None,
        back: bool = False,
        limit: int = PAGE,
    ) -> Page:
        """A page of what matches; `limit` is one of SIZES, ValueError for any other."""
        if limit not in SIZES:
            raise ValueError(f"a page has {SIZES} lines, not {limit}")
        asked = question(scope, filters)
        if asked is None:
            return _NOTHING
        start, urgent = _STARTS[sort], sort is Sort.URGENT
        place = _place(cursor, sort)
        back = back and place != start
        found = self._find(asked, _legs(filters, sort, place, upward=urgent != back), limit + 1)
        rows, has_more = found[:limit], len(found) > limit
        if place != start and (not rows or (back and not has_more)):
            # What matches has changed, or begins here: its first page, whole.
            return self.page(scope, filters, sort, limit=limit)
        if back:
            rows.reverse()
        cursors = [f"{row.rank}.{row.id}" if urgent else str(row.id) for row in rows]
        has_previous = has_more if back else place != start
        return Page(
            [line(row) for row in rows],
            cursors[0] if rows and has_previous else None,
            cursors[-1] if rows and (back or has_more) else None,
        )

    def _find(self, asked: Question, legs: list[_Leg], most: int) -> list[Row[Any]]:
        """The nearest rows, in their order: leg by leg, for the index has the order of ids alone."""
        found: list[Row[Any]] = []
        for leg in legs:
            asking = asked if leg.rank is None else asked.with_rank(leg.rank)
            found += self._nearest(asking, leg, most - len(found))
            if len(found) == most:
                break
        return found

    def _nearest(self, asked: Question, leg: _Leg, most: int) -> list[Row[Any]]:
        given: dict[str, object] = {"here": leg.here, "most": most}
        if asked.asks_nothing:
            statements = _ANYTHING[leg.upward]
        else:
            database = self._connection.dialect.name
            statements = _MATCHING[database][leg.upward]
            given["query"] = LANGUAGES[database](asked)
        rows: list[Row[Any]] = []
        for statement in statements:
            rows = list(self._connection.execute(statement, given))
            if len(rows) == most:
                break
        return sorted(rows, key=lambda row: row.id, reverse=not leg.upward)


@dataclass(frozen=True, slots=True)
class _Leg:
    """A stretch of the way through what matches: one rank, or where it is None all, from an id onward."""

    rank: int | None
    here: int
    upward: bool


def _legs(filters: Filters, sort: Sort, place: _Place, *, upward: bool) -> list[_Leg]:
    only = filters.priority.rank if filters.priority else None
    place_rank, place_id = place
    if sort is Sort.NEWEST:
        return [_Leg(only, place_id, upward)]
    far = 0 if upward else LARGEST
    legs = [
        _Leg(rank, place_id if rank == place_rank else far, upward)
        for rank in _RANKS
        if only in (None, rank) and (rank >= place_rank if upward else rank <= place_rank)
    ]
    return legs if upward else legs[::-1]


def _place(cursor: str | None, sort: Sort) -> _Place:
    """The place that a cursor names; the start where it names none, or is none of ours."""
    found = _CURSOR.fullmatch(cursor or "")
    if found is None or (found[1] is None) is (sort is Sort.URGENT) or int(found[2]) > LARGEST:
        return _STARTS[sort]
    return int(found[1] or 0), int(found[2])
