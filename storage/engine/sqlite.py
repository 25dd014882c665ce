"""Run work on SQLite: one writing thread that commits several functions together, and readers beside it."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Collection, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from queue import Empty, SimpleQueue
from sqlite3 import Connection as Driver
from sqlite3 import OperationalError
from threading import Thread
from time import monotonic, sleep
from typing import Any, TypeVar

from sqlalchemy import (
    URL,
    Connection,
    Engine,
    PoolProxiedConnection,
    StaticPool,
    create_engine,
    event,
)
from sqlalchemy.exc import DBAPIError

from storage.engine.file_lead import check_lead_file, lead_by_file
from storage.engine.json_codec import dump, load
from storage.engine.lead_state import LeadState
from storage.engine.news import News, Topic
from storage.engine.private_file import create_private

T = TypeVar("T")

# Functions that may share a commit: enough to hide the cost of the disk, few enough that none waits long.
_BATCH = 64
# Statistics and documents each may keep a reader busy for seconds; the others serve short reads meanwhile.
# Threads for reading; those of the leader, which sends, are never taken by other readers.
_READERS, _LEADER_READERS = 6, 2
_BUSY_SECONDS = 30
_RETRY_SECONDS = 0.02
# SQLite looks again for a lock that another process has every 100 ms, and does not queue for it.
_WAY_SECONDS = 0.15
READ_ONLY = "PRAGMA query_only=ON"


class Durability(StrEnum):
    """How much a power cut may cost: nothing with FULL, the last commits with NORMAL."""

    FULL = "FULL"
    NORMAL = "NORMAL"


@dataclass(frozen=True, slots=True)
class _Done:
    """The outcome of one function: its result, or the exception it raised."""

    result: object = None
    failure: BaseException | None = None


@dataclass(frozen=True, slots=True)
class _Job:
    """A function to run, and the future by which its caller waits for the result."""

    work: Callable[[Connection], object]
    loop: asyncio.AbstractEventLoop
    future: asyncio.Future[Any]

    def attempt(self, connection: Connection) -> _Done:
        """Run the work in a savepoint of its own, so that its failure undoes nothing else."""
        connection.exec_driver_sql("SAVEPOINT work")
        try:
            done = _Done(self.work(connection))
        except BaseException as failure:  # noqa: BLE001 - every exception belongs to the caller; the thread goes on
            try:
                connection.exec_driver_sql("ROLLBACK TO work")
            except DBAPIError:
                # SQLite has ended the transaction, as on a full disk: nobody's work is left, for this reason.
                raise failure from None
            done = _Done(failure=failure)
        connection.exec_driver_sql("RELEASE work")
        return done

    def settle(self, done: _Done) -> None:
        """Set the future, in the event loop of its caller, unless the caller was cancelled meanwhile."""
        if self.future.done():
            return
        if isinstance(done.failure, StopIteration):
            # A future can't hold StopIteration; Python turns one that leaves a generator into this error too.
            self.future.set_exception(RuntimeError("work raised StopIteration"))
        elif done.failure is not None:
            self.future.set_exception(done.failure)
        else:
            self.future.set_result(done.result)


class SqliteDatabase:
    """Write in one thread, which takes all queued functions, up to 64, and commits them together.

    A commit that waits for the disk costs milliseconds; sharing it makes it cheap for each caller.
    """

    def __init__(self, path: str, *, durability: Durability = Durability.FULL) -> None:
        in_memory = path in ("", ":memory:")
        self._lead_file = None if in_memory else Path(f"{path}-lead")
        if not in_memory:
            create_private(Path(path))
        synchronous = f"PRAGMA synchronous={durability}"
        self._engine = sqlite_engine(path, synchronous, "BEGIN IMMEDIATE", shared=in_memory)
        # A database in memory belongs to one connection, so that reads wait for the writer.
        self._reading = None if in_memory else sqlite_engine(path, READ_ONLY, "BEGIN")
        self._readers = ThreadPoolExecutor(_READERS, "sqlite-reader")
        self._leader_readers = ThreadPoolExecutor(_LEADER_READERS, "sqlite-leader")
        self._lead_state = LeadState()
        self._queue: SimpleQueue[_Job | None] = SimpleQueue()
        self._closed = False
        self._writer = Thread(target=self._write, name="sqlite-writer", daemon=True)
        self._writer.start()

    async def run(self, work: Callable[[Connection], T]) -> T:
        if self._closed:
            raise RuntimeError("the database is closed")
        loop = asyncio.get_running_loop()
        future: asyncio.Future[T] = loop.create_future()
        self._queue.put(_Job(work, loop, future))
        return await future

    async def run_long(self, work: Callable[[Connection], T]) -> T:
        return await self.run(work)

    async def give_way(self) -> None:
        await asyncio.sleep(_WAY_SECONDS)

    async def read(self, work: Callable[[Connection], T]) -> T:
        return await self.read_with(self._readers, work)

    async def read_with(self, readers: ThreadPoolExecutor, work: Callable[[Connection], T]) -> T:
        """Run `work` as `read` does, by one of these threads."""
        if self._reading is None:
            return await self.run(work)
        return await asyncio.get_running_loop().run_in_executor(readers, _read, self._reading, work)

    def for_updates(self) -> SqliteDatabase:
        return self

    def for_leader(self) -> UnfencedTransactions:
        return UnfencedTransactions(self, self._leader_readers)

    @property
    def leaderless_for(self) -> float:
        return self._lead_state.leaderless_for

    def check_can_lead(self) -> None:
        if self._lead_file is not None:
            check_lead_file(self._lead_file)

    def announce(self, connection: Connection, topics: Collection[Topic]) -> None:
        """Do nothing: other processes look now and then."""

    async def lead(self, work: Callable[[], Awaitable[None]], news: News) -> None:
        await lead_by_file(self._lead_file, work, self._lead_state)

    async def close(self) -> None:
        if self._closed:
            return
        self._closed = True
        self._queue.put(None)
        await asyncio.to_thread(self._writer.join)  # noqa: TID251 - it ends by itself
        for readers in (self._readers, self._leader_readers):
            await asyncio.to_thread(readers.shutdown)  # noqa: TID251 - it ends by itself
        for engine in (self._reading, self._engine):
            if engine is not None:
                engine.dispose()

    def _write(self) -> None:
        while jobs := self._next_jobs():
            for job, done in zip(jobs, self._commit(jobs), strict=True):
                try:
                    job.loop.call_soon_threadsafe(job.settle, done)
                except RuntimeError:
                    continue  # the event loop of the caller is closed: nobody waits any more

    def _next_jobs(self) -> list[_Job]:
        """Return all queued jobs, up to a batch; an empty list when the database is being closed."""
        jobs: list[_Job] = []
        job = self._queue.get()
        while job is not None:
            jobs.append(job)
            if len(jobs) == _BATCH:
                return jobs
            try:
                job = self._queue.get_nowait()
            except Empty:
                return jobs
        if jobs:
            self._queue.put(None)  # read again after these jobs, to end the thread
        return jobs

    def _commit(self, jobs: Sequence[_Job]) -> list[_Done]:
        try:
            with self._engine.begin() as connection:
                if len(jobs) == 1:
                    # Its failure undoes all there is: it needs no savepoint.
                    return [_Done(jobs[0].work(connection))]
                return [job.attempt(connection) for job in jobs]
        except BaseException as failure:  # noqa: BLE001 - nothing was committed: all callers get it
            return [_Done(failure=failure) for _ in jobs]


class UnfencedTransactions:
    """Transactions of the leader; the lock on a file of this machine is all that they need."""

    def __init__(self, database: SqliteDatabase, readers: ThreadPoolExecutor) -> None:
        self._database = database
        self._readers = readers

    def check(self) -> None:
        """Do nothing: the lock is lost with the process alone."""

    async def run(self, work: Callable[[Connection], T]) -> T:
        return await self._database.run(work)

    async def read(self, work: Callable[[Connection], T]) -> T:
        return await self._database.read_with(self._readers, work)


def _read(engine: Engine, work: Callable[[Connection], T]) -> T:
    with engine.connect() as connection:
        return work(connection)


def _use_wal(driver: Driver) -> None:
    """Switch to the write-ahead log, waiting up to 30 seconds for other connections.

    In a new file this changes the journal, which, unlike other statements, does not itself wait for a lock.
    """
    give_up = monotonic() + _BUSY_SECONDS
    while True:
        try:
            driver.execute("PRAGMA journal_mode=WAL")
        except OperationalError:
            if monotonic() > give_up:
                raise
            sleep(_RETRY_SECONDS)
        else:
            return


def sqlite_engine(path: str, pragma: str, begin: str, *, shared: bool = False) -> Engine:
    """Return the engine of a file; its connections run `pragma` first, its transactions begin by `begin`."""
    engine = create_engine(
        URL.create("sqlite", database=path),
        connect_args={"timeout": _BUSY_SECONDS, "check_same_thread": False},
        json_serializer=dump,
        json_deserializer=load,
        **({"poolclass": StaticPool} if shared else {}),
    )

    @event.listens_for(engine, "connect")
    def prepare(driver: Driver, _record: object) -> None:
        # Otherwise the driver begins transactions by rules of its own; here `start` begins them.
        driver.isolation_level = None
        _use_wal(driver)
        driver.execute("PRAGMA foreign_keys=ON")
        driver.execute(pragma)

    def start(dbapi_connection: PoolProxiedConnection) -> None:
        dbapi_connection.cursor().execute(begin)

    # Not by an event: while anybody listens to one, SQLAlchemy looks for listeners at every statement.
    engine.dialect.do_begin = start  # type: ignore[method-assign]
    return engine
