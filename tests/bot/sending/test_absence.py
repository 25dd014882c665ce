"""Test that Telegram's absence is no message's attempt, and what becomes of one that fails alone."""

from __future__ import annotations

import asyncio

from structlog.testing import LogCapture

from bot.sending.choosing import Chooser
from bot.sending.telegram_health import TelegramHealth
from tests.bot.office import AWAY, SENT, Office


async def test_while_telegram_is_away_it_is_asked_with_one_message_at_a_time_each_of_another_chat(
    office: Office,
) -> None:
    office.delivery.usual = AWAY
    for chat in (1, 2, 3):
        await office.put(chat, f"to {chat}")
    office.passes(1)
    await office.until(lambda: len(office.delivery.calls) >= 2)
    await office.courier.idle()
    asked = len(office.delivery.calls)
    for n in range(6):
        office.passes(60)
        await office.until_calls(asked + n + 1)
        await office.courier.idle()
    probed = [chat for chat, _ in office.delivery.calls[asked:]]
    assert sorted(probed) == [1, 1, 2, 2, 3, 3]


async def test_chats_that_were_found_before_telegram_went_away_get_nothing_but_probes(office: Office) -> None:
    await office.stop()
    health = TelegramHealth()
    chooser = Chooser(office.units, health, None, lambda: office.at, lambda: office.seconds)
    for chat in (1, 2, 3):
        await office.put(chat, f"to {chat}")
    office.units.may_return.clear()
    office.units.were_read.clear()
    choosing = asyncio.create_task(chooser.choose([1, 2], 1.0))
    await office.units.were_read.wait()
    for chat in (1, 2):
        health.failed(chat, health.begin(), office.seconds)
    office.units.may_return.set()
    assert (await choosing).rows == []


async def test_days_of_absence_are_nobodys_attempt_and_afterwards_all_goes_at_once(office: Office) -> None:
    office.delivery.usual = AWAY
    for chat in (1, 2, 3, 4):
        await office.put(chat, f"to {chat}")
    for _ in range(40):
        asked = len(office.delivery.calls)
        office.passes(3 * 3600)
        await office.until_calls(asked + 1)
    assert {(row.attempts, row.failed_at) for row in await office.rows()} == {(0, None)}

    office.delivery.usual = SENT
    office.passes(30)
    await office.rows_are(lambda rows: not rows)


async def test_a_message_that_always_fails_does_not_keep_telegram_away(office: Office) -> None:
    office.delivery.outcomes[1] = AWAY
    for n in range(3):
        await office.put(1, f"poison {n}")
    for n in range(20):
        await office.put(100 + n, "alert")
        office.passes(3)
        await office.until_sent_to(100 + n, 1)
    await office.rows_are(lambda rows: [row.chat_id for row in rows] == [1, 1, 1])


async def test_a_message_that_fails_alone_is_tried_for_two_days_and_then_given_up_loudly(
    office: Office, log: LogCapture
) -> None:
    office.delivery.outcomes[1] = AWAY
    await office.put(1, "rahasia")
    [row], begun = await office.rows(), office.seconds
    while row.failed_at is None:
        # What others get next shows whose failure it was.
        for seconds in (600, 1):
            calls = len(office.delivery.calls)
            await office.put(2, "others get theirs")
            office.passes(seconds)
            await office.until_calls(calls + 1)
            [row] = await office.rows_are(lambda rows: [row.chat_id for row in rows] == [1])
    assert row.attempts > 100
    # The first pauses are shorter than the steps of this clock.
    assert 2 * 86_400 <= office.seconds - begun <= 2 * 86_400 + 15 * 601
    given_up = [entry for entry in log.entries if entry["event"] == "message_given_up"]
    assert [(entry["log_level"], entry["kind"]) for entry in given_up] == [("error", "SendNotice")]
    assert not any("rahasia" in str(entry) for entry in log.entries)


async def test_what_waited_for_days_is_not_given_up_at_its_first_failure_of_its_own(
    office: Office, log: LogCapture
) -> None:
    office.delivery.usual = AWAY
    for chat in (1, 2):
        await office.put(chat, f"to {chat}")
    for _ in range(20):
        asked = len(office.delivery.calls)
        office.passes(3 * 3600)
        await office.until_calls(asked + 1)

    office.delivery.usual = SENT
    office.delivery.outcomes[1] = AWAY
    [row, *_] = await office.rows()
    while not row.attempts and row.failed_at is None:
        # What others get shows whose failure it was.
        calls = len(office.delivery.calls)
        await office.put(2, "others get theirs")
        office.passes(30)
        await office.until_calls(calls + 1)
        [row, *_] = await office.rows()
    assert (row.chat_id, row.failed_at) == (1, None)
    assert "message_given_up" not in {entry["event"] for entry in log.entries}

    del office.delivery.outcomes[1]
    office.passes(600)
    await office.rows_are(lambda rows: not rows)
