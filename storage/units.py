"""The one gate to the database: run functions of a unit of work, each in a transaction of its own."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from time import monotonic
from typing import TypeVar

from sqlalchemy import Connection

from storage.engine.database import Database, LeaderTransactions, Transactions, open_database, upgrade
from storage.engine.edition_cache import EditionCache
from storage.engine.file_lead import CannotLead
from storage.engine.lead_state import is_lead_lost
from storage.engine.migrate import SchemaTooNew
from storage.engine.news import EVERYTHING, News, Topic
from storage.engine.outage import is_outage
from storage.engine.sqlite import Durability
from storage.unit import SqlUnitOfWork

__all__ = [
    "EVERYTHING",
    "CannotLead",
    "LeaderUnits",
    "SchemaTooNew",
    "Topic",
    "UnitsOfWork",
    "is_lead_lost",
    "is_outage",
    "open_units",
]

T = TypeVar("T")


@dataclass(slots=True)
class GateState:
    """The state that all gates of one process to one database share.

    `begun_at` is when the work began that the writing thread of SQLite does now, by the monotonic clock.
    """

    editions: EditionCache
    on_outgoing: list[News] = field(default_factory=list)
    begun_at: float | None = None


class UnitsOfWork:
    """Run functions of a unit of work, each in a transaction of its own on one database.

    A process makes one of these and passes it to everything that needs the database. All its units of work
    share one cache of the objects built from master data.
    """

    def __init__(
        self,
        database: Database,
        editions: EditionCache | None = None,
        transactions: Transactions | None = None,
        state: GateState | None = None,
    ) -> None:
        """Run them by the way `transactions` to the database, and share `state`, where they are given."""
        self._database = database
        self._transactions = transactions or database
        self._state = state or GateState(editions or EditionCache())

    def on_outgoing(self, callback: News) -> None:
        """Call back after each commit of this process that put something out, with the topics of that."""
        self._state.on_outgoing.append(callback)

    async def run(self, work: Callable[[SqlUnitOfWork], T]) -> T:
        """Run `work` in one transaction that may write; return its result once that is committed.

        An exception of `work` rolls the transaction back and is raised here. After a deadlock, or where
        another transaction keeps a lock for long, `work` runs again, so it must have no effects outside of
        the database.
        """
        units: list[SqlUnitOfWork] = []

        def attempt(connection: Connection) -> T:
            units.append(self._unit(connection))
            result = self._timed(units[-1], work)
            if units[-1].topics:
                self._database.announce(connection, units[-1].topics)
            return result

        result = await self._transactions.run(attempt)
        if units[-1].topics:
            for callback in self._state.on_outgoing:
                callback(units[-1].topics)
        return result

    def busy_seconds(self) -> float:
        """Return for how long the present work has kept the writing thread of SQLite; 0 where it is free.

        On PostgreSQL it is always 0: work that does not wait for the database stops the event loop there.
        """
        begun_at = self._state.begun_at
        return 0.0 if begun_at is None else monotonic() - begun_at

    async def read(self, work: Callable[[SqlUnitOfWork], T]) -> T:
        """Run `work` on a snapshot beside the writers and return its result; writing there fails."""
        return await self._transactions.read(lambda connection: work(self._unit(connection)))

    async def give_way(self) -> None:
        """Let other processes write, between two of many units of work in a row."""
        await self._database.give_way()

    def for_updates(self) -> UnitsOfWork:
        """Return the gate for updates, which leaves connections for everything else."""
        return UnitsOfWork(self._database, transactions=self._database.for_updates(), state=self._state)

    def for_leader(self) -> LeaderUnits:
        """Return the gate for what the leader does."""
        return LeaderUnits(self._database, self._database.for_leader(), self._state)

    def check_lead(self) -> None:
        """Raise a cancellation where these are the leader's, and this process does not lead any more."""

    def check_can_lead(self) -> None:
        """Raise `CannotLead` where this process could never lead."""
        self._database.check_can_lead()

    @property
    def leaderless_for(self) -> float:
        """Return for how many seconds this process, which seeks the lead, has known of no leader."""
        return self._database.leaderless_for

    async def lead(self, work: Callable[[], Awaitable[None]], news: News) -> None:
        """Run `work` whenever this process leads all others on this database; return when `work` does.

        `work` is cancelled when the lead is lost. Raise what it raises. `news` is called whenever another
        process has put something out, with the topics of that.
        """
        await self._database.lead(work, news)

    async def upgrade(self) -> None:
        """Run all missing migrations, in one transaction.

        Raise `SchemaTooNew` where a newer version has made the tables.
        """
        await upgrade(self._database)

    async def close(self) -> None:
        """Finish the transactions that are under way and close every connection."""
        await self._database.close()

    def _timed(self, unit: SqlUnitOfWork, work: Callable[[SqlUnitOfWork], T]) -> T:
        if unit.connection.dialect.name != "sqlite":
            return work(unit)
        self._state.begun_at = monotonic()
        try:
            return work(unit)
        finally:
            self._state.begun_at = None

    def _unit(self, connection: Connection) -> SqlUnitOfWork:
        return SqlUnitOfWork(connection, self._state.editions)


class LeaderUnits(UnitsOfWork):
    """Units of work of the leader: on PostgreSQL they raise a cancellation once another process may lead."""

    def __init__(self, database: Database, transactions: LeaderTransactions, state: GateState) -> None:
        super().__init__(database, transactions=transactions, state=state)
        self._leader = transactions

    def check_lead(self) -> None:
        self._leader.check()


async def upgrade_schema(url: str) -> None:
    """Run all missing migrations on the database at this address."""
    units = open_units(url)
    try:
        await units.upgrade()
    finally:
        await units.close()


def open_units(url: str, *, durability: Durability = Durability.FULL) -> UnitsOfWork:
    """Open `sqlite:///FILE`, `sqlite://` (in memory) or `postgresql+asyncpg://…`; ValueError for others.

    `durability` matters to SQLite alone. No migration is run: that is `UnitsOfWork.upgrade`.
    """
    return UnitsOfWork(open_database(url, durability=durability))
