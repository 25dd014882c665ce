"""Read what jobs need of the database: who asked, and tickets as rows of tables."""

from __future__ import annotations

from datetime import datetime

from bot.documents.tables import TicketRow
from bot.jobs.job import Job
from core.errors import Refusal
from core.people.people import Person
from core.tickets.age import age_in_days
from core.tickets.summaries import TicketSummary
from storage.unit import SqlUnitOfWork


def requester(unit: SqlUnitOfWork, job: Job) -> Person:
    """Return the person who asked for a job; raise Refusal("not_found") where there is none any more."""
    person = unit.people.get(job.person_id)
    if person is None:
        raise Refusal("not_found")
    return person


def ticket_row(unit: SqlUnitOfWork, ticket: TicketSummary, now: datetime) -> TicketRow:
    """Return a ticket as a row of a table, with the names that people read."""
    application = unit.master.catalogue.application(ticket.application)
    lpse = unit.lpses.get(ticket.lpse_id)
    assert lpse is not None, "a ticket's LPSE is in the list"
    return TicketRow(
        number=ticket.number,
        title=ticket.title,
        status=ticket.status,
        priority=ticket.priority,
        reporter=ticket.reporter_name,
        reporter_role=ticket.reporter_role,
        lpse=lpse.name,
        application=application.name,
        version=ticket.version,
        category=application.category(ticket.category).name,
        subcategory=ticket.subcategory,
        position=ticket.desk,
        holder=ticket.holder_name or "",
        created_at=ticket.created_at,
        closed_at=ticket.closed_at,
        age=age_in_days(ticket.created_at, ticket.closed_at or now, lpse.timezone),
        help_number=ticket.help_number,
        package_code=ticket.package_code,
        error_code=ticket.error_code,
        kind=ticket.kind,
    )
