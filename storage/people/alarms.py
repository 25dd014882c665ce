"""Alarms about senders, until they are over."""

from __future__ import annotations

from sqlalchemy import Connection, bindparam, delete, select, update

from core.administration.alarms import Alarm, AlarmKind
from storage.schema import tables as t
from storage.schema.upserts import upsert

# Alarms of a kind that are read; each process reports no more senders than it remembers.
MOST = 10_000

_KIND = t.alarms.c.kind == bindparam("of")
_REPORT = upsert(t.alarms, ("kind", "chat_id"), ("count", "last_at"))
_STANDING = (
    select(
        t.alarms.c.chat_id,
        t.alarms.c.name,
        t.alarms.c.count,
        t.alarms.c.since,
        t.alarms.c.last_at,
        t.alarms.c.is_told,
    )
    .where(_KIND)
    .order_by(t.alarms.c.count.desc(), t.alarms.c.chat_id)
    .limit(MOST)
)
_MARK = update(t.alarms).where(_KIND).values(is_told=True)
_END = delete(t.alarms).where(_KIND)


class SqlAlarms:
    """Alarms of one unit of work."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def report(self, alarm: Alarm) -> None:
        row = {
            "kind": alarm.kind.value,
            "chat_id": alarm.chat_id,
            "name": alarm.name,
            "count": alarm.count,
            "since": alarm.since,
            "last_at": alarm.last_at,
            "is_told": False,
        }
        self._connection.execute(_REPORT, row)

    def standing(self, kind: AlarmKind) -> list[Alarm]:
        """Return the alarms of a kind, the largest counts first, `MOST` of them at most."""
        return [Alarm(kind, *row) for row in self._connection.execute(_STANDING, {"of": kind.value})]

    def mark_told(self, kind: AlarmKind) -> None:
        self._connection.execute(_MARK, {"of": kind.value})

    def end(self, kind: AlarmKind) -> None:
        self._connection.execute(_END, {"of": kind.value})
