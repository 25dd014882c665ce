"""Summaries of tickets, as lists, searches and tables show them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from core.master_data.priority import Priority
from core.organisation.roles import Role
from core.packages.package import Package
from core.people.desks import Desk
from core.tickets.kinds import TicketKind
from core.tickets.lifecycle import Status


@dataclass(frozen=True, slots=True)
class TicketSummary:
    """One ticket of a list, with the names of its people; `application` and `category` are codes.

    `package_document` is the package as it is stored, which is read only where it is asked for.
    """

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
    package_document: Mapping[str, object] = field(default_factory=dict)
    alerted_desk: Desk | None = None

    @property
    def package(self) -> Package:
        """Return the package that the ticket is about."""
        return Package.from_dict(self.package_document) if self.package_document else Package()
