"""A database as the rest of the process sees it: a piece of work goes in, its result comes out, committed."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Protocol, TypeVar

from sqlalchemy import Connection, make_url

from storage.postgres import PostgresDatabase
from storage.schema import migrate
from storage.sqlite import Durability, SqliteDatabase

T = TypeVar("T")


class Database(Protocol):
    """Where units of work run."""

    async def run(self, work: Callable[[Connection], T]) -> T:
        """Run `work` in one transaction and return its result once that is committed.

        What `work` raises undoes it and is raised here. It may run again after a deadlock, so all it
        does must be in the database.
        """

    async def read(self, work: Callable[[Connection], T]) -> T:
        """Run `work` on a snapshot that can't be written to, beside the writers."""

    async def lead(self, work: Callable[[], Awaitable[None]], news: Callable[[], None]) -> None:
        """Run `work` as the one process that leads, once that is this one; return when the work does.

        `news` is called when another process has put something into the outbox.
        """

    async def close(self) -> None:
        """Finish what was begun and let go of every connection."""


def open_database(url: str, *, durability: Durability = Durability.FULL) -> Database:
    """`sqlite:///file`, `sqlite://` (memory) or `postgresql+asyncpg://…`; `durability` is SQLite's alone."""
    parsed = make_url(url)
    match parsed.get_backend_name():
        case "sqlite":
            return SqliteDatabase(parsed.database or "", durability=durability)
        case "postgresql":
            return PostgresDatabase(parsed)
        case other:
            raise ValueError(f"SQLite or PostgreSQL, not {other}")


async def upgrade(database: Database) -> None:
    """Bring the tables to what this version of the code needs: all migrations, in one transaction."""
    await database.run(migrate)
