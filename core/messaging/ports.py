"""Ports through which messages that were sent are found again."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol


class TicketMessages(Protocol):
    """Tickets by the messages that are about them."""

    def ticket_of(self, chat_id: int, message_id: int) -> int | None:
        """Return the id of the ticket that the message is about; None where it is about none."""

    def note(self, chat_id: int, message_id: int, ticket_id: int, at: datetime) -> None:
        """Note that the message is about this ticket."""
