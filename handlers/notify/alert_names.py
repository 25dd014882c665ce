"""Names of the live messages that offer a ticket to a desk, by which they are amended and taken back."""

from __future__ import annotations

from core.tickets.events import Event
from core.tickets.ticket import Ticket


def alert_name(ticket: Ticket, left: Event | None = None) -> str:
    """Return the name of all alerts of this ticket, at every desk that is offered it.

    It is that of the ticket's own desk while it waits. `left` is the event that ended the waiting, if any: a
    desk above that was alerted too may have the ticket since then, and the event says where it had waited.
    """
    waited_at = left.facts.get("waited_at") if left is not None else None
    return f"alert:{ticket.id}:{waited_at or ticket.desk.key}"
