"""Read the letters of the outbox, which the mail courier sends beside all other messages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, bindparam, delete, literal_column, select, update

from core.messaging.outgoing import SendLetter
from storage.messaging.message_codec import StoredMessage, UnreadableMessage, decode
from storage.schema import tables as t
from storage.schema.ops import Op


@dataclass(frozen=True, slots=True)
class LetterRow:
    """A letter with what became of it so far; `attempts` are those at which the server deferred it."""

    id: int
    message: SendLetter | UnreadableMessage
    priority: int
    attempts: int
    created_at: datetime
    ticket_id: int | None = None


_OUTBOX = t.outbox.c
# Written into the statements, as in the conditions of the indexes of letters.
IS_WAITING_LETTER = (_OUTBOX.op == literal_column(f"'{Op.MAIL.value}'"), _OUTBOX.failed_at.is_(None))
_LETTERS = select(t.outbox).where(*IS_WAITING_LETTER).limit(bindparam("most"))
# In the whole order of the index of letters, so that the planner takes no other.
_NEXT_PRIORITY = (
    select(_OUTBOX.priority)
    .where(*IS_WAITING_LETTER, _OUTBOX.priority > bindparam("beyond"))
    .order_by(_OUTBOX.priority, _OUTBOX.not_before)
    .limit(1)
)
_DUE = _LETTERS.where(
    _OUTBOX.priority == bindparam("priority"), _OUTBOX.not_before <= bindparam("now")
).order_by(_OUTBOX.not_before, _OUTBOX.id)
_OLD = _LETTERS.where(_OUTBOX.created_at <= bindparam("before")).order_by(_OUTBOX.created_at)
_ROW = _OUTBOX.id == bindparam("row")
_REMOVE = delete(t.outbox).where(_ROW)
_RETRY = (
    update(t.outbox)
    .where(_ROW)
    .values(attempts=_OUTBOX.attempts + 1, not_before=bindparam("later"), error=bindparam("why"))
)
_FAIL = (
    update(t.outbox)
    .where(_ROW)
    .values(
        attempts=_OUTBOX.attempts + bindparam("tries"), failed_at=bindparam("now"), error=bindparam("why")
    )
)
# Below every priority, so that the first one is found.
_LOWEST = -(2**31)


class SqlLetters:
    """Letters of one unit of work that wait to be sent."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def due(self, now: datetime, limit: int) -> list[LetterRow]:
        """Return up to `limit` letters that may be sent now, by priority and then by the time they were due.

        Each priority is read by itself, so that letters that have to wait are never looked at.
        """
        found: list[LetterRow] = []
        for priority in self._priorities():
            given = {"priority": priority, "now": now, "most": limit - len(found)}
            found += [_letter_row(row) for row in self._connection.execute(_DUE, given)]
            if len(found) >= limit:
                break
        return found

    def older_than(self, before: datetime, limit: int) -> list[LetterRow]:
        """Return up to `limit` letters that were written before this moment and still wait, oldest first."""
        rows = self._connection.execute(_OLD, {"before": before, "most": limit})
        return [_letter_row(row) for row in rows]

    def remove(self, row_id: int) -> None:
        """Remove a letter that was sent, or that nobody needs any more."""
        self._connection.execute(_REMOVE, {"row": row_id})

    def retry(self, row_id: int, not_before: datetime, error: str) -> None:
        """Count an attempt at which the server deferred the letter, and try again from `not_before` on."""
        self._connection.execute(_RETRY, {"row": row_id, "later": not_before, "why": error})

    def fail(self, row_id: int, error: str, at: datetime, *, tries: int = 1) -> None:
        """Give a letter up; it stays, so that its ticket can show it.

        The last try counts too; `tries` is 0 where there was none.
        """
        self._connection.execute(_FAIL, {"row": row_id, "why": error, "now": at, "tries": tries})

    def _priorities(self) -> Iterator[int]:
        """Yield the priorities of the letters that wait, most urgent first."""
        priority: int | None = _LOWEST
        while True:
            given = {"beyond": priority}
            priority = self._connection.execute(_NEXT_PRIORITY, given).scalar_one_or_none()
            if priority is None:
                return
            yield priority


def _letter_row(row: Row[Any]) -> LetterRow:
    message = decode(StoredMessage(row.op, row.method, row.payload, row.live_message, row.key))
    assert isinstance(message, SendLetter | UnreadableMessage), "the operation of a row says what it holds"
    return LetterRow(row.id, message, row.priority, row.attempts, row.created_at, row.ticket_id)
