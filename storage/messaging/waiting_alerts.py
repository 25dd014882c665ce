"""Alerts that wait in the outbox, by the name under which each chat will keep its copy."""

from __future__ import annotations

from sqlalchemy import Connection, bindparam, delete, select

from storage.engine.news import Topic
from storage.schema import tables as t
from storage.schema.ops import Op

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
_WITHDRAW_FROM = delete(t.outbox).where(
    t.outbox.c.chat_id == bindparam("chat"),
    t.outbox.c.key == bindparam("name"),
    t.outbox.c.op == Op.NOTICE.value,
    t.outbox.c.failed_at.is_(None),
)
_WITHDRAW = delete(t.outbox).where(t.outbox.c.id.in_(bindparam("ids", expanding=True)))


class SqlWaitingAlerts:
    """Waiting alerts of all chats, within one unit of work."""

    def __init__(self, connection: Connection, topics: set[Topic]) -> None:
        """Note in `topics` that alerts were removed: what stood behind them in their chats may go."""
        self._connection = connection
        self._topics = topics

    def withdraw(self, name: str, limit: int) -> list[int]:
        """Remove alerts of this name that still wait, at most `limit`; return the chats that had them."""
        found = self._connection.execute(_NAMED, {"name": name, "most": limit}).all()
        if found:
            self._connection.execute(_WITHDRAW, {"ids": [row.id for row in found]})
            self._topics.add(Topic.MESSAGES)
        return [row.chat_id for row in found]

    def withdraw_from(self, chat_id: int, name: str) -> None:
        """Remove the alert of this name that still waits for this chat, if there is one."""
        if self._connection.execute(_WITHDRAW_FROM, {"chat": chat_id, "name": name}).rowcount:
            self._topics.add(Topic.MESSAGES)
