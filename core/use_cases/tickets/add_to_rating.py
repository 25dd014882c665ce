"""Add what was good or bad, or a message, to stars that were given."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from core.people.people import Person
from core.tickets.ports import Tickets
from core.tickets.rights import require_rater
from core.tickets.ticket import Ticket
from core.use_cases.tickets.read_ticket import ticket_for_change


@dataclass(frozen=True, slots=True)
class AddToRating:
    """Authorise a reporter to add to their rating, and do it."""

    tickets: Tickets

    def __call__(
        self, person: Person, ticket_id: int, at: datetime, chips: tuple[str, ...] = (), message: str = ""
    ) -> Ticket:
        """Return the ticket with the chips or the message; refuse `not_rated`, or `already_rated`."""
        ticket = ticket_for_change(self.tickets, person, ticket_id)
        ticket.add_to_rating(require_rater(person, ticket), at, chips, message)
        self.tickets.save(ticket)
        return ticket
