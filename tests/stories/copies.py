"""Tickets with files, and what the books say of the copies of those."""

from __future__ import annotations

from sqlalchemy import select

from storage import tables
from storage.copies import CopyState
from storage.unit import SqlUnit
from tests.stories.actor import Actor
from tests.stories.acts import REMARK, begins, describes, submits, writes
from tests.stories.stage import Stage

MB = 1024 * 1024
PROGRAM = b"MZ\x90\x00" + b"this program cannot be run in DOS mode" * 20
WARNING = "Isi berkas tidak sesuai dengan jenisnya"


async def files_with(reporter: Actor, *files: tuple[str, bytes]) -> str:
    """A ticket with these files; its number."""
    await begins(reporter)
    await describes(reporter)
    for name, content in files:
        await reporter.user.sends((name, content))
        await reporter.sees(name)
    return await submits(reporter)


async def files_one(
    stage: Stage, reporter: Actor, name: str = "surat.pdf", content: bytes = b"%PDF-1.4"
) -> str:
    """A ticket with a file of which a copy is kept."""
    number = await files_with(reporter, (name, content))
    await becomes(stage, CopyState.KEPT)
    return number


def books(unit: SqlUnit) -> list[tuple[str, str]]:
    """Every file that was attached, and what became of its copy, in the order in which they came."""
    rows = unit.connection.execute(
        select(tables.copies.c.unique_ref, tables.copies.c.state)
        .join(tables.attachments, tables.attachments.c.unique_ref == tables.copies.c.unique_ref)
        .order_by(tables.attachments.c.ticket_id, tables.attachments.c.ordinal)
    )
    return [(unique_ref, state) for unique_ref, state in rows]


async def becomes(stage: Stage, *states: CopyState) -> list[str]:
    """Until the copies are in these states; the files' unique references."""
    while True:
        found = await stage.do(books)
        if [state for _, state in found] == [state.value for state in states]:
            return [unique_ref for unique_ref, _ in found]


async def is_opened(helpdesk: Actor, number: str) -> None:
    await helpdesk.was_told("Tiket menunggu", number)
    await helpdesk.types(number)
    await helpdesk.taps("Berkas")


async def is_closed(reporter: Actor, number: str) -> None:
    await reporter.types(number)
    await reporter.taps("Tutup Tiket")
    await writes(reporter, REMARK)
    await reporter.sees("ditutup")
