"""Find what was sent about a ticket or to an account, and what waits."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from core.messaging.sends import SendsTrail, UnhandledUpdate
from core.tickets.numbers import find_number
from handlers.context.ports import UnitOfWork

# Sends on a screen, the newest; and as many of what waits as leave room for them.
MOST, MOST_WAITING = 15, 5


def trace_sends(
    unit: UnitOfWork, now: datetime, subject: str, most: int = MOST, most_waiting: int = MOST_WAITING
) -> SendsTrail:
    """Return what was sent about the ticket that is named or to the account of this address, and what waits.

    Of a ticket, what its reporter and its holder sent and what is not handled yet is part of that.
    """
    if "@" not in subject:
        ticket_id = unit.tickets.by_number(find_number(subject) or "")
        ticket = unit.tickets.get(ticket_id) if ticket_id is not None else None
        if ticket_id is None or ticket is None:
            return SendsTrail()
        people = (ticket.reporter_id, ticket.holder_id)
        return SendsTrail(
            unit.sends.of_ticket(ticket_id, most),
            unit.waiting_sends.of_ticket(ticket_id, now, most_waiting),
            _unhandled(unit, (one for one in people if one is not None), most_waiting),
        )
    person_id = unit.accounts.id_of(subject)
    chat = unit.chats.of_person(person_id) if person_id is not None else None
    chat_id = chat.chat_id if chat else None
    return SendsTrail(
        unit.sends.of_person(chat_id, subject, most),
        unit.waiting_sends.of_person(chat_id, subject, now, most_waiting),
        _unhandled(unit, (person_id,) if person_id is not None else (), most_waiting),
    )


def _unhandled(unit: UnitOfWork, people: Iterable[int], most: int) -> Sequence[UnhandledUpdate]:
    """Return what these people sent in their chats and what is not handled, oldest first."""
    found: list[UnhandledUpdate] = []
    for person_id in dict.fromkeys(people):
        chat = unit.chats.of_person(person_id)
        name = unit.people.names([person_id]).get(person_id, "")
        if chat is not None:
            found += [replace(one, name=name) for one in unit.inbox.unhandled_of(str(chat.chat_id), most)]
    return sorted(found, key=lambda one: one.received_at)[:most]
