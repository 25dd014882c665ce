"""The courier: what it sends, it sends once."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

import pytest
from sqlalchemy import Connection

from bot.courier import Courier
from bot.delivery import Delivery
from bot.mail import Letter
from bot.telegram import Telegram
from storage.database import Database, open_database, upgrade
from storage.unit import Shelf, SqlUnit

T = TypeVar("T")


class SlowReads:
    """A database whose reads see what is there at once, and come back when the test says so."""

    def __init__(self, database: Database) -> None:
        self.whole = database
        self.begun: asyncio.Queue[asyncio.Event] = asyncio.Queue()

    async def run(self, work: Callable[[Connection], T]) -> T:
        return await self.whole.run(work)

    async def read(self, work: Callable[[Connection], T]) -> T:
        found = await self.whole.read(work)
        comes_back = asyncio.Event()
        await self.begun.put(comes_back)
        await comes_back.wait()
        return found

    async def lead(self, work: Callable[[], Awaitable[None]], news: Callable[[], None]) -> None:
        await self.whole.lead(work, news)

    async def close(self) -> None:
        await self.whole.close()


class SlowPost:
    """Letters that are on their way until the test says that they arrived."""

    def __init__(self) -> None:
        self.sent: list[Letter] = []
        self.begun = asyncio.Event()
        self.arrived = asyncio.Event()

    async def send(self, letter: Letter) -> None:
        self.sent.append(letter)
        self.begun.set()
        await self.arrived.wait()


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    database = open_database(f"sqlite:///{tmp_path}/bot.sqlite3")
    await upgrade(database)
    yield database
    await database.close()


async def test_a_letter_that_arrives_while_the_courier_looks_is_not_sent_again(database: Database) -> None:
    def put(connection: Connection) -> None:
        letter = {"to": "rina@contoh.go.id", "subject": "Halo", "text": "Isi."}
        unit = SqlUnit(connection, Shelf())
        unit.outbox.put(
            chat_id=None, op="mail", method="notice", payload=letter, priority=1, at=datetime.now(UTC)
        )

    await database.run(put)
    reads, post = SlowReads(database), SlowPost()
    telegram = Telegram("123456:sandbox", "http://127.0.0.1:9")
    courier = Courier(reads, Delivery(telegram), post, Shelf(), lambda: datetime.now(UTC))
    running = asyncio.create_task(courier.run())

    (await reads.begun.get()).set()
    await post.begun.wait()
    courier.poke()
    looking = await reads.begun.get()
    (sending,) = courier._busy.values()
    post.arrived.set()
    await sending
    looking.set()

    # It has looked again, and so has begun all that it found.
    (await reads.begun.get()).set()
    await courier.stop(1.0)
    await running
    await telegram.close()
    assert len(post.sent) == 1
