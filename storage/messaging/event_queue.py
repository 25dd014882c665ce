"""Rows of the outbox that hold events to be told: the ids that are due, and one locked for its portion."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ColumnElement, Connection, and_, bindparam, exists, literal_column, select

from storage.messaging.outbox import OutboxRow, outbox_row
from storage.schema import tables as t
from storage.schema.ops import Op

# An event that failed this many times lets later ones of its ticket go first.
HOLDS_UP = 5

_EARLIER = t.outbox.alias("earlier")
# Written into the statements, as in the conditions of the indexes `outbox_tells` and `outbox_tells_ticket`.
_TELL: ColumnElement[str] = literal_column(f"'{Op.TELL.value}'")
_WAITS = and_(t.outbox.c.op == _TELL, t.outbox.c.failed_at.is_(None))
_DUE = (
    select(t.outbox.c.id)
    .where(
        _WAITS,
        t.outbox.c.not_before <= bindparam("now"),
        ~exists().where(
            _EARLIER.c.op == _TELL,
            _EARLIER.c.failed_at.is_(None),
            _EARLIER.c.ticket_id == t.outbox.c.ticket_id,
            _EARLIER.c.id < t.outbox.c.id,
            _EARLIER.c.attempts < HOLDS_UP,
        ),
    )
    .order_by(t.outbox.c.priority, t.outbox.c.id)
    .limit(bindparam("most"))
)
_LOCKED = select(t.outbox).where(t.outbox.c.id == bindparam("row"), _WAITS).with_for_update()


class SqlEventQueue:
    """Events to be told, within one unit of work."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def due(self, now: datetime, limit: int) -> list[int]:
        """Return rows that may be told now, by priority and then as they came: of each ticket the first."""
        return list(self._connection.execute(_DUE, {"now": now, "most": limit}).scalars())

    def locked(self, row_id: int) -> OutboxRow | None:
        """Return the row, locked until this unit of work ends; None where it is done or was given up."""
        row = self._connection.execute(_LOCKED, {"row": row_id}).one_or_none()
        return outbox_row(row) if row is not None else None
