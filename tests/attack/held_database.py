"""Hold one transaction open around many updates, look at what each changed, and undo it."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from functools import partial
from typing import Any, Protocol, TypeAlias, TypeVar, cast

from sqlalchemy import URL, Connection, create_engine, event, make_url, select
from sqlalchemy.ext.asyncio import create_async_engine

from storage.engine.database import Database
from storage.engine.edition_cache import EditionCache
from storage.engine.json_codec import dump, load
from storage.schema.tables import metadata
from storage.units import UnitsOfWork

T = TypeVar("T")
Row: TypeAlias = Mapping[str, Any]
# Rows of each table by their primary key.
Records: TypeAlias = Mapping[str, Mapping[tuple[Any, ...], Row]]

_WRITTEN = re.compile(r'\b(?:INSERT INTO|UPDATE|DELETE FROM)\s+"?(\w+)')
# Tables that triggers fill when those before them are written.
_FOLLOWING = {"people": {"former_names", "releases_due"}, "assignments": {"releases_due"}}
# What only counts and orders the updates themselves.
_UNSEEN = {"inbox", "leadership"}
TABLES = {table.name: table for table in metadata.sorted_tables if table.name not in _UNSEEN}


class _Run(Protocol):
    """Run a function of the held connection."""

    def __call__(self, work: Callable[[Connection], T]) -> Awaitable[T]: ...


class HeldDatabase:
    """One transaction that is never committed; those of the bot are savepoints within it."""

    def __init__(self, run: _Run) -> None:
        self._run = run
        self._touched: set[str] = set()
        self._depth = 0
        self.units = UnitsOfWork(cast("Database", self))

    def note(self, statement: str) -> None:
        """Note the tables that this statement writes."""
        for name in _WRITTEN.findall(statement):
            if name in TABLES:
                self._touched |= {name} | _FOLLOWING.get(name, set())

    async def run(self, work: Callable[[Connection], T]) -> T:
        """Run `work` in a savepoint of its own, which is undone where it raises."""
        async with self.undone(keep=True):
            return await self._run(work)

    async def read(self, work: Callable[[Connection], T]) -> T:
        """Run `work` and undo what it writes."""
        async with self.undone():
            return await self._run(work)

    def announce(self, _connection: Connection, _topics: object) -> None:
        """Tell nobody: nothing is committed."""

    def for_updates(self) -> HeldDatabase:
        return self

    @asynccontextmanager
    async def undone(self, *, keep: bool = False) -> AsyncIterator[None]:
        """Undo at its end what is done within the block; with `keep`, only where the block raises."""
        self._depth += 1
        name = f"held_{self._depth}"
        await self._does(f"SAVEPOINT {name}")
        is_kept = False
        try:
            yield
            is_kept = keep
        finally:
            if not is_kept:
                await self._does(f"ROLLBACK TO SAVEPOINT {name}")
                # Numbers of editions come again with other content.
                self.units = UnitsOfWork(cast("Database", self), EditionCache())
            await self._does(f"RELEASE SAVEPOINT {name}")
            self._depth -= 1

    async def records(self, before: Records | None = None) -> Records:
        """Return all rows; with those of `before`, only tables that were written since are read again."""
        names = set(TABLES) if before is None else self._touched
        self._touched = set()
        read = {name: await self._run(partial(_rows, name)) for name in names}
        return {**(before or {}), **read}

    async def _does(self, statement: str) -> None:
        await self._run(lambda connection: connection.exec_driver_sql(statement))


def _rows(name: str, connection: Connection) -> Mapping[tuple[Any, ...], Row]:
    table = TABLES[name]
    keys = [column.key for column in table.primary_key]
    found = connection.execute(select(*(column.label(column.key) for column in table.columns))).mappings()
    return {tuple(row[key] for key in keys): dict(row) for row in found}


@asynccontextmanager
async def held(url: str) -> AsyncIterator[HeldDatabase]:
    """Hold a transaction of a database open, and roll it back at the end."""
    parsed = make_url(url)
    opened = _held_sqlite if parsed.get_backend_name() == "sqlite" else _held_postgres
    async with opened(parsed) as database:
        yield database


@asynccontextmanager
async def _held_sqlite(url: URL) -> AsyncIterator[HeldDatabase]:
    engine = create_engine(url, json_serializer=dump, json_deserializer=load)

    @event.listens_for(engine, "connect")
    def prepare(driver: Any, _record: object) -> None:
        driver.isolation_level = None
        driver.execute("PRAGMA foreign_keys=ON")

    @event.listens_for(engine, "begin")
    def start(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    with engine.connect() as connection:

        async def run(work: Callable[[Connection], T]) -> T:
            return work(connection)

        database = HeldDatabase(run)
        event.listen(engine, "before_cursor_execute", lambda _c, _k, said, *_: database.note(said))
        connection.begin()
        yield database
        connection.rollback()
    engine.dispose()


@asynccontextmanager
async def _held_postgres(url: URL) -> AsyncIterator[HeldDatabase]:
    engine = create_async_engine(url, json_serializer=dump, json_deserializer=load)
    async with engine.connect() as connection:

        async def run(work: Callable[[Connection], T]) -> T:
            return await connection.run_sync(work)

        database = HeldDatabase(run)
        event.listen(
            engine.sync_engine, "before_cursor_execute", lambda _c, _k, said, *_: database.note(said)
        )
        await connection.begin()
        yield database
        await connection.rollback()
    await engine.dispose()
