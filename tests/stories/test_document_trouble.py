"""Test that a document which can't be made or sent at once is not lost, and is given up loudly."""

from __future__ import annotations

from functools import partial

from sqlalchemy import select

from bot.jobs.job import Job
from core.messaging.outgoing import JobKind
from storage.schema import tables
from storage.unit import SqlUnitOfWork
from tests.stories.actor import Actor
from tests.stories.acts import files
from tests.stories.papers import gets
from tests.stories.stage import Stage


async def test_a_document_asked_for_while_telegram_is_away_comes_when_it_is_back(
    stage: Stage, ppk: Actor
) -> None:
    number = await files(ppk)
    stage.box.misbehave("sendDocument", "drop", times=-1, before=True)
    await ppk.types(number)
    await ppk.taps("Cetak PDF", on=number)

    def has_been_tried(times: int, _unit: SqlUnitOfWork) -> bool:
        waits = [entry for entry in stage.log.entries if entry["event"] == "document_waits"]
        return len(waits) >= times

    for times in range(1, 8):
        await stage.until(partial(has_been_tried, times))
        await stage.time_passes(hours=6)
    stage.box.behave()
    await stage.time_passes(hours=1)
    await gets(stage, ppk, number)
    await stage.all_is_quiet()
    assert not [message for message in ppk.received if "tidak dapat dibuat" in message.get("text", "")]


async def test_a_bug_in_making_a_document_is_logged_as_one_and_its_place_is_kept(
    stage: Stage, ppk: Actor
) -> None:
    number = await files(ppk)
    stage.accepts("document_not_made")

    async def has_a_bug(job: Job) -> None:
        raise KeyError(job.request.kind)

    def has_failed(tries: int, unit: SqlUnitOfWork) -> bool:
        failed = select(tables.outbox.c.id).where(tables.outbox.c.attempts == tries)
        return unit.connection.execute(failed).first() is not None

    stage.app.leading.job_worker.handlers[JobKind.TICKET_PDF] = has_a_bug
    await ppk.types(number)
    await ppk.taps("Cetak PDF", on=number)
    for tries in (1, 2, 3):
        await stage.until(partial(has_failed, tries))
        await stage.time_passes(minutes=1)
    await ppk.was_told("tidak dapat dibuat")
    logged = [entry["error"] for entry in stage.log.entries if entry["event"] == "document_not_made"]
    assert logged == ["KeyError"] * 4
    failed = select(tables.outbox.c.error).where(tables.outbox.c.failed_at.is_not(None))
    [error] = await stage.do(lambda unit: unit.connection.scalars(failed).all())
    assert error.startswith("KeyError at bot/jobs/worker.py:")
