"""Remind of tickets that wait for somebody, and confirm solutions when time runs out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from core.tickets.deadlines import DEFAULT_DEADLINES, Deadlines
from core.tickets.lifecycle import Action, Status
from core.tickets.ports import Tickets
from core.tickets.ticket import Ticket


@dataclass(frozen=True, slots=True)
class RemindOrConfirmTicket:
    """Send the reminder of one ticket that is due, or confirm its solution if that was sent before."""

    tickets: Tickets
    deadlines: Deadlines = DEFAULT_DEADLINES

    def __call__(self, ticket_id: int, at: datetime) -> Ticket | None:
        """Return the changed ticket; None if it is no longer due.

        Outside of office hours, as after an absence of the bot, it becomes due when the office opens next.
        """
        ticket = self.tickets.get_for_change(ticket_id)
        if ticket is None or ticket.due_at is None or ticket.due_at > at:
            return None
        opening = self.deadlines.next_opening(ticket.lpse_id, at)
        if opening > at:
            ticket.put_off(opening)
            self.tickets.save(ticket)
            return None
        if ticket.status is Status.CONFIRMATION and ticket.reminded:
            ticket.act(Action.CONFIRM_SILENTLY, None, at)
        else:
            ticket.remind(at, self.deadlines)
        self.tickets.save(ticket)
        return ticket
