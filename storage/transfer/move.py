"""Copy all rows from one database to another, of the same engine or the other, and compare them."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Protocol, TypeVar

import orjson
from sqlalchemy import Table, make_url

from storage.engine.migrate import SchemaState
from storage.inspection import inspect_database
from storage.schema.tables import metadata
from storage.transfer.addresses import sqlite_file
from storage.transfer.postgres_side import PostgresSource, PostgresTarget
from storage.transfer.running import StillRunning, holding_leader_lock, is_running
from storage.transfer.sqlite_side import SqliteSource, SqliteTarget
from storage.transfer.sums import RowSum, TableSum, compare

T = TypeVar("T")

# Seconds for a database to say which tables it has.
_PATIENCE = 10.0


class UnusableSource(Exception):
    """Raised where the source has no tables, or tables of another version."""


class Source(Protocol):
    """A database in one moment."""

    def rows(self, table: Table) -> AsyncIterator[Sequence[Sequence[Any]]]:
        """Yield the rows of a table, many at a time."""

    async def last_ids(self) -> Mapping[str, int]:
        """Return the last id that was given in each table that counts its ids."""


class Target(Source, Protocol):
    """A database without an office, which is filled in one transaction."""

    async def put(self, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
        """Insert rows, which no trigger adds anything to."""

    async def finish(self, last_ids: Mapping[str, int]) -> None:
        """Make the indexes for searching, and let ids go on behind the last ones."""


async def move(source_url: str, target_url: str) -> dict[str, TableSum]:
    """Copy every row into the target, compare each table there with the source, and return what it has.

    Raise `StillRunning` where a process of the bot uses the source, `UnusableSource` where that has not the
    tables of this version, `DatabaseNotEmpty` where the target has an office, and `RowsDiffer` where a table
    differs afterwards. The target is as it was then.
    """
    if await is_running(source_url):
        raise StillRunning
    await _check_current(source_url)
    async with _source(source_url) as source, _target(target_url) as target:
        sums = {}
        for table in metadata.sorted_tables:
            total = RowSum()
            async for rows in source.rows(table):
                for row in rows:
                    total.add(_canonical(row))
                keys = table.columns.keys()
                await target.put(table, [dict(zip(keys, row, strict=True)) for row in rows])
            sums[table.name] = total.result()
        found = {table.name: await _sum(target, table) for table in metadata.sorted_tables}
        compare(sums, found)
        await target.finish(await source.last_ids())
    return found


async def _sum(source: Source, table: Table) -> TableSum:
    total = RowSum()
    async for rows in source.rows(table):
        for row in rows:
            total.add(_canonical(row))
    return total.result()


async def _check_current(url: str) -> None:
    try:
        state = await inspect_database(url, _PATIENCE)
    except FileNotFoundError:
        raise UnusableSource("there is no database") from None
    if state.schema is SchemaState.EMPTY:
        raise UnusableSource("there is nothing in it")
    if state.schema is not SchemaState.CURRENT:
        raise UnusableSource(f"its tables are of another version ({state.revision})")


def _canonical(row: Sequence[Any]) -> bytes:
    """Return a row as bytes that are the same on both engines."""
    plain = [_plain(value) for value in row]
    return orjson.dumps(plain, option=orjson.OPT_SORT_KEYS | orjson.OPT_PASSTHROUGH_DATETIME)


def _plain(value: object) -> object:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(" ", "microseconds")
    return value


def _source(url: str) -> AbstractAsyncContextManager[Source]:
    file = sqlite_file(url)
    if file is None:
        return PostgresSource.opened(url)
    return _locked(file, SqliteSource.opened(file))


def _target(url: str) -> AbstractAsyncContextManager[Target]:
    if make_url(url).get_backend_name() == "sqlite":
        file = sqlite_file(url)
        if file is None:
            raise ValueError("a database in memory ends with this command")
        return _locked(file, SqliteTarget.opened(file))
    return PostgresTarget.opened(url)


@asynccontextmanager
async def _locked(file: Path, opening: AbstractAsyncContextManager[T]) -> AsyncIterator[T]:
    """Open the database while no process can lead on it."""
    with holding_leader_lock(file):
        async with opening as opened:
            yield opened
