"""One process at a time leads: it alone sends and keeps the clock, and another takes over when it is gone."""

from __future__ import annotations

import asyncio
import fcntl
from collections.abc import Awaitable, Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from sqlalchemy import URL, NullPool, func, select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection, create_async_engine

from storage.locks import Lock

# Seconds between tries to take the lead, and between looks whether the connection that holds it is alive.
TRY_EVERY, LOOK_EVERY = 1.0, 2.0
CHANNEL = "outbox"

_TRY = select(func.pg_try_advisory_lock(int(Lock.LEAD), 0))
_ALIVE = text("SELECT 1")

Work = Callable[[], Awaitable[None]]


async def lead_by_file(path: Path | None, work: Work) -> None:
    """Lead among the processes that share a database file; a file in memory has but one."""
    if path is None:
        await work()
        return
    with path.open("w") as lock:
        while True:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                await asyncio.sleep(TRY_EVERY)
            else:
                break
        await work()


async def lead_by_lock(url: URL, work: Work, news: Callable[[], None]) -> None:
    """Lead among the processes of one PostgreSQL; `news` is called when any of them has put something out.

    The lock lives as long as its connection: when that breaks, `work` is cancelled and the lead sought again.
    """
    # Outside of every pool: given back to one, the connection would keep the lock.
    engine = create_async_engine(url, poolclass=NullPool, isolation_level="AUTOCOMMIT")
    while True:
        try:
            async with engine.connect() as connection:
                await _win(connection)
                await _hear(connection, news)
                await _while_alive(connection, work)
                return
        except (DBAPIError, OSError):
            await asyncio.sleep(TRY_EVERY)


async def _win(connection: AsyncConnection) -> None:
    # Waiting for the lock itself would leave a cancelled process in PostgreSQL's queue for it.
    while not (await connection.execute(_TRY)).scalar_one():  # noqa: ASYNC110 - no event of ours tells
        await asyncio.sleep(TRY_EVERY)


async def _hear(connection: AsyncConnection, news: Callable[[], None]) -> None:
    driver: Any = (await connection.get_raw_connection()).driver_connection
    await driver.add_listener(CHANNEL, lambda *_said: news())


async def _while_alive(connection: AsyncConnection, work: Work) -> None:
    # The driver tells of most ends at once, before another process can lead; a silent one is found by asking.
    lost = asyncio.Event()
    driver: Any = (await connection.get_raw_connection()).driver_connection
    driver.add_termination_listener(lambda *_said: lost.set())
    working, watching = asyncio.ensure_future(work()), asyncio.ensure_future(lost.wait())
    try:
        while not working.done():
            await asyncio.wait({working, watching}, timeout=LOOK_EVERY, return_when=asyncio.FIRST_COMPLETED)
            if not working.done():
                await connection.execute(_ALIVE)
        await working
    finally:
        watching.cancel()
        working.cancel()
        with suppress(asyncio.CancelledError):
            await working
