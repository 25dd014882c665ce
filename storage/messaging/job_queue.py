"""The outbox as the job worker reads it: jobs of each chat in turn with those of all others."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import Connection, bindparam, func, literal_column, select, update

from core.messaging.outgoing import JobKind, RequestJob
from storage.messaging.outbox import IS_JOB, OutboxRow, outbox_row
from storage.schema import tables as t
from storage.schema.ops import Op

_WAITS = t.outbox.c.failed_at.is_(None)
_OF_CHAT = t.outbox.c.chat_id == bindparam("chat")
_DUE = (
    select(t.outbox)
    .where(
        _WAITS,
        t.outbox.c.not_before <= bindparam("now"),
        IS_JOB,
        t.outbox.c.method.not_in(bindparam("kinds", expanding=True)),
        t.outbox.c.chat_id.not_in(bindparam("chats", expanding=True)),
    )
    .order_by(t.outbox.c.priority, t.outbox.c.id)
    .limit(bindparam("most"))
)
_ALL_OF_CHAT = select(t.outbox).where(_OF_CHAT, IS_JOB, _WAITS).order_by(t.outbox.c.id)
_others = t.outbox.alias("others")
_LAST_OF_OTHERS = (
    select(func.max(_others.c.priority))
    .where(
        _others.c.op == literal_column(f"'{Op.JOB.value}'"),
        _others.c.failed_at.is_(None),
        _others.c.chat_id != bindparam("chat"),
    )
    .scalar_subquery()
)
_END_TURN = (
    update(t.outbox)
    .where(_OF_CHAT, IS_JOB, _WAITS, t.outbox.c.priority <= _LAST_OF_OTHERS)
    .values(priority=_LAST_OF_OTHERS + 1)
)


class SqlJobQueue:
    """Jobs of one unit of work.

    The place of a job among others is its `priority`, so that it outlives a restart. A new one goes behind
    all that wait.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def due(
        self,
        now: datetime,
        limit: int,
        skip_kinds: Collection[JobKind] = (),
        skip_chats: Collection[int] = (),
    ) -> list[OutboxRow]:
        """Return jobs that may be run now, in the order of their turns."""
        skipped = {"kinds": [kind.value for kind in skip_kinds], "chats": list(skip_chats)}
        found = self._connection.execute(_DUE, {"now": now, "most": limit, **skipped})
        return [outbox_row(row) for row in found]

    def of_chat(self, chat_id: int) -> list[RequestJob]:
        """Return the jobs of this chat that wait or run, in order of arrival."""
        rows = self._connection.execute(_ALL_OF_CHAT, {"chat": chat_id})
        return [job for row in rows if isinstance(job := outbox_row(row).message, RequestJob)]

    def end_turn(self, chat_id: int) -> None:
        """Put the jobs of this chat, one of which has run, behind those of all others that wait now."""
        self._connection.execute(_END_TURN, {"chat": chat_id})
