"""PostgreSQL as a database: each piece of work in one hop on a connection of the pool."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TypeVar

from sqlalchemy import URL, Connection
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import create_async_engine

from storage.documents import dump, load
from storage.leading import lead_by_lock

T = TypeVar("T")

# serialization_failure and deadlock_detected: the transaction did nothing, and may well succeed another time.
_AGAIN = frozenset({"40001", "40P01"})
_TRIES = 5


class PostgresDatabase:
    """Transactions run side by side; row locks and advisory locks order those that have to be."""

    def __init__(self, url: URL, *, pool_size: int = 10) -> None:
        self._engine = create_async_engine(
            url.set(drivername="postgresql+asyncpg"),
            pool_size=pool_size,
            pool_pre_ping=True,
            json_serializer=dump,
            json_deserializer=load,
        )
        self._reading = self._engine.execution_options(
            isolation_level="REPEATABLE READ", postgresql_readonly=True
        )

    async def run(self, work: Callable[[Connection], T]) -> T:
        for _ in range(_TRIES - 1):
            try:
                return await self._run(work)
            except DBAPIError as failure:
                if getattr(failure.orig, "sqlstate", None) not in _AGAIN:
                    raise
        return await self._run(work)

    async def _run(self, work: Callable[[Connection], T]) -> T:
        async with self._engine.begin() as connection:
            return await connection.run_sync(work)

    async def read(self, work: Callable[[Connection], T]) -> T:
        async with self._reading.connect() as connection:
            return await connection.run_sync(work)

    async def lead(self, work: Callable[[], Awaitable[None]], news: Callable[[], None]) -> None:
        await lead_by_lock(self._engine.url, work, news)

    async def close(self) -> None:
        await self._engine.dispose()
