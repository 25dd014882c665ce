"""Load a ticket for a person: the one way to a ticket whose id comes from outside."""

from __future__ import annotations

from core.errors import Refusal
from core.people.people import Person
from core.tickets.ports import Tickets
from core.tickets.rights import may_see
from core.tickets.ticket import Ticket


def read_ticket(tickets: Tickets, person: Person, ticket_id: int) -> Ticket:
    """Return the ticket for reading; refuse `not_found`, also if this person may not see it."""
    ticket = tickets.get(ticket_id)
    if ticket is None or not may_see(person, ticket):
        raise Refusal("not_found")
    return ticket


def ticket_for_change(tickets: Tickets, person: Person, ticket_id: int) -> Ticket:
    """Return the ticket, locked until the unit of work ends; refuse `not_found` as `read_ticket` does.

    Of two people who act at once, the first one to lock it wins.
    """
    ticket = tickets.get_for_change(ticket_id)
    if ticket is None or not may_see(person, ticket):
        raise Refusal("not_found")
    return ticket
