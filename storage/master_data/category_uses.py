"""Counts of how often each category was chosen for recent tickets."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, time

from sqlalchemy import Connection, bindparam, func, select

from core.organisation.lpse import ZONES
from storage.engine.edition_cache import EditionCache
from storage.schema import tables as t

# Tickets that are looked at, the newest ones before the day: about a week of the whole country.
MOST = 2_000


_NEWEST = (
    select(t.tickets.c.category)
    .where(t.tickets.c.created_at < bindparam("midnight"))
    .order_by(t.tickets.c.id.desc())
    .limit(bindparam("most"))
    .subquery("newest")
)
_USES = select(_NEWEST.c.category, func.count().label("times")).group_by(_NEWEST.c.category)


class SqlCategoryUses:
    """Counts as they were when the day began in the time zone WIB, Jakarta's.

    A process reads them once a day, and all processes read the same: the order in which categories are
    offered stays while somebody chooses.
    """

    def __init__(self, connection: Connection, editions: EditionCache) -> None:
        self._connection = connection
        self._editions = editions

    def recent(self, at: datetime) -> Mapping[str, int]:
        """Return how many of the newest tickets before the day of `at` have each category, by its code."""
        today = at.astimezone(ZONES["WIB"]).date()
        midnight = datetime.combine(today, time.min, ZONES["WIB"])
        return self._editions.get_or_make("category_uses", today.toordinal(), lambda: self._count(midnight))

    def _count(self, midnight: datetime) -> Mapping[str, int]:
        rows = self._connection.execute(_USES, {"midnight": midnight, "most": MOST})
        return {row.category: int(row.times) for row in rows}
