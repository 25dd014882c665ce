"""Test that what is old is gone soon after the start, however much it is, and one kind holds up no other."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import Table, func, insert, select, text

from core.people.sign_in_trail import SignInEvent
from storage.retention import PORTION
from storage.schema import tables as t
from storage.unit import SqlUnitOfWork
from tests.stories.actor import Actor
from tests.stories.acts import begins
from tests.stories.stage import Stage


async def years_pass(stage: Stage, updates: int) -> None:
    """Leave updates and attempts to sign in behind that are a year old."""
    at = stage.clock() - timedelta(days=365)

    def leave(unit: SqlUnitOfWork) -> None:
        raw = {"lane": "budi", "raw": "{}", "received_at": at, "attempts": 0, "done_at": at}
        unit.connection.execute(insert(t.inbox), [{"update_id": -n, **raw} for n in range(1, updates + 1)])
        unit.codes.log(1, "", SignInEvent.SENT, at)

    await stage.do(leave)


def count_old(unit: SqlUnitOfWork, table: Table) -> int:
    count = select(func.count()).select_from(table)
    if table is t.inbox:
        count = count.where(t.inbox.c.update_id < 0)
    return int(unit.connection.execute(count).scalar_one())


async def test_what_is_old_is_gone_soon_after_the_start_however_much_it_is(stage: Stage) -> None:
    await years_pass(stage, 2 * PORTION + 1)
    await stage.bot_restarts()
    await stage.until(lambda unit: count_old(unit, t.inbox) == 0)
    await stage.until(lambda unit: count_old(unit, t.sign_in_trail) == 0)


async def test_rows_that_cannot_be_deleted_keep_no_others(stage: Stage) -> None:
    stage.accepts("retention_failed")
    broken = "CREATE TRIGGER stuck BEFORE DELETE ON inbox BEGIN SELECT RAISE(ABORT, 'stuck'); END"
    await stage.do(lambda unit: unit.connection.execute(text(broken)))
    await years_pass(stage, 1)
    await stage.bot_restarts()
    await stage.until(lambda unit: count_old(unit, t.sign_in_trail) == 0)
    assert await stage.do(lambda unit: count_old(unit, t.inbox)) == 1


async def test_rows_that_cannot_be_read_keep_no_others(stage: Stage) -> None:
    stage.accepts("retention_failed")
    away = "ALTER TABLE sign_in_limits RENAME TO elsewhere"
    await stage.do(lambda unit: unit.connection.execute(text(away)))
    await years_pass(stage, 1)
    await stage.bot_restarts()
    await stage.until(lambda unit: count_old(unit, t.sign_in_trail) == 0)

    def failed(_unit: SqlUnitOfWork) -> set[str]:
        return {entry["rows"] for entry in stage.log.entries if entry["event"] == "retention_failed"}

    await stage.until(lambda unit: bool(failed(unit)))
    assert await stage.do(failed) == {"sign_in_limits.began_at"}


async def test_a_draft_waits_through_a_long_leave(stage: Stage, ppk: Actor) -> None:
    await begins(ppk, "Ditulis sebelum cuti")
    await ppk.types("/start")
    await ppk.sees("Draf yang belum dikirim")
    await stage.time_passes(days=179)
    await stage.app.scheduler.delete_old()
    await ppk.types("/start")
    await ppk.sees("Draf yang belum dikirim")
    await ppk.taps("Lanjutkan draf")
    await ppk.sees("kode tender")
