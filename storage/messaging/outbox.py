"""Keep messages from the commit of the work that caused them until each of them is sent."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import (
    Connection,
    Interval,
    Row,
    bindparam,
    delete,
    func,
    insert,
    literal_column,
    select,
    update,
)

from core.messaging.outgoing import ChatMessage, Outgoing, RequestJob, live_message_name
from storage.engine.news import Topic
from storage.messaging.live_messages import SqlLiveMessages
from storage.messaging.message_codec import StoredMessage, UnreadableMessage, decode, encode
from storage.schema import tables as t
from storage.schema.ops import Op

# `not_before` of a row without a delay. It is due whatever the clock says of the process that added it.
NO_DELAY = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class OutboxRow:
    """A message with what became of it so far. `chat_id` is None for letters, which go to no chat.

    `attempts` are those that failed, and `error` is why the last one did. `not_before` is `NO_DELAY` where
    the row need not wait. `failed_at` is when the message was given up.
    """

    id: int
    chat_id: int | None
    message: Outgoing | UnreadableMessage
    priority: int
    not_before: datetime
    attempts: int
    created_at: datetime
    failed_at: datetime | None
    error: str | None
    ticket_id: int | None

    @property
    def live_message(self) -> str | None:
        """Return the name under which the chat keeps the message; None where it is not kept."""
        return None if isinstance(self.message, UnreadableMessage) else live_message_name(self.message)


_ROW = t.outbox.c.id == bindparam("row")
_UNSENT = t.outbox.c.failed_at.is_(None)
_ADD = insert(t.outbox).returning(t.outbox.c.id)
# Of several processes with clocks of their own, all count from the clock of the database.
_ADD_DELAYED = _ADD.values(not_before=func.clock_timestamp() + bindparam("delay", type_=Interval))
_KEYED = delete(t.outbox).where(t.outbox.c.key == bindparam("name"), _UNSENT)
_REPLACE = _KEYED.where(t.outbox.c.chat_id == bindparam("chat"))
_REPLACE_ALL = _KEYED.where(t.outbox.c.chat_id.in_(bindparam("chats", expanding=True)))
_REPLACE_CHATLESS = _KEYED.where(t.outbox.c.chat_id.is_(None))
# Written into the statement, as in the condition of the index `outbox_orders`.
IS_JOB = t.outbox.c.op == literal_column(f"'{Op.JOB.value}'")
# The place of a job among others is its priority, so that it outlives a restart.
_LAST_TURN = select(func.max(t.outbox.c.priority)).where(IS_JOB, _UNSENT)
_WAITING_IN = select(t.outbox).where(
    t.outbox.c.chat_id == bindparam("chat"), t.outbox.c.key == bindparam("name"), _UNSENT
)
_GAVE_UP = (
    select(t.outbox.c.id)
    .where(
        t.outbox.c.chat_id == bindparam("chat"),
        t.outbox.c.key == bindparam("name"),
        t.outbox.c.failed_at >= bindparam("since"),
    )
    .limit(1)
)
_CHATS_WITH = (
    select(t.outbox.c.chat_id)
    .where(t.outbox.c.key == bindparam("name"), t.outbox.c.chat_id.is_not(None), _UNSENT)
    .order_by(t.outbox.c.id)
)
_COUNT_JOBS = (
    select(func.count())
    .select_from(t.outbox)
    .where(t.outbox.c.chat_id == bindparam("chat"), t.outbox.c.op == Op.JOB.value, _UNSENT)
)
# Rows of all other operations are messages to chats.
_TOPICS = {Op.MAIL.value: Topic.LETTERS, Op.JOB.value: Topic.JOBS, Op.TELL.value: Topic.EVENTS}
_WAITS = select(t.outbox.c.id).where(_ROW, _UNSENT)
_SENT = delete(t.outbox).where(_ROW)
_CHANGE = update(t.outbox).where(_ROW)
_RETRY = _CHANGE.values(
    attempts=t.outbox.c.attempts + 1, not_before=bindparam("later"), error=bindparam("why")
)
_FAIL = _CHANGE.values(
    attempts=t.outbox.c.attempts + bindparam("tries"), failed_at=bindparam("now"), error=bindparam("why")
)
_FAILED_OF = (
    select(t.outbox)
    .where(
        t.outbox.c.ticket_id == bindparam("ticket"),
        t.outbox.c.failed_at.is_not(None),
        # A screen answers its reader, who sees that it is missing.
        t.outbox.c.op.not_in([Op.SCREEN.value, Op.RESULT.value]),
    )
    .order_by(t.outbox.c.id)
)
_MOVE = update(t.outbox).where(t.outbox.c.chat_id == bindparam("old"), _UNSENT)

_DROP_FOR = delete(t.outbox).where(t.outbox.c.chat_id == bindparam("chat"), _UNSENT)


class SqlOutbox:
    """The outbox within one unit of work."""

    def __init__(self, connection: Connection, live_messages: SqlLiveMessages, topics: set[Topic]) -> None:
        """Note in `topics` what is added, or may go at once because of something else."""
        self._connection = connection
        self._live_messages = live_messages
        self._topics = topics

    def add(
        self,
        message: Outgoing,
        *,
        chat_id: int | None,
        priority: int,
        at: datetime,
        delay: timedelta | None = None,
        ticket_id: int | None = None,
    ) -> int:
        """Add a message and return the id of its row; drop one that it replaces and that still waits.

        Smaller numbers of `priority` go first; a job goes behind all that wait. It is sent after the commit,
        or `delay` later. `ticket_id` is the ticket that it is about, which shows where a notice, an alert or
        a letter was given up.
        """
        if isinstance(message, RequestJob):
            last = self._connection.execute(_LAST_TURN).scalar_one()
            priority = max(priority, last or 0)
        stored = encode(message)
        if stored.key is not None and chat_id is not None:
            self._connection.execute(_REPLACE, {"chat": chat_id, "name": stored.key})
        elif stored.key is not None:
            self._connection.execute(_REPLACE_CHATLESS, {"name": stored.key})
        self._topics.add(_topic_of(stored))
        row = _new_row(stored, chat_id, priority, at, ticket_id)
        if delay is not None and self._connection.dialect.name == "postgresql":
            del row["not_before"]
            return int(self._connection.execute(_ADD_DELAYED, row | {"delay": delay}).scalar_one())
        if delay is not None:
            row["not_before"] = at + delay
        return int(self._connection.execute(_ADD, row).scalar_one())

    def add_all(
        self,
        messages: Sequence[tuple[int, ChatMessage]],
        *,
        priority: int,
        at: datetime,
        ticket_id: int | None = None,
    ) -> None:
        """Add many messages, each to a chat, as `add` does: with one INSERT, and a DELETE for each key."""
        if not messages:
            return
        rows, chats = [], defaultdict(list)
        for chat_id, message in messages:
            stored = encode(message)
            rows.append(_new_row(stored, chat_id, priority, at, ticket_id))
            if stored.key is not None:
                chats[stored.key].append(chat_id)
        for key, replaced in chats.items():
            self._connection.execute(_REPLACE_ALL, {"name": key, "chats": replaced})
        self._topics.add(Topic.MESSAGES)
        self._connection.execute(_ADD, rows)

    def is_waiting(self, row_id: int) -> bool:
        """Return whether a row is neither done nor given up."""
        return self._connection.execute(_WAITS, {"row": row_id}).first() is not None

    def sent(self, row_id: int) -> None:
        """Remove a row that is done."""
        self._connection.execute(_SENT, {"row": row_id})

    def sent_as(self, row_id: int, chat_id: int, live_message: str, message_id: int) -> None:
        """Remove a row that is sent, and keep its message's id, even if the row was replaced meanwhile."""
        self.sent(row_id)
        self._live_messages.set(chat_id, live_message, message_id)

    def retry(self, row_id: int, not_before: datetime, error: str) -> None:
        """Count a failed attempt of a job, and try again from `not_before` on."""
        self._connection.execute(_RETRY, {"row": row_id, "later": not_before, "why": error})

    def drop_for(self, chat_id: int) -> None:
        """Remove what waits for this chat."""
        self._connection.execute(_DROP_FOR, {"chat": chat_id})

    def postpone(self, row_id: int, not_before: datetime) -> None:
        """Try again from `not_before` on, without counting an attempt."""
        self._connection.execute(_CHANGE, {"row": row_id, "not_before": not_before})

    def remember(self, row_id: int, message: Outgoing) -> None:
        """Replace the content of a row by what is left to do of it."""
        self._connection.execute(_CHANGE, {"row": row_id, "payload": encode(message).payload})

    def fail(self, row_id: int, error: str, at: datetime, *, tries: int = 1) -> None:
        """Give a row up; it stays, so that its ticket can show it.

        The last try counts too; `tries` is 0 where there was none.
        """
        self._connection.execute(_FAIL, {"row": row_id, "now": at, "why": error, "tries": tries})

    def count_failed(self, ticket_id: int) -> int:
        """Return how many messages about this ticket were given up."""
        return len(self.failed_for_ticket(ticket_id))

    def failed_for_ticket(self, ticket_id: int) -> list[OutboxRow]:
        """Return the messages about this ticket that were given up, oldest first."""
        return [outbox_row(row) for row in self._connection.execute(_FAILED_OF, {"ticket": ticket_id})]

    def waiting(self, chat_id: int, key: str) -> Outgoing | None:
        """Return the message of this key that still waits for this chat, if there is one."""
        row = self._connection.execute(_WAITING_IN, {"chat": chat_id, "name": key}).first()
        message = outbox_row(row).message if row is not None else None
        return None if isinstance(message, UnreadableMessage) else message

    def gave_up(self, chat_id: int, key: str, since: datetime) -> bool:
        """Return whether a message of this key to this chat was given up since then."""
        given = {"chat": chat_id, "name": key, "since": since}
        return self._connection.execute(_GAVE_UP, given).first() is not None

    def chats_waiting_for(self, key: str) -> list[int]:
        """Return the chats for which a message of this key still waits."""
        return list(self._connection.execute(_CHATS_WITH, {"name": key}).scalars())

    def count_jobs(self, chat_id: int) -> int:
        """Return how many jobs wait or run for this chat."""
        return int(self._connection.execute(_COUNT_JOBS, {"chat": chat_id}).scalar_one())

    def move_chat(self, old: int, new: int) -> None:
        """Send what waits for one chat to another, as when a group becomes a supergroup."""
        self._connection.execute(_MOVE, {"old": old, "chat_id": new})
        self._topics.add(Topic.MESSAGES)


def _topic_of(stored: StoredMessage) -> Topic:
    return _TOPICS.get(stored.op, Topic.MESSAGES)


def _new_row(
    stored: StoredMessage, chat_id: int | None, priority: int, at: datetime, ticket_id: int | None
) -> dict[str, Any]:
    """Return the columns of a row that need not wait."""
    return {
        "chat_id": chat_id,
        "op": stored.op,
        "method": stored.method,
        "payload": stored.payload,
        "live_message": stored.live_message,
        "key": stored.key,
        "priority": priority,
        "not_before": NO_DELAY,
        "attempts": 0,
        "created_at": at,
        "ticket_id": ticket_id,
    }


def outbox_row(row: Row[Any]) -> OutboxRow:
    """Return a row of the table with its message read."""
    return OutboxRow(
        id=row.id,
        chat_id=row.chat_id,
        message=decode(StoredMessage(row.op, row.method, row.payload, row.live_message, row.key)),
        priority=row.priority,
        not_before=row.not_before,
        attempts=row.attempts,
        created_at=row.created_at,
        failed_at=row.failed_at,
        error=row.error,
        ticket_id=row.ticket_id,
    )
