"""Run a courier with clocks that stand still, and a Telegram that says what a test tells it to."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar

from sqlalchemy import select

from bot.sending.courier import Courier
from bot.sending.delivery import DeliveryOutcome, DeliveryResult
from core.messaging.outgoing import ChatMessage, SendNotice
from storage.schema import tables as t
from storage.unit import SqlUnitOfWork
from tests.bot.paused_reading import PausedReading

T = TypeVar("T")

ANSWER, GUEST, ALERT = 0, 1, 2
AWAY = DeliveryOutcome(DeliveryResult.AWAY, error="TelegramNetworkError")
SENT = DeliveryOutcome(DeliveryResult.SENT, 7)
PATIENCE = 30.0


class BreakableUnits(PausedReading):
    """A database that can't be written to while it is `broken`, as with a full disk."""

    broken = False
    refused = 0

    async def run(self, work: Callable[[SqlUnitOfWork], T]) -> T:
        if self.broken:
            self.refused += 1
            raise OSError("database or disk is full")
        return await super().run(work)


class FakeDelivery:
    """Deliver nothing, and give each chat the outcome that the test has set for it."""

    def __init__(self) -> None:
        self.usual = SENT
        self.outcomes: dict[int, DeliveryOutcome] = {}
        self.calls: list[tuple[int, str]] = []
        self.news = asyncio.Condition()

    async def deliver(
        self, message: ChatMessage, chat_id: int, *, live_message_id: int | None
    ) -> DeliveryOutcome:
        assert isinstance(message, SendNotice)
        async with self.news:
            self.calls.append((chat_id, str(message.body["text"])))
            self.news.notify_all()
        return self.outcomes.get(chat_id, self.usual)

    def texts(self, chat_id: int) -> list[str]:
        return [text for chat, text in self.calls if chat == chat_id]


@dataclass
class Office:
    """A courier with clocks that stand still unless they are put forward."""

    units: BreakableUnits
    delivery: Any = field(default_factory=FakeDelivery)
    seconds: float = 1000.0
    at: datetime = datetime(2026, 11, 30, tzinfo=UTC)

    def __post_init__(self) -> None:
        self.start()

    def start(self) -> None:
        """Start a courier, as a process does that has just become the leader."""
        self.courier = Courier(
            self.units, self.delivery, lambda: self.at, can_mail=False, timer=lambda: self.seconds
        )
        self.running = asyncio.create_task(self.courier.run())

    async def stop(self) -> None:
        await self.courier.stop(1.0)
        await self.running

    async def put(self, chat_id: int, words: str, priority: int = ALERT) -> None:
        message = SendNotice({"text": words})
        await self.units.run(
            lambda unit: unit.outbox.add(message, chat_id=chat_id, priority=priority, at=self.at)
        )

    def passes(self, seconds: float) -> None:
        """Put both clocks forward, and let the courier look."""
        self.seconds += seconds
        self.at += timedelta(seconds=seconds)
        self.courier.wake()

    async def until(self, condition: Callable[[], bool]) -> None:
        """Wait for calls until this holds."""
        async with asyncio.timeout(PATIENCE), self.delivery.news:
            await self.delivery.news.wait_for(condition)

    async def until_calls(self, count: int) -> None:
        """Wait until so many calls were made in all, and are done."""
        await self.until(lambda: len(self.delivery.calls) >= count)
        await self.courier.idle()

    async def until_sent_to(self, chat_id: int, count: int) -> None:
        """Wait until so many calls were made for this chat, and are done."""
        await self.until(lambda: len(self.delivery.texts(chat_id)) >= count)
        await self.courier.idle()

    async def rows(self) -> list[Any]:
        columns = t.outbox.c
        wanted = select(columns.chat_id, columns.attempts, columns.failed_at).order_by(columns.id)
        return await self.units.read(lambda unit: list(unit.connection.execute(wanted)))

    async def rows_are(self, condition: Callable[[list[Any]], bool]) -> list[Any]:
        """Wait until this holds for the rows of the outbox, which tell nobody when they change."""
        async with asyncio.timeout(PATIENCE):
            while not condition(rows := await self.rows()):  # noqa: ASYNC110 - the same
                await asyncio.sleep(0.01)
        return rows
