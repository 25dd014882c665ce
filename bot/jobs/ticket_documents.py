"""Make the documents that people ask for: a ticket on paper, its files, and lists as tables."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime, tzinfo
from functools import partial
from pathlib import Path
from queue import Empty, Full, Queue

import structlog
from aiogram.exceptions import TelegramAPIError, TelegramRetryAfter

from bot.archive.folder import Archive
from bot.documents.bundle import BundledFile, BundleWords, make_bundle
from bot.documents.labels import Translate
from bot.documents.pictures import is_picture, print_pictures
from bot.documents.print_sheet import TicketPrint
from bot.documents.tables import TicketRow, write_tickets
from bot.documents.ticket_pdf import make_ticket_pdf
from bot.jobs.job import FinishedDocument, Job, UnsentParts
from bot.jobs.ticket_rows import requester, ticket_row
from bot.process.threads import run_in_thread
from bot.sending.bot_api import Telegram
from conversations.screens.list_titles import FILE_NAMES, TITLES
from core.administration.audit import ChangeType
from core.administration.looks import Look
from core.messaging.outgoing import JobKind
from core.organisation.lpse import Lpse
from core.pages import Page
from core.people.local_day import local_date
from core.tickets.attachments import Attachment
from core.tickets.list_views import ListView, read_filter
from core.tickets.summaries import TicketSummary
from core.tickets.ticket import Ticket
from core.use_cases.tickets.read_ticket import read_ticket
from handlers.context.transaction_context import HelpdeskServices, TransactionContext
from handlers.notify.ticket_details import ticket_details
from handlers.screens.document_requests import attached_file
from handlers.screens.ticket_lists import ListQuery, read_list
from storage.unit import SqlUnitOfWork
from storage.units import UnitsOfWork

log = structlog.get_logger()

# Lines read at a time, and chunks of them that may wait for the writer.
CHUNK, AHEAD = 50, 8
# How the names of such tables end.
ENDINGS: Mapping[JobKind, str] = {JobKind.TICKETS_CSV: "csv", JobKind.TICKETS_XLSX: "xlsx"}


@dataclass(frozen=True, slots=True)
class TicketDocuments:
    """Make the documents about tickets; times are shown in `zone`."""

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
        path.write_bytes(await run_in_thread(self._printed, sheet, translate, job.language))
        return FinishedDocument(path, path.name)

    async def table(self, job: Job) -> FinishedDocument:
        """Return all tickets of a list; they are written while they are read, so that any number fits."""
        view, ending = ListView(job.request.details["view"]), ENDINGS[job.request.kind]
        day = self.now().astimezone(self.zone).strftime("%Y%m%d")
        path = job.folder / f"{FILE_NAMES[view]}-{day}.{ending}"
        translate = partial(self.helpdesk.renderer.translate, language=job.language)
        queue: Queue[list[TicketRow] | None] = Queue(AHEAD)
        writing = asyncio.create_task(
            run_in_thread(
                write_tickets, _taken_from(queue), path, translate, self.zone, language=job.language
            )
        )
        count = of_others = 0
        try:
            async for rows in self._rows(job, view):
                await _put(queue, [row for row, _is_own in rows], writing)
                count += len(rows)
                of_others += sum(not is_own for _row, is_own in rows)
                await job.show_progress(count)
            await _put(queue, None, writing)
        except BaseException:
            _end_early(queue)
            raise
        finally:
            # The folder goes when this ends, and must not go from under the writer.
            await asyncio.gather(writing, return_exceptions=True)
        await writing
        if of_others:
            title = TITLES[view]
            record = partial(self._record_export, job, ChangeType.TABLE_EXPORTED, title, of_others)
            await self.units.run(record)
        return FinishedDocument(path, path.name)

    async def bundle(self, job: Job) -> FinishedDocument | UnsentParts:
        """Return all files of a ticket in one zip; those too big to fetch or send follow one by one."""
        ticket, lpse, files = await self.units.read(partial(self._files, job))
        if job.unsent_parts is not None:
            return job.unsent_parts
        bundled: dict[str, Attachment] = {}
        copies: list[BundledFile] = []
        for at, (file, sent_at) in enumerate(files):
            path = await self._copy(file, job.folder / f"{at}-{file.ordinal}")
            bundled[file.name] = file
            upload, sent = file.upload, lpse.local(sent_at).replace(tzinfo=None)
            copies.append(BundledFile(file.name, path, upload.size, upload.original, file.remarks, sent))
        translate = partial(self.helpdesk.renderer.translate, language=job.language)
        target, limit = job.folder / f"{ticket.number}.zip", self.telegram.largest_upload
        now = lpse.local(self.now()).replace(tzinfo=None)
        words = BundleWords(ticket.number, translate, job.language, now)
        made = await run_in_thread(make_bundle, copies, target, limit, words)
        after = tuple(attached_file(ticket.number, bundled[left.name], translate) for left in made.left_out)
        return FinishedDocument(target, target.name, after)

    async def _copy(self, file: Attachment, path: Path) -> Path | None:
        """Return the copy in the archive, else one downloaded to `path`; None where there is neither."""
        kept = await run_in_thread(self.archive.find, file.upload.unique)
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

    def _printed(self, sheet: TicketPrint, translate: Translate, language: str) -> bytes:
        """Return the print with the pictures of which the archive has a copy."""
        files = (file for entry in sheet.history for file in entry.files if is_picture(file))
        found = ((file, self.archive.find(file.upload.unique)) for file in files)
        pictures = print_pictures((file, path) for file, path in found if path is not None)
        return make_ticket_pdf(replace(sheet, pictures=pictures), translate, language)

    def _files(self, job: Job, unit: SqlUnitOfWork) -> tuple[Ticket, Lpse, list[tuple[Attachment, datetime]]]:
        """Return a ticket with its LPSE and its files, each with when it was sent."""
        ticket = read_ticket(unit.tickets, requester(unit, job), int(job.request.details["ticket_id"]))
        lpse = unit.lpses.get(ticket.lpse_id)
        assert lpse is not None, "a ticket's LPSE is in the list"
        history = unit.discussion.history(ticket.id)
        return ticket, lpse, [(file, entry.at) for entry in history for file in entry.files]

    def _sheet(self, job: Job, unit: SqlUnitOfWork) -> TicketPrint:
        person = requester(unit, job)
        ticket = read_ticket(unit.tickets, person, int(job.request.details["ticket_id"]))
        seen = ticket_details(TransactionContext(self.helpdesk, unit, self.now()), ticket)
        history = unit.discussion.history(ticket.id)
        asked = {int(str(entry.facts.get("asked_id") or 0)) for entry in history}
        names = unit.people.names({*asked, ticket.solver_id or 0} - {0})
        return TicketPrint(
            ticket=ticket,
            lpse=seen.lpse,
            application=seen.application,
            reporter=seen.reporter,
            holder=seen.holder or names.get(ticket.solver_id or 0, ""),
            history=history,
            age=seen.age,
            urgency=seen.urgency,
            printed_at=self.now(),
            printed_by=person.name,
            asked=names,
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
        rows = [(ticket_row(unit, one, self.now()), one.reporter_id == job.person_id) for one in page.items]
        return rows, page.next

    def _record_export(
        self, job: Job, kind: ChangeType, title: str, tickets: int, unit: SqlUnitOfWork
    ) -> None:
        """Record who exported how many tickets of others, before the document is sent."""
        day = local_date(requester(unit, job), unit.lpses, self.now())
        unit.looks.add(Look(kind, title, self.now(), day, job.person_id, tickets))

    def _page(self, unit: SqlUnitOfWork, job: Job, view: ListView, cursor: str | None) -> Page[TicketSummary]:
        """Return the next lines of the list that the person saw, with the rights that they have now."""
        payload = job.request.details
        query = ListQuery(
            requester(unit, job),
            read_filter(str(payload["filtered"])),
            datetime.fromisoformat(payload["midnight"]) if "midnight" in payload else None,
            payload["search"],
            cursor,
            limit=CHUNK,
        )
        return read_list(unit, view, query)


def _taken_from(queue: Queue[list[TicketRow] | None]) -> Iterator[TicketRow]:
    while (rows := queue.get()) is not None:
        yield from rows


def _end_early(queue: Queue[list[TicketRow] | None]) -> None:
    """Let the writer end after the rows that it has in hand; what it writes is thrown away."""
    while True:
        with suppress(Empty):
            while True:
                queue.get_nowait()
        with suppress(Full):
            queue.put_nowait(None)
            return


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
