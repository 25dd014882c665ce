"""Test that the courier looks for more only where there may be more, and then at once.

No look comes here by itself: the pause between two without a wake-up is an hour.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from datetime import timedelta
from time import monotonic
from typing import TypeVar

import pytest

from bot.sending import courier
from bot.sending.choosing import READ
from bot.sending.courier import OF_ONE_CHAT, Courier
from bot.sending.delivery import DeliveryOutcome, DeliveryResult
from bot.sending.rate_limit import SendRates
from core.messaging.outgoing import ChatMessage, SendNotice
from storage.engine.database import open_database
from storage.unit import SqlUnitOfWork
from tests.bot.office import ALERT, ANSWER, AWAY, GUEST, BreakableUnits, Office

T = TypeVar("T")

UNHINDERED = SendRates(overall=1_000_000, chat=1_000_000.0, group=1_000_000)
MANY = READ + 10


class LateAnswers(BreakableUnits):
    """A database that may hold back its answer to a commit, and that counts who reads."""

    def __init__(self, url: str) -> None:
        super().__init__(open_database(url))
        self.reads = 0
        self.refusals = asyncio.Condition()
        self.holds_next = False
        self.has_committed = asyncio.Event()
        self.may_answer = asyncio.Event()

    async def run(self, work: Callable[[SqlUnitOfWork], T]) -> T:
        holds, self.holds_next = self.holds_next, False
        try:
            done = await super().run(work)
        except OSError:
            async with self.refusals:
                self.refusals.notify_all()
            raise
        if holds:
            self.has_committed.set()
            await self.may_answer.wait()
        return done

    async def have_refused(self, times: int) -> None:
        """Wait until so many transactions have failed."""
        async with self.refusals:
            await self.refusals.wait_for(lambda: self.refused >= times)

    async def read(self, work: Callable[[SqlUnitOfWork], T]) -> T:
        self.reads += 1
        return await super().read(work)


class UnhurriedOffice(Office):
    """An office without limits on what is sent."""

    units: LateAnswers
    rates = UNHINDERED
    timer: Callable[[], float] = staticmethod(monotonic)

    def start(self) -> None:
        self.courier = Courier(
            self.units,
            self.delivery,
            lambda: self.at,
            can_mail=False,
            rates=self.rates,
            timer=self.timer,
        )
        self.running = asyncio.create_task(self.courier.run())

    async def restart(self, rates: SendRates = UNHINDERED, timer: Callable[[], float] = monotonic) -> None:
        """Start another courier, and let it look once."""
        await self.stop()
        self.rates, self.timer = rates, timer
        self.units.were_read.clear()
        self.start()
        await self.units.were_read.wait()

    def holds_up(self, slow_chat: int) -> asyncio.Event:
        """Let calls for this chat end only once the event that this returns is set."""
        arrives, deliver = asyncio.Event(), self.delivery.deliver

        async def slowly(
            message: ChatMessage, chat_id: int, *, live_message_id: int | None
        ) -> DeliveryOutcome:
            outcome: DeliveryOutcome = await deliver(message, chat_id, live_message_id=live_message_id)
            if chat_id == slow_chat:
                await arrives.wait()
            return outcome

        self.delivery.deliver = slowly
        return arrives

    async def until_tried(self, chat_id: int, times: int) -> None:
        """Wait for so many calls for this chat; the last may still be under way."""
        await self.until(lambda: len(self.delivery.texts(chat_id)) == times)

    async def looks(self) -> None:
        """Wake the courier, and wait until it has read."""
        self.units.were_read.clear()
        self.courier.wake()
        await self.units.were_read.wait()


@pytest.fixture
async def office(sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[UnhurriedOffice]:
    """Yield an office whose courier has looked once, and found nothing."""
    monkeypatch.setattr(courier, "IDLE", 3600.0)
    units = LateAnswers(sqlite_url)
    office = UnhurriedOffice(units)
    await units.were_read.wait()
    yield office
    await office.stop()
    await units.close()


async def test_a_message_costs_one_look(office: UnhurriedOffice) -> None:
    await office.put(1, "Halo")
    office.units.reads = 0
    office.courier.wake()
    await office.until_calls(1)
    await office.units.run(lambda unit: None)
    assert office.units.reads == 1


@pytest.mark.parametrize("priority", [ANSWER, GUEST, ALERT])
async def test_those_for_whom_there_was_no_place_get_theirs_as_others_leave(
    office: UnhurriedOffice, priority: int
) -> None:
    for person in range(1, MANY + 1):
        await office.put(person, "Halo", priority)
    office.courier.wake()
    await office.until_calls(MANY)
    assert {chat for chat, _ in office.delivery.calls} == set(range(1, MANY + 1))


async def test_a_chat_with_many_messages_gets_them_all_in_order(office: UnhurriedOffice) -> None:
    texts = [str(number) for number in range(3 * OF_ONE_CHAT + 1)]
    for text in texts:
        await office.put(1, text)
    office.courier.wake()
    await office.until_calls(len(texts))
    assert office.delivery.texts(1) == texts


async def test_what_was_committed_while_its_chat_was_served_follows(office: UnhurriedOffice) -> None:
    """Test the moment at which the chat was asked for its next message already, and still has its place."""
    await office.put(1, "first")
    office.units.holds_next = True
    office.courier.wake()
    await office.units.has_committed.wait()
    await office.put(1, "second")
    await office.looks()
    office.units.may_answer.set()
    await office.until_calls(2)
    assert office.delivery.texts(1) == ["first", "second"]


async def test_what_was_committed_during_the_call_follows_without_a_look(office: UnhurriedOffice) -> None:
    arrives = office.holds_up(1)
    await office.put(1, "first")
    office.courier.wake()
    await office.until(lambda: bool(office.delivery.calls))
    await office.put(1, "second")
    await office.looks()
    office.units.reads = 0
    arrives.set()
    await office.until_calls(2)
    await office.units.run(lambda unit: None)
    assert (office.delivery.texts(1), office.units.reads) == (["first", "second"], 0)


async def test_what_waited_for_its_time_behind_another_goes_when_that_has_come(
    office: UnhurriedOffice,
) -> None:
    later = SendNotice({"text": "later"})

    def put(unit: SqlUnitOfWork) -> None:
        unit.outbox.add(later, chat_id=1, priority=ALERT, at=office.at, delay=timedelta(seconds=9))

    await office.put(1, "now")
    await office.units.run(put)
    office.at += timedelta(minutes=1)
    office.courier.wake()
    await office.until_calls(2)
    assert office.delivery.texts(1) == ["now", "later"]


async def test_an_answer_of_telegram_ends_the_pauses_of_others_at_once(office: UnhurriedOffice) -> None:
    await office.restart(timer=lambda: office.seconds)
    arrives = office.holds_up(2)
    await office.put(2, "slow")
    office.courier.wake()
    await office.until(lambda: office.delivery.texts(2) == ["slow"])
    office.delivery.outcomes[1] = AWAY
    await office.put(1, "suspected")
    tries = 6
    for number in range(1, tries + 1):
        # Each makes the next pause longer, and the courier looks how long it is.
        office.passes(60)
        await office.until_tried(1, number)
        office.units.were_read.clear()
        await office.units.were_read.wait()
    del office.delivery.outcomes[1]
    arrives.set()
    await office.until(lambda: len(office.delivery.texts(1)) > tries)


async def test_what_a_group_waits_for_follows_it_where_it_has_moved(office: UnhurriedOffice) -> None:
    office.delivery.outcomes[-5] = DeliveryOutcome(DeliveryResult.MOVED, chat_id=-1005)
    await office.put(-5, "to the group")
    office.courier.wake()
    await office.until(lambda: office.delivery.texts(-1005) == ["to the group"])


@pytest.mark.parametrize("end", [DeliveryResult.UNREACHABLE, DeliveryResult.FAILED])
async def test_after_a_message_that_can_not_be_sent_the_next_is_tried_at_once(
    office: UnhurriedOffice, end: DeliveryResult
) -> None:
    office.delivery.outcomes[1] = DeliveryOutcome(end, error="no")
    for text in ("first", "second"):
        await office.put(1, text)
    office.courier.wake()
    await office.until_calls(2)
    assert office.delivery.texts(1) == ["first", "second"]


async def test_after_a_pause_that_telegram_asked_for_the_message_goes(office: UnhurriedOffice) -> None:
    office.delivery.outcomes[1] = DeliveryOutcome(DeliveryResult.THROTTLED, after=timedelta(milliseconds=20))
    await office.put(1, "in haste")
    office.courier.wake()
    await office.until(lambda: len(office.delivery.texts(1)) >= 2)


async def test_what_could_not_be_written_down_is_when_another_message_could(office: UnhurriedOffice) -> None:
    arrives = office.holds_up(2)
    for chat in (1, 2):
        await office.put(chat, "Halo")
    office.units.broken = True
    office.courier.wake()
    await office.units.have_refused(2)
    office.units.broken = False
    arrives.set()
    await office.rows_are(lambda rows: not rows)


async def test_behind_all_chats_that_have_to_rest_another_gets_its_message(office: UnhurriedOffice) -> None:
    await office.restart(replace(UNHINDERED, group=1))
    groups = range(-2 * READ, 0)

    def put(unit: SqlUnitOfWork) -> None:
        messages: list[tuple[int, ChatMessage]] = [(group, SendNotice({"text": "Halo"})) for group in groups]
        unit.outbox.add_all(messages, priority=ALERT, at=office.at)

    await office.units.run(put)
    office.courier.wake()
    await office.until_calls(len(groups))
    await office.rows_are(lambda rows: not rows)
    arrives = office.holds_up(7)
    await office.put(7, "slow", ANSWER)
    office.courier.wake()
    await office.until(lambda: bool(office.delivery.texts(7)))
    await office.units.run(put)
    await office.put(500, "behind them")
    await office.looks()
    arrives.set()
    await office.until(lambda: office.delivery.texts(500) == ["behind them"])
