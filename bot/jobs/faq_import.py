"""Import files that administrators send, answer with what came of it, and send back what was wrong."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TypeAlias

from bot.imports.faq import read_faq_file, unused_faq_parts, write_wrong_rows
from bot.jobs.job import FinishedDocument, Job, answer_job
from bot.process.threads import run_in_thread
from bot.sending.bot_api import Telegram
from conversations.flows.admin.import_file import LARGEST_IMPORT, import_kind
from conversations.rendering.refusals import refusal_note
from conversations.rendering.screen import Note, Screen
from conversations.screens.admin.faq_import import import_refused, import_result
from core.administration.audit import require_administrator
from core.errors import Refusal
from core.input.fault_columns import ROW, WHY
from core.messaging.outgoing import JobKind, RequestJob
from core.people.people import Person
from core.use_cases.master_data.import_faq import ImportFaq, WrongRow
from handlers.context.message_body import message_body
from handlers.context.send_priority import SendPriority
from handlers.context.transaction_context import HelpdeskServices
from storage.unit import SqlUnitOfWork
from storage.units import UnitsOfWork


@dataclass(frozen=True, slots=True)
class ImportAnswer:
    """The screen that says what came of an import, and the rows that are sent back to be mended."""

    screen: Screen
    wrong: Sequence[WrongRow] = ()


# Imports what was read, in one transaction.
Import: TypeAlias = Callable[[SqlUnitOfWork, Person, datetime], ImportAnswer]
# Reads a file by its name and content, outside of the event loop; raises a refusal for one that is wrong.
Read: TypeAlias = Callable[[str, bytes], Import]


@dataclass(frozen=True, slots=True)
class FaqImportJobs:
    """Handlers of the jobs that import a file, and that make one of its wrong rows."""

    units: UnitsOfWork
    telegram: Telegram
    helpdesk: HelpdeskServices
    now: Callable[[], datetime]
    kinds: Mapping[str, Read] = field(default_factory=lambda: KINDS)

    async def load(self, job: Job) -> None:
        """Import the file, and answer in the chat, also what is wrong with it.

        The answer is written in the transaction that imports.
        Raise Refusal("not_administrator") or Refusal("import_unknown").
        """
        details = job.request.details
        what, name = str(details["what"]), str(details["name"])
        path = job.folder / "import"
        await self.telegram.download(str(details["file"]), path)
        try:
            run_import = await run_in_thread(self._read, what, name, path)
        except Refusal as no:
            run_import = _refusing(what, name, no)

        def work(unit: SqlUnitOfWork) -> None:
            person = require_administrator(unit.people.get(job.person_id))
            answer = run_import(unit, person, self.now())
            screen = self.helpdesk.renderer.screen(answer.screen, job.language)
            answer_job(unit, job, message_body(screen, 0), self.now())
            if answer.wrong:
                self._order_wrong_rows(unit, job, answer.wrong)

        try:
            await self.units.run(work)
        except Refusal as no:
            run_import = _refusing(what, name, no)
            await self.units.run(work)

    async def wrong_rows(self, job: Job) -> FinishedDocument:
        """Return the rows that were wrong as a table; raise Refusal("not_administrator").

        What is wrong with each was found when it was imported, and is not looked for again.
        """
        details = job.request.details
        await self.units.read(lambda unit: require_administrator(unit.people.get(job.person_id)))
        source, path = job.folder / "import", job.folder / "baris-salah.xlsx"
        await self.telegram.download(str(details["file"]), source)
        wrong = {int(number): str(why) for number, why in details["wrong"]}
        rows = await run_in_thread(lambda: read_faq_file(str(details["name"]), source.read_bytes()))
        number, why = (self.helpdesk.renderer.sentence(Note(label), job.language) for label in (ROW, WHY))
        await run_in_thread(write_wrong_rows, path, (number, why), rows, wrong)
        return FinishedDocument(path, path.name)

    def _order_wrong_rows(self, unit: SqlUnitOfWork, job: Job, wrong: Sequence[WrongRow]) -> None:
        told = [
            (row.number, self.helpdesk.renderer.sentence(refusal_note(row.refusal), job.language))
            for row in wrong
        ]
        details = {"file": job.request.details["file"], "name": job.request.details["name"], "wrong": told}
        order = RequestJob(JobKind.WRONG_FAQ_ROWS, job.person_id, job.language, details)
        unit.outbox.add(order, chat_id=job.chat_id, priority=SendPriority.DIGEST, at=self.now())

    def _read(self, what: str, name: str, path: Path) -> Import:
        if path.stat().st_size > LARGEST_IMPORT:
            raise Refusal("file_too_large", name=name, size=path.stat().st_size, limit=LARGEST_IMPORT)
        import_kind(what)
        return self.kinds[what](name, path.read_bytes())


def _faq(name: str, content: bytes) -> Import:
    rows = read_faq_file(name, content)
    unused, other_sheets = unused_faq_parts(name, content)

    def run_import(unit: SqlUnitOfWork, person: Person, at: datetime) -> ImportAnswer:
        done = ImportFaq(unit.master, unit.audit, unit.faq_counts)(person, rows, at)
        screen = import_result(name, done, unused=unused, other_sheets=other_sheets)
        return ImportAnswer(screen, done.wrong)

    return run_import


def _refusing(what: str, name: str, no: Refusal) -> Import:
    answer = ImportAnswer(import_refused(what, import_kind(what).title, name, no))
    return lambda _unit, _person, _at: answer


KINDS: Mapping[str, Read] = {"faq": _faq}
