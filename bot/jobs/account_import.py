"""Import accounts from a file that an administrator sent, portion by portion, so that nobody waits for it."""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from contextlib import closing
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from functools import partial
from itertools import islice
from pathlib import Path

from bot.documents.sheets import open_sheet
from bot.imports.spreadsheet_file import UnreadableFile, names_all, read_spreadsheet
from bot.jobs.job import FinishedDocument, Job, answer_job
from bot.process.threads import run_in_thread
from bot.sending.bot_api import Telegram
from conversations.rendering.excerpts import excerpt
from conversations.rendering.refusals import refusal_note
from conversations.rendering.screen import Note, Screen
from conversations.screens.admin.account_import import fault_note, import_result
from core.administration.account_file import check_account_file
from core.administration.account_rows import (
    COLUMNS,
    AccountRow,
    LpseIdSet,
    RowError,
    read_accounts,
)
from core.administration.accounts import (
    lock_accounts,
    record_imported_changes,
    record_new_administrators,
)
from core.administration.audit import AuditChange, ChangeType, require_administrator
from core.errors import Refusal
from core.input.fault_columns import ROW, WHY, unused_columns
from core.messaging.outgoing import JobKind, RequestJob
from core.people.people import Person
from handlers.context.message_body import message_body
from handlers.context.send_priority import SendPriority
from handlers.context.transaction_context import HelpdeskServices
from storage.unit import SqlUnitOfWork
from storage.units import UnitsOfWork

# Lines loaded in one transaction; updates of other people are handled between two of them.
PORTION = 2_000
# Wrong and doubtful lines shown in the chat; beyond the second number the file is not read on.
SHOWN, MOST_WRONG = 10, 10_000
# Characters of the columns of the file with wrong lines.
WIDTHS = (8, 30, 26, 18, 30, 22, 10, 14, 70)
# UTF-16 units of a file's name that the audit trail keeps.
SHORT = 200

Line = AccountRow | RowError


@dataclass(frozen=True, slots=True)
class ImportProgress:
    """How far an import is, as it is kept with its job: an attempt after a crash goes on from here."""

    lines: int = 0
    rows: int = 0
    new_people: int = 0
    new_roles: int = 0
    wrong: int = 0
    changed: int = 0


@dataclass(slots=True)
class AccountFileReader:
    """The lines of a file, read as they are needed, with its unused parts.

    `faults` and `notes` are those of the first wrong and doubtful lines; `can_mend` says that there is a row
    to mend. It has to be closed, since the file is open while there are lines to read.
    """

    lines: Generator[Line]
    unused: Sequence[str] = ()
    other_sheets: Sequence[str] = ()
    faults: list[RowError] = field(default_factory=list)
    notes: list[RowError] = field(default_factory=list)
    can_mend: bool = False

    def portion(self) -> list[Line]:
        """Return the next lines; none at the end of the file."""
        found = list(islice(self.lines, PORTION))
        faults = [line for line in found if isinstance(line, RowError)]
        notes = [note for line in found for note in _notes(line)]
        self.faults += faults[: SHOWN - len(self.faults)]
        self.notes += notes[: SHOWN - len(self.notes)]
        self.can_mend = self.can_mend or any(any(one.cells.values()) for one in (*faults, *notes))
        return found

    def close(self) -> None:
        """Close the file, of which no further line is read."""
        self.lines.close()


