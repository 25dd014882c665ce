"""Make the documents that people ask for: a ticket on paper, its files, lists as tables, and reports."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from functools import partial
from pathlib import Path
from queue import Full, Queue

import structlog
from aiogram.exceptions import TelegramAPIError, TelegramRetryAfter

from bot.archive.folder import Archive
from bot.documents.bundle import BundledFile, make_bundle
from bot.documents.report_pictures import ReportTranslator, draw_report
from bot.documents.report_xlsx import write_report_xlsx
from bot.documents.tables import TicketRow, write_tickets
from bot.documents.ticket_pdf import make_ticket_pdf
from bot.documents.ticket_print import TicketPrint
from bot.jobs.job import Album, FinishedDocument, Job, UnsentParts
from bot.sending.bot_api import Telegram
from conversations.rendering.screen import Note
from conversations.screens.lists import FOUND_TITLE, TITLES
from conversations.screens.report import PeriodStatistics, period_dates
from core.administration.audit import ChangeType
from core.administration.looks import Look
from core.errors import Refusal
from core.messaging.outgoing import JobKind
from core.pages import Page
from core.people.local_day import local_date
from core.people.people import Person
from core.tickets.age import age_in_days
from core.tickets.attachments import Attachment
from core.tickets.list_views import ListView, read_filter
from core.tickets.statistics import read_period
from core.tickets.summaries import TicketSummary
from core.tickets.ticket import Ticket
from core.use_cases.tickets.read_ticket import read_ticket
from core.words import _
from handlers.context.transaction_context import HelpdeskServices, TransactionContext
from handlers.notify.ticket_details import ticket_details
from handlers.screens.document_requests import attached_file
from handlers.screens.reports import read_statistics, statistics_query
from handlers.screens.ticket_lists import ListQuery, read_list
from storage.unit import SqlUnitOfWork
from storage.units import UnitsOfWork

log = structlog.get_logger()

# Lines read at a time, and chunks of them that may wait for the writer.
CHUNK, AHEAD = 50, 8
# How the names of such tables end.
ENDINGS: Mapping[JobKind, str] = {JobKind.TICKETS_CSV: "csv", JobKind.TICKETS_XLSX: "xlsx"}
NAMES = {
    ListView.OWN: "tiket-saya",
    ListView.QUEUE: "tiket-masuk",
    ListView.HELD: "tiket-ditangani",
    ListView.PAST: "riwayat",
    ListView.TAKEN: "diambil-hari-ini",
    ListView.WATCHED: "tiket-dipantau",
    ListView.ALL: "semua-tiket",
    ListView.FOUND: "hasil-pencarian",
}


@dataclass(frozen=True, slots=True)
class TicketDocuments:
    """Handlers of these jobs; `zone` is the time zone of the times in the documents."""

    units: UnitsOfWork
    telegram: Telegram
    archive: Archive
    helpdesk: HelpdeskServices
    zone: tzinfo
    now: Callable[[], datetime]

    async def ticket_pdf(self, job: Job) -> FinishedDocument:
        """Return a ticket with all that has happened to it; raise Refusal("not_found")."""
        sheet = await self.units.read(partial(self._sheet, job))
        translate = partial(self.helpdesk.renderer.translate, language=job.language)
        path = job.folder / f"{sheet.ticket.number}.pdf"
        path.write_bytes(await asyncio.to_thread(make_ticket_pdf, sheet, translate, job.language))
        return FinishedDocument(path, path.name)

    async def table(self, job: Job) -> FinishedDocument:
        """Return all tickets of a list; they are written while they are read, so that any number fits."""
        view, ending = ListView(job.request.details["view"]), ENDINGS[job.request.kind]
        day = self.now().astimezone(self.zone).strftime("%Y%m%d")
        path = job.folder / f"{NAMES[view]}-{day}.{ending}"
        translate = partial(self.helpdesk.renderer.translate, language=job.language)
        queue: Queue[list[TicketRow] | None] = Queue(AHEAD)
        writing = asyncio.create_task(
            asyncio.to_thread(write_tickets, _taken_from(queue), path, translate, self.zone)
        )
        count = of_others = 0
        try:
            async for rows in self._rows(job, view):
                await _put(queue, [row for row, _is_own in rows], writing)
                count += len(rows)
                of_others += sum(not is_own for _row, is_own in rows)
                await job.show_progress(count)
        finally:
            await _put(queue, None, writing)
            # The folder goes when this ends, and must not go from under the writer.
            await asyncio.gather(writing, return_exceptions=True)
        await writing
        if of_others:
            await self.units.run(partial(self._record_export, job, view, of_others))
        return FinishedDocument(path, path.name)

    async def bundle(self, job: Job) -> FinishedDocument | UnsentParts:
        """Return all files of a ticket in one zip; those too big to fetch or send follow one by one."""
        ticket, files = await self.units.read(partial(self._files, job))
        if job.unsent_parts is not None:
            return job.unsent_parts
        bundled: dict[str, Attachment] = {}
        copies: list[BundledFile] = []
        for at, file in enumerate(files):
            path = await self._copy(file, job.folder / f"{at}-{file.ordinal}")
            bundled[file.name] = file
            upload = file.upload
            copies.append(BundledFile(file.name, path, upload.size, upload.original, file.remarks))
        translate = partial(self.helpdesk.renderer.translate, language=job.language)
        target, limit = job.folder / f"{ticket.number}.zip", self.telegram.largest_upload
        made = await asyncio.to_thread(make_bundle, copies, target, limit, ticket.number, translate)
        after = tuple(attached_file(ticket.number, bundled[left.name], translate) for left in made.left_out)
        return FinishedDocument(target, target.name, after)

    async def report_xlsx(self, job: Job) -> FinishedDocument:
        """Return the statistics of a period as tables."""
        reported = await self.units.read(partial(self._reported, job))
        path = job.folder / f"laporan-{reported.first:%Y%m%d}-{reported.last:%Y%m%d}.xlsx"
        translate = partial(self.helpdesk.renderer.translate, language=job.language)
        await asyncio.to_thread(write_report_xlsx, reported, path, translate)
        return FinishedDocument(path, path.name)

    async def report_pictures(self, job: Job) -> Album:
        """Return the statistics of a period as pictures."""
        reported = await self.units.read(partial(self._reported, job))
        renderer = self.helpdesk.renderer
        words = ReportTranslator(
            partial(renderer.translate, language=job.language),
            partial(renderer.sentence, language=job.language),
            job.language,
        )
        paths = await asyncio.to_thread(draw_report, reported, job.folder, words)
        caption = Note(_("Laporan %(first)s – %(last)s"), period_dates(reported), is_wrong=False)
        return Album(tuple(paths), words.say(caption))

    def _reported(self, job: Job, unit: SqlUnitOfWork) -> PeriodStatistics:
        payload = job.request.details
        context = TransactionContext(self.helpdesk, unit, self.now())
        today = date.fromisoformat(payload["today"])
        return read_statistics(
            context, statistics_query(context, _person(unit, job), read_period(payload), today)
        )

    async def _copy(self, file: Attachment, path: Path) -> Path | None:
        """Return the copy in the archive, else one downloaded to `path`; None where there is neither."""
        kept = await asyncio.to_thread(self.archive.find, file.upload.unique)
        if kept is not None:
            return kept
        if file.upload.size > self.telegram.largest_download:
            return None
        try:
            await self.telegram.download(file.upload.reference, path)
        except TelegramRetryAfter:
            raise
        except TelegramAPIError as failure:
            log.info("file_not_downloaded", error=type(failure).__name__)
            return None
        return path

    def _files(self, job: Job, unit: SqlUnitOfWork) -> tuple[Ticket, list[Attachment]]:
        ticket = read_ticket(unit.tickets, _person(unit, job), int(job.request.details["ticket_id"]))
        return ticket, unit.discussion.files(ticket.id)

    def _sheet(self, job: Job, unit: SqlUnitOfWork) -> TicketPrint:
        person = _person(unit, job)
        ticket = read_ticket(unit.tickets, person, int(job.request.details["ticket_id"]))
        seen = ticket_details(TransactionContext(self.helpdesk, unit, self.now()), ticket)
        return TicketPrint(
            ticket=ticket,
            lpse=seen.lpse,
            application=seen.application,
            reporter=seen.reporter,
            holder=seen.holder,
            history=unit.discussion.history(ticket.id),
            age=seen.age,
            urgency=seen.urgency,
            printed_at=self.now(),
            printed_by=person.name,
        )

    async def _rows(self, job: Job, view: ListView) -> AsyncIterator[list[tuple[TicketRow, bool]]]:
        cursor: str | None = None
        while True:
            rows, cursor = await self.units.read(partial(self._chunk, job, view, cursor))
            if rows:
                yield rows
            if cursor is None:
                return

    def _chunk(
        self, job: Job, view: ListView, cursor: str | None, unit: SqlUnitOfWork
    ) -> tuple[list[tuple[TicketRow, bool]], str | None]:
        """Return the next rows, each with whether the person filed its ticket, and where to read on."""
        page = self._page(unit, job, view, cursor)
        if cursor is not None and page.previous is None:
            # The lines after the cursor are gone meanwhile, and this is the first page again.
            return [], None
        rows = [(self._row(unit, one), one.reporter_id == job.person_id) for one in page.items]
        return rows, page.next

    def _record_export(self, job: Job, view: ListView, tickets: int, unit: SqlUnitOfWork) -> None:
        """Record who exported how many tickets of others, before the table is sent."""
        day = local_date(_person(unit, job), unit.lpses, self.now())
        title = TITLES.get(view, FOUND_TITLE)
        unit.looks.add(Look(ChangeType.TABLE_EXPORTED, title, self.now(), day, job.person_id, tickets))

    def _page(self, unit: SqlUnitOfWork, job: Job, view: ListView, cursor: str | None) -> Page[TicketSummary]:
        """Return the next lines of the list that the person saw, with the rights that they have now."""
        payload = job.request.details
        query = ListQuery(
            _person(unit, job),
            read_filter(str(payload["filtered"])),
            datetime.fromisoformat(payload["midnight"]) if "midnight" in payload else None,
            payload["search"],
            cursor,
            limit=CHUNK,
        )
        return read_list(unit, view, query)

    def _row(self, unit: SqlUnitOfWork, ticket: TicketSummary) -> TicketRow:
        application = unit.master.catalogue.application(ticket.application)
        lpse = unit.lpses.get(ticket.lpse_id)
        assert lpse is not None, "a ticket's LPSE is in the list"
        return TicketRow(
            number=ticket.number,
            title=ticket.title,
            status=ticket.status,
            priority=ticket.priority,
            reporter=ticket.reporter_name,
            reporter_role=ticket.reporter_role,
            lpse=lpse.name,
            application=application.name,
            version=ticket.version,
            category=application.category(ticket.category).name,
            subcategory=ticket.subcategory,
            position=ticket.desk,
            holder=ticket.holder_name or "",
            created_at=ticket.created_at,
            closed_at=ticket.closed_at,
            age=age_in_days(ticket.created_at, ticket.closed_at or self.now(), lpse.timezone),
            help_number=ticket.help_number,
        )


def _person(unit: SqlUnitOfWork, job: Job) -> Person:
    person = unit.people.get(job.person_id)
    if person is None:
        raise Refusal("not_found")
    return person


def _taken_from(queue: Queue[list[TicketRow] | None]) -> Iterator[TicketRow]:
    while (rows := queue.get()) is not None:
        yield from rows


async def _put(
    queue: Queue[list[TicketRow] | None], rows: list[TicketRow] | None, writing: asyncio.Task[int]
) -> None:
    """Hand rows to the writer, and wait while it is behind; do nothing if it has failed."""
    while not writing.done():
        try:
            queue.put_nowait(rows)
        except Full:
            await asyncio.wait({writing}, timeout=0.02)
        else:
            return
