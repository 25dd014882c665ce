"""The courier sends each row once."""

import asyncio
from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime
from typing import TypeVar

import pytest
from sqlalchemy import Connection

from bot.sending.bot_api import Telegram
from bot.sending.courier import Courier
from bot.sending.delivery import Delivery, DeliveryOutcome, DeliveryResult
from core.messaging.outgoing import ChatMessage, SendNotice
from storage.engine.database import Database, open_database
from storage.unit import SqlUnitOfWork
from storage.units import UnitsOfWork

T = TypeVar("T")


class SlowReads:
    """A way to the database that reads at once, and returns what it has read when the test says so."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.begun: asyncio.Queue[asyncio.Event] = asyncio.Queue()

    async def run(self, work: Callable[[Connection], T]) -> T:
        return await self.database.run(work)

    async def read(self, work: Callable[[Connection], T]) -> T:
        found = await self.database.read(work)
        may_return = asyncio.Event()
        await self.begun.put(may_return)
        await may_return.wait()
        return found


class SlowDelivery(Delivery):
    """Messages that are on their way until the test says that they arrived."""

    def __init__(self, telegram: Telegram) -> None:
        super().__init__(telegram)
        self.sent: list[ChatMessage] = []
        self.begun = asyncio.Event()
        self.arrived = asyncio.Event()

    async def deliver(
        self, message: ChatMessage, chat_id: int, *, live_message_id: int | None
    ) -> DeliveryOutcome:
        assert (chat_id, live_message_id) == (7, None)
        self.sent.append(message)
        self.begun.set()
        await self.arrived.wait()
        return DeliveryOutcome(DeliveryResult.SENT)


@pytest.fixture
async def database(sqlite_url: str) -> AsyncIterator[Database]:
    database = open_database(sqlite_url)
    yield database
    await database.close()


async def test_a_message_that_arrives_while_the_courier_looks_is_not_sent_again(database: Database) -> None:
    def put(unit: SqlUnitOfWork) -> None:
        unit.outbox.add(SendNotice({"text": "Halo"}), chat_id=7, priority=1, at=datetime.now(UTC))

    await UnitsOfWork(database).run(put)
    telegram = Telegram("123456:sandbox", "http://127.0.0.1:9")
    reads, delivery = SlowReads(database), SlowDelivery(telegram)
    units = UnitsOfWork(database, transactions=reads)
    courier = Courier(units, delivery, lambda: datetime.now(UTC), can_mail=False)
    running = asyncio.create_task(courier.run())

    (await reads.begun.get()).set()
    await delivery.begun.wait()
    courier.wake()
    looking = await reads.begun.get()
    delivery.arrived.set()
    await courier.idle()
    looking.set()
    courier.wake()

    # It has looked again, and so has begun all that it found.
    (await reads.begun.get()).set()
    await courier.stop(1.0)
    await running
    await telegram.close()
    assert len(delivery.sent) == 1
