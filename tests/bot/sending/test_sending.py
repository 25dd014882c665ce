"""Test that nothing is lost or sent twice, and that nobody waits for somebody else's trouble."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from datetime import timedelta

from bot.sending.delivery import DeliveryOutcome, DeliveryResult
from bot.sending.places import GUESTS_AT_ONCE
from bot.sending.rate_limit import OVERALL_BURST
from core.messaging.outgoing import ChatMessage
from tests.bot.office import ALERT, ANSWER, AWAY, GUEST, PATIENCE, Office


async def test_told_to_wait_for_hours_a_message_is_not_lost(office: Office) -> None:
    office.delivery.outcomes[1] = DeliveryOutcome(DeliveryResult.THROTTLED, after=timedelta(seconds=1))
    await office.put(1, "alert")
    for n in range(60):
        office.passes(30)
        await office.until_calls(n + 1)
    assert [(row.attempts, row.failed_at) for row in await office.rows()] == [(0, None)]
    del office.delivery.outcomes[1]
    office.passes(30)
    await office.rows_are(lambda rows: not rows)


async def test_a_chat_that_is_told_to_wait_gets_its_messages_in_order_and_others_theirs_at_once(
    office: Office,
) -> None:
    office.delivery.outcomes[1] = DeliveryOutcome(DeliveryResult.THROTTLED, after=timedelta(seconds=50))
    for words in ("first", "second"):
        await office.put(1, words)
    office.courier.wake()
    await office.until(lambda: office.delivery.texts(1) == ["first"])
    del office.delivery.outcomes[1]
    await office.put(2, "to another")
    office.courier.wake()
    await office.until(lambda: office.delivery.texts(2) == ["to another"])
    assert office.delivery.texts(1) == ["first"]
    office.passes(51)
    await office.until(lambda: office.delivery.texts(1) == ["first", "first", "second"])


async def fails_alone(office: Office, times: int) -> None:
    """Let the oldest message fail so many times by itself, while others get theirs."""
    others = 0
    while (await office.rows())[0].attempts < times:
        await office.put(2, f"others get theirs {others}")
        others += 1
        office.passes(60)
        await office.until_sent_to(2, others)
    await office.courier.idle()


async def test_after_a_restart_a_later_message_does_not_overtake_one_that_waits(office: Office) -> None:
    office.delivery.outcomes[1] = AWAY
    await office.put(1, "first")
    await fails_alone(office, 2)
    await office.stop()

    del office.delivery.outcomes[1]
    tried = len(office.delivery.texts(1))
    await office.put(1, "second")
    office.start()
    await office.put(2, "to another")
    office.courier.wake()
    await office.until(lambda: office.delivery.texts(2)[-1] == "to another")
    await office.courier.idle()
    office.passes(3600)
    await office.until(lambda: office.delivery.texts(1)[tried:] == ["first", "second"])


async def test_a_persons_own_update_ends_the_wait_of_their_chat(office: Office) -> None:
    office.delivery.outcomes[1] = AWAY
    await office.put(1, "first", ANSWER)
    await fails_alone(office, 3)
    del office.delivery.outcomes[1]
    # Less than the message has to wait by itself: only what they did ends that.
    await office.put(1, "second", ANSWER)
    office.passes(1)
    await office.until(lambda: office.delivery.texts(1)[-2:] == ["first", "second"])


async def test_groups_that_wait_for_their_pace_do_not_delay_an_answer(office: Office) -> None:
    groups = range(-24, 0)
    for group in groups:
        for n in range(12):
            await office.put(group, f"alert {n}")
    office.courier.wake()
    await office.until(lambda: len(office.delivery.calls) >= 10)
    await office.courier.idle()
    await office.put(1, "answer", ANSWER)
    office.courier.wake()
    # The clock of the rates stands still: whoever waits for it waits for ever.
    await office.until(lambda: office.delivery.texts(1) == ["answer"])
    sent: dict[int, int] = defaultdict(int)
    while len(office.delivery.calls) < 1 + 24 * 12:
        office.passes(1)
        before = len(office.delivery.calls)
        await office.courier.idle()
        await asyncio.sleep(0.01)
        assert len(office.delivery.calls) - before <= 30
    for chat, _ in office.delivery.calls:
        sent[chat] += 1
    assert {sent[group] for group in groups} == {12}


async def test_what_was_sent_and_can_not_be_marked_is_not_sent_again(office: Office) -> None:
    await office.stop()
    await office.put(1, "first")
    await office.put(1, "second")
    office.units.broken = True
    office.start()
    await office.until(lambda: office.delivery.texts(1) == ["first"])
    for _ in range(5):
        await office.courier.idle()
        refused = office.units.refused
        office.passes(100)
        async with asyncio.timeout(PATIENCE):
            while office.units.refused == refused:  # noqa: ASYNC110 - a refusal tells nobody
                await asyncio.sleep(0.01)
    assert office.delivery.texts(1) == ["first"]
    office.units.broken = False
    office.courier.wake()
    await office.rows_are(lambda rows: not rows)
    assert office.delivery.texts(1) == ["first", "second"]


async def test_slow_groups_leave_places_for_answers(office: Office) -> None:
    arrives = asyncio.Event()
    deliver = office.delivery.deliver

    async def slowly(message: ChatMessage, chat_id: int, *, live_message_id: int | None) -> DeliveryOutcome:
        outcome = await deliver(message, chat_id, live_message_id=live_message_id)
        if chat_id < 0:
            await arrives.wait()
        return DeliveryOutcome(outcome.end)

    office.delivery.deliver = slowly
    for n in range(40):
        await office.put(-1 - n, "alert")
        office.passes(1)
    await office.until(lambda: len(office.delivery.calls) >= 16)
    await office.put(1, "answer", ANSWER)
    office.courier.wake()
    await office.until(lambda: office.delivery.texts(1) == ["answer"])
    arrives.set()


async def test_however_many_strangers_wait_for_answers_that_to_a_person_who_is_signed_in_goes_next(
    office: Office,
) -> None:
    for stranger in range(1, 201):
        await office.put(stranger, "to a stranger", GUEST)
    office.courier.wake()
    await office.until_calls(1)
    await office.put(1001, "to Rina", ANSWER)
    before = len(office.delivery.calls)
    office.courier.wake()
    await office.until(lambda: bool(office.delivery.texts(1001)))
    ahead = [chat for chat, _text in office.delivery.calls].index(1001) - before
    assert ahead <= GUESTS_AT_ONCE, "only those that were on their way already"


async def test_alerts_reach_people_while_strangers_flood(office: Office) -> None:
    for stranger in range(1, 201):
        await office.put(stranger, "to a stranger", GUEST)
    for person in range(1001, 1011):
        await office.put(person, "alert", ALERT)
    while not all(office.delivery.texts(person) for person in range(1001, 1011)):
        before = len(office.delivery.calls)
        office.passes(1)
        await office.until_calls(before + 1)
    assert sum(text == "to a stranger" for _chat, text in office.delivery.calls) < 200


async def test_what_was_being_read_when_it_stopped_is_not_sent(office: Office) -> None:
    """Test that nothing is sent that could not be marked: it would go again after the next start."""
    await office.stop()
    await office.put(1, "too late")
    office.units.were_read.clear()
    office.units.may_return.clear()
    office.start()
    await office.units.were_read.wait()
    await office.courier.stop(1.0)
    office.units.may_return.set()
    await office.running
    await office.courier.idle()
    assert office.delivery.calls == []


async def test_what_is_not_sent_does_not_count_towards_the_rates(office: Office) -> None:
    """Test that as many messages go at once to one chat, a few in each turn, as the rates allow in all."""
    for n in range(OVERALL_BURST):
        await office.put(1, str(n))
    office.courier.wake()
    await office.until_sent_to(1, OVERALL_BURST)
