"""Documents as people get them: the bytes that came, and what other programs read in them."""

from __future__ import annotations

import asyncio
import csv
import io
from dataclasses import dataclass, field, replace

from openpyxl import load_workbook
from pypdf import PdfReader

from bot.orders import Album, Made, Maker, Order, Remainder
from tests.stories.actor import Actor
from tests.stories.stage import Stage


@dataclass(frozen=True, slots=True)
class Paper:
    """A document in somebody's chat."""

    name: str
    content: bytes

    @property
    def words(self) -> str:
        """The text of a PDF, with single blanks."""
        pages = PdfReader(io.BytesIO(self.content)).pages
        return " ".join(" ".join(page.extract_text() for page in pages).split())

    @property
    def rows(self) -> list[dict[str, str]]:
        """The rows of a table by its labels, from either kind of file."""
        labels, *rows = self._csv() if self.name.endswith(".csv") else self._xlsx()
        return [dict(zip(labels, row, strict=True)) for row in rows]

    def column(self, label: str) -> list[str]:
        return [row[label] for row in self.rows]

    def _csv(self) -> list[list[str]]:
        return list(csv.reader(io.StringIO(self.content.decode("utf-8-sig"), newline="")))

    def _xlsx(self) -> list[list[str]]:
        [sheet] = load_workbook(io.BytesIO(self.content)).worksheets
        for row in sheet.iter_rows():
            assert all(cell.data_type != "f" for cell in row), "a formula"
        return [["" if cell is None else str(cell) for cell in row] for row in sheet.values]


def papers(stage: Stage, person: Actor) -> list[Paper]:
    """All documents in this person's chat, oldest first."""
    found = []
    for message in person.received:
        if "document" in message:
            stored = stage.box.world.files.find(message["document"]["file_id"])
            assert stored is not None
            content = stage.box.world.files.read(stored)
            assert content is not None
            found.append(Paper(stored.name, content))
    return found


async def gets(stage: Stage, person: Actor, name: str = "") -> Paper:
    """The document that has come since the person's last act."""
    await person.sees(name)
    await stage.box.settled(lambda: bool(papers(stage, person)))
    return papers(stage, person)[-1]


@dataclass(slots=True)
class SlowWork:
    """Holds up the making of one kind of document: from its start, or when its first rows are read."""

    maker: Maker
    is_half_done: bool = False
    begun: asyncio.Event = field(default_factory=asyncio.Event)
    goes_on: asyncio.Event = field(default_factory=asyncio.Event)

    async def __call__(self, order: Order) -> Made | Album | Remainder | None:
        if self.is_half_done:
            return await self.maker(replace(order, tell=self._pause))
        await self._pause()
        return await self.maker(order)

    async def _pause(self, _count: int = 0) -> None:
        self.begun.set()
        await self.goes_on.wait()


def slow(stage: Stage, kind: str, *, is_half_done: bool = False) -> SlowWork:
    """From now on this kind of document takes as long as the story wants."""
    makers = stage.app.workshop._makers
    makers[kind] = slowed = SlowWork(makers[kind], is_half_done)
    return slowed
