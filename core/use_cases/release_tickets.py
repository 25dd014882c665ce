"""Release tickets: what somebody holds who can no longer work it goes back to its queue."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from core.lifecycle import Action, moves_from
from core.ports import People, Tickets
from core.rights import may_hold
from core.ticket import Ticket


@dataclass(frozen=True, slots=True)
class ReleaseTicket:
    """Puts one ticket back, if whoever has it in hand can't work it."""

    tickets: Tickets
    people: People

    def __call__(self, ticket_id: int, at: datetime) -> Ticket | None:
        """The ticket after it, or None where it is in good hands, or in nobody's."""
        ticket = self.tickets.get_for_change(ticket_id)
        if ticket is None or ticket.holder_id is None:
            return None
        if Action.RELEASE not in {move.action for move in moves_from(ticket.status)}:
            return None
        if may_hold(self.people.get(ticket.holder_id), ticket):
            return None
        ticket.release(at)
        self.tickets.save(ticket)
        return ticket
