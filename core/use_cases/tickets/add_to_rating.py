"""Add chips (what was good or bad) or a message to a rating that has only stars so far."""

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
    """Add chips or a message to the reporter's own rating."""

    tickets: Tickets

    def __call__(
        self, person: Person, ticket_id: int, at: datetime, chips: tuple[str, ...] = (), message: str = ""
    ) -> Ticket:
        """Store the chips or the message with the rating; return the ticket.

        Refuse `not_found` for people who may not see the ticket, `not_rated` before there are stars,
        `not_yours` for people other than the reporter, and `already_rated` where chips or a message were
        added before.
        """
        ticket = ticket_for_change(self.tickets, person, ticket_id)
        ticket.add_to_rating(require_rater(person, ticket), at, chips, message)
        self.tickets.save(ticket)
        return ticket
