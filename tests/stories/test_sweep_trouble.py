"""Test that one ticket which can't be handled stops none of those behind it."""

from datetime import timedelta

from sqlalchemy import text

from storage.unit import SqlUnitOfWork
from tests.stories.actor import Actor
from tests.stories.acts import files, takes, works
from tests.stories.stage import OFFICE, Stage
from tests.stories.test_leaving import leaves


async def is_poisoned(stage: Stage, number: str) -> None:
    """Make every change of this ticket fail."""

    def poison(unit: SqlUnitOfWork) -> None:
        ticket_id = unit.tickets.by_number(number)
        unit.connection.execute(
            text(
                f"CREATE TRIGGER poison BEFORE UPDATE ON tickets WHEN OLD.id = {ticket_id} "
                "BEGIN SELECT RAISE(ABORT, 'poison'); END"
            )
        )

    await stage.do(poison)


async def is_mended(stage: Stage) -> None:
    """Let the ticket be changed again, and restart the bot, which forgets what it has put off."""
    await stage.do(lambda unit: unit.connection.execute(text("DROP TRIGGER poison")))
    await stage.bot_restarts()


async def test_a_ticket_that_cannot_be_reminded_of_holds_up_no_other_reminder(
    stage: Stage, ppk: Actor, helpdesk: Actor
) -> None:
    stage.accepts("put_off")
    await stage.is_a_working_morning()
    numbers = [await files(ppk, title) for title in ("Yang rusak", "Yang kedua", "Yang ketiga")]
    for number in numbers:
        await takes(helpdesk, number)
        await works(helpdesk, number, "Selesaikan Masalah")
    await is_poisoned(stage, numbers[0])
    await stage.time_passes_until(OFFICE.add_days(stage.clock(), 3) + timedelta(minutes=1))
    for number in numbers[1:]:
        await ppk.was_told("masih menunggu tanggapan Anda", number)
    await stage.all_is_quiet()
    assert not any("masih menunggu tanggapan Anda" in s.words and numbers[0] in s.words for s in ppk.sights)
    put_off = [entry for entry in stage.log.entries if entry["event"] == "put_off"]
    assert {(entry["sweep"], entry["error"]) for entry in put_off} == {
        ("remind_or_confirm", "IntegrityError")
    }

    await is_mended(stage)
    await ppk.was_told("masih menunggu tanggapan Anda", numbers[0])


async def test_a_ticket_that_cannot_be_released_holds_up_no_other(
    stage: Stage, ppk: Actor, helpdesk: Actor
) -> None:
    stage.accepts("put_off")
    numbers = [await files(ppk, title) for title in ("Yang rusak", "Yang kedua")]
    for number in numbers:
        await takes(helpdesk, number)
    await is_poisoned(stage, numbers[0])
    await leaves(stage, helpdesk)
    await ppk.was_told("Tiket Anda kembali ke antrean", numbers[1])
    await stage.app.scheduler.release_held()
    assert await stage.app.scheduler.release_held() == 1, "the holder is looked at until all is released"

    await is_mended(stage)
    await ppk.was_told("Tiket Anda kembali ke antrean", numbers[0])
