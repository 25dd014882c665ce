"""Count what waits: updates, messages, letters and jobs, and Emergency tickets that nobody has taken."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, DateTime, Select, bindparam, case, func, select

from core.master_data.priority import Priority
from core.people.desks import Desk
from core.tickets.lifecycle import OPEN, Status
from storage.schema import tables as t
from storage.schema.ops import Op

# Rows that are counted; of more it is only said that there are.
MOST = 10_000


@dataclass(frozen=True, slots=True)
class Waiting:
    """How many rows wait and could go now, counted up to MOST, and since when the oldest does."""

    count: int
    since: datetime | None


@dataclass(frozen=True, slots=True)
class Backlog:
    """Hold what waits in the inbox and the outbox; a row that was put off waits from when it is due again.

    Events that are still to be told count as messages, which people then wait for.
    """

    updates: Waiting
    messages: Waiting
    letters: Waiting
    jobs: Waiting


@dataclass(frozen=True, slots=True)
class TicketCount:
    """How many tickets of one status and priority are with desks of one kind."""

    desk: str
    status: Status
    priority: Priority
    count: int


def _waiting(rows: Select[Any]) -> Select[Any, Any]:
    first = rows.limit(MOST).subquery("first_ones")
    return select(func.count(), func.min(first.c.since))


_UPDATES = _waiting(
    select(t.inbox.c.received_at.label("since"))
    .where(t.inbox.c.done_at.is_(None))
    .order_by(t.inbox.c.update_id)
)


def _outgoing(condition: ColumnElement[bool]) -> Select[Any]:
    outbox = t.outbox.c
    since = case((outbox.not_before > outbox.created_at, outbox.not_before), else_=outbox.created_at)
    return _waiting(
        select(since.label("since"))
        .where(outbox.failed_at.is_(None), condition, outbox.not_before <= bindparam("now"))
        .order_by(outbox.id)
    )


_MESSAGES = _outgoing(t.outbox.c.op.not_in((Op.MAIL.value, Op.JOB.value)))
_LETTERS = _outgoing(t.outbox.c.op == Op.MAIL.value)
_JOBS = _outgoing(t.outbox.c.op == Op.JOB.value)
_OF_STATUS = (
    select(t.tickets.c.desk_key, t.tickets.c.priority)
    .where(t.tickets.c.status == bindparam("status"))
    .order_by(t.tickets.c.id)
    .limit(MOST)
    .subquery("first_ones")
)
_OPEN = select(_OF_STATUS.c.desk_key, _OF_STATUS.c.priority, func.count()).group_by(
    _OF_STATUS.c.desk_key, _OF_STATUS.c.priority
)
_LAST_MOVE = select(func.max(t.history.c.at)).where(t.history.c.ticket_id == t.tickets.c.id).scalar_subquery()
_UNTAKEN = (
    select(t.tickets.c.number, _LAST_MOVE.label("since"))
    .where(t.tickets.c.status == Status.WAITING.value, t.tickets.c.rank == Priority.EMERGENCY.rank)
    .order_by(t.tickets.c.id)
    .limit(bindparam("most"))
)
_CLOCK = select(func.clock_timestamp(type_=DateTime(timezone=True)))


class SqlBacklog:
    """Read what waits, for whoever monitors the bot; each statement reads MOST rows at most."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def read(self, now: datetime) -> Backlog:
        """Return what waits now and could go."""
        updates, *outgoing = (
            Waiting(*self._connection.execute(statement, {"now": now}).one())
            for statement in (_UPDATES, _MESSAGES, _LETTERS, _JOBS)
        )
        return Backlog(updates, *outgoing)

    def open_tickets(self) -> Sequence[TicketCount]:
        """Return open tickets by kind of desk, such as "1" or "5:spse", status and priority."""
        counts: Counter[tuple[str, Status, Priority]] = Counter()
        for status in OPEN:
            for key, priority, count in self._connection.execute(_OPEN, {"status": status.value}):
                desk = Desk.from_key(key)
                kind = key if desk.directorate else str(int(desk.level))
                counts[kind, status, Priority(priority)] += count
        return [TicketCount(*names, count) for names, count in sorted(counts.items())]

    def untaken_emergencies(self, most: int) -> Sequence[tuple[str, datetime]]:
        """Return Emergency tickets that nobody has taken, as number and time of their last move."""
        found = self._connection.execute(_UNTAKEN, {"most": most})
        return [(number, since) for number, since in found]

    def database_time(self) -> datetime | None:
        """Return the time by the database server's clock; None where there is no server."""
        if self._connection.dialect.name != "postgresql":
            return None
        return self._connection.execute(_CLOCK).scalar_one()
