"""File a ticket: number it, compute its priority, and put it on the desk that shall take it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from core.attachments import Upload
from core.catalogue import Application, Catalogue, Category
from core.desks import first_desk
from core.emails import read_email
from core.errors import Refusal
from core.events import Event, Happening
from core.files import MOST_FILES, check_file
from core.grants import granted
from core.house_rules import SHIPPED, HouseRules
from core.lifecycle import Action
from core.numbers import compose, month_key, prefix
from core.package import Package
from core.packages import Checked
from core.people import Assignment, Person
from core.ports import Numbers, Offices, Tickets
from core.priority import compute
from core.roles import Role
from core.texts import read_error_code, read_text, read_title
from core.ticket import Ticket


@dataclass(frozen=True, slots=True)
class Report:
    """Everything a reporter says about a problem; `role` only where several could file it."""

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
    uploads: tuple[Upload, ...] = ()
    role: Role | None = None


@dataclass(frozen=True, slots=True)
class FileTicket:
    """Checks everything again, whatever the screens let through."""

    tickets: Tickets
    numbers: Numbers
    offices: Offices
    catalogue: Catalogue
    rules: HouseRules = SHIPPED

    def __call__(self, person: Person, report: Report, at: datetime) -> Ticket:
        """Store the ticket and return it; refuses with the code of the first field that is wrong."""
        filing = filing_role(person, report.lpse_id, report.role)
        lpse = self.offices.get(report.lpse_id)
        if lpse is None:
            raise Refusal("lpse_unknown")
        if lpse.retired:
            raise Refusal("lpse_retired", name=lpse.name)
        application, category = _place(self.catalogue, report)
        _check_package(application, report.package)
        for upload in report.uploads:
            check_file(upload.original, upload.size, limit=self.rules.file_limit(filing.role))
        if len(report.uploads) > MOST_FILES:
            raise Refusal("too_many_files", limit=MOST_FILES)
        level = filing.role.level
        assert level is not None, "only roles with a level may file"
        assessed = compute(category, report.subcategory or None, report.package.facts, at, self.rules)
        local = lpse.local(at).date()
        head = prefix(filing.role.letter, application.letter)
        ticket = Ticket(
            number="",
            title=read_title(report.title),
            lpse_id=lpse.id,
            application=application.code,
            version=report.version,
            category=category.code,
            subcategory=report.subcategory,
            priority=assessed.priority,
            package=report.package,
            error_code=read_error_code(report.error_code) if report.error_code else "",
            description=read_text(report.description),
            email=read_email(report.email),
            reporter_id=person.id,
            reporter_role=filing.role,
            created_at=at,
            desk=first_desk(level, lpse.id, application),
            party_ids=frozenset({person.id}),
        )
        # Drawn last: whoever draws a counter makes every other filing of the month wait for the commit.
        ticket.number = compose(head, local, self.numbers.next(head, month_key(local)))
        facts = {"priority": assessed.priority.value, "rule": assessed.rule_name, "to": ticket.desk.key}
        files = ticket.receive(report.uploads)
        ticket.events.append(Event(Happening.FILED, at, person.id, filing.role, facts, files=files))
        self.tickets.add(ticket)
        return ticket


def filing_role(person: Person, lpse_id: int, chosen: Role | None = None) -> Assignment:
    """The role in which this person files for this LPSE: the chosen one, else one held there, else any."""
    roles = [a for a in person.assignments if granted(a.role, Action.FILE) and chosen in (None, a.role)]
    if not roles:
        raise Refusal("may_not_file")
    return next((a for a in roles if a.lpse_id == lpse_id), roles[0])


def _place(catalogue: Catalogue, report: Report) -> tuple[Application, Category]:
    application = catalogue.application(report.application)
    category = catalogue.category(application, report.category)
    if application.retired:
        raise Refusal("application_retired", name=application.name)
    if category.retired:
        raise Refusal("category_retired", name=category.name)
    if report.version and report.version not in application.versions:
        raise Refusal("version_unknown")
    if report.subcategory and report.subcategory not in category.subcategories:
        raise Refusal("subcategory_unknown")
    return application, category


def _check_package(application: Application, package: Package) -> None:
    """What was found is of the application's kind; a code by hand may be anything."""
    found = package.facts
    if package.checked is Checked.VALIDATED and found is None:
        raise Refusal("package_code", kind=application.package_kind, text=package.code)
    if found is not None and (found.kind, found.code) != (application.package_kind, package.code):
        raise Refusal("package_code", kind=application.package_kind, text=package.code)
