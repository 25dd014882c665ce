"""The counters that ticket numbers are drawn from."""

from __future__ import annotations

from sqlalchemy import Connection
from sqlalchemy.dialects.postgresql import insert

from storage.schema import tables as t

# The upsert locks the counter until the commit: no number is drawn twice, and none is lost by a rollback.
_NEXT = (
    insert(t.counters)
    .on_conflict_do_update(index_elements=["prefix", "month"], set_={"last": t.counters.c.last + 1})
    .returning(t.counters.c.last)
)


class SqlNumbers:
    """Counters of one unit of work."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def next(self, prefix: str, month: str) -> int:
        """Return the next number of this prefix and month, from 1, and lock it until the transaction ends."""
        drawn = self._connection.execute(_NEXT, {"prefix": prefix, "month": month, "last": 1})
        return int(drawn.scalar_one())
