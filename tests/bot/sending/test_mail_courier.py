"""Letters wait for nobody else's letter, and are given up loudly, late, and only where that is right."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest
from structlog.testing import LogCapture

from bot.sending.mail_courier import AT_ONCE, MailCourier
from bot.sending.mail_errors import MailDeferred, MailRefused
from bot.sending.retry_pauses import GIVEN_UP_AFTER
from core.messaging.outgoing import SendNotice
from core.messaging.sends import SendOutcome
from handlers.context.send_priority import SendPriority
from tests.bot.sending.mail_office import CODE_EXPIRES, GREYLISTED, START, Office, errors, office

__all__ = ["office"]


async def test_a_code_waits_for_no_letters_of_a_slow_server(office: Office) -> None:
    office.mail.is_open.clear()
    for number in range(AT_ONCE):
        await office.write(f"tiket {number}")
    async with office.runs():
        while len(office.mail.tried) < AT_ONCE - 1:
            await office.mail.was_tried.wait()
            office.mail.was_tried.clear()
        await office.write("kode", SendPriority.ANSWER, is_code=True)
        office.courier.wake()
        await office.mail.was_tried.wait()
        assert office.mail.tried[AT_ONCE - 1 :] == ["kode"]
        office.mail.is_open.set()
        await office.courier.idle()


async def test_what_was_being_read_when_it_stopped_is_not_sent(office: Office) -> None:
    """Test that nothing is sent that could not be marked: it would go again after the next start."""
    await office.write("tiket")
    office.units.may_return.clear()
    running = asyncio.create_task(office.courier.run())
    await office.units.were_read.wait()
    await office.courier.stop(5.0)
    office.units.may_return.set()
    await running
    await office.courier.idle()
    assert office.mail.tried == []


async def test_codes_go_before_letters_that_were_written_earlier(office: Office) -> None:
    await office.write("tiket")
    await office.write("kode", SendPriority.ANSWER, is_code=True)
    async with office.runs():
        await office.looks()
    assert office.mail.tried == ["kode", "tiket"]


async def test_a_letter_that_is_on_its_way_is_not_sent_again(office: Office) -> None:
    office.mail.is_open.clear()
    await office.write("tiket")
    async with office.runs():
        await office.mail.was_tried.wait()
        office.units.were_read.clear()
        office.units.may_return.clear()
        office.courier.wake()
        await office.units.were_read.wait()
        # It arrives while the courier still reads, which finds it in the outbox.
        office.mail.is_open.set()
        await office.courier.idle()
        office.units.may_return.set()
        await office.looks()
    assert office.mail.tried == ["tiket"]


async def test_a_greylisted_code_comes_within_minutes(office: Office) -> None:
    await office.write("kode", SendPriority.ANSWER, is_code=True)
    office.mail.answers["kode"] = GREYLISTED
    async with office.runs():
        await office.looks()
        await office.looks(timedelta(seconds=29))
        assert office.mail.tried == ["kode"], "the first pause is half a minute"
        for _minute in range(5):
            await office.looks(timedelta(minutes=1))
        # Servers that greylist take it after five minutes.
        office.mail.answers.clear()
        await office.looks(timedelta(minutes=1))
    assert office.mail.sent == ["kode"]
    assert office.now < CODE_EXPIRES
    assert len(set(office.mail.names)) == 1, "each attempt is the same letter"


async def test_a_code_that_has_expired_is_not_sent(office: Office) -> None:
    await office.write("kode", SendPriority.ANSWER, is_code=True)
    office.now = CODE_EXPIRES
    async with office.runs():
        await office.looks()
    assert office.mail.tried == []
    assert await office.waiting() == []


async def test_a_full_mailbox_is_tried_for_two_days_with_growing_pauses(
    office: Office, log: LogCapture
) -> None:
    await office.write("tiket")
    office.mail.answers["tiket"] = MailDeferred("452")
    tried_at: list[timedelta] = []
    async with office.runs():
        while await office.waiting():
            before = len(office.mail.tried)
            await office.looks(timedelta(seconds=10 if not tried_at else 300))
            tried_at += [office.now - START] * (len(office.mail.tried) - before)
    assert tried_at[-1] >= GIVEN_UP_AFTER
    assert 15 < len(tried_at) < 30
    assert errors(log) == ["letter_given_up"]
    [given_up] = [entry for entry in log.entries if entry["event"] == "letter_given_up"]
    assert (given_up["kind"], given_up["error"]) == ("ticket", "452")


async def test_a_refused_code_is_told_to_the_chat_that_waits_for_it(office: Office) -> None:
    await office.write("kode", SendPriority.ANSWER, is_code=True)
    office.mail.answers["kode"] = MailRefused("550")
    async with office.runs():
        await office.looks()
    assert await office.waiting() == [], "a code must not stay in the database"
    [told] = await office.units.read(lambda unit: unit.send_queue.due(office.now, 9))
    assert (told.chat_id, told.message) == (7, SendNotice({"text": "ditolak"}))


async def test_what_was_sent_is_not_sent_again_while_nothing_can_be_written(
    office: Office, log: LogCapture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.sending.mail_courier.FIRST_WRITE", 0.01)
    await office.write("tiket")
    office.units.full_for = 3
    async with office.runs():
        await office.looks()
    assert office.mail.sent == ["tiket"]
    assert await office.waiting() == []
    assert errors(log) == ["letter_not_marked"] * 3


@pytest.mark.parametrize(
    ("answer", "outcome", "notices"),
    [(None, SendOutcome.SENT, 0), (MailRefused("550"), SendOutcome.REFUSED, 1)],
)
async def test_a_letter_whose_end_was_written_while_the_answer_was_lost_is_noted_once(
    office: Office,
    log: LogCapture,
    monkeypatch: pytest.MonkeyPatch,
    answer: Exception | None,
    outcome: SendOutcome,
    notices: int,
) -> None:
    monkeypatch.setattr("bot.sending.mail_courier.FIRST_WRITE", 0.01)
    await office.write("kode", SendPriority.ANSWER, is_code=True)
    if answer is not None:
        office.mail.answers["kode"] = answer
    office.units.deaf_for = 1
    async with office.runs():
        async with asyncio.timeout(10):
            await office.looks()
        await office.write("tiket")
        await office.looks()
    assert office.mail.tried == ["kode", "tiket"]
    assert errors(log) == ["letter_not_marked"]
    lines = await office.units.read(lambda unit: unit.sends.of_person(None, "rina@contoh.go.id", 9))
    assert [line.outcome for line in lines] == [SendOutcome.SENT, outcome]
    waiting = await office.units.read(lambda unit: unit.send_queue.due(office.now, 9, [], []))
    assert len(waiting) == notices


async def test_a_letter_that_breaks_the_sending_stops_no_other(office: Office, log: LogCapture) -> None:
    await office.write("aneh")
    await office.write("tiket")
    office.mail.answers["aneh"] = KeyError("internal")
    async with office.runs():
        await office.looks()
    assert office.mail.sent == ["tiket"]
    [row] = await office.waiting()
    assert row.attempts == 1
    assert errors(log) == ["mail_courier_failed"]


async def test_without_a_mail_server_letters_are_given_up(office: Office) -> None:
    await office.write("tiket")
    office.courier = MailCourier(office.units, None, lambda: office.now, timedelta())
    async with office.runs():
        await office.looks()
    assert await office.waiting() == []


async def test_told_to_stop_it_finishes_what_is_on_its_way(office: Office) -> None:
    office.mail.is_open.clear()
    await office.write("tiket")
    running = asyncio.create_task(office.courier.run())
    await office.mail.was_tried.wait()
    stopping = asyncio.create_task(office.courier.stop(30.0))
    await running
    assert not stopping.done()
    office.mail.is_open.set()
    await stopping
    assert office.mail.sent == ["tiket"]
    assert await office.waiting() == []
