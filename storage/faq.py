"""How often an answer of the FAQ has spared somebody a ticket."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection
from sqlalchemy.dialects.postgresql import insert

from core.lpse import ZONES
from storage import tables as t

_HELPED = insert(t.faq_helped).on_conflict_do_update(
    index_elements=["code", "day"], set_={"count": t.faq_helped.c["count"] + 1}
)


class SqlFaqCounts:
    """Counts of one unit of work, one a question and day; a day is the capital's."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def helped(self, code: str, at: datetime) -> None:
        """The answer of this code has helped once more."""
        day = at.astimezone(ZONES["WIB"]).date().isoformat()
        self._connection.execute(_HELPED, {"code": code, "day": day, "count": 1})
