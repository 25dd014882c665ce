"""Messages and letters that are not sent yet, as those see them who ask why."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, select

from core.input.characters import plain
from core.messaging.sends import WaitingSend, WaitReason
from storage.messaging.letters import IS_WAITING_LETTER
from storage.messaging.message_codec import StoredMessage, decode
from storage.messaging.outbox import NO_DELAY
from storage.schema import tables as t
from storage.schema.ops import Op

_OUTBOX = t.outbox.c
_COLUMNS = (
    select(
        _OUTBOX.op,
        _OUTBOX.method,
        _OUTBOX.chat_id,
        _OUTBOX.payload,
        _OUTBOX.live_message,
        _OUTBOX.key,
        _OUTBOX.created_at,
        _OUTBOX.attempts,
        _OUTBOX.not_before,
        _OUTBOX.error,
        t.people.c.name,
    )
    .outerjoin_from(t.outbox, t.chats, t.chats.c.chat_id == _OUTBOX.chat_id)
    .outerjoin(t.people, t.people.c.id == t.chats.c.person_id)
    .where(_OUTBOX.failed_at.is_(None))
    .limit(bindparam("most"))
)
_OF_TICKET = _COLUMNS.where(_OUTBOX.ticket_id == bindparam("ticket")).order_by(_OUTBOX.created_at)
_OF_CHAT = _COLUMNS.where(_OUTBOX.chat_id == bindparam("chat")).order_by(_OUTBOX.id)
# In the order of the index `outbox_mail_old`, which has letters alone.
_LETTERS = _COLUMNS.where(*IS_WAITING_LETTER).order_by(_OUTBOX.created_at)
# Letters that wait are few, unless the mail server is away; so many are looked through for an address.
MOST_LETTERS = 1_000


class SqlWaitingSends:
    """Rows of the outbox that are neither sent nor given up, in one unit of work."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def of_ticket(self, ticket_id: int, now: datetime, limit: int) -> Sequence[WaitingSend]:
        """Return the oldest sends about a ticket that wait, oldest first."""
        return _waiting(self._connection.execute(_OF_TICKET, {"ticket": ticket_id, "most": limit}), now)

    def of_person(
        self, chat_id: int | None, address: str, now: datetime, limit: int
    ) -> Sequence[WaitingSend]:
        """Return the oldest sends to a chat and to an address that wait, oldest first."""
        found: list[Any] = []
        if chat_id is not None:
            found += self._connection.execute(_OF_CHAT, {"chat": chat_id, "most": limit})
        letters = self._connection.execute(_LETTERS, {"most": MOST_LETTERS})
        found += [
            row for row in letters if plain(str(row.payload.get("to", ""))).lower() == plain(address).lower()
        ]
        return sorted(_waiting(found, now), key=lambda one: one.since)[:limit]


def _waiting(rows: Iterable[Any], now: datetime) -> list[WaitingSend]:
    return [_waiting_send(row, now) for row in rows]


def _waiting_send(row: Any, now: datetime) -> WaitingSend:
    is_delayed = row.not_before != NO_DELAY and row.not_before > now
    if row.attempts:
        reason = WaitReason.FAILED
    elif is_delayed:
        reason = WaitReason.LATER
    else:
        reason = WaitReason.IN_TURN
    stored = StoredMessage(row.op, row.method, row.payload, row.live_message, row.key)
    return WaitingSend(
        since=row.created_at,
        kind=row.method if row.op == Op.MAIL.value else type(decode(stored)).__name__,
        reason=reason,
        tries=row.attempts,
        next_try=row.not_before if is_delayed else None,
        chat_id=row.chat_id,
        address=row.payload.get("to") if row.op == Op.MAIL.value else None,
        error=(row.error or "")[:200],
        name=row.name or "",
    )
