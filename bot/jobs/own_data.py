"""Make the document of everything that is kept about one person, for themselves."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, tzinfo
from functools import partial

from bot.documents.person_archive import write_person_archive
from bot.jobs.job import FinishedDocument, Job
from bot.sending.bot_api import Telegram
from core.errors import Refusal
from handlers.context.transaction_context import HelpdeskServices
from storage.units import UnitsOfWork


@dataclass(frozen=True, slots=True)
class OwnDataJobs:
    """Make the zip of a person's own data; times are shown in `zone`."""

    units: UnitsOfWork
    telegram: Telegram
    helpdesk: HelpdeskServices
    zone: tzinfo
    now: Callable[[], datetime]

    async def own_data(self, job: Job) -> FinishedDocument:
        """Return all that is kept about the person of the job; refuse what Telegram would not take."""
        person = await self.units.read(lambda unit: unit.people.get(job.person_id))
        if person is None:
            raise Refusal("not_found")
        at = self.now()
        path = job.folder / f"data-saya-{at.astimezone(self.zone):%Y%m%d}.zip"
        translate = partial(self.helpdesk.renderer.translate, language=job.language)
        await write_person_archive(self.units, path, person.id, person.name, at, self.zone, translate)
        if path.stat().st_size > self.telegram.largest_upload:
            raise Refusal("own_data_too_large")
        return FinishedDocument(path, path.name)
