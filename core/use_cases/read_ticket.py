"""Read a ticket: the one way to an object that a stranger may name."""

from __future__ import annotations

from core.errors import Refusal
from core.people import Person
from core.ports import Tickets
from core.rights import may_see
from core.ticket import Ticket


def read_ticket(tickets: Tickets, person: Person, ticket_id: int) -> Ticket:
    """The ticket, or `not_found`: also where it exists but is not for this person's eyes."""
    ticket = tickets.get(ticket_id)
    if ticket is None or not may_see(person, ticket):
        raise Refusal("not_found")
    return ticket


def open_for_change(tickets: Tickets, person: Person, ticket_id: int) -> Ticket:
    """The same, held until the unit of work ends so that of two people acting at once the first wins."""
    ticket = tickets.get_for_change(ticket_id)
    if ticket is None or not may_see(person, ticket):
        raise Refusal("not_found")
    return ticket
