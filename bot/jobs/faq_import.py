"""Import files that administrators send, and answer with what came of it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TypeAlias

from bot.imports.faq import read_faq_file, unused_faq_columns
from bot.jobs.job import Job, answer_job
from bot.sending.bot_api import Telegram
from conversations.flows.admin.import_file import LARGEST_IMPORT, import_kind
from conversations.rendering.screen import Screen
from conversations.screens.admin.faq_import import import_refused, import_result
from core.administration.audit import require_administrator
from core.errors import Refusal
from core.people.people import Person
from core.use_cases.master_data.import_faq import ImportFaq
from handlers.context.message_body import message_body
from handlers.context.transaction_context import HelpdeskServices
from storage.unit import SqlUnitOfWork
from storage.units import UnitsOfWork

# Imports what was read, in one transaction, and returns the screen that says what came of it.
Import: TypeAlias = Callable[[SqlUnitOfWork, Person, datetime], Screen]
# Reads a file by its name and content, outside of the event loop; raises a refusal for one that is wrong.
Read: TypeAlias = Callable[[str, bytes], Import]


@dataclass(frozen=True, slots=True)
class FaqImportJobs:
    """Handler of the job that imports a file; its answer is written in the transaction that imports."""

    units: UnitsOfWork
    telegram: Telegram
    helpdesk: HelpdeskServices
    now: Callable[[], datetime]
    kinds: Mapping[str, Read] = field(default_factory=lambda: KINDS)

    async def __call__(self, job: Job) -> None:
        """Import the file, and answer in the chat, also what is wrong with it.

        Raise Refusal("not_administrator") or Refusal("import_unknown").
        """
        details = job.request.details
        what, name = str(details["what"]), str(details["name"])
        path = job.folder / "import"
        await self.telegram.download(str(details["file"]), path)
        try:
            run_import = await asyncio.to_thread(self._read, what, name, path)
        except Refusal as no:
            run_import = _refusing(what, name, no)

        def work(unit: SqlUnitOfWork) -> None:
            person = require_administrator(unit.people.get(job.person_id))
            screen = self.helpdesk.renderer.screen(run_import(unit, person, self.now()), job.language)
            answer_job(unit, job, message_body(screen, 0), self.now())

        try:
            await self.units.run(work)
        except Refusal as no:
            run_import = _refusing(what, name, no)
            await self.units.run(work)

    def _read(self, what: str, name: str, path: Path) -> Import:
        if path.stat().st_size > LARGEST_IMPORT:
            raise Refusal("file_too_large", name=name, size=path.stat().st_size, limit=LARGEST_IMPORT)
        import_kind(what)
        return self.kinds[what](name, path.read_bytes())


def _faq(name: str, content: bytes) -> Import:
    rows, unused = read_faq_file(name, content), unused_faq_columns(name, content)

    def run_import(unit: SqlUnitOfWork, person: Person, at: datetime) -> Screen:
        done = ImportFaq(unit.master, unit.audit, unit.faq_counts)(person, rows, at)
        return import_result(name, done, unused=unused)

    return run_import


def _refusing(what: str, name: str, no: Refusal) -> Import:
    screen = import_refused(what, import_kind(what).title, name, no)
    return lambda _unit, _person, _at: screen


KINDS: Mapping[str, Read] = {"faq": _faq}
