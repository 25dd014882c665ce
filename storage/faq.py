"""How often an answer of the FAQ has spared somebody a ticket."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, datetime, timedelta

from sqlalchemy import Connection, bindparam, case, func, select
from sqlalchemy.dialects.postgresql import insert

from core.lpse import ZONES
from storage import tables as t

_HELPED = insert(t.faq_helped).on_conflict_do_update(
    index_elements=["code", "day"], set_={"count": t.faq_helped.c["count"] + 1}
)
_COUNT, _DAY = t.faq_helped.c["count"], t.faq_helped.c.day
_RECENT = case((bindparam("since") <= _DAY, _COUNT), else_=0)
_OFTEN = select(
    func.coalesce(func.sum(_RECENT), 0).label("recent"), func.coalesce(func.sum(_COUNT), 0).label("ever")
).where(t.faq_helped.c.code == bindparam("asked"))
_BETWEEN = (
    select(t.faq_helped.c.code, func.sum(_COUNT).label("times"))
    .where(_DAY.between(bindparam("first"), bindparam("last")))
    .group_by(t.faq_helped.c.code)
)
_CODES = select(t.faq_helped.c.code).distinct()
RECENT = timedelta(days=30)


class SqlFaqCounts:
    """Counts of one unit of work, one a question and day; a day is the capital's."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def helped(self, code: str, at: datetime) -> None:
        """The answer of this code has helped once more."""
        self._connection.execute(_HELPED, {"code": code, "day": _day(at).isoformat(), "count": 1})

    def often(self, code: str, at: datetime) -> tuple[int, int]:
        """How often within the thirty days that end now, and how often ever."""
        since = _day(at) - RECENT + timedelta(days=1)
        row = self._connection.execute(_OFTEN, {"asked": code, "since": since.isoformat()}).one()
        return int(row.recent), int(row.ever)

    def between(self, first: date, last: date) -> Mapping[str, int]:
        """By code, how often on these days; what never helped is left out."""
        days = {"first": first.isoformat(), "last": last.isoformat()}
        return {row.code: int(row.times) for row in self._connection.execute(_BETWEEN, days)}

    def codes(self) -> Collection[str]:
        """All codes that were ever counted, those of removed questions too."""
        return set(self._connection.execute(_CODES).scalars())


def _day(at: datetime) -> date:
    return at.astimezone(ZONES["WIB"]).date()
