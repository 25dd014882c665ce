"""Remember which message of a chat is about which ticket."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, bindparam, delete, select

from storage.schema import tables as t
from storage.schema.upserts import upsert

_THIS = (
    t.ticket_messages.c.chat_id == bindparam("chat"),
    t.ticket_messages.c.message_id == bindparam("message"),
)
_GET = select(t.ticket_messages.c.ticket_id).where(*_THIS)
_SET = upsert(t.ticket_messages, ("chat_id", "message_id"), ("ticket_id", "shown_at"))
_DROP = delete(t.ticket_messages).where(*_THIS)


class SqlTicketMessages:
    """Tickets by the messages that are about them, within one unit of work."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def ticket_of(self, chat_id: int, message_id: int) -> int | None:
        """Return the id of the ticket that the message is about; None where it is about none."""
        found = self._connection.execute(_GET, {"chat": chat_id, "message": message_id})
        return found.scalar_one_or_none()

    def note(self, chat_id: int, message_id: int, ticket_id: int, at: datetime) -> None:
        """Remember what the message is about, now that it was sent or changed."""
        values = {"chat_id": chat_id, "message_id": message_id, "ticket_id": ticket_id, "shown_at": at}
        self._connection.execute(_SET, values)

    def forget(self, chat_id: int, message_id: int) -> None:
        """Forget the message, which now shows something that is about no ticket."""
        self._connection.execute(_DROP, {"chat": chat_id, "message": message_id})
