"""Test that a process which stands still in the middle of a transaction does not stop all the others."""

import asyncio
import os
import signal
import struct
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import replace
from functools import partial

import pytest
from sqlalchemy import make_url, text
from sqlalchemy.exc import DBAPIError

from storage.engine.database import Database, open_database
from storage.engine.edition_cache import EditionCache
from storage.unit import SqlUnitOfWork
from tests.storage.engine.test_killed import complete_rows, prepare, read_rows
from tests.storage.engine.test_leader_election import opened, soon
from tests.storage.engine.wire import wired
from tests.storage.filing_process import IMPATIENT, handle
from tests.storage.helpdesk import NOW, ROOT

pytestmark = [pytest.mark.postgres, pytest.mark.timeout(240)]

AT_ONCE = 25


class FrozenProcess:
    """A process that froze in the middle of filing a ticket."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process

    async def is_woken(self) -> list[str]:
        """Let it go on, and return what it says until it ends."""
        self._process.send_signal(signal.SIGCONT)
        said, _ = await self._process.communicate()
        assert self._process.returncode == 0
        return said.decode().split("\n")[:-1]


@asynccontextmanager
async def frozen(url: str, update_id: int, step: str) -> AsyncIterator[FrozenProcess]:
    """Yield a process that froze after this step of handling an update."""
    arguments = ("-m", "tests.storage.filing_process", url, str(update_id), step)
    process = await asyncio.create_subprocess_exec(
        sys.executable, *arguments, cwd=ROOT, stdout=asyncio.subprocess.PIPE
    )
    try:
        await asyncio.to_thread(os.waitid, os.P_PID, process.pid, os.WSTOPPED | os.WNOWAIT)
        yield FrozenProcess(process)
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()


@pytest.fixture
async def database(postgres_url: str) -> AsyncIterator[Database]:
    await prepare(postgres_url)
    database = open_database(postgres_url, limits=IMPATIENT)
    yield database
    await database.close()


@pytest.mark.parametrize("step", ["numbered", "done"])
async def test_others_go_on_and_the_woken_one_neither_loses_nor_doubles(
    database: Database, postgres_url: str, step: str
) -> None:
    """Test with one counter for everybody: the frozen process holds it, and its update's lane."""
    updates = database.for_updates()
    async with frozen(postgres_url, 1, step) as process:
        filing = [
            asyncio.ensure_future(updates.run(partial(handle, update_id=2 + n))) for n in range(AT_ONCE)
        ]
        await until_waiting(database)
        # Everybody else works meanwhile: new updates are kept, and what is read is read.
        assert await database.run(lambda c: unit_of(c).inbox.store([(100, "lane", "")], NOW)) == [100]
        assert await database.read(lambda c: c.execute(text("SELECT 1")).scalar_one()) == 1
        assert not any(task.done() for task in filing)
        await asyncio.gather(*filing)
        assert await process.is_woken() == ["undone", f"TPS261121{AT_ONCE + 1:04d}"]
    found = await read_rows(postgres_url)
    complete = complete_rows(AT_ONCE + 1)
    assert (found.numbers, found.messages) == (complete.numbers, complete.messages)


async def test_what_the_frozen_one_had_in_hand_another_does_and_it_is_done_once(
    database: Database, postgres_url: str
) -> None:
    async with frozen(postgres_url, 1, "done") as process:
        assert await database.run(partial(handle, update_id=1)) == "TPS2611210001"
        assert await process.is_woken() == ["undone", "done by another"]
    assert await read_rows(postgres_url) == complete_rows(1)


async def test_who_freezes_in_the_middle_of_a_statement_is_ended_too(
    database: Database, postgres_url: str
) -> None:
    """Test with a session of which the server has half a statement: no limit of its own counts there."""
    limits = replace(IMPATIENT, idle=1.0, statement=2.0)
    held = text("SELECT pg_advisory_xact_lock(77)")
    stuck = stuck_session(postgres_url, limits.session("units"), f"BEGIN; {held.text}")
    async with stuck, opened(postgres_url, limits=limits):
        await soon(database.run(lambda c: c.execute(held)))


@asynccontextmanager
async def stuck_session(url: str, settings: Mapping[str, str], begun: str) -> AsyncIterator[None]:
    """Yield while a session stands in the middle of a statement, in a transaction that began with `begun`.

    It speaks the protocol itself, since a driver leaves no time there (PostgreSQL's "Message Formats").
    """
    server = make_url(url)
    names = {"user": server.username, "database": server.database, **settings}
    reader, writer = await asyncio.open_connection(server.host, server.port or 5432)
    try:
        words = b"".join(f"{name}\0{value}\0".encode() for name, value in names.items())
        writer.write(_sized(struct.pack("!I", 3 << 16) + words + b"\0"))
        writer.write(b"Q" + _sized(f"{begun}\0".encode()))
        # Parse and Flush; neither Bind nor Sync follows.
        writer.write(b"P" + _sized(b"\0SELECT 1\0\0\0") + b"H" + _sized(b""))
        # ParseComplete: the server has got as far as that.
        await asyncio.wait_for(reader.readuntil(b"1\0\0\0\4"), 60)
        yield
    finally:
        writer.transport.abort()


def _sized(content: bytes) -> bytes:
    return struct.pack("!I", len(content) + 4) + content


def unit_of(connection: object) -> SqlUnitOfWork:
    return SqlUnitOfWork(connection, EditionCache())  # type: ignore[arg-type]


async def until_waiting(database: Database) -> None:
    """Wait until as many transactions as updates may have at once wait for the frozen one."""
    waiting = text(
        "SELECT count(*) FROM pg_stat_activity "
        "WHERE wait_event_type = 'Lock' AND datname = current_database()"
    )
    while await database.read(lambda c: c.execute(waiting).scalar_one()) < IMPATIENT.update_places:  # noqa: ASYNC110
        await asyncio.sleep(0.02)


async def test_work_on_a_dead_connection_ends_and_the_next_one_gets_another(postgres_url: str) -> None:
    """Test with a server that is gone without a word, and comes back."""
    async with wired(postgres_url) as wire:
        database = open_database(wire.url, limits=replace(IMPATIENT, connect=1.0, answer=1.0, reading=1.0))
        one = text("SELECT 1")
        for way in (database, database.for_updates()):
            assert await way.run(lambda c: c.execute(one).scalar_one()) == 1
            assert await way.read(lambda c: c.execute(one).scalar_one()) == 1
            wire.dies()
            for work in (way.run, way.read):
                with pytest.raises((TimeoutError, DBAPIError, OSError)):
                    await asyncio.wait_for(work(lambda c: c.execute(one).scalar_one()), 60)
            wire.recovers()
        assert await database.run(lambda c: c.execute(one).scalar_one()) == 1
        wire.dies()
        await asyncio.wait_for(database.close(), 60)
