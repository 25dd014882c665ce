"""Mind the tickets whose time has come: one reminder, then confirmation by itself."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from core.house_rules import SHIPPED, HouseRules
from core.lifecycle import Status
from core.ports import Tickets
from core.ticket import Ticket


@dataclass(frozen=True, slots=True)
class MindDueTicket:
    """What the clock does to one ticket that is due."""

    tickets: Tickets
    rules: HouseRules = SHIPPED

    def __call__(self, ticket_id: int, at: datetime) -> Ticket | None:
        """The ticket after it, or None where it is no longer due."""
        ticket = self.tickets.get_for_change(ticket_id)
        if ticket is None or ticket.due_at is None or ticket.due_at > at:
            return None
        if ticket.status is Status.CONFIRMATION and ticket.reminded:
            ticket.confirm_silently(at)
        else:
            ticket.remind(at, self.rules)
        self.tickets.save(ticket)
        return ticket
