"""Alerts that wait in the outbox, by the name under which each chat will keep its copy."""

from __future__ import annotations

from sqlalchemy import Connection, bindparam, delete, select

from storage.messaging.message_codec import Op
from storage.schema import tables as t

_NAMED = (
    select(t.outbox.c.id, t.outbox.c.chat_id)
    .where(
        t.outbox.c.key == bindparam("name"),
        t.outbox.c.op == Op.NOTICE.value,
        t.outbox.c.failed_at.is_(None),
    )
    .order_by(t.outbox.c.chat_id)
    .limit(bindparam("most"))
)
_WITHDRAW = delete(t.outbox).where(t.outbox.c.id.in_(bindparam("ids", expanding=True)))


class SqlWaitingAlerts:
    """Waiting alerts of all chats, within one unit of work."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def withdraw(self, name: str, limit: int) -> list[int]:
        """Remove alerts of this name that still wait, at most `limit`; return the chats that had them."""
        found = self._connection.execute(_NAMED, {"name": name, "most": limit}).all()
        self._connection.execute(_WITHDRAW, {"ids": [row.id for row in found]})
        return [row.chat_id for row in found]
