"""Run work on PostgreSQL, each function in one call on a connection of the pool."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Awaitable, Callable, Collection
from contextlib import AbstractAsyncContextManager, nullcontext
from time import monotonic
from typing import Any, TypeVar

from sqlalchemy import URL, Connection, NullPool
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from storage.engine.json_codec import dump, load
from storage.engine.lead_state import LeadState, lead_lost
from storage.engine.lease import FENCE, LeaseConnection, lead_by_lease
from storage.engine.limits import PostgresLimits
from storage.engine.news import News, Topic, announce

T = TypeVar("T")

# serialization_failure and deadlock_detected: the transaction was undone, and may succeed when run again.
_UNDONE = frozenset({"40001", "40P01"})
_TRIES = 5
# lock_not_available: another transaction keeps a lock for long, perhaps that of a process that is frozen.
_LOCKED = "55P03"

USUAL = PostgresLimits()


class PostgresDatabase:
    """Run transactions side by side; row locks and advisory locks order those that must not overlap.

    Units of work, reads and the leader have pools of their own, so that none of them waits for another kind.
    """

    def __init__(self, url: URL, *, limits: PostgresLimits = USUAL) -> None:
        self._limits = limits
        self._url = url.set(drivername="postgresql+asyncpg")
        self._lead_state = LeadState()
        # The sender's name in notices, so that this process ignores its own.
        self._name = secrets.token_hex(8)
        self._writing = self._pool(limits.places, limits.session("units"))
        self._reading = _readers(
            self._pool(limits.readers, limits.reading_session("reads"), answer=limits.reading)
        )
        self._leading = self._pool(limits.leader_places, limits.session("leader"))

    async def run(self, work: Callable[[Connection], T]) -> T:
        return await run_patiently(self._writing, work, self._limits)

    async def run_long(self, work: Callable[[Connection], T]) -> T:
        engine = self._engine(self._limits.long_session("long"), None, poolclass=NullPool)
        async with engine.begin() as connection:
            return await connection.run_sync(work)

    async def give_way(self) -> None:
        """Do nothing: transactions run side by side."""

    async def read(self, work: Callable[[Connection], T]) -> T:
        async with self._reading.connect() as connection:
            return await connection.run_sync(work)

    def for_updates(self) -> BoundedTransactions:
        return BoundedTransactions(self, self._writing, self._limits)

    def for_leader(self) -> FencedTransactions:
        return FencedTransactions(self._leading, self._lead_state, self._limits)

    @property
    def leaderless_for(self) -> float:
        return self._lead_state.leaderless_for

    def check_can_lead(self) -> None:
        """Do nothing: whoever has the database can lead."""

    def announce(self, connection: Connection, topics: Collection[Topic]) -> None:
        announce(connection, topics, self._name)

    async def lead(self, work: Callable[[], Awaitable[None]], news: News) -> None:
        connection = LeaseConnection(self._url, self._limits, news, self._name)
        await lead_by_lease(connection, work, self._lead_state)

    async def close(self) -> None:
        for engine in (self._leading, self._reading, self._writing):
            await engine.dispose()

    def _pool(self, size: int, session: dict[str, str], *, answer: float | None = None) -> AsyncEngine:
        return self._engine(
            session, answer or self._limits.answer, pool_size=size, max_overflow=0, pool_pre_ping=True
        )

    def _engine(self, session: dict[str, str], answer: float | None, **pool: Any) -> AsyncEngine:
        return create_async_engine(
            self._url,
            connect_args={
                "server_settings": session,
                "timeout": self._limits.connect,
                "command_timeout": answer,
            },
            json_serializer=dump,
            json_deserializer=load,
            **pool,
        )


class BoundedTransactions:
    """Transactions of updates: so many at once that connections are left for what keeps new updates."""

    def __init__(self, database: PostgresDatabase, engine: AsyncEngine, limits: PostgresLimits) -> None:
        self._database = database
        self._engine = engine
        self._limits = limits
        self._places = asyncio.Semaphore(limits.update_places)

    async def run(self, work: Callable[[Connection], T]) -> T:
        return await run_patiently(self._engine, work, self._limits, self._places)

    async def read(self, work: Callable[[Connection], T]) -> T:
        return await self._database.read(work)


class FencedTransactions:
    """Transactions of the leader, which end with its term; they are cancelled by `lead_lost` after it.

    Those that write look for the term's number in the table of the lease, and no other process takes the lead
    before they end: a leader that was frozen, or cut off, changes nothing once there is another.
    """

    def __init__(self, engine: AsyncEngine, state: LeadState, limits: PostgresLimits) -> None:
        self._engine = engine
        self._reading = _readers(engine)
        self._state = state
        self._limits = limits

    def check(self) -> None:
        self._state.check()

    async def run(self, work: Callable[[Connection], T]) -> T:
        number = self._state.check()

        def fenced(connection: Connection) -> T:
            if connection.execute(FENCE, {"number": number}).first() is None:
                raise lead_lost()
            return work(connection)

        return await run_patiently(self._engine, fenced, self._limits)

    async def read(self, work: Callable[[Connection], T]) -> T:
        self._state.check()
        async with self._reading.connect() as connection:
            return await connection.run_sync(work)


async def run_patiently(
    engine: AsyncEngine,
    work: Callable[[Connection], T],
    limits: PostgresLimits,
    place: AbstractAsyncContextManager[object] | None = None,
) -> T:
    """Run `work` in one transaction and return its result once that is committed.

    One that fails by a deadlock or a serialization failure is tried up to 5 times, one that waits too long
    for a lock for `limits.patience` seconds. Between two tries others have its place and its locks.
    """
    tries, give_up = 1, monotonic() + limits.patience
    while True:
        try:
            async with place or nullcontext(), engine.begin() as connection:
                return await connection.run_sync(work)
        except DBAPIError as failure:
            state = getattr(failure.orig, "sqlstate", None)
            may_pass = tries < _TRIES if state in _UNDONE else state == _LOCKED and monotonic() < give_up
            if not may_pass:
                raise
            tries += 1


def _readers(engine: AsyncEngine) -> AsyncEngine:
    return engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
