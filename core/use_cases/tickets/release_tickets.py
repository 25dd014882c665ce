"""Put a ticket back into its queue when its holder can no longer work it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from core.people.ports import People
from core.tickets.lifecycle import Action, transitions_from
from core.tickets.ports import Tickets
from core.tickets.rights import may_hold
from core.tickets.ticket import Ticket


@dataclass(frozen=True, slots=True)
class ReleaseTicket:
    """Release one ticket if its holder can't work it."""

    tickets: Tickets
    people: People

    def __call__(self, ticket_id: int, at: datetime) -> Ticket | None:
        """Return the released ticket; None if it has no holder, or one who can work it."""
        ticket = self.tickets.get_for_change(ticket_id)
        if ticket is None or ticket.holder_id is None:
            return None
        if Action.RELEASE not in {transition.action for transition in transitions_from(ticket.status)}:
            return None
        if may_hold(self.people.get(ticket.holder_id), ticket):
            return None
        ticket.release(at)
        self.tickets.save(ticket)
        return ticket
