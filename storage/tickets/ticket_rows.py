"""Turn tickets into rows of their table, and back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Row

from core.master_data.priority import Priority
from core.organisation.roles import Role
from core.packages.package import Package
from core.people.desks import Desk
from core.tickets.actors import EscalationStep
from core.tickets.kinds import TicketKind
from core.tickets.lifecycle import Status
from core.tickets.rating import Rating
from core.tickets.ticket import Ticket

_HELD = frozenset({Status.WORKING, Status.FEEDBACK, Status.CONFIRMATION})


def to_row(ticket: Ticket) -> dict[str, Any]:
    """Return the ticket as a row of the table `tickets`, without its id."""
    return {
        "number": ticket.number,
        "title": ticket.title,
        "lpse_id": ticket.lpse_id,
        "application": ticket.application,
        "version": ticket.version,
        "category": ticket.category,
        "subcategory": ticket.subcategory,
        "priority": ticket.priority.value,
        "rank": ticket.priority.rank,
        "package": ticket.package.to_dict(),
        "error_code": ticket.error_code,
        "help_number": ticket.help_number,
        "kind": ticket.kind.value,
        "description": ticket.description,
        "email": ticket.email,
        "reporter_id": ticket.reporter_id,
        "reporter_role": ticket.reporter_role.value,
        "created_at": ticket.created_at,
        "desk_key": ticket.desk.key,
        "status": ticket.status.value,
        "holder_id": ticket.holder_id,
        "solver_id": ticket.solver_id,
        "asked_id": ticket.asked_id,
        "asked_desk_key": ticket.asked_desk.key if ticket.asked_desk else None,
        "alerted_desk_key": ticket.alerted_desk.key if ticket.alerted_desk else None,
        "path": [[step.desk.key, step.person_id] for step in ticket.path],
        "file_count": ticket.file_count,
        "closed_at": ticket.closed_at,
        "due_at": ticket.due_at,
        "priority_rule": ticket.priority_rule,
        "priority_until": ticket.priority_until,
        "reminded": ticket.reminded,
        "rating": _rating_document(ticket.rating),
        "revision": ticket.revision,
    }


def from_row(row: Row[Any], parties: Mapping[int, bool], invited_by: Mapping[int, int]) -> Ticket:
    """Return the ticket in a row; `parties` maps the ids of its people to whether they only watch.

    `invited_by` maps watchers to the people who invited them, where that is known.
    """
    return Ticket(
        number=row.number,
        title=row.title,
        lpse_id=row.lpse_id,
        application=row.application,
        version=row.version,
        category=row.category,
        subcategory=row.subcategory,
        priority=Priority(row.priority),
        package=Package.from_dict(row.package),
        error_code=row.error_code,
        help_number=row.help_number,
        kind=TicketKind(row.kind),
        description=row.description,
        email=row.email,
        reporter_id=row.reporter_id,
        reporter_role=Role(row.reporter_role),
        created_at=row.created_at,
        desk=Desk.from_key(row.desk_key),
        id=row.id,
        status=Status(row.status),
        holder_id=row.holder_id,
        solver_id=row.solver_id,
        asked_id=row.asked_id,
        asked_desk=Desk.from_key(row.asked_desk_key) if row.asked_desk_key else None,
        alerted_desk=Desk.from_key(row.alerted_desk_key) if row.alerted_desk_key else None,
        path=tuple(EscalationStep(Desk.from_key(key), person_id) for key, person_id in row.path),
        party_ids=frozenset(person_id for person_id, watches in parties.items() if not watches),
        watcher_ids=frozenset(person_id for person_id, watches in parties.items() if watches),
        invited_by=invited_by,
        file_count=row.file_count,
        closed_at=row.closed_at,
        due_at=row.due_at,
        priority_rule=row.priority_rule,
        priority_until=row.priority_until,
        reminded=row.reminded,
        rating=_rating(row.rating),
        revision=row.revision,
    )


def parties_of(ticket: Ticket) -> dict[int, bool]:
    """Return the ids of the ticket's parties, each with whether the ticket is in their hands now."""
    holder = ticket.holder_id if ticket.status in _HELD else None
    asked = ticket.asked_id if ticket.status is Status.FEEDBACK else None
    reporter = ticket.reporter_id if ticket.status is not Status.CLOSED else None
    return {person_id: person_id in (holder, asked, reporter) for person_id in ticket.party_ids}


def _rating_document(rating: Rating | None) -> dict[str, object] | None:
    if rating is None:
        return None
    return {"stars": rating.stars, "chips": list(rating.chips), "message": rating.message}


def _rating(document: dict[str, Any] | None) -> Rating | None:
    if document is None:
        return None
    return Rating(document["stars"], tuple(document["chips"]), document["message"])