@dataclass(frozen=True, slots=True)
class AccountImportJobs:
    """Handlers of the jobs that read files of accounts."""

    units: UnitsOfWork
    telegram: Telegram
    helpdesk: HelpdeskServices
    now: Callable[[], datetime]

    async def load(self, job: Job) -> None:
        """Load the accounts of the file; the answer and the audit trail are written with the last portion.

        Raise Refusal("not_administrator"), also between two portions; what was loaded by then stays, and is
        in the trail.
        """
        progress = ImportProgress(**job.request.progress)
        try:
            await self.units.read(partial(self._administrator, job))
            with closing(await self._reading(job)) as reading:
                skipped = 0
                while skipped < progress.lines and (known := await run_in_thread(reading.portion)):
                    skipped += len(known)
                while progress.wrong <= MOST_WRONG and (lines := await run_in_thread(reading.portion)):
                    progress = await self.units.run(partial(self._load, job, lines, progress))
                    await job.show_progress(progress.lines)
        except Refusal as no:
            await self.units.run(lambda unit: self._trace(unit, job, progress))
            if no.code == "not_administrator":
                raise
            await self.units.run(partial(self._refuse, job, no))
            return
        await self.units.run(partial(self._finish, job, progress, reading))

    async def wrong_lines(self, job: Job) -> FinishedDocument:
        """Return all lines that were wrong or doubtful as a table to mend and to send again.

        It is a workbook, so that Excel leaves telephone numbers as they are. Raise
        Refusal("not_administrator").
        """
        await self.units.read(partial(self._administrator, job))
        path = job.folder / "baris-salah.xlsx"
        with closing(await self._reading(job)) as reading:
            await run_in_thread(self._write, reading, path, job.language)
        return FinishedDocument(path, path.name)

    async def _reading(self, job: Job) -> AccountFileReader:
        path, name = job.folder / "accounts", str(job.request.details["name"])
        await self.telegram.download(str(job.request.details["reference"]), path)
        check_account_file(name, path.stat().st_size)
        known = LpseIdSet(await self.units.read(lambda unit: unit.lpses.ids()))
        return await run_in_thread(_open_reader, path, name, known)

    def _write(self, reading: AccountFileReader, path: Path, language: str) -> None:
        sentence = partial(self.helpdesk.renderer.sentence, language=language)
        number, why = (sentence(Note(label)) for label in (ROW, WHY))
        found = ((line, [line] if isinstance(line, RowError) else _notes(line)) for line in reading.lines)
        faulty = islice(((line, faults) for line, faults in found if faults), MOST_WRONG)
        with open_sheet(path, [number, *COLUMNS, why], WIDTHS) as add:
            add(
                [
                    line.line,
                    *(faults[0].cells.get(column, "") for column in COLUMNS),
                    " ".join(sentence(fault_note(fault)) for fault in faults),
                ]
                for line, faults in faulty
            )

    def _load(
        self, job: Job, lines: list[Line], progress: ImportProgress, unit: SqlUnitOfWork
    ) -> ImportProgress:
        lock_accounts(unit.accounts, self._administrator(job, unit))
        right = [line for line in lines if isinstance(line, AccountRow)]
        counts = unit.bulk.import_accounts(right, self.now())
        record_imported_changes(unit.audit, counts.changes, job.person_id, self.now())
        record_new_administrators(unit.audit, counts.administrators, job.person_id, self.now())
        after = ImportProgress(
            progress.lines + len(lines),
            progress.rows + counts.rows,
            progress.new_people + counts.new_people,
            progress.new_roles + counts.new_roles,
            progress.wrong + len(lines) - len(right),
            progress.changed + len(counts.changes),
        )
        unit.outbox.remember(job.id, replace(job.request, progress=asdict(after)))
        return after

    def _finish(
        self, job: Job, progress: ImportProgress, reading: AccountFileReader, unit: SqlUnitOfWork
    ) -> None:
        name = str(job.request.details["name"])
        self._trace(unit, job, progress)
        shown = import_result(
            name,
            asdict(progress),
            reading.faults,
            notes=reading.notes[: SHOWN - len(reading.faults)],
            stopped=progress.wrong > MOST_WRONG,
            unused=reading.unused,
            other_sheets=reading.other_sheets,
            has_file=reading.can_mend,
        )
        self._answer(unit, job, shown)
        if reading.can_mend:
            wrong_lines = RequestJob(
                JobKind.WRONG_ACCOUNT_LINES, job.person_id, job.language, job.request.details
            )
            unit.outbox.add(wrong_lines, chat_id=job.chat_id, priority=SendPriority.DIGEST, at=self.now())

    def _trace(self, unit: SqlUnitOfWork, job: Job, progress: ImportProgress) -> None:
        if progress.rows:
            name = excerpt("".join(filter(str.isprintable, str(job.request.details["name"]))), SHORT)
            by, counts = job.person_id, _counts(progress)
            unit.audit.add(AuditChange(ChangeType.ACCOUNTS_IMPORTED, name, self.now(), by, {}, counts))

    def _refuse(self, job: Job, no: Refusal, unit: SqlUnitOfWork) -> None:
        screen = replace(import_result(str(job.request.details["name"]), {}, []), note=refusal_note(no))
        self._answer(unit, job, screen)

    def _answer(self, unit: SqlUnitOfWork, job: Job, screen: Screen) -> None:
        answer_job(
            unit, job, message_body(self.helpdesk.renderer.screen(screen, job.language), 0), self.now()
        )

    def _administrator(self, job: Job, unit: SqlUnitOfWork) -> Person:
        """Return who has asked for the import; raise Refusal("not_administrator") if they no longer may."""
        return require_administrator(unit.people.get(job.person_id))


def _counts(progress: ImportProgress) -> dict[str, int]:
    """Return the counts that the trail keeps; each changed account has a line of its own there."""
    return {key: value for key, value in asdict(progress).items() if key not in ("lines", "changed")}


def _notes(line: Line) -> Sequence[RowError]:
    return line.notes if isinstance(line, AccountRow) else ()


def _open_reader(path: Path, name: str, known: LpseIdSet) -> AccountFileReader:
    """Raise Refusal("not_csv") for a file that is no spreadsheet."""
    try:
        with path.open("rb") as stream:
            sheet = read_spreadsheet(stream, name, names_all(COLUMNS))
    except UnreadableFile:
        raise Refusal("not_csv", name=name) from None
    heading, others = (sheet.heading, sheet.other_sheets) if sheet else ((), ())
    return AccountFileReader(_lines(path, name, known), unused_columns(heading, COLUMNS), others)


def _lines(path: Path, name: str, known: LpseIdSet) -> Generator[Line]:
    with path.open("rb") as stream:
        sheet = read_spreadsheet(stream, name, names_all(COLUMNS))
        yield from read_accounts(sheet.rows if sheet else (), known)
