"""Test that the absence of the mail server, or of the bot itself, is no letter's attempt."""

from __future__ import annotations

from datetime import timedelta

from structlog.testing import LogCapture

from bot.sending.mail_courier import AT_ONCE, LEAST_ABSENCE
from bot.sending.retry_pauses import GIVEN_UP_AFTER
from core.messaging.outgoing import SendLetter
from tests.bot.sending.mail_office import GREYLISTED, Office, errors, office

__all__ = ["office"]


async def test_a_server_that_is_away_is_nobodys_attempt(office: Office, log: LogCapture) -> None:
    for number in range(8):
        await office.write(f"tiket {number}")
    office.mail.is_away = True
    async with office.runs():
        await office.looks()
        tried = len(office.mail.tried)
        assert tried <= AT_ONCE, "no more letters are begun"
        office.mail.most_at_once = 0
        while len(office.mail.tried) < tried + 3:
            office.mail.was_tried.clear()
            await office.mail.was_tried.wait()
        assert office.mail.most_at_once == 1, "one letter alone finds out whether it is back"
        office.mail.is_away = False
        while len(office.mail.sent) < 8:
            office.mail.was_tried.clear()
            await office.mail.was_tried.wait()
            await office.courier.idle()
    assert errors(log) == []
    assert [entry["event"] for entry in log.entries].count("mail_server_back") == 1


async def test_letters_that_wait_for_an_absent_server_have_no_attempts_and_keep_their_turn(
    office: Office,
) -> None:
    await office.write("tiket")
    office.mail.is_away = True
    async with office.runs():
        await office.looks()
        [row] = await office.waiting()
    assert row.attempts == 0
    office.mail.is_away = False
    office.courier = office.new_courier()
    async with office.runs():
        await office.looks()
    assert office.mail.sent == ["tiket"]


async def test_while_the_server_is_away_for_days_letters_are_given_up_loudly(
    office: Office, log: LogCapture
) -> None:
    await office.write("alt")
    office.now += GIVEN_UP_AFTER
    await office.write("neu")
    office.mail.is_away = True
    async with office.runs():
        await office.looks()
        office.now += LEAST_ABSENCE
        while len(await office.waiting()) > 1:
            office.mail.was_tried.clear()
            await office.mail.was_tried.wait()
    [row] = await office.waiting()
    assert isinstance(row.message, SendLetter)
    assert row.message.letter.subject == "neu"
    assert errors(log) == ["letter_given_up"]


async def test_letters_that_waited_while_the_bot_was_stopped_are_not_given_up_at_its_first_connection(
    office: Office, log: LogCapture
) -> None:
    await office.write("tiket")
    office.now += timedelta(hours=60)
    office.mail.is_away = True
    async with office.runs():
        await office.looks()
        tried = len(office.mail.tried)
        while len(office.mail.tried) < tried + 3:
            office.mail.was_tried.clear()
            await office.mail.was_tried.wait()
        await office.courier.idle()
        office.mail.is_away = False
        while not office.mail.sent:
            office.mail.was_tried.clear()
            await office.mail.was_tried.wait()
            await office.courier.idle()
    assert errors(log) == []
    assert await office.waiting() == []


async def test_a_letter_that_waited_for_days_is_tried_again_when_its_address_defers_it(
    office: Office, log: LogCapture
) -> None:
    await office.write("tiket")
    office.now += timedelta(hours=60)
    office.mail.answers["tiket"] = GREYLISTED
    async with office.runs():
        await office.looks()
        office.mail.answers.clear()
        await office.looks(timedelta(minutes=5))
    assert office.mail.sent == ["tiket"]
    assert errors(log) == []
