"""Build the statements that read one list in its order, from any place in both directions, and count it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, FromClause, Row, Select, TextClause, bindparam, func, select, tuple_

from core.pages import MOST_COUNTED
from storage.queries.summaries import summaries_from
from storage.schema.columns import LARGEST

# The position of a row in a list: the numbers that the list is ordered by.
Place = tuple[int, ...]
_CURSOR = re.compile(r"[0-9]{1,10}(?:\.[0-9]{1,10})?")


class ListStatements:
    """The statements of one list in one order, built once, to read it from any place forward or backward.

    Those that count read no names, and no tickets where the rows of `source` say enough.
    """

    def __init__(
        self,
        source: FromClause,
        conditions: Sequence[ColumnElement[bool] | TextClause],
        *order: ColumnElement[int],
        newest_first: bool = False,
        counted: FromClause | None = None,
    ) -> None:
        names = [f"place_{at}" for at in range(len(order))]
        here = tuple_(*map(bindparam, names))
        key = tuple_(*order)
        rows = summaries_from(source).where(*conditions).limit(bindparam("most"))
        upward = rows.where(key > here).order_by(*order)
        downward = rows.where(key < here).order_by(*(column.desc() for column in order))
        self.forward, self.backward = (downward, upward) if newest_first else (upward, downward)
        all_of_it = select(order[-1]).select_from(source if counted is None else counted).where(*conditions)
        self.total = _count(all_of_it)
        self.before = _count(all_of_it.where(key > here if newest_first else key < here))
        self.newest_first = newest_first
        self._names = names
        self.start: Place = (LARGEST if newest_first else 0,) * len(names)

    def place(self, cursor: str | None) -> Place:
        """Return the place that a cursor names; the start where there is none, or it can't be read."""
        if cursor is None or not _CURSOR.fullmatch(cursor):
            return self.start
        place = tuple(map(int, cursor.split(".")))
        return place if len(place) == len(self._names) and max(place) <= LARGEST else self.start

    def place_of(self, row: Row[Any]) -> Place:
        return (row.id,) if len(self._names) == 1 else (row.rank, row.id)

    def parameters(self, place: Place) -> dict[str, int]:
        return dict(zip(self._names, place, strict=True))


def _count(found: Select[Any]) -> Select[int]:
    """Select the number of rows, as far as lists are counted and one more."""
    return select(func.count()).select_from(found.limit(MOST_COUNTED + 1).subquery("first_ones"))
