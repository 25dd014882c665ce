"""Gather what screens show of tickets: names, ages and the discussion."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from conversations.screens.card import TicketDetails
from conversations.screens.ticket_rows import ListRow
from conversations.screens.urgency import urgency_in_list, urgency_of
from core.organisation.lpse import Lpse
from core.pages import Page
from core.people.desks import Desk
from core.tickets.age import age_in_days, age_in_minutes
from core.tickets.summaries import TicketSummary
from core.tickets.ticket import Ticket
from handlers.context.ports import UnitOfWork
from handlers.context.transaction_context import TransactionContext

# Notices that could not be sent which a card names.
MOST_FAILURES = 5


def ticket_details(
    context: TransactionContext, ticket: Ticket, *, discussed: bool = False, at: datetime | None = None
) -> TicketDetails:
    """Return a ticket with everything that its card shows; its discussion and files only if `discussed`.

    Its age and urgency are those of now, or of the moment `at`.
    """
    until = at or context.now
    unit = context.unit
    lpse = _lpse(unit, ticket.lpse_id)
    application = context.unit.master.catalogue.application(ticket.application)
    category = application.category(ticket.category)
    watchers = sorted(ticket.watcher_ids)
    names = unit.people.names(i for i in (ticket.reporter_id, ticket.holder_id, *watchers) if i is not None)
    undelivered = 0
    if discussed:
        # Of what was refused or given up the row stays; a letter that came back has a line only.
        undelivered = unit.outbox.count_failed(ticket.id) + unit.sends.count_bounced(ticket.id)
    return TicketDetails(
        ticket=ticket,
        lpse=lpse,
        application=application,
        category=category,
        reporter=names.get(ticket.reporter_id, ""),
        holder=names.get(ticket.holder_id, "") if ticket.holder_id is not None else "",
        files=unit.discussion.files(ticket.id, of_description=True) if discussed else (),
        discussion=unit.discussion.entries(ticket.id) if discussed else (),
        age=age_in_days(ticket.created_at, min(ticket.closed_at or until, until), lpse.timezone),
        urgency=urgency_of(ticket, category, lpse.timezone, until, unit.master.settings),
        watchers={i: names[i] for i in watchers if i in names},
        undelivered=undelivered,
        failures=unit.sends.failed_of_ticket(ticket.id, MOST_FAILURES) if undelivered else (),
    )


def list_rows(
    context: TransactionContext, page: Page[TicketSummary], desks: Collection[Desk] = ()
) -> Page[ListRow]:
    """Return the page with the names and ages of its tickets, for whoever serves at these desks."""
    return page.of([_list_row(context, ticket, desks) for ticket in page.items])


def _list_row(context: TransactionContext, ticket: TicketSummary, desks: Collection[Desk]) -> ListRow:
    application = context.unit.master.catalogue.application(ticket.application)
    lpse = _lpse(context.unit, ticket.lpse_id)
    until = ticket.closed_at or context.now
    age = age_in_days(ticket.created_at, until, lpse.timezone)
    minutes = age_in_minutes(ticket.created_at, until)
    category = application.category(ticket.category)
    urgency = urgency_in_list(ticket, category, lpse.timezone, context.now)
    passed_from = ticket.desk if ticket.alerted_desk in desks and ticket.desk not in desks else None
    return ListRow(ticket, application.name, category.name, lpse.name, age, urgency, minutes, passed_from)


def _lpse(unit: UnitOfWork, lpse_id: int) -> Lpse:
    lpse = unit.lpses.get(lpse_id)
    assert lpse is not None, "a ticket's LPSE is in the list"
    return lpse
