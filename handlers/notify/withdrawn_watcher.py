"""Tell a watcher that nobody vouches for them any more."""

from __future__ import annotations

from conversations.rendering.screen import Note
from core.messaging.outgoing import SendNotice
from core.tickets.ticket import Ticket
from core.words import _
from handlers.context.message_body import note_body
from handlers.context.send_priority import SendPriority
from handlers.context.transaction_context import TransactionContext


def tell_withdrawn_watcher(context: TransactionContext, ticket: Ticket, watcher_id: int) -> None:
    """Tell the watcher, if they have a chat, that they watch this ticket no longer, and whom to ask."""
    chat = context.unit.chats.of_person(watcher_id)
    if chat is None or not chat.reachable:
        return
    note = Note(
        _(
            "Anda tidak lagi memantau tiket %(number)s: petugas yang mengundang Anda tidak lagi bertugas di "
            "sana. Mintalah tautan baru kepada pelapor tiketnya."
        ),
        {"number": ticket.number},
        is_wrong=False,
    )
    body = note_body(str(context.helpdesk.renderer.note(note, chat.language)))
    context.unit.outbox.add(
        SendNotice(body),
        chat_id=chat.chat_id,
        priority=SendPriority.ALERT,
        ticket_id=ticket.id,
        at=context.now,
    )
