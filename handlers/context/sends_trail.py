"""Find what was sent about a ticket or to an account."""

from __future__ import annotations

from collections.abc import Sequence

from core.input.characters import plain
from core.messaging.sends import SendLine
from handlers.context.ports import UnitOfWork

# Sends on a screen, the newest.
MOST = 20


def trace_sends(unit: UnitOfWork, subject: str) -> Sequence[SendLine]:
    """Return the newest sends about the ticket of this number, or to the account of this address."""
    if "@" not in subject:
        ticket_id = unit.tickets.by_number(plain(subject).upper())
        return unit.sends.of_ticket(ticket_id, MOST) if ticket_id is not None else ()
    person_id = unit.accounts.id_of(subject)
    chat = unit.chats.of_person(person_id) if person_id is not None else None
    return unit.sends.of_person(chat.chat_id if chat else None, subject, MOST)
