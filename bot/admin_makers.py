"""Makers of the documents that administrators ask for: the trail as a table, and the FAQ to be edited."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from functools import partial

from sqlalchemy import Connection

from bot.documents.cells import Cell
from bot.documents.labels import Translate
from bot.documents.sheets import open_sheet
from bot.faq_files import write_faq_file
from bot.orders import Made, Order
from conversations.pages import excerpt
from conversations.screens.trail import Said, said
from core.audit import require_administrator
from core.faq import Question
from core.words import _
from handlers.audit import wanted_in
from handlers.scene import Helpdesk
from storage.audit import AuditLine
from storage.database import Database
from storage.unit import Shelf, SqlUnit

# Lines read at a time.
CHUNK = 500
# Units of a value in a cell; an answer of the FAQ is shorter.
LONGEST_VALUE = 1500
TRAIL_COLUMNS = (
    (_("Waktu (%(zone)s)"), 19),
    (_("Oleh"), 24),
    (_("Perubahan"), 26),
    (_("Yang diubah"), 44),
    (_("Sebelum"), 50),
    (_("Sesudah"), 50),
)


@dataclass(frozen=True, slots=True)
class AdminMakers:
    """What they need: where changes and questions are, and whose clock stands in the table."""

    database: Database
    helpdesk: Helpdesk
    shelf: Shelf
    zone: tzinfo
    now: Callable[[], datetime]

    async def trail(self, order: Order) -> Made:
        """All changes that are wanted, newest first, as CSV or Excel by the kind that was ordered."""
        translate = partial(self.helpdesk.renderer.translate, language=order.language)
        ending = order.row.method.removeprefix("trail_")
        path = order.folder / f"jejak-audit-{self._day()}.{ending}"
        zone = self.now().astimezone(self.zone).tzname() or ""
        labels = [translate(label).replace("%(zone)s", zone) for label, _width in TRAIL_COLUMNS]
        with open_sheet(path, labels, [width for _label, width in TRAIL_COLUMNS]) as add:
            before_id = None
            while lines := await self.database.read(partial(self._lines, order, before_id)):
                await asyncio.to_thread(add, [self._cells(line, translate) for line in lines])
                before_id = lines[-1].id
        return Made(path, path.name)

    async def faq(self, order: Order) -> Made:
        """All questions, as “Impor FAQ” takes them."""
        questions = await self.database.read(partial(self._questions, order))
        path = order.folder / f"faq-{self._day()}.csv"
        await asyncio.to_thread(write_faq_file, path, questions)
        return Made(path, path.name)

    def _lines(self, order: Order, before_id: int | None, connection: Connection) -> Sequence[AuditLine]:
        unit = self._unit(order, connection)
        return unit.audit.newest(CHUNK, before_id, wanted_in(order.row.payload["wanted"]))

    def _questions(self, order: Order, connection: Connection) -> Sequence[Question]:
        return self._unit(order, connection).master.faq.questions

    def _unit(self, order: Order, connection: Connection) -> SqlUnit:
        """For whoever ordered it, with the rights they have now."""
        unit = SqlUnit(connection, self.shelf)
        require_administrator(unit.people.get(order.person_id))
        return unit

    def _cells(self, line: AuditLine, translate: Translate) -> Sequence[Cell]:
        change = line.change
        return (
            change.at.astimezone(self.zone).replace(tzinfo=None, microsecond=0),
            line.by,
            translate(change.kind.label),
            translate(change.subject),
            _listed(said(change.before), translate),
            _listed(said(change.after), translate),
        )

    def _day(self) -> str:
        return self.now().astimezone(self.zone).strftime("%Y%m%d")


def _listed(values: Said, translate: Translate) -> str:
    lines = [
        (translate(name) if name else "", excerpt(translate(value) if ours else value, LONGEST_VALUE))
        for name, value, ours in values
    ]
    return "\n".join(f"{name}: {value}" if name else value for name, value in lines)
