"""Test that one of several processes leads, never two, and another takes over when it is gone."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Collection
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from sqlalchemy import Connection, text
from sqlalchemy.util import await_only

from core.messaging.outgoing import SendNotice
from storage.engine.database import Database, open_database, upgrade
from storage.engine.file_lead import CannotLead
from storage.engine.lead_state import is_lead_lost
from storage.engine.limits import LeaseTimes, PostgresLimits
from storage.engine.news import CHANNEL, EVERYTHING, Topic
from storage.units import UnitsOfWork
from tests.storage.engine.wire import wired
from tests.storage.helpdesk import NOW

# A lease that a test can wait for; a machine that is busy for a second must not end it.
SHORT = PostgresLimits(
    connect=2.0, answer=3.0, lease=LeaseTimes(length=6.0, every=0.5, margin=2.0, seek=0.1, answer=1.0)
)
LED = text("SELECT count(*) FROM leadership WHERE owner != ''")
TAKE_OVER = text("UPDATE leadership SET number = number + 1, owner = 'another'")


class Leader:
    """A process that seeks the lead, sets `leads` when it has it, and keeps it until `retire` or `die`."""

    def __init__(self, database: Database) -> None:
        self.leads = asyncio.Event()
        self.lost = asyncio.Event()
        self.news = asyncio.Event()
        self.terms = 0
        self.topics: set[Topic] = set()
        self._released = asyncio.Event()
        self.database = database
        self.running = asyncio.create_task(database.lead(self._work, self._hear))

    def _hear(self, topics: Collection[Topic]) -> None:
        self.topics = set(topics)
        self.news.set()

    async def _work(self) -> None:
        self.terms += 1
        self.lost.clear()
        self.leads.set()
        try:
            await self._released.wait()
        finally:
            self.leads.clear()
            self.lost.set()

    async def retire(self) -> None:
        self._released.set()
        await self.running

    async def die(self) -> None:
        """Break its connections, as when the process is killed."""
        self.running.cancel()
        await asyncio.gather(self.running, return_exceptions=True)
        await self.database.close()


async def put_something_out(database: Database) -> None:
    await UnitsOfWork(database).run(
        lambda unit: unit.outbox.add(SendNotice({}), chat_id=1, priority=0, at=NOW)
    )


async def announce_as_before_topics(database: Database) -> None:
    """Tell the other processes as releases do that say nothing of what was put out."""
    notify = text("SELECT pg_notify(:channel, '')")
    await database.run(lambda c: c.execute(notify, {"channel": CHANNEL}).all())


async def soon(coroutine: Awaitable[object]) -> None:
    await asyncio.wait_for(coroutine, timeout=60)


@asynccontextmanager
async def opened(*urls: str, limits: PostgresLimits = SHORT) -> AsyncIterator[list[Leader]]:
    """Yield a leader and those that seek the lead beside it, one for each URL."""
    leaders: list[Leader] = []
    try:
        for url in urls:
            leaders.append(Leader(open_database(url, limits=limits)))
            await soon(leaders[0].leads.wait())
        yield leaders
    finally:
        for leader in leaders:
            await leader.die()


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
    await asyncio.wait_for(other.leads.wait(), timeout=30)
    await other.retire()
    await first.close()
    await second.close()


@pytest.mark.postgres
async def test_the_leader_hears_at_once_what_another_process_put_out(postgres_url: str) -> None:
    async with opened(postgres_url, postgres_url) as (leader, other):
        leader.news.clear()
        await put_something_out(other.database)
        await soon(leader.news.wait())
        assert leader.topics == {Topic.MESSAGES}


@pytest.mark.postgres
async def test_what_a_process_of_an_earlier_release_put_out_may_be_anything(postgres_url: str) -> None:
    async with opened(postgres_url, postgres_url) as (leader, other):
        leader.news.clear()
        await announce_as_before_topics(other.database)
        await soon(leader.news.wait())
        assert leader.topics == EVERYTHING


@pytest.mark.postgres
async def test_a_process_does_not_hear_once_more_what_it_put_out_itself(postgres_url: str) -> None:
    async with opened(postgres_url, postgres_url) as (leader, other):
        leader.news.clear()
        await put_something_out(leader.database)
        await announce_as_before_topics(other.database)
        await soon(leader.news.wait())
        assert leader.topics == EVERYTHING, "that of the other process came first"


async def test_a_process_alone_leads_at_once(tmp_path: Path) -> None:
    for url in (f"sqlite:///{tmp_path}/alone.sqlite3", "sqlite://"):
        database = open_database(url)
        alone = Leader(database)
        await asyncio.wait_for(alone.leads.wait(), timeout=30)
        await alone.retire()
        await database.close()


async def test_work_that_fails_is_told_and_another_leads(url: str) -> None:
    async def fail() -> None:
        raise ConnectionError("of its own, and not of the lease")

    database = open_database(url)
    with pytest.raises(ConnectionError):
        await database.lead(fail, lambda _topics: None)
    async with opened(url):
        pass
    await database.close()


async def test_how_long_nobody_leads_is_known(url: str) -> None:
    database = open_database(url)
    await asyncio.sleep(0.01)
    assert database.leaderless_for > 0
    async with opened(url, url) as (leader, other):
        assert leader.database.leaderless_for == 0
        while other.database.leaderless_for > 1:  # noqa: ASYNC110 - it looks now and then
            await asyncio.sleep(0.01)
    await database.close()


def test_a_lead_file_that_can_not_be_opened_is_told_at_the_start(tmp_path: Path) -> None:
    database = open_database(f"sqlite:///{tmp_path}/bot.sqlite3")
    database.check_can_lead()
    (tmp_path / "bot.sqlite3-lead").unlink()
    (tmp_path / "bot.sqlite3-lead").mkdir()
    with pytest.raises(CannotLead, match=r"bot\.sqlite3-lead can't be opened"):
        database.check_can_lead()


async def test_a_leader_whose_file_is_taken_away_leads_no_more_beside_the_next(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/bot.sqlite3"
    async with opened(url) as (one,):
        (tmp_path / "bot.sqlite3-lead").unlink()
        await soon(one.lost.wait())
        await soon(one.leads.wait())
        assert one.terms == 2


# ---------------------------------------------------------------------------------------- the lease


@pytest.mark.postgres
async def test_a_connection_that_is_ended_between_the_lease_and_listening_is_made_anew(
    postgres_url: str,
) -> None:
    """Test that the lead outlives its connection: the lease is a row, and not a lock of a session."""
    async with opened(postgres_url, postgres_url) as (leader, other):
        for _ in range(3):
            await other.database.run(
                lambda c: c.execute(
                    text(
                        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                        "WHERE application_name = 'lpse-support lead' AND datname = current_database()"
                    )
                ).all()
            )
            leader.news.clear()
            # Whatever was missed meanwhile is looked for.
            await soon(leader.news.wait())
        assert (leader.terms, other.terms) == (1, 0)


@pytest.mark.postgres
async def test_a_leader_that_is_cut_off_stops_before_the_next_one_begins(postgres_url: str) -> None:
    async with wired(postgres_url) as wire, opened(wire.url, postgres_url) as (cut_off, other):
        wire.dies()
        taking_over = asyncio.create_task(other.leads.wait())
        await asyncio.wait(
            {asyncio.create_task(cut_off.lost.wait()), taking_over}, return_when=asyncio.FIRST_COMPLETED
        )
        assert not taking_over.done(), "two lead at once"
        with pytest.raises(asyncio.CancelledError, check=is_lead_lost):
            await cut_off.database.for_leader().read(lambda c: c.execute(text("SELECT 1")).all())
        await soon(taking_over)
        wire.recovers()
        await other.retire()
        await soon(cut_off.leads.wait())


@pytest.mark.postgres
async def test_a_former_leader_changes_nothing_any_more(postgres_url: str) -> None:
    slow = PostgresLimits(lease=LeaseTimes(length=60.0, every=20.0))
    async with opened(postgres_url, limits=slow) as (leader,):
        leading = leader.database.for_leader()
        await leading.run(lambda c: c.execute(text("UPDATE editions SET number = number")))
        await leader.database.run(lambda c: c.execute(TAKE_OVER))
        done: list[Connection] = []
        with pytest.raises(asyncio.CancelledError, check=is_lead_lost):
            await leading.run(done.append)
        assert not done


@pytest.mark.postgres
async def test_nobody_takes_the_lead_in_the_middle_of_a_transaction_of_the_leader(postgres_url: str) -> None:
    """Test that what the leader marks is marked before the next one looks."""
    async with opened(postgres_url) as (leader,):
        begun, go_on = asyncio.Event(), asyncio.Event()

        def mark(connection: Connection) -> None:
            begun.set()
            await_only(go_on.wait())

        marking = asyncio.create_task(leader.database.for_leader().run(mark))
        await begun.wait()
        # The leader's own renewals do not wait for it.
        await until_renewed(leader.database)
        taking = asyncio.create_task(leader.database.run_long(lambda c: c.execute(TAKE_OVER)))
        await until_waiting(leader.database)
        assert not taking.done()
        go_on.set()
        await marking
        await taking


async def until_renewed(database: Database) -> None:
    """Wait until the lease ends later than now it does."""
    end = text("SELECT expires_at FROM leadership")
    before = await database.read(lambda c: c.execute(end).scalar_one())
    while await database.read(lambda c: c.execute(end).scalar_one()) == before:  # noqa: ASYNC110
        await asyncio.sleep(0.02)


async def until_waiting(database: Database) -> None:
    waiting = text(
        "SELECT count(*) FROM pg_stat_activity "
        "WHERE wait_event_type = 'Lock' AND datname = current_database()"
    )
    while not await database.read(lambda c: c.execute(waiting).scalar_one()):  # noqa: ASYNC110
        await asyncio.sleep(0.02)


@pytest.mark.postgres
async def test_a_lead_that_is_given_back_is_free(postgres_url: str) -> None:
    async with opened(postgres_url) as (leader,):
        assert await leader.database.read(lambda c: c.execute(LED).scalar_one()) == 1
        await leader.retire()
        assert await leader.database.read(lambda c: c.execute(LED).scalar_one()) == 0


@pytest.mark.postgres
async def test_a_leader_waits_for_a_database_that_is_away_and_leads_again(postgres_url: str) -> None:
    async with wired(postgres_url) as wire, opened(wire.url) as (leader,):
        wire.dies()
        await soon(leader.lost.wait())
        wire.recovers()
        await soon(leader.leads.wait())
        assert leader.terms == 2
