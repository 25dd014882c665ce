"""File tickets with files, and read the state of their copies in the database."""

from __future__ import annotations

from sqlalchemy import select

from storage.schema import tables
from storage.tickets.copies import CopyState
from storage.unit import SqlUnitOfWork
from tests.stories.actor import Actor
from tests.stories.acts import REMARK, begins, describes, submits, writes
from tests.stories.stage import Stage

MB = 1024 * 1024
PROGRAM = b"MZ\x90\x00" + b"this program cannot be run in DOS mode" * 20
WARNING = "Isi berkas tidak sesuai dengan jenisnya"


async def files_with(reporter: Actor, *files: tuple[str, bytes]) -> str:
    """File a ticket with these files; return its number."""
    await begins(reporter)
    await describes(reporter)
    for name, content in files:
        await reporter.user.sends((name, content))
        await reporter.sees(name)
    return await submits(reporter)


async def files_one(
    stage: Stage, reporter: Actor, name: str = "surat.pdf", content: bytes = b"%PDF-1.4"
) -> str:
    """File a ticket with a file and wait until its copy is kept; return the ticket's number."""
    number = await files_with(reporter, (name, content))
    await becomes(stage, CopyState.KEPT)
    return number


def books(unit: SqlUnitOfWork) -> list[tuple[str, str]]:
    """Return every attached file's unique reference and the state of its copy, in order of attachment."""
    rows = unit.connection.execute(
        select(tables.copies.c.unique_ref, tables.copies.c.state)
        .join(tables.attachments, tables.attachments.c.unique_ref == tables.copies.c.unique_ref)
        .order_by(tables.attachments.c.ticket_id, tables.attachments.c.ordinal)
    )
    return [(unique_ref, state) for unique_ref, state in rows]


async def becomes(stage: Stage, *states: CopyState) -> list[str]:
    """Wait until the copies are in these states; return the files' unique references."""
    expected = [state.value for state in states]
    await stage.until(lambda unit: [state for _, state in books(unit)] == expected)
    return [unique_ref for unique_ref, _ in await stage.do(books)]


async def is_opened(helpdesk: Actor, number: str) -> None:
    """Open the files of a ticket."""
    await helpdesk.was_told("menunggu diambil", number)
    await helpdesk.types(number)
    await helpdesk.taps("Berkas")


async def is_closed(reporter: Actor, number: str) -> None:
    """Close a ticket."""
    await reporter.types(number)
    await reporter.taps("Tutup Tiket")
    await writes(reporter, REMARK)
    await reporter.sees("ditutup")
