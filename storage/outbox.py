"""What shall be sent: calls that were committed with the work that caused them, until each is through."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, delete, func, insert, literal_column, or_, select, update

from storage import tables as t
from storage.leading import CHANNEL
from storage.slots import SqlSlots


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One call to be made. `chat_id` is None for what goes to no chat, as e-mail does."""

    id: int
    chat_id: int | None
    op: str
    method: str
    payload: dict[str, Any]
    slot: str
    key: str | None
    priority: int
    not_before: datetime
    attempts: int
    created_at: datetime
    failed_at: datetime | None
    error: str | None
    ticket_id: int | None


_ROW = t.outbox.c.id == bindparam("row")
_UNSENT = t.outbox.c.failed_at.is_(None)
_PUT = insert(t.outbox).returning(t.outbox.c.id)
_KEYED = delete(t.outbox).where(t.outbox.c.key == bindparam("name"), _UNSENT)
_REPLACE = _KEYED.where(t.outbox.c.chat_id == bindparam("chat"))
_REPLACE_CHATLESS = _KEYED.where(t.outbox.c.chat_id.is_(None))
# What has to be made first is the workshop's, not the courier's.
MAKE = "make"
_READY = (_UNSENT, t.outbox.c.not_before <= bindparam("now"))
_ORDERED = (
    select(t.outbox)
    .where(
        *_READY,
        # Written out, as it stands in the index of orders.
        t.outbox.c.op == literal_column(f"'{MAKE}'"),
        t.outbox.c.method.not_in(bindparam("kinds", expanding=True)),
        t.outbox.c.chat_id.not_in(bindparam("chats", expanding=True)),
    )
    .order_by(t.outbox.c.priority, t.outbox.c.id)
    .limit(bindparam("most"))
)
_DUE = (
    select(t.outbox)
    .where(*_READY, t.outbox.c.op != MAKE)
    .order_by(t.outbox.c.priority, t.outbox.c.id)
    .limit(bindparam("most"))
)
_DUE_ELSEWHERE = _DUE.where(
    or_(t.outbox.c.chat_id.is_(None), t.outbox.c.chat_id.not_in(bindparam("skipped", expanding=True)))
)
_WAITING_IN = select(t.outbox.c.payload).where(
    t.outbox.c.chat_id == bindparam("chat"), t.outbox.c.key == bindparam("name"), _UNSENT
)
_CHATS_WITH = (
    select(t.outbox.c.chat_id)
    .where(t.outbox.c.key == bindparam("name"), t.outbox.c.chat_id.is_not(None), _UNSENT)
    .order_by(t.outbox.c.id)
)
_NOTIFY = select(func.pg_notify(bindparam("channel"), ""))
_NEXT_DUE = select(func.min(t.outbox.c.not_before)).where(_UNSENT, t.outbox.c.not_before > bindparam("now"))
_SENT = delete(t.outbox).where(_ROW)
_CHANGE = update(t.outbox).where(_ROW)
_RETRY = _CHANGE.values(
    attempts=t.outbox.c.attempts + 1, not_before=bindparam("later"), error=bindparam("why")
)
_FAILED_OF = (
    select(t.outbox)
    .where(t.outbox.c.ticket_id == bindparam("ticket"), t.outbox.c.failed_at.is_not(None))
    .order_by(t.outbox.c.id)
)
_MOVE = update(t.outbox).where(t.outbox.c.chat_id == bindparam("old"), _UNSENT)

_DROP_FOR = delete(t.outbox).where(t.outbox.c.chat_id == bindparam("chat"), _UNSENT)


