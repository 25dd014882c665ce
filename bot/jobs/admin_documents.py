"""Make the documents that administrators ask for: the audit trail as a table, and the FAQ to be edited."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from functools import partial

from bot.documents.cells import Cell
from bot.documents.labels import Translate
from bot.documents.sheets import open_sheet
from bot.imports.faq import write_faq_file
from bot.jobs.job import FinishedDocument, Job
from bot.process.threads import run_in_thread
from conversations.rendering.excerpts import excerpt
from conversations.screens.admin.trail import ReadableFields, describe_fields
from core.administration.audit import AuditLine, require_administrator
from core.master_data.faq import Question
from core.messaging.outgoing import JobKind
from core.people.local_day import person_zone
from core.words import _
from handlers.context.transaction_context import HelpdeskServices
from handlers.screens.audit import audit_filter_from
from storage.unit import SqlUnitOfWork
from storage.units import UnitsOfWork

# Lines read at a time.
CHUNK = 500
# UTF-16 units of a value in a cell; no answer of the FAQ is longer.
LONGEST_VALUE = 4000
TRAIL_ENDINGS = {JobKind.TRAIL_CSV: "csv", JobKind.TRAIL_XLSX: "xlsx"}
# Headings, and widths of the columns in characters.
TRAIL_COLUMNS = (
    (_("Waktu (%(zone)s)"), 19),
    (_("Oleh"), 24),
    (_("Perubahan"), 26),
    (_("Yang diubah"), 44),
    (_("Sebelum"), 50),
    (_("Sesudah"), 50),
)


# Who changed something, where that was nobody in the chat.
COMMAND_LINE = _("baris perintah")


@dataclass(frozen=True, slots=True)
class AdminDocuments:
    """Make the documents of administrators; times are shown in `zone`."""

    units: UnitsOfWork
    helpdesk: HelpdeskServices
    zone: tzinfo
    now: Callable[[], datetime]

    async def trail(self, job: Job) -> FinishedDocument:
        """Return the filtered changes, newest first, as CSV or Excel by the kind of the job."""
        translate = partial(self.helpdesk.renderer.translate, language=job.language)
        ending = TRAIL_ENDINGS[job.request.kind]
        path = job.folder / f"jejak-audit-{self._day()}.{ending}"
        zone = self.now().astimezone(self.zone).tzname() or ""
        labels = [translate(label).replace("%(zone)s", zone) for label, _width in TRAIL_COLUMNS]
        names = await self.units.read(_application_names)
        widths = [width for _label, width in TRAIL_COLUMNS]
        with open_sheet(path, labels, widths, language=job.language) as add:
            before_id = None
            while lines := await self.units.read(partial(self._lines, job, before_id)):
                await run_in_thread(add, [self._cells(line, names, translate) for line in lines])
                before_id = lines[-1].id
        return FinishedDocument(path, path.name)

    async def faq(self, job: Job) -> FinishedDocument:
        """Return all questions as CSV, in the columns that “Impor FAQ” reads."""
        questions = await self.units.read(partial(self._questions, job))
        path = job.folder / f"faq-{self._day()}.csv"
        await run_in_thread(write_faq_file, path, questions, job.language)
        return FinishedDocument(path, path.name)

    def _lines(self, job: Job, before_id: int | None, unit: SqlUnitOfWork) -> Sequence[AuditLine]:
        person = require_administrator(unit.people.get(job.person_id))
        zone = person_zone(person, unit.lpses)
        audit_filter = audit_filter_from(job.request.details["wanted"], zone)
        return unit.audit.newest(CHUNK, before_id, audit_filter)

    def _questions(self, job: Job, unit: SqlUnitOfWork) -> Sequence[Question]:
        require_administrator(unit.people.get(job.person_id))
        return unit.master.faq.questions

    def _cells(self, line: AuditLine, names: Mapping[str, str], translate: Translate) -> Sequence[Cell]:
        change = line.change
        return (
            change.at.astimezone(self.zone).replace(tzinfo=None, microsecond=0),
            line.by or translate(COMMAND_LINE),
            translate(change.kind.label),
            translate(change.subject),
            _listed(describe_fields(change.before, names), translate),
            _listed(describe_fields(change.after, names), translate),
        )

    def _day(self) -> str:
        return self.now().astimezone(self.zone).strftime("%Y%m%d")


def _application_names(unit: SqlUnitOfWork) -> Mapping[str, str]:
    return {one.code: one.name for one in unit.master.catalogue.applications}


def _listed(values: ReadableFields, translate: Translate) -> str:
    lines = [
        (translate(name) if name else "", excerpt(translate(value) if ours else value, LONGEST_VALUE))
        for name, value, ours in values
    ]
    return "\n".join(f"{name}: {value}" if name else value for name, value in lines)
