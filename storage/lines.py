"""A ticket as a line of a list, and a page of such lines: what the lists and the search have in common."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import FromClause, Row, Select, select

from core.desks import Desk
from core.lifecycle import Status
from core.priority import Priority
from core.roles import Role
from storage import tables as t

PAGE = 10


@dataclass(frozen=True, slots=True)
class Line:
    """A ticket as a list shows it."""

    id: int
    number: str
    title: str
    status: Status
    priority: Priority
    lpse_id: int
    application: str
    version: str
    category: str
    subcategory: str
    desk: Desk
    created_at: datetime
    closed_at: datetime | None
    reporter_id: int
    reporter_name: str
    reporter_role: Role
    holder_id: int | None
    holder_name: str | None
    asked_id: int | None


@dataclass(frozen=True, slots=True)
class Page:
    """A few lines, and where there are any the cursors of the pages before (read with `back`) and after."""

    lines: list[Line]
    previous: str | None
    next: str | None


_reporter = t.people.alias("reporter")
_holder = t.people.alias("holder")


def lines_of(source: FromClause) -> Select[Any]:
    """Lines of the tickets in `source`, with the names of their people."""
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
        ticket.created_at,
        ticket.closed_at,
        ticket.reporter_id,
        _reporter.c.name.label("reporter_name"),
        ticket.reporter_role,
        ticket.holder_id,
        _holder.c.name.label("holder_name"),
        ticket.asked_id,
    ).select_from(
        source.join(_reporter, _reporter.c.id == ticket.reporter_id).outerjoin(
            _holder, _holder.c.id == ticket.holder_id
        )
    )


def line(row: Row[Any]) -> Line:
    """The line that a row of `lines_of` shows."""
    return Line(
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
    )