class SqlOutbox:
    """Outgoing calls of one unit of work."""

    def __init__(self, connection: Connection, slots: SqlSlots) -> None:
        self._connection = connection
        self._slots = slots
        self._announced = False

    def put(
        self,
        *,
        chat_id: int | None,
        op: str,
        method: str,
        payload: dict[str, Any],
        priority: int,
        at: datetime,
        slot: str = "",
        key: str | None = None,
        not_before: datetime | None = None,
        ticket_id: int | None = None,
    ) -> int:
        """Add a call and return its id; one of the same chat and `key` that still waits is replaced by it."""
        if key is not None and chat_id is not None:
            self._connection.execute(_REPLACE, {"chat": chat_id, "name": key})
        elif key is not None:
            self._connection.execute(_REPLACE_CHATLESS, {"name": key})
        self._announce()
        row = {
            "chat_id": chat_id,
            "op": op,
            "method": method,
            "payload": payload,
            "slot": slot,
            "key": key,
            "priority": priority,
            "not_before": not_before or at,
            "attempts": 0,
            "created_at": at,
            "ticket_id": ticket_id,
        }
        return int(self._connection.execute(_PUT, row).scalar_one())

    def _announce(self) -> None:
        """Tell the process that sends, which may be another one, once the transaction is committed."""
        if not self._announced and self._connection.dialect.name == "postgresql":
            self._connection.execute(_NOTIFY, {"channel": CHANNEL})
        self._announced = True

    def due(self, now: datetime, limit: int, skip_chats: Collection[int] = ()) -> list[Outgoing]:
        """What may be sent now, by priority (the smallest number first) and then in order of arrival."""
        if skip_chats:
            found = self._connection.execute(
                _DUE_ELSEWHERE, {"now": now, "most": limit, "skipped": list(skip_chats)}
            )
        else:
            found = self._connection.execute(_DUE, {"now": now, "most": limit})
        return [Outgoing(*row) for row in found]

    def to_make(
        self, now: datetime, limit: int, skip_kinds: Collection[str] = (), skip_chats: Collection[int] = ()
    ) -> list[Outgoing]:
        """Documents that were asked for and have to be made, in order."""
        skipped = {"kinds": list(skip_kinds), "chats": list(skip_chats)}
        found = self._connection.execute(_ORDERED, {"now": now, "most": limit, **skipped})
        return [Outgoing(*row) for row in found]

    def next_due(self, now: datetime) -> datetime | None:
        """When the next call that has to wait still may be sent."""
        earliest: datetime | None = self._connection.execute(_NEXT_DUE, {"now": now}).scalar_one()
        return earliest

    def sent(self, outgoing_id: int) -> None:
        self._connection.execute(_SENT, {"row": outgoing_id})

    def sent_as(self, outgoing_id: int, chat_id: int, slot: str, message_id: int) -> None:
        """It is message `message_id` now: kept in the slot, also where the call was replaced meanwhile."""
        self.sent(outgoing_id)
        self._slots.set(chat_id, slot, message_id)

    def retry(self, outgoing_id: int, not_before: datetime, error: str) -> None:
        self._connection.execute(_RETRY, {"row": outgoing_id, "later": not_before, "why": error})

    def drop_for(self, chat_id: int) -> None:
        """Forget what waits for this chat."""
        self._connection.execute(_DROP_FOR, {"chat": chat_id})

    def postpone(self, outgoing_id: int, not_before: datetime) -> None:
        """Try again then, as if this time had not been."""
        self._connection.execute(_CHANGE, {"row": outgoing_id, "not_before": not_before})

    def remember(self, outgoing_id: int, payload: dict[str, Any]) -> None:
        """What is to be sent of it from now on."""
        self._connection.execute(_CHANGE, {"row": outgoing_id, "payload": payload})

    def fail(self, outgoing_id: int, error: str, at: datetime) -> None:
        """Give it up; it stays, to be seen on its ticket."""
        self._connection.execute(_CHANGE, {"row": outgoing_id, "failed_at": at, "error": error})

    def failed_of(self, ticket_id: int) -> list[Outgoing]:
        return [Outgoing(*row) for row in self._connection.execute(_FAILED_OF, {"ticket": ticket_id})]

    def waiting(self, chat_id: int, key: str) -> dict[str, Any] | None:
        """The payload of this chat's call with this key, while it still waits."""
        found = self._connection.execute(_WAITING_IN, {"chat": chat_id, "name": key})
        payload: dict[str, Any] | None = found.scalar()
        return payload

    def waiting_with(self, key: str) -> list[int]:
        """The chats for which a call with this key still waits."""
        return list(self._connection.execute(_CHATS_WITH, {"name": key}).scalars())

    def move_chat(self, old: int, new: int) -> None:
        """Send what waits for one chat to another, as when a group becomes a supergroup."""
        self._connection.execute(_MOVE, {"old": old, "chat_id": new})
