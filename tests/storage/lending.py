"""Lend databases to one test after the other: empty ones, ones that were filled once, and open ones."""

from __future__ import annotations

import asyncio
import io
import secrets
import shutil
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import URL

from storage.engine.database import Database, open_database
from tests.storage.server import NOT_USABLE, POSTGRES, connect, on_server, why_skipped

# The schema as PostgreSQL makes it in a new database.
EMPTIED = """
    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid();
    DROP SCHEMA public CASCADE;
    CREATE SCHEMA public AUTHORIZATION pg_database_owner;
    GRANT USAGE ON SCHEMA public TO PUBLIC;
    COMMENT ON SCHEMA public IS 'standard public schema';
"""
TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
SEQUENCES = """
    SELECT string_agg(format(
        'SELECT setval(%L, %s, %L);', format('%I.%I', schemaname, sequencename),
        coalesce(last_value, start_value), last_value IS NOT NULL
    ), ' ') FROM pg_sequences WHERE schemaname = 'public'
"""


class EmptyDatabases:
    """Lend databases of the server without tables; dropping one for good takes the server seconds."""

    def __init__(self) -> None:
        self._made: list[str] = []
        self._free: list[URL] = []

    async def take(self) -> URL:
        """Return the URL of a database with nothing in it; skip the test where PostgreSQL can't be used."""
        if self._free:
            return self._free.pop()
        name = f"lent_{secrets.token_hex(6)}"
        try:
            await on_server(f"CREATE DATABASE {name}")
        except NOT_USABLE as error:
            pytest.skip(why_skipped(error))
        self._made.append(name)
        # Nobody pulls the plug while tests run.
        await on_server(f"ALTER DATABASE {name} SET synchronous_commit = off")
        return POSTGRES.set(database=name)

    async def give_back(self, url: URL) -> None:
        """End the sessions of the database, and drop what is in it."""
        await on_server(EMPTIED, url)
        self._free.append(url)

    async def drop(self) -> None:
        """Drop all databases at once: each waits for the server to write down what is dirty."""
        await asyncio.gather(*(on_server(f"DROP DATABASE {name} WITH (FORCE)") for name in self._made))


@dataclass(frozen=True)
class Rows:
    """The rows of all tables of a database as COPY writes them, and a script that sets its sequences."""

    by_table: Mapping[str, bytes]
    sequences: str

    @classmethod
    async def of(cls, url: URL) -> Rows:
        """Read them."""
        connection = await connect(url)
        try:
            found = {}
            for (table,) in await connection.fetch(TABLES):
                written = io.BytesIO()
                await connection.copy_from_table(table, output=written, format="binary")
                found[table] = written.getvalue()
            return cls(found, await connection.fetchval(SEQUENCES))
        finally:
            await connection.close()

    async def bring_back(self, url: URL) -> None:
        """Replace all rows in tables that are as they were; no trigger and no foreign key looks."""
        connection = await connect(url)
        try:
            async with connection.transaction():
                deleted = " ".join(f"DELETE FROM {table};" for table in self.by_table)
                await connection.execute(f"SET LOCAL session_replication_role = replica; {deleted}")
                for table, written in self.by_table.items():
                    await connection.copy_to_table(table, source=io.BytesIO(written), format="binary")
                await connection.execute(self.sequences)
        finally:
            await connection.close()


Fill = Callable[[str], Awaitable[None]]


class FilledDatabases:
    """Lend databases that are filled once for this process; each test finds them as they were then.

    A test may change rows as it likes, and no tables.
    """

    def __init__(self, empty: EmptyDatabases, folder: Path) -> None:
        self._empty = empty
        self._folder = folder
        self._filled: dict[str, tuple[URL, Rows]] = {}

    async def lend(self, engine: str, name: str, fill: Fill, folder: Path) -> str:
        """Return the URL of the database of this name; `fill` is given the URL of an empty one.

        That of SQLite is a copy in `folder`.
        """
        return await (self._copy(name, fill, folder) if engine == "sqlite" else self._bring_back(name, fill))

    async def _copy(self, name: str, fill: Fill, folder: Path) -> str:
        file = self._folder / f"{name}.sqlite3"
        if not file.exists():
            await fill(f"sqlite:///{file}")
        return f"sqlite:///{shutil.copy(file, folder)}"

    async def _bring_back(self, name: str, fill: Fill) -> str:
        if name in self._filled:
            url, rows = self._filled[name]
            await rows.bring_back(url)
        else:
            url = await self._empty.take()
            await fill(url.render_as_string(hide_password=False))
            self._filled[name] = url, await Rows.of(url)
        return url.render_as_string(hide_password=False)


class OpenDatabases:
    """Keep databases on PostgreSQL open from test to test.

    The server takes longer to begin and end two sessions, to read its catalogue for each and to plan their
    statements than a usual test makes it work. All these tests run in one event loop.
    """

    def __init__(self) -> None:
        self._open: dict[str, Database] = {}

    def lend(self, url: str) -> Database:
        """Return the database at this URL."""
        database = self._open.get(url) or open_database(url)
        if url.startswith("postgresql"):
            self._open[url] = database
        return database

    async def give_back(self, url: str, database: Database) -> None:
        """Close it if it is a file; end what the test has left running, as the end of a loop would."""
        left = asyncio.all_tasks() - {asyncio.current_task()}
        for task in left:
            task.cancel()
        await asyncio.gather(*left, return_exceptions=True)
        if url not in self._open:
            await database.close()

    async def close(self) -> None:
        """Close all."""
        for database in self._open.values():
            await database.close()
