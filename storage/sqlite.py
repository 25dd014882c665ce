"""SQLite as a database for many: one writing thread that shares commits, and readers beside it."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
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

from sqlalchemy import URL, Connection, Engine, StaticPool, create_engine, event

from storage.documents import dump, load
from storage.leading import lead_by_file

T = TypeVar("T")

# Pieces of work that may share a commit: enough to hide the disk, few enough that the first need not wait.
_BATCH = 64
# Figures and documents each may keep one busy for seconds; what is sent meanwhile is looked up by the others.
_READERS = 4
_BUSY_SECONDS = 30
_AGAIN_SECONDS = 0.02


class Durability(StrEnum):
    """What a power cut may cost: nothing with FULL, the last moments with NORMAL."""

    FULL = "FULL"
    NORMAL = "NORMAL"


@dataclass(frozen=True, slots=True)
class _Done:
    """What became of one piece of work."""

    result: object = None
    failure: BaseException | None = None


@dataclass(frozen=True, slots=True)
class _Job:
    """A piece of work and who waits for it."""

    work: Callable[[Connection], object]
    loop: asyncio.AbstractEventLoop
    future: asyncio.Future[Any]

    def attempt(self, connection: Connection) -> _Done:
        """Run the work in a savepoint of its own, so that its failure undoes nothing but itself."""
        connection.exec_driver_sql("SAVEPOINT work")
        try:
            done = _Done(self.work(connection))
        except BaseException as failure:  # noqa: BLE001 - whatever it is, it is the caller's, and the thread lives on
            connection.exec_driver_sql("ROLLBACK TO work")
            done = _Done(failure=failure)
        connection.exec_driver_sql("RELEASE work")
        return done

    def settle(self, done: _Done) -> None:
        """Called in the loop of the one who waits, and who may have gone."""
        if self.future.done():
            return
        if isinstance(done.failure, StopIteration):
            # A future can't carry it; a generator that lets one out has the same said about it.
            self.future.set_exception(RuntimeError("work raised StopIteration"))
        elif done.failure is not None:
            self.future.set_exception(done.failure)
        else:
            self.future.set_result(done.result)


class SqliteDatabase:
    """All writing goes through one thread: it takes what has queued up, and commits it together.

    A commit that waits for the disk costs milliseconds; shared by all who wait, it costs each of them little.
    """

    def __init__(self, path: str, *, durability: Durability = Durability.FULL) -> None:
        in_memory = path in ("", ":memory:")
        self._lead_file = None if in_memory else Path(f"{path}-lead")
        if not in_memory:
            Path(path).parent.mkdir(parents=True, exist_ok=True)
        self._engine = _engine(path, f"PRAGMA synchronous={durability}", "BEGIN IMMEDIATE", shared=in_memory)
        # Memory belongs to one connection: whoever reads it waits for the writer.
        self._reading = None if in_memory else _engine(path, "PRAGMA query_only=ON", "BEGIN")
        self._readers = ThreadPoolExecutor(_READERS, "sqlite-reader")
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

    async def read(self, work: Callable[[Connection], T]) -> T:
        if self._reading is None:
            return await self.run(work)
        return await asyncio.get_running_loop().run_in_executor(self._readers, _read, self._reading, work)

    async def lead(self, work: Callable[[], Awaitable[None]], news: Callable[[], None]) -> None:
        await lead_by_file(self._lead_file, work)

    async def close(self) -> None:
        if self._closed:
            return
        self._closed = True
        self._queue.put(None)
        await asyncio.to_thread(self._writer.join)
        await asyncio.to_thread(self._readers.shutdown)
        for engine in (self._reading, self._engine):
            if engine is not None:
                engine.dispose()

    def _write(self) -> None:
        while jobs := self._next_jobs():
            for job, done in zip(jobs, self._commit(jobs), strict=True):
                try:
                    job.loop.call_soon_threadsafe(job.settle, done)
                except RuntimeError:
                    continue  # its loop is closed: nobody waits any more

    def _next_jobs(self) -> list[_Job]:
        """All that waits, up to a batch; empty when the database is being closed."""
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
            self._queue.put(None)  # first these, then the end
        return jobs

    def _commit(self, jobs: Sequence[_Job]) -> list[_Done]:
        try:
            with self._engine.begin() as connection:
                return [job.attempt(connection) for job in jobs]
        except BaseException as failure:  # noqa: BLE001 - nothing was committed, and each of them has to hear it
            return [_Done(failure=failure) for _ in jobs]


def _read(engine: Engine, work: Callable[[Connection], T]) -> T:
    with engine.connect() as connection:
        return work(connection)


def _use_wal(driver: Driver) -> None:
    """Change the journal: the first time in a new file, which alone does not wait for a lock by itself."""
    give_up = monotonic() + _BUSY_SECONDS
    while True:
        try:
            driver.execute("PRAGMA journal_mode=WAL")
        except OperationalError:
            if monotonic() > give_up:
                raise
            sleep(_AGAIN_SECONDS)
        else:
            return


def _engine(path: str, pragma: str, begin: str, *, shared: bool = False) -> Engine:
    engine = create_engine(
        URL.create("sqlite", database=path),
        connect_args={"timeout": _BUSY_SECONDS, "check_same_thread": False},
        json_serializer=dump,
        json_deserializer=load,
        **({"poolclass": StaticPool} if shared else {}),
    )

    @event.listens_for(engine, "connect")
    def prepare(driver: Driver, _record: object) -> None:
        # The driver would begin transactions where it thinks fit; here they begin when SQLAlchemy says so.
        driver.isolation_level = None
        _use_wal(driver)
        driver.execute("PRAGMA foreign_keys=ON")
        driver.execute(pragma)

    @event.listens_for(engine, "begin")
    def start(connection: Connection) -> None:
        connection.exec_driver_sql(begin)

    return engine
