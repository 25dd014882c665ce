"""Test that copies are deleted a year after their last ticket was closed, and not while they are needed."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO
from zipfile import ZipFile

from storage.tickets.copies import CopyState
from tests.stories.actor import Actor
from tests.stories.acts import begins, describes, submits
from tests.stories.copies import PROGRAM, WARNING, becomes, files_one, is_closed, is_opened
from tests.stories.papers import gets
from tests.stories.stage import Stage


async def test_a_copy_goes_a_year_after_its_ticket_was_closed_and_the_file_can_be_opened_still(
    stage: Stage, ppk: Actor, helpdesk: Actor
) -> None:
    number = await files_one(stage, ppk, content=PROGRAM)
    await is_closed(ppk, number)
    await stage.time_passes(days=364)
    await stage.app.scheduler.delete_expired_copies()
    [unique_ref] = await becomes(stage, CopyState.KEPT)
    await stage.time_passes(days=2)
    await stage.app.scheduler.delete_expired_copies()
    await becomes(stage, CopyState.GONE)
    assert stage.archive.find(unique_ref) is None
    await is_opened(helpdesk, number)
    # What was seen of it once is known for ever.
    await helpdesk.taps("surat001.pdf")
    await helpdesk.was_told(f"{number} · surat001.pdf", WARNING)
    await helpdesk.taps("Unduh Semua", on="· Berkas")
    with ZipFile(BytesIO((await gets(stage, helpdesk, f"{number}.zip")).content)) as bundle:
        assert bundle.read("surat001.pdf") == PROGRAM


async def test_a_copy_that_a_newer_ticket_needs_stays(stage: Stage, ppk: Actor) -> None:
    old = await files_one(stage, ppk)
    await is_closed(ppk, old)
    await stage.time_passes(days=360)
    await begins(ppk)
    await describes(ppk)
    [sent] = [m["document"] for m in ppk.user.messages if m.get("out") and "document" in m]
    await ppk.sends_something(document=sent)
    await ppk.sees("surat.pdf")
    await submits(ppk)
    await stage.time_passes(days=30)
    await stage.app.scheduler.delete_expired_copies()
    first, second = await becomes(stage, CopyState.KEPT, CopyState.KEPT)
    assert first == second
    assert stage.archive.find(first) is not None


async def test_killed_while_letting_go_a_copy_leaves_with_the_next_sweep(stage: Stage, ppk: Actor) -> None:
    number = await files_one(stage, ppk)
    await is_closed(ppk, number)
    await stage.time_passes(days=366)
    now = stage.clock()
    await stage.do(lambda unit: unit.copies.expire_unused(now - timedelta(days=365), now, 10))
    [unique_ref] = await becomes(stage, CopyState.GOING)
    assert stage.archive.find(unique_ref) is not None
    await stage.bot_restarts()
    await stage.app.scheduler.delete_expired_copies()
    await becomes(stage, CopyState.GONE)
    assert stage.archive.find(unique_ref) is None
