"""Summaries of tickets, as lists, searches and tables show them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from core.master_data.priority import Priority
from core.organisation.roles import Role
from core.people.desks import Desk
from core.tickets.kinds import TicketKind
from core.tickets.lifecycle import Status


@dataclass(frozen=True, slots=True)
class TicketSummary:
    """One ticket of a list, with the names of its people; `application` and `category` are codes."""

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
    help_number: str = ""
    package_code: str = ""
    error_code: str = ""
    kind: TicketKind = TicketKind.GENERAL
