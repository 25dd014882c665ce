"""Read the documents that people get, as other programs do, and slow their making down."""

from __future__ import annotations

import asyncio
import csv
import io
from dataclasses import dataclass, field, replace

from openpyxl import load_workbook
from pypdf import PdfReader

from bot.jobs.job import Album, FinishedDocument, Job, JobHandler, UnsentParts
from core.messaging.outgoing import JobKind
from tests.stories.actor import Actor
from tests.stories.stage import Stage


@dataclass(frozen=True, slots=True)
class Paper:
    """A document in somebody's chat."""

    name: str
    content: bytes

    @property
    def words(self) -> str:
        """Return the text of a PDF, with single blanks."""
        pages = PdfReader(io.BytesIO(self.content)).pages
        return " ".join(" ".join(page.extract_text() for page in pages).split())

    @property
    def pictures(self) -> list[tuple[int, int]]:
        """Return the sizes in pixels of the pictures in a PDF."""
        found = [
            picture.image for page in PdfReader(io.BytesIO(self.content)).pages for picture in page.images
        ]
        return [picture.size for picture in found if picture is not None]

    @property
    def rows(self) -> list[dict[str, str]]:
        """Return the rows of a CSV or Excel table by its labels; fail where a cell is a formula."""
        labels, *rows = self._csv() if self.name.endswith(".csv") else self._xlsx()
        return [dict(zip(labels, row, strict=True)) for row in rows]

    def column(self, label: str) -> list[str]:
        """Return the cells of a table under a label."""
        return [row[label] for row in self.rows]

    def _csv(self) -> list[list[str]]:
        text = io.StringIO(self.content.decode("utf-8-sig"), newline="")
        delimiter = ";" if ";" in text.readline() else ","
        text.seek(0)
        return list(csv.reader(text, delimiter=delimiter))

    def _xlsx(self) -> list[list[str]]:
        [sheet] = load_workbook(io.BytesIO(self.content)).worksheets
        for row in sheet.iter_rows():
            assert all(cell.data_type != "f" for cell in row), "a formula"
        return [["" if cell is None else str(cell) for cell in row] for row in sheet.values]


def papers(stage: Stage, person: Actor) -> list[Paper]:
    """Return all documents in this person's chat, oldest first."""
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
    """Wait for a document since the person's last act, and return it."""
    await person.sees(name)
    await stage.box.settled(lambda: bool(papers(stage, person)))
    return papers(stage, person)[-1]


@dataclass(slots=True)
class SlowWork:
    """A job handler that waits, before it starts or once it reports progress."""

    maker: JobHandler
    is_half_done: bool = False
    begun: asyncio.Event = field(default_factory=asyncio.Event)
    goes_on: asyncio.Event = field(default_factory=asyncio.Event)

    async def __call__(self, job: Job) -> FinishedDocument | Album | UnsentParts | None:
        if self.is_half_done:
            return await self.maker(replace(job, show_progress=self._pause))
        await self._pause()
        return await self.maker(job)

    async def _pause(self, _count: int = 0) -> None:
        self.begun.set()
        await self.goes_on.wait()


def slow(stage: Stage, kind: str, *, is_half_done: bool = False) -> SlowWork:
    """Hold up the jobs of a kind from now on."""
    handlers = stage.app.leading.job_worker.handlers
    handlers[JobKind(kind)] = slowed = SlowWork(handlers[JobKind(kind)], is_half_done)
    return slowed
