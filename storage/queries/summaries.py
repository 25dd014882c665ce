"""Read the summaries of tickets that lists and searches show."""

from __future__ import annotations

from typing import Any

from sqlalchemy import FromClause, Row, Select, select

from core.master_data.priority import Priority
from core.organisation.roles import Role
from core.people.desks import Desk
from core.tickets.kinds import TicketKind
from core.tickets.lifecycle import Status
from core.tickets.summaries import TicketSummary
from storage.schema import tables as t

_reporter = t.people.alias("reporter")
_holder = t.people.alias("holder")


def summaries_from(source: FromClause) -> Select[Any]:
    """Select the summaries of the tickets in `source`, with the names of their people."""
    ticket = t.tickets.c
    return select(
        ticket.id,
        ticket.number,
        ticket.title,
        ticket.status,
        ticket.priority,
        ticket.rank,
        ticket.lpse_id,
        ticket.application,
        ticket.version,
        ticket.category,
        ticket.subcategory,
        ticket.desk_key,
        ticket.alerted_desk_key,
        ticket.created_at,
        ticket.closed_at,
        ticket.reporter_id,
        _reporter.c.name.label("reporter_name"),
        ticket.reporter_role,
        ticket.holder_id,
        _holder.c.name.label("holder_name"),
        ticket.asked_id,
        ticket.help_number,
        ticket.package["code"].as_string().label("package_code"),
        ticket.error_code,
        ticket.kind,
        ticket.package,
    ).select_from(
        source.join(_reporter, _reporter.c.id == ticket.reporter_id).outerjoin(
            _holder, _holder.c.id == ticket.holder_id
        )
    )


def summary_from_row(row: Row[Any]) -> TicketSummary:
    """Return the summary that a row of `summaries_from` holds."""
    return TicketSummary(
        row.id,
        row.number,
        row.title,
        Status(row.status),
        Priority(row.priority),
        row.lpse_id,
        row.application,
        row.version,
        row.category,
        row.subcategory,
        Desk.from_key(row.desk_key),
        row.created_at,
        row.closed_at,
        row.reporter_id,
        row.reporter_name,
        Role(row.reporter_role),
        row.holder_id,
        row.holder_name,
        row.asked_id,
        row.help_number,
        row.package_code or "",
        row.error_code,
        TicketKind(row.kind),
        row.package,
        Desk.from_key(row.alerted_desk_key) if row.alerted_desk_key else None,
    )
