"""Everything a reporter says about a problem before it is a ticket."""

from __future__ import annotations

from dataclasses import dataclass, field

from core.organisation.roles import Role
from core.packages.package import Package
from core.tickets.attachments import Upload
from core.tickets.kinds import TicketKind


@dataclass(frozen=True, slots=True)
class TicketDraft:
    """Contents of a ticket that is to be filed; `role` is given only where several could file it.

    `application` and `category` are codes or names of the catalogue; a checked draft has codes. `help_number`
    is that of the same problem at the Pusat Bantuan of INAPROC.
    """

    title: str
    lpse_id: int
    application: str
    category: str
    description: str
    email: str
    version: str = ""
    subcategory: str = ""
    package: Package = field(default_factory=Package)
    error_code: str = ""
    help_number: str = ""
    kind: TicketKind = TicketKind.GENERAL
    uploads: tuple[Upload, ...] = ()
    role: Role | None = None
