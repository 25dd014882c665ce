"""The interface of a database: run a function in one transaction and return its result once committed."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Collection
from typing import Protocol, TypeVar

from sqlalchemy import Connection, make_url

from storage.engine.limits import PostgresLimits
from storage.engine.migrate import migrate
from storage.engine.news import News, Topic
from storage.engine.postgres import USUAL, PostgresDatabase
from storage.engine.sqlite import Durability, SqliteDatabase

T = TypeVar("T")


class Transactions(Protocol):
    """Run functions of a connection, each in one transaction."""

    async def run(self, work: Callable[[Connection], T]) -> T:
        """Run `work` in one transaction and return its result once that is committed.

        An exception of `work` rolls the transaction back and is raised here. After a deadlock, or where
        another transaction keeps a lock for long, `work` runs again, so it must have no effects outside of
        the database.
        """

    async def read(self, work: Callable[[Connection], T]) -> T:
        """Run `work` on a read-only snapshot, beside the writers, and return its result."""


class LeaderTransactions(Transactions, Protocol):
    """Transactions of the leader; those of PostgreSQL raise `lead_lost()` once this process does not lead."""

    def check(self) -> None:
        """Raise `lead_lost()` where this process does not lead, as far as it knows by itself."""


class Database(Transactions, Protocol):
    """A database and the ways to it: for anybody, for updates, for the leader, and for what takes long."""

    async def run_long(self, work: Callable[[Connection], T]) -> T:
        """Run `work` as `run` does, once, and however long it takes."""

    async def give_way(self) -> None:
        """Let other processes write, between two of many transactions in a row."""

    def for_updates(self) -> Transactions:
        """Return the way for updates: of many that wait, some wait for their turn without a connection."""

    def for_leader(self) -> LeaderTransactions:
        """Return the way for the leader, which nothing else keeps busy."""

    @property
    def leaderless_for(self) -> float:
        """Return for how many seconds this process, which seeks the lead, has known of no leader."""

    def check_can_lead(self) -> None:
        """Raise `CannotLead` where this process could never lead."""

    def announce(self, connection: Connection, topics: Collection[Topic]) -> None:
        """Tell the other processes what a transaction of this one put out, once that is committed."""

    async def lead(self, work: Callable[[], Awaitable[None]], news: News) -> None:
        """Run `work` whenever this process leads all others on this database; return when `work` does.

        `work` is cancelled when the lead is lost. Raise what it raises. `news` is called whenever another
        process has put something out, with the topics of that.
        """

    async def close(self) -> None:
        """Finish the transactions that are under way and close every connection."""


def open_database(
    url: str, *, durability: Durability = Durability.FULL, limits: PostgresLimits = USUAL
) -> Database:
    """Open `sqlite:///FILE`, `sqlite://` (in memory) or `postgresql+asyncpg://…`; ValueError for others.

    `durability` matters to SQLite alone, and `limits` to PostgreSQL.
    """
    parsed = make_url(url)
    match parsed.get_backend_name():
        case "sqlite":
            return SqliteDatabase(parsed.database or "", durability=durability)
        case "postgresql":
            return PostgresDatabase(parsed, limits=limits)
        case other:
            raise ValueError(f"SQLite or PostgreSQL, not {other}")


async def upgrade(database: Database) -> None:
    """Run all missing migrations, in one transaction."""
    await database.run_long(migrate)
