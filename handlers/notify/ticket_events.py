"""Have everybody concerned told what has happened to a ticket: one row an event, whoever is told."""

from __future__ import annotations

from core.messaging.outgoing import TellEvent, TellKind
from core.tickets.actions import EVENTS
from core.tickets.snapshots import snapshot
from core.tickets.ticket import Ticket
from handlers.context.send_priority import SendPriority
from handlers.context.transaction_context import TransactionContext


def notify_all(context: TransactionContext, ticket: Ticket) -> None:
    """Have all events of the stored ticket since it was read told to their audiences, after the commit."""
    for history_id, event in zip(context.unit.tickets.history_ids(ticket), ticket.events, strict=True):
        if EVENTS[event.kind].concerns_anybody:
            details = {"ticket_id": ticket.id, "history_id": history_id, "was": snapshot(ticket)}
            context.unit.outbox.add(
                TellEvent(TellKind.TICKET_EVENT, details),
                chat_id=None,
                priority=SendPriority.ALERT,
                ticket_id=ticket.id,
                at=context.now,
            )
