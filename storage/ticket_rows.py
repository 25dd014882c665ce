"""A ticket as a row of its table, and back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Row

from core.desks import Desk
from core.lifecycle import Status
from core.package import Package
from core.priority import Priority
from core.rating import Rating
from core.roles import Role
from core.ticket import Rung, Ticket

_HELD = frozenset({Status.WORKING, Status.FEEDBACK, Status.CONFIRMATION})


def to_row(ticket: Ticket) -> dict[str, Any]:
    """Every column but the id."""
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
        "path": [[rung.desk.key, rung.person_id] for rung in ticket.path],
        "file_count": ticket.file_count,
        "closed_at": ticket.closed_at,
        "due_at": ticket.due_at,
        "reminded": ticket.reminded,
        "rating": _rating_document(ticket.rating),
        "revision": ticket.revision,
    }


def from_row(row: Row[Any], parties: Mapping[int, bool]) -> Ticket:
    """`parties` are people, and whether they only watch."""
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
        path=tuple(Rung(Desk.from_key(key), person_id) for key, person_id in row.path),
        party_ids=frozenset(person_id for person_id, watches in parties.items() if not watches),
        watcher_ids=frozenset(person_id for person_id, watches in parties.items() if watches),
        file_count=row.file_count,
        closed_at=row.closed_at,
        due_at=row.due_at,
        reminded=row.reminded,
        rating=_rating(row.rating),
        revision=row.revision,
    )


def parties_of(ticket: Ticket) -> dict[int, bool]:
    """Everybody the ticket has to do with, and whether it is in their hands now."""
    holder = ticket.holder_id if ticket.status in _HELD else None
    asked = ticket.asked_id if ticket.status is Status.FEEDBACK else None
    reporter = ticket.reporter_id if ticket.status is not Status.CLOSED else None
    climbed = {rung.person_id for rung in ticket.path}
    everybody = ticket.party_ids | climbed | {ticket.reporter_id, ticket.holder_id, ticket.asked_id}
    return {
        person_id: person_id in (holder, asked, reporter) for person_id in everybody if person_id is not None
    }


def _rating_document(rating: Rating | None) -> dict[str, object] | None:
    if rating is None:
        return None
    return {"stars": rating.stars, "chips": list(rating.chips), "message": rating.message}


def _rating(document: dict[str, Any] | None) -> Rating | None:
    if document is None:
        return None
    return Rating(document["stars"], tuple(document["chips"]), document["message"])
