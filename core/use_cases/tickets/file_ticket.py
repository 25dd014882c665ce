"""File a ticket: check the draft, number the ticket, compute its priority, and put it on its first desk."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime

from core.errors import Refusal
from core.input.emails import read_email
from core.input.file_types import MOST_FILES, check_file
from core.input.texts import read_error_code, read_help_number, read_text, read_title
from core.master_data.catalogue import Application, Catalogue, Category
from core.master_data.helpdesk_settings import DEFAULT_SETTINGS, HelpdeskSettings
from core.master_data.ports import Lpses
from core.organisation.roles import Role
from core.packages import Checked
from core.packages.package import Package
from core.people.desks import first_desk
from core.people.people import Assignment, Person
from core.tickets.actors import Actor
from core.tickets.draft import TicketDraft
from core.tickets.grants import granted
from core.tickets.lifecycle import Action
from core.tickets.numbers import format_number, month_key, prefix
from core.tickets.ports import Numbers, Tickets
from core.tickets.priority_rules import compute_priority
from core.tickets.ticket import Ticket


@dataclass(frozen=True, slots=True)
class FileTicket:
    """File a ticket; everything is checked again, whatever the screens let through."""

    tickets: Tickets
    numbers: Numbers
    lpses: Lpses
    catalogue: Catalogue
    settings: HelpdeskSettings = DEFAULT_SETTINGS

    def __call__(self, person: Person, draft: TicketDraft, at: datetime) -> Ticket:
        """Store the ticket and return it; refuse with the code of the first field that is wrong."""
        filing = filing_role(person, draft.lpse_id, draft.role)
        lpse = self.lpses.get(draft.lpse_id)
        if lpse is None:
            raise Refusal("lpse_unknown")
        if lpse.retired:
            raise Refusal("lpse_retired", name=lpse.name)
        application, category = _application_and_category(self.catalogue, draft)
        _check_package(application, draft.package)
        for upload in draft.uploads:
            check_file(upload.original, upload.size, limit=self.settings.file_limit(filing.role))
        if len(draft.uploads) > MOST_FILES:
            raise Refusal("too_many_files", limit=MOST_FILES)
        level = filing.role.level
        assert level is not None, "only roles with a level may file"
        assessed = compute_priority(
            category, draft.subcategory or None, draft.package.facts, at, self.settings
        )
        checked, desk = _checked(draft, application, category), first_desk(level, lpse.id, application)
        self.tickets.learn((checked.title, checked.description, *(one.original for one in checked.uploads)))
        # Drawn last: every other filing of the prefix and month waits for the counter until the commit.
        number = self._next_number(filing.role, application, lpse.local(at).date())
        ticket = Ticket.file(number, checked, Actor(person.id, filing.role), desk, assessed, at)
        self.tickets.add(ticket)
        return ticket

    def _next_number(self, role: Role, application: Application, local_date: date) -> str:
        head = prefix(role.letter, application.letter)
        return format_number(head, local_date, self.numbers.next(head, month_key(local_date)))


def filing_role(person: Person, lpse_id: int, chosen: Role | None = None) -> Assignment:
    """Return the assignment in which this person files for this LPSE.

    Consider only the `chosen` role if given, else every role that may file. Prefer the assignment at this
    LPSE, else the first. Refuse `may_not_file` where the person holds none of these.
    """
    roles = [a for a in person.assignments if granted(a.role, Action.FILE) and chosen in (None, a.role)]
    if not roles:
        raise Refusal("may_not_file")
    return next((a for a in roles if a.lpse_id == lpse_id), roles[0])


def _checked(draft: TicketDraft, application: Application, category: Category) -> TicketDraft:
    """Return the draft as it is stored: texts validated and normalised, codes of the catalogue for names.

    Raise the refusal of the field that is wrong.
    """
    return replace(
        draft,
        application=application.code,
        category=category.code,
        title=read_title(draft.title),
        error_code=read_error_code(draft.error_code) if draft.error_code else "",
        help_number=_help_number(draft, application),
        description=read_text(draft.description),
        email=read_email(draft.email),
    )


def _help_number(draft: TicketDraft, application: Application) -> str:
    """Return the number of the Pusat Bantuan; "" if none was given or the application has no such centre."""
    return read_help_number(draft.help_number) if draft.help_number and application.help_centre else ""


def _application_and_category(catalogue: Catalogue, draft: TicketDraft) -> tuple[Application, Category]:
    """Return the application and category of the draft; refuse those about which no ticket may be filed."""
    application = catalogue.application(draft.application)
    category = catalogue.category(application, draft.category)
    if application.retired:
        raise Refusal("application_retired", name=application.name)
    if category.retired:
        raise Refusal("category_retired", name=category.name)
    if draft.version and draft.version not in application.versions:
        raise Refusal("version_unknown")
    if draft.subcategory and draft.subcategory not in category.subcategories:
        raise Refusal("subcategory_unknown")
    return application, category


def _check_package(application: Application, package: Package) -> None:
    """Refuse a validated package without facts, and facts of another kind or code (`package_code`).

    A code by hand may be anything.
    """
    facts = package.facts
    if package.checked is Checked.VALIDATED and facts is None:
        raise Refusal("package_code", kind=application.package_kind, text=package.code)
    if facts is not None and (facts.kind, facts.code) != (application.package_kind, package.code):
        raise Refusal("package_code", kind=application.package_kind, text=package.code)
