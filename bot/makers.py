"""Makers of the documents that people ask for: a ticket on paper, and lists as tables."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from functools import partial
from pathlib import Path
from queue import Full, Queue

import structlog
from aiogram.exceptions import TelegramAPIError, TelegramRetryAfter
from sqlalchemy import Connection

from bot.archive import Archive
from bot.documents.bundle import BundledFile, make_bundle
from bot.documents.report_pictures import Words, draw_report
from bot.documents.report_xlsx import write_report_xlsx
from bot.documents.tables import TicketRow, write_csv, write_xlsx
from bot.documents.ticket_pdf import make_ticket_pdf
from bot.documents.ticket_print import TicketPrint
from bot.orders import Album, Made, Order, Remainder
from bot.telegram import Telegram
from conversations.screen import Note
from conversations.screens.lists import statuses_of
from conversations.screens.report import Reported, days_of
from conversations.talks.search import filters_in
from core.age import days
from core.attachments import Attachment
from core.errors import Refusal
from core.people import Person
from core.report import Period
from core.search import Sort, scope_of
from core.ticket import Ticket
from core.use_cases.read_ticket import read_ticket
from core.words import _
from handlers.orders import relayed
from handlers.reports import asked_by, gather
from handlers.scene import Helpdesk, Scene
from handlers.wholes import whole
from storage.database import Database
from storage.lines import Line, Page
from storage.unit import Shelf, SqlUnit

log = structlog.get_logger()

Write = Callable[[Iterable[TicketRow], Path, Callable[[str], str], tzinfo], int]

# Lines read at a time, and chunks of them that may wait for the writer.
CHUNK, AHEAD = 50, 8
WRITERS: dict[str, Write] = {"csv": write_csv, "xlsx": write_xlsx}
NAMES = {
    "own": "tiket-saya",
    "queue": "tiket-masuk",
    "held": "tiket-ditangani",
    "past": "riwayat",
    "taken": "diambil-hari-ini",
    "watched": "tiket-dipantau",
    "all": "semua-tiket",
}


@dataclass(frozen=True, slots=True)
class Makers:
    """What all of them need: where tickets are, who may see them, and whose clock stands on paper."""

    database: Database
    telegram: Telegram
    archive: Archive
    helpdesk: Helpdesk
    shelf: Shelf
    zone: tzinfo
    now: Callable[[], datetime]

    async def ticket_pdf(self, order: Order) -> Made:
        """A ticket with all that has happened to it."""
        sheet = await self.database.read(partial(self._sheet, order))
        translate = partial(self.helpdesk.renderer.translate, language=order.language)
        path = order.folder / f"{sheet.ticket.number}.pdf"
        path.write_bytes(await asyncio.to_thread(make_ticket_pdf, sheet, translate, order.language))
        return Made(path, path.name)

    async def table(self, order: Order) -> Made:
        """All tickets of a list, written while they are read, so that any number fits."""
        view, kind = str(order.row.payload["view"]), order.row.method
        day = self.now().astimezone(self.zone).strftime("%Y%m%d")
        path = order.folder / f"{NAMES.get(view, 'hasil-pencarian')}-{day}.{kind}"
        translate = partial(self.helpdesk.renderer.translate, language=order.language)
        queue: Queue[list[TicketRow] | None] = Queue(AHEAD)
        writing = asyncio.create_task(
            asyncio.to_thread(WRITERS[kind], _taken_from(queue), path, translate, self.zone)
        )
        count = 0
        try:
            async for rows in self._rows(order, view):
                await _put(queue, rows, writing)
                count += len(rows)
                await order.tell(count)
        finally:
            await _put(queue, None, writing)
        await writing
        return Made(path, path.name)

    async def bundle(self, order: Order) -> Made | Remainder:
        """All files of a ticket in one zip; what no bot may have or send follows it as it came."""
        ticket, files = await self.database.read(partial(self._files, order))
        if order.remainder is not None:
            return order.remainder
        bundled: dict[str, Attachment] = {}
        copies: list[BundledFile] = []
        for at, file in enumerate(files):
            path = await self._copy(file, order.folder / f"{at}-{file.ordinal}")
            bundled[file.name] = file
            upload = file.upload
            copies.append(BundledFile(file.name, path, upload.size, upload.original, file.is_flagged))
        translate = partial(self.helpdesk.renderer.translate, language=order.language)
        target, limit = order.folder / f"{ticket.number}.zip", self.telegram.largest_upload
        made = await asyncio.to_thread(make_bundle, copies, target, limit, ticket.number, translate)
        after = tuple(relayed(ticket.number, bundled[left.name], translate) for left in made.left_out)
        return Made(target, target.name, after)

    async def report_xlsx(self, order: Order) -> Made:
        """The figures of a period as tables."""
        reported = await self.database.read(partial(self._reported, order))
        path = order.folder / f"laporan-{reported.first:%Y%m%d}-{reported.last:%Y%m%d}.xlsx"
        translate = partial(self.helpdesk.renderer.translate, language=order.language)
        await asyncio.to_thread(write_report_xlsx, reported, path, translate)
        return Made(path, path.name)

    async def report_pictures(self, order: Order) -> Album:
        """The same to look at."""
        reported = await self.database.read(partial(self._reported, order))
        renderer = self.helpdesk.renderer
        words = Words(
            partial(renderer.translate, language=order.language),
            partial(renderer.sentence, language=order.language),
            order.language,
        )
        paths = await asyncio.to_thread(draw_report, reported, order.folder, words)
        caption = Note(_("Laporan %(first)s – %(last)s"), days_of(reported), is_wrong=False)
        return Album(tuple(paths), words.say(caption))

    def _reported(self, order: Order, connection: Connection) -> Reported:
        unit, payload = SqlUnit(connection, self.shelf), order.row.payload
        scene = Scene(self.helpdesk, unit, self.now())
        today = date.fromisoformat(payload["today"])
        return gather(scene, asked_by(scene, _person(unit, order), Period(payload["period"]), today))

    async def _copy(self, file: Attachment, path: Path) -> Path | None:
        """The one in the archive, else one downloaded to `path`; None where neither can be had."""
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

    def _files(self, order: Order, connection: Connection) -> tuple[Ticket, list[Attachment]]:
        unit = SqlUnit(connection, self.shelf)
        ticket = read_ticket(unit.tickets, _person(unit, order), int(order.row.payload["ticket_id"]))
        return ticket, unit.discussion.files(ticket.id)

    def _sheet(self, order: Order, connection: Connection) -> TicketPrint:
        unit = SqlUnit(connection, self.shelf)
        person = _person(unit, order)
        ticket = read_ticket(unit.tickets, person, int(order.row.payload["ticket_id"]))
        seen = whole(Scene(self.helpdesk, unit, self.now()), ticket)
        return TicketPrint(
            ticket=ticket,
            lpse=seen.lpse,
            application=seen.application,
            reporter=seen.reporter,
            holder=seen.holder,
            history=unit.discussion.history(ticket.id),
            age=seen.age,
            printed_at=self.now(),
            printed_by=person.name,
        )

    async def _rows(self, order: Order, view: str) -> AsyncIterator[list[TicketRow]]:
        cursor: str | None = None
        while True:
            rows, cursor = await self.database.read(partial(self._chunk, order, view, cursor))
            if rows:
                yield rows
            if cursor is None:
                return

    def _chunk(
        self, order: Order, view: str, cursor: str | None, connection: Connection
    ) -> tuple[list[TicketRow], str | None]:
        unit = SqlUnit(connection, self.shelf)
        page = self._page(unit, order, view, cursor)
        if cursor is not None and page.previous is None:
            # What came after the cursor has gone meanwhile, and this is the first page again.
            return [], None
        return [self._row(unit, line) for line in page.lines], page.next

    def _page(self, unit: SqlUnit, order: Order, view: str, cursor: str | None) -> Page:
        """The next lines of the same list that the person saw, with the rights they have now."""
        me, payload = _person(unit, order), order.row.payload
        statuses = statuses_of(str(payload["filtered"]))
        match view:
            case "queue":
                return unit.lists.queue(me.desks, cursor, limit=CHUNK)
            case "held":
                return unit.lists.held(me.id, cursor, limit=CHUNK)
            case "past":
                return unit.lists.past(me.id, cursor, limit=CHUNK)
            case "taken":
                midnight = datetime.fromisoformat(payload["midnight"])
                return unit.lists.taken(me.desks, midnight, cursor, limit=CHUNK)
            case "watched":
                return unit.lists.watched(me.id, cursor, limit=CHUNK)
            case "all" if me.is_staff:
                lpse_ids = None if me.is_national else me.served_lpse_ids
                return unit.lists.all(lpse_ids, statuses, cursor, limit=CHUNK)
            case "found":
                search = payload["search"]
                sort = Sort(search.get("sort", Sort.NEWEST))
                return unit.search.page(scope_of(me), filters_in(search), sort, cursor, limit=CHUNK)
            case "own":
                return unit.lists.own(me.id, statuses, cursor, limit=CHUNK)
            case _:
                raise Refusal("not_found")

    def _row(self, unit: SqlUnit, line: Line) -> TicketRow:
        application = unit.master.catalogue.application(line.application)
        lpse = unit.offices.get(line.lpse_id)
        assert lpse is not None, "a ticket's LPSE is in the list"
        return TicketRow(
            number=line.number,
            title=line.title,
            status=line.status,
            priority=line.priority,
            reporter=line.reporter_name,
            reporter_role=line.reporter_role,
            lpse=lpse.name,
            application=application.name,
            version=line.version,
            category=application.category(line.category).name,
            subcategory=line.subcategory,
            position=line.desk,
            holder=line.holder_name or "",
            created_at=line.created_at,
            closed_at=line.closed_at,
            age=days(line.created_at, line.closed_at or self.now(), lpse.timezone),
        )


def _person(unit: SqlUnit, order: Order) -> Person:
    person = unit.people.get(order.person_id)
    if person is None:
        raise Refusal("not_found")
    return person


def _taken_from(queue: Queue[list[TicketRow] | None]) -> Iterator[TicketRow]:
    while (rows := queue.get()) is not None:
        yield from rows


async def _put(
    queue: Queue[list[TicketRow] | None], rows: list[TicketRow] | None, writing: asyncio.Task[int]
) -> None:
    """Hand rows to the writer, waiting where it is behind; a writer that has failed takes no more."""
    while not writing.done():
        try:
            queue.put_nowait(rows)
        except Full:
            await asyncio.wait({writing}, timeout=0.02)
        else:
            return
