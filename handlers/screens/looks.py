"""Leave a line in the trail when somebody looks at a ticket of others."""

from __future__ import annotations

from core.administration.audit import ChangeType
from core.administration.looks import Look
from core.people.local_day import local_date
from core.tickets.rights import is_concerned
from core.tickets.ticket import Ticket
from handlers.context.request_context import RequestContext


def record_look(context: RequestContext, kind: ChangeType, ticket: Ticket) -> None:
    """Record that the person looks at the ticket in this way, if that belongs into the trail.

    Reporters leave no line at their own tickets. Opening one leaves none for whom it concerns; what leaves
    the helpdesk as a file always does.
    """
    me = context.me
    if me.id == ticket.reporter_id:
        return
    if kind is ChangeType.TICKET_OPENED and is_concerned(me, ticket):
        return
    day = local_date(me, context.unit.lpses, context.now)
    context.unit.looks.add(Look(kind, ticket.number, context.now, day, me.id))
