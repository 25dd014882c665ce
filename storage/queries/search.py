"""Search tickets, a page at a time in either direction."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, Select

from core.master_data.priority import Priority
from core.pages import Page
from core.tickets.search import PAGE_SIZE, PAGE_SIZES, SortOrder, TicketFilters, TicketScope
from core.tickets.summaries import TicketSummary
from storage.queries.index_query import IndexQuery, index_query
from storage.queries.scope import scope_parameters
from storage.queries.search_index import ANYTHING, LANGUAGES, MATCHING, MatchStatements
from storage.queries.summaries import summaries_from, summary_from_row
from storage.queries.word_forms import WordForms
from storage.schema import tables as t
from storage.schema.columns import LARGEST

_NOTHING: Page[TicketSummary] = Page([])
_CURSOR = re.compile(r"(?:([1-9])\.)?([0-9]{1,10})")

# How far matches are counted: further would cost more than the page itself.
MOST_FOUND = 200

# The position of a match: its rank, or 0 where the order is by id alone, and its id.
_Place = tuple[int, int]
_STARTS: dict[SortOrder, _Place] = {SortOrder.NEWEST: (0, LARGEST), SortOrder.URGENT: (0, 0)}
_RANKS = sorted(priority.rank for priority in Priority)


@dataclass(frozen=True, slots=True)
class _Statements:
    """Statements that read matches with rising ids (True) and with falling ones.

    They are built once, since building a statement costs more than running it.
    """

    anything: Mapping[bool, list[Select[Any]]]
    matching: Mapping[tuple[str, bool], Mapping[bool, list[Select[Any]]]]

    @classmethod
    def reading(cls, read: Callable[[Select[Any]], Select[Any]]) -> _Statements:
        """Return the statements that `read` makes of those which find ids."""

        def made(ways: Mapping[bool, MatchStatements]) -> dict[bool, list[Select[Any]]]:
            return {upward: [read(ids) for ids in way.statements] for upward, way in ways.items()}

        return cls(made(ANYTHING), {which: made(ways) for which, ways in MATCHING.items()})


def _summaries(ids: Select[Any]) -> Select[Any]:
    found = ids.subquery("found")
    return summaries_from(found.join(t.tickets, t.tickets.c.id == found.c.id))


_ROWS, _IDS = _Statements.reading(_summaries), _Statements.reading(lambda ids: ids)


@dataclass(frozen=True, slots=True)
class _Asked:
    """Hold what is asked for, whatever page of it."""

    scope: TicketScope
    filters: TicketFilters
    sort: SortOrder
    limit: int
    counted: bool


class SqlSearch:
    """Pages of matching tickets in a person's scope; a cursor that can't be read gives the first page."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def page(
        self,
        scope: TicketScope,
        filters: TicketFilters,
        sort: SortOrder = SortOrder.NEWEST,
        cursor: str | None = None,
        back: bool = False,
        limit: int = PAGE_SIZE,
        counted: bool = False,
    ) -> Page[TicketSummary]:
        """Return a page of matches, with `counted` counted; ValueError for a `limit` not in PAGE_SIZES."""
        if limit not in PAGE_SIZES:
            raise ValueError(f"a page has {PAGE_SIZES} lines, not {limit}")
        query = index_query(scope, filters)
        if query is None:
            return _NOTHING
        asked = _Asked(scope, filters, sort, limit, counted)
        forms = WordForms(self._connection)
        exact = forms.with_forms(query) if query.words else query
        page = self._page(asked, exact, cursor, back=back)
        if page.items or not query.words:
            return page
        # Nothing is written like this: look for what is written nearly so.
        near = forms.with_misspellings(query)
        return page if near == query else self._page(asked, near, cursor, back=back)

    def _page(
        self, asked: _Asked, query: IndexQuery, cursor: str | None, *, back: bool
    ) -> Page[TicketSummary]:
        scope, filters, sort, limit = asked.scope, asked.filters, asked.sort, asked.limit
        start, urgent = _STARTS[sort], sort is SortOrder.URGENT
        place = _place(cursor, sort)
        back = back and place != start
        found = self._find(scope, query, _ranges(filters, sort, place, upward=urgent != back), limit + 1)
        rows, has_more = found[:limit], len(found) > limit
        if place != start and (not rows or (back and not has_more)):
            # The matches have changed, or begin here: return the first page, complete.
            return self._page(asked, query, None, back=False)
        if back:
            rows.reverse()
        cursors = [f"{row.rank}.{row.id}" if urgent else str(row.id) for row in rows]
        has_previous, has_next = has_more if back else place != start, back or has_more
        total = before = 0
        if asked.counted and rows:
            first = _place(cursors[0], sort)
            is_part = has_previous or has_next
            total = self._count(asked, query, start, urgent) if is_part else len(rows)
            before = self._count(asked, query, first, not urgent) if has_previous else 0
        return Page(
            [summary_from_row(row) for row in rows],
            cursors[0] if rows and has_previous else None,
            cursors[-1] if rows and has_next else None,
            total,
            before,
            limit if total else 0,
            MOST_FOUND,
        )

    def _count(self, asked: _Asked, query: IndexQuery, place: _Place, upward: bool) -> int:
        """Count the matches from a place on, up to MOST_FOUND and one more."""
        ranges = _ranges(asked.filters, asked.sort, place, upward=upward)
        return len(self._find(asked.scope, query, ranges, MOST_FOUND + 1, _IDS))

    def _find(
        self,
        scope: TicketScope,
        query: IndexQuery,
        ranges: list[_Range],
        most: int,
        statements: _Statements | None = None,
    ) -> list[Row[Any]]:
        """Return the nearest rows in order, rank by rank, since the index is in the order of ids alone."""
        found: list[Row[Any]] = []
        for span in ranges:
            ranked_query = query if span.rank is None else query.with_rank(span.rank)
            found += self._nearest(scope, ranked_query, span, most - len(found), statements or _ROWS)
            if len(found) == most:
                break
        return found

    def _nearest(
        self, scope: TicketScope, query: IndexQuery, span: _Range, most: int, built: _Statements
    ) -> list[Row[Any]]:
        values: dict[str, object] = {"here": span.here, "most": most}
        if query.asks_nothing:
            statements = built.anything[span.upward]
        else:
            database = self._connection.dialect.name
            statements = built.matching[database, not scope.nationwide][span.upward]
            if not scope.nationwide:
                values |= scope_parameters(scope)
            values["query"] = LANGUAGES[database](query)
        rows: list[Row[Any]] = []
        for statement in statements:
            rows = list(self._connection.execute(statement, values))
            if len(rows) == most:
                break
        return sorted(rows, key=lambda row: row.id, reverse=not span.upward)


@dataclass(frozen=True, slots=True)
class _Range:
    """A part of the matches, from an id onward: those of one rank, or with None those of all ranks."""

    rank: int | None
    here: int
    upward: bool


def _ranges(filters: TicketFilters, sort: SortOrder, place: _Place, *, upward: bool) -> list[_Range]:
    only = filters.priority.rank if filters.priority else None
    place_rank, place_id = place
    if sort is SortOrder.NEWEST:
        return [_Range(only, place_id, upward)]
    far = 0 if upward else LARGEST
    ranges = [
        _Range(rank, place_id if rank == place_rank else far, upward)
        for rank in _RANKS
        if only in (None, rank) and (rank >= place_rank if upward else rank <= place_rank)
    ]
    return ranges if upward else ranges[::-1]


def _place(cursor: str | None, sort: SortOrder) -> _Place:
    """Return the place that a cursor names; the start where there is none, or it can't be read."""
    found = _CURSOR.fullmatch(cursor or "")
    if found is None or (found[1] is None) is (sort is SortOrder.URGENT) or int(found[2]) > LARGEST:
        return _STARTS[sort]
    return int(found[1] or 0), int(found[2])
