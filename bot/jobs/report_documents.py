"""Make the documents of a report: a picture of a period, and its figures and tickets as tables."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial

from bot.documents.report_picture import ReportTranslator, draw_report
from bot.documents.report_xlsx import write_report_xlsx
from bot.documents.tables import TicketRow
from bot.jobs.job import Album, FinishedDocument, Job
from bot.jobs.ticket_rows import requester, ticket_row
from bot.process.threads import run_in_thread
from conversations.rendering.screen import Note
from conversations.screens.report import PeriodStatistics, period_dates
from core.administration.audit import ChangeType
from core.administration.looks import Look
from core.people.local_day import local_date
from core.tickets.statistics import read_period
from core.words import _
from handlers.context.transaction_context import HelpdeskServices, TransactionContext
from handlers.screens.reports import StatisticsQuery, read_statistics, read_tickets, statistics_query
from storage.unit import SqlUnitOfWork
from storage.units import UnitsOfWork

# Tickets read at a time, and the most that the sheet of tickets has; lists are exported without a limit.
CHUNK, MOST_TICKETS = 500, 20_000

REPORT_TITLE = _("Laporan")


@dataclass(frozen=True, slots=True)
class ReportDocuments:
    """Make the documents of statistics: a workbook with tables, or pictures."""

    units: UnitsOfWork
    helpdesk: HelpdeskServices
    now: Callable[[], datetime]

    async def xlsx(self, job: Job) -> FinishedDocument:
        """Return the statistics of a period as tables, with the tickets that they count."""
        reported = await self.units.read(partial(self._reported, job))
        query = await self.units.read(partial(self._query, job))
        rows: list[TicketRow] = []
        after_id = 0
        while len(rows) < MOST_TICKETS:
            chunk, after_id = await self.units.read(partial(self._rows, query, after_id))
            if not chunk:
                break
            rows += chunk
            await job.show_progress(len(rows))
        path = job.folder / f"laporan-{reported.first:%Y%m%d}-{reported.last:%Y%m%d}.xlsx"
        translate = partial(self.helpdesk.renderer.translate, language=job.language)
        await run_in_thread(write_report_xlsx, reported, path, translate, rows, query.zone)
        await self.units.run(partial(self._record_export, job, reported))
        return FinishedDocument(path, path.name)

    async def picture(self, job: Job) -> Album:
        """Return the statistics of a period as one picture."""
        reported = await self.units.read(partial(self._reported, job))
        renderer = self.helpdesk.renderer
        words = ReportTranslator(
            partial(renderer.translate, language=job.language),
            partial(renderer.sentence, language=job.language),
            job.language,
        )
        path = job.folder / "laporan.png"
        await run_in_thread(draw_report, reported, path, words)
        await self.units.run(partial(self._record_export, job, reported))
        caption = Note(_("Laporan %(first)s – %(last)s"), period_dates(reported), is_wrong=False)
        return Album((path,), words.say(caption))

    def _query(self, job: Job, unit: SqlUnitOfWork) -> StatisticsQuery:
        payload = job.request.details
        context = TransactionContext(self.helpdesk, unit, self.now())
        today = date.fromisoformat(payload["today"])
        return statistics_query(context, requester(unit, job), read_period(payload), today)

    def _reported(self, job: Job, unit: SqlUnitOfWork) -> PeriodStatistics:
        return read_statistics(TransactionContext(self.helpdesk, unit, self.now()), self._query(job, unit))

    def _rows(
        self, query: StatisticsQuery, after_id: int, unit: SqlUnitOfWork
    ) -> tuple[list[TicketRow], int]:
        """Return the next tickets, and behind which id to read on."""
        found = read_tickets(unit, query, after_id, CHUNK)
        rows = [ticket_row(unit, one, self.now()) for one in found]
        return rows, found[-1].id if found else after_id

    def _record_export(self, job: Job, reported: PeriodStatistics, unit: SqlUnitOfWork) -> None:
        """Record who takes how many tickets' numbers away, before the document is sent."""
        counted = sum(reported.report.by_status.values())
        day = local_date(requester(unit, job), unit.lpses, self.now())
        look = Look(ChangeType.REPORT_EXPORTED, REPORT_TITLE, self.now(), day, job.person_id, counted)
        unit.looks.add(look)
