"""Of several processes one leads, and when it is gone another takes over."""

import asyncio
from pathlib import Path

import pytest

from storage.database import Database, open_database, upgrade
from storage.unit import SqlUnit
from tests.storage.house import NOW


class Leader:
    """A process that wants to lead: says when it does, and leads until it is let go."""

    def __init__(self, database: Database) -> None:
        self.leads = asyncio.Event()
        self.news = asyncio.Event()
        self._let_go = asyncio.Event()
        self._database = database
        self.running = asyncio.create_task(database.lead(self._work, self.news.set))

    async def _work(self) -> None:
        self.leads.set()
        await self._let_go.wait()

    async def retire(self) -> None:
        self._let_go.set()
        await self.running

    async def die(self) -> None:
        """As when its process is killed: its connections break."""
        self.running.cancel()
        await asyncio.gather(self.running, return_exceptions=True)
        await self._database.close()


async def put_something_out(database: Database) -> None:
    await database.run(
        lambda c: SqlUnit(c, None).outbox.put(  # type: ignore[arg-type]
            chat_id=1, op="notice", method="sendMessage", payload={}, priority=0, at=NOW
        )
    )


@pytest.mark.parametrize("leaves", ["retire", "die"])
async def test_one_leads_and_the_next_takes_over(url: str, leaves: str) -> None:
    first, second = open_database(url), open_database(url)
    await upgrade(first)
    one = Leader(first)
    await one.leads.wait()
    other = Leader(second)
    done, _ = await asyncio.wait({asyncio.create_task(other.leads.wait())}, timeout=0.3)
    assert not done, "two lead at once"
    await getattr(one, leaves)()
    await asyncio.wait_for(other.leads.wait(), timeout=10)
    await other.retire()
    await first.close()
    await second.close()


@pytest.mark.postgres
async def test_the_leader_hears_at_once_what_another_process_put_out(postgres_url: str) -> None:
    first, second = open_database(postgres_url), open_database(postgres_url)
    leader = Leader(first)
    await leader.leads.wait()
    await put_something_out(second)
    await asyncio.wait_for(leader.news.wait(), timeout=5)
    await leader.retire()
    await first.close()
    await second.close()


async def test_a_process_alone_leads_at_once(tmp_path: Path) -> None:
    for url in (f"sqlite:///{tmp_path}/alone.sqlite3", "sqlite://"):
        database = open_database(url)
        alone = Leader(database)
        await asyncio.wait_for(alone.leads.wait(), timeout=5)
        await alone.retire()
        await database.close()
