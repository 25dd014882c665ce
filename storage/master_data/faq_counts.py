"""Counts of how often each answer of the FAQ helped, so that no ticket was filed."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, datetime, timedelta

from sqlalchemy import Connection, bindparam, case, func, select
from sqlalchemy.dialects.postgresql import insert

from core.master_data.ports import FaqUsage
from core.organisation.lpse import ZONES
from storage.schema import tables as t

_HELPED = insert(t.faq_helped).on_conflict_do_update(
    index_elements=["code", "day"], set_={"count": t.faq_helped.c["count"] + 1}
)
_COUNT, _DAY = t.faq_helped.c["count"], t.faq_helped.c.day
_RECENT = case((bindparam("since") <= _DAY, _COUNT), else_=0)
_USAGE = select(
    func.coalesce(func.sum(_RECENT), 0).label("recent"), func.coalesce(func.sum(_COUNT), 0).label("ever")
).where(t.faq_helped.c.code == bindparam("question"))
_TOTALS = (
    select(t.faq_helped.c.code, func.sum(_COUNT).label("times"))
    .where(_DAY.between(bindparam("first"), bindparam("last")))
    .group_by(t.faq_helped.c.code)
)
_CODES = select(t.faq_helped.c.code).distinct()
RECENT = timedelta(days=30)


class SqlFaqCounts:
    """Counts by question and day, where a day is one of the time zone WIB, Jakarta's."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def count_helped(self, code: str, at: datetime) -> None:
        """Count that the answer of this code has helped once more."""
        self._connection.execute(_HELPED, {"code": code, "day": _day(at).isoformat(), "count": 1})

    def usage(self, code: str, at: datetime) -> FaqUsage:
        """Return how often the answer helped in the 30 days that end with the day of `at`, and ever."""
        since = _day(at) - RECENT + timedelta(days=1)
        row = self._connection.execute(_USAGE, {"question": code, "since": since.isoformat()}).one()
        return FaqUsage(int(row.recent), int(row.ever))

    def totals(self, first: date, last: date) -> Mapping[str, int]:
        """Return how often each answer helped from `first` to `last`, by code; zeros are left out."""
        days = {"first": first.isoformat(), "last": last.isoformat()}
        return {row.code: int(row.times) for row in self._connection.execute(_TOTALS, days)}

    def codes(self) -> Collection[str]:
        """Return all codes that were ever counted, those of removed questions included."""
        return set(self._connection.execute(_CODES).scalars())


def _day(at: datetime) -> date:
    return at.astimezone(ZONES["WIB"]).date()
