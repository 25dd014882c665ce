"""List, try again and forget what was given up: updates, messages and jobs that failed for good."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import BindParameter, Connection, Delete, Update, bindparam, delete, select, update

from storage.engine.news import EVERYTHING, Topic
from storage.schema import tables as t
from storage.schema.ops import Op


class ProblemSource(StrEnum):
    """The table that something was given up in; the value begins the ids that operators see."""

    UPDATE = "update"
    MESSAGE = "message"


@dataclass(frozen=True, slots=True)
class ProblemId:
    """The id of something that was given up, such as `update-812` or `message-4`."""

    source: ProblemSource
    number: int

    def __str__(self) -> str:
        return f"{self.source}-{self.number}"


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that was given up: what it is, since when it waits, its tries, and why it failed.

    It holds nothing of what people wrote.
    """

    id: ProblemId
    kind: str
    since: datetime
    tries: int
    reason: str


@dataclass(frozen=True, slots=True)
class FailedScreen:
    """A screen that was given up: its chat, and when it was made."""

    chat_id: int
    made_at: datetime


_PUT_ASIDE = t.inbox.c.done_at.is_not(None) & t.inbox.c.reason.is_not(None)
_FAILED = t.outbox.c.failed_at.is_not(None)
_NUMBER: BindParameter[int] = bindparam("number")
_UPDATES = (
    select(t.inbox.c.update_id, t.inbox.c.raw, t.inbox.c.received_at, t.inbox.c.attempts, t.inbox.c.reason)
    .where(_PUT_ASIDE)
    .order_by(t.inbox.c.update_id)
    .limit(bindparam("most"))
)
_MESSAGES = (
    select(
        t.outbox.c.id,
        t.outbox.c.op,
        t.outbox.c.method,
        t.outbox.c.created_at,
        t.outbox.c.attempts,
        t.outbox.c.error,
    )
    .where(_FAILED)
    .order_by(t.outbox.c.id)
    .limit(bindparam("most"))
)
_FORGET_UPDATE = update(t.inbox).where(t.inbox.c.update_id == _NUMBER, _PUT_ASIDE).values(reason=None)
_RETRY_UPDATE = _FORGET_UPDATE.values(done_at=None, attempts=0, begun_again=None, begun_after_starts=None)
_FORGET_MESSAGE = delete(t.outbox).where(t.outbox.c.id == _NUMBER, _FAILED)
_RETRY_MESSAGE = (
    update(t.outbox)
    .where(t.outbox.c.id == _NUMBER, _FAILED)
    .values(failed_at=None, error=None, attempts=0, not_before=bindparam("at"), created_at=bindparam("at"))
)


_FAILED_SCREEN = select(t.outbox.c.chat_id, t.outbox.c.created_at).where(
    t.outbox.c.id == _NUMBER,
    _FAILED,
    t.outbox.c.chat_id.is_not(None),
    t.outbox.c.op.in_([Op.SCREEN.value, Op.RESULT.value]),
)


class SqlProblems:
    """Problems of one unit of work."""

    def __init__(self, connection: Connection, topics: set[Topic]) -> None:
        self._connection = connection
        self._topics = topics

    def all(self, limit: int, kind_of: Callable[[str], str]) -> list[Problem]:
        """Return up to `limit` updates and as many messages, oldest first.

        `kind_of` reads the kind of an update from its raw JSON.
        """
        updates = [
            Problem(
                ProblemId(ProblemSource.UPDATE, row.update_id),
                kind_of(row.raw),
                row.received_at,
                row.attempts,
                row.reason,
            )
            for row in self._connection.execute(_UPDATES, {"most": limit})
        ]
        messages = [
            Problem(
                ProblemId(ProblemSource.MESSAGE, row.id),
                f"{row.op} {row.method}".strip(),
                row.created_at,
                row.attempts,
                row.error or "",
            )
            for row in self._connection.execute(_MESSAGES, {"most": limit})
        ]
        return [*updates, *messages]

    def retry(self, problem: ProblemId, at: datetime) -> bool:
        """Let the running bot try it again from the beginning; return False if it is not among the problems.

        Sweeps find an update within seconds. A message gets a new time of creation, since old ones are
        given up.
        """
        if problem.source is ProblemSource.UPDATE:
            return self._change(_RETRY_UPDATE, problem)
        found = self._connection.execute(_RETRY_MESSAGE, {"number": problem.number, "at": at})
        if found.rowcount:
            self._topics |= EVERYTHING
        return bool(found.rowcount)

    def failed_screen(self, problem: ProblemId) -> FailedScreen | None:
        """Return the chat of a screen that was given up, and when it was made; None for anything else."""
        if problem.source is ProblemSource.UPDATE:
            return None
        found = self._connection.execute(_FAILED_SCREEN, {"number": problem.number}).first()
        return FailedScreen(found.chat_id, found.created_at) if found is not None else None

    def drop(self, problem: ProblemId) -> bool:
        """Take it off the list: an update stays done, a message is deleted; return False if it is none."""
        is_update = problem.source is ProblemSource.UPDATE
        return self._change(_FORGET_UPDATE if is_update else _FORGET_MESSAGE, problem)

    def _change(self, statement: Update | Delete, problem: ProblemId) -> bool:
        return bool(self._connection.execute(statement, {"number": problem.number}).rowcount)
