"""Test functions that share a database: failing neighbours, shared commits, readers beside writers."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path
from threading import Event

import pytest
from sqlalchemy import Connection, Engine, delete, event, func, insert, select
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.util import await_only

from storage.engine.database import open_database, upgrade
from storage.engine.sqlite import Durability, SqliteDatabase
from storage.schema import tables as t
from tests.storage.helpdesk import NOW, Helpdesk


def mark(connection: Connection, name: str) -> str:
    """Insert a row with this name, and return the name."""
    connection.execute(insert(t.editions), {"name": name, "number": 1})
    return name


def marks(connection: Connection) -> list[str]:
    names = connection.execute(select(t.editions.c.name).where(t.editions.c.name != "lpses").order_by("name"))
    return list(names.scalars())


@pytest.fixture
async def sqlite(sqlite_url: str) -> AsyncIterator[SqliteDatabase]:
    database = open_database(sqlite_url)
    assert isinstance(database, SqliteDatabase)
    await upgrade(database)
    yield database
    await database.close()


@asynccontextmanager
async def held_up(database: SqliteDatabase) -> AsyncIterator[None]:
    """Keep the writer busy within the block; functions queued meanwhile are run together after it."""
    begun, go_on = Event(), Event()

    def dawdle(_: Connection) -> None:
        begun.set()
        assert go_on.wait(30)

    busy = asyncio.ensure_future(database.run(dawdle))
    assert await asyncio.to_thread(begun.wait, 10)
    yield
    go_on.set()
    await busy


async def until_queued(*work: asyncio.Task[str]) -> None:
    """Wait until all these tasks have put their functions into the queue."""
    for _ in range(len(work) + 2):
        await asyncio.sleep(0)


async def test_work_that_fails_undoes_itself_and_is_told_so(helpdesk: Helpdesk) -> None:
    def stumble(connection: Connection) -> None:
        mark(connection, "half")
        raise LookupError("gone")

    with pytest.raises(LookupError, match="gone"):
        await helpdesk.database.run(stumble)
    assert await helpdesk.database.read(marks) == []
    assert await helpdesk.database.run(lambda connection: mark(connection, "whole")) == "whole"
    assert await helpdesk.database.read(marks) == ["whole"]


async def test_failing_work_does_not_hurt_its_neighbours(helpdesk: Helpdesk) -> None:
    def work(connection: Connection, n: int) -> str:
        mark(connection, f"{n:02d}")
        if n % 3 == 0:
            raise ZeroDivisionError
        if n % 3 == 1:
            mark(connection, f"{n:02d}")  # it exists already: the database itself refuses
        return f"{n:02d}"

    outcomes = await asyncio.gather(
        *(helpdesk.database.run(partial(work, n=n)) for n in range(30)),
        return_exceptions=True,
    )
    kinds = [type(outcome) for outcome in outcomes]
    assert kinds == [ZeroDivisionError, IntegrityError, str] * 10
    assert await helpdesk.database.read(marks) == [o for o in outcomes if isinstance(o, str)]


async def test_readers_can_not_write(helpdesk: Helpdesk) -> None:
    await helpdesk.database.run(lambda connection: mark(connection, "kept"))
    with pytest.raises(DBAPIError):
        await helpdesk.database.read(lambda connection: connection.execute(delete(t.editions)))
    assert await helpdesk.database.read(marks) == ["kept"]


async def test_those_who_wait_together_share_a_commit(sqlite: SqliteDatabase) -> None:
    commits: list[object] = []
    commit = commits.append
    async with held_up(sqlite):
        waiting = [asyncio.ensure_future(sqlite.run(partial(mark, name=f"{n:02d}"))) for n in range(20)]
        await until_queued(*waiting)
        event.listen(Engine, "commit", commit)
    assert await asyncio.gather(*waiting) == [f"{n:02d}" for n in range(20)]
    event.remove(Engine, "commit", commit)
    assert len(commits) == 2, "one of the work that held the others up, one of all others"


async def test_nobody_hears_of_success_before_the_commit_and_all_hear_when_it_fails(
    sqlite: SqliteDatabase,
) -> None:
    def owe(connection: Connection) -> str:
        """Refer to a person who does not exist, which the database checks at the commit."""
        connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
        connection.execute(
            insert(t.sign_in_codes),
            {
                "chat_id": 1,
                "address_digest": "",
                "person_id": 404,
                "digest": "",
                "expires_at": NOW,
                "tries": 0,
                "number": "",
            },
        )
        return "owed"

    async with held_up(sqlite):
        waiting = [
            asyncio.ensure_future(sqlite.run(work))
            for work in (lambda c: mark(c, "before"), owe, lambda c: mark(c, "after"))
        ]
        await until_queued(*waiting)
    outcomes = await asyncio.gather(*waiting, return_exceptions=True)
    assert [type(outcome) for outcome in outcomes] == [IntegrityError] * 3
    assert await sqlite.read(marks) == []
    assert await sqlite.run(lambda c: mark(c, "again")) == "again"


@pytest.mark.parametrize("failure", [GeneratorExit, asyncio.CancelledError])
async def test_no_failure_of_work_ends_the_writer(
    sqlite: SqliteDatabase, failure: type[BaseException]
) -> None:
    def stumble(connection: Connection) -> None:
        mark(connection, "half")
        raise failure

    with pytest.raises(failure):
        await sqlite.run(stumble)
    assert await sqlite.run(lambda c: mark(c, "whole")) == "whole"
    assert await sqlite.read(marks) == ["whole"]


async def test_a_stray_stop_iteration_is_told_and_not_lost(sqlite: SqliteDatabase) -> None:
    with pytest.raises(RuntimeError, match="StopIteration"):
        await sqlite.run(lambda _: next(iter(())))
    assert await sqlite.run(lambda c: mark(c, "whole")) == "whole"


async def test_work_whose_asker_has_gone_is_done_all_the_same(sqlite: SqliteDatabase) -> None:
    async with held_up(sqlite):
        waiting = asyncio.ensure_future(sqlite.run(lambda c: mark(c, "done")))
        await until_queued(waiting)
        waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting
    assert await sqlite.run(marks) == ["done"]


async def test_a_reader_sees_one_moment_while_others_write(sqlite: SqliteDatabase) -> None:
    has_looked, has_changed = Event(), Event()

    def look_twice(connection: Connection) -> tuple[int, int]:
        count = select(func.count()).select_from(t.editions)
        first = connection.execute(count).scalar_one()
        has_looked.set()
        assert has_changed.wait(30)
        return first, connection.execute(count).scalar_one()

    reading = asyncio.ensure_future(sqlite.read(look_twice))
    assert await asyncio.to_thread(has_looked.wait, 10)
    await sqlite.run(lambda c: mark(c, "meanwhile"))
    has_changed.set()
    assert await reading == (0, 0)
    assert await sqlite.read(marks) == ["meanwhile"]


@pytest.mark.postgres
async def test_a_reader_on_postgres_sees_one_moment_too(postgres_helpdesk: Helpdesk) -> None:
    def look_twice(connection: Connection) -> tuple[list[str], list[str]]:
        first = marks(connection)
        await_only(postgres_helpdesk.database.run(lambda c: mark(c, "meanwhile")))
        return first, marks(connection)

    assert await postgres_helpdesk.database.read(look_twice) == ([], [])
    assert await postgres_helpdesk.database.read(marks) == ["meanwhile"]


@pytest.mark.postgres
@pytest.mark.parametrize("state", ["40001", "40P01"])
async def test_what_the_server_undid_to_let_another_through_is_done_again(
    postgres_helpdesk: Helpdesk, state: str
) -> None:
    attempts: list[int] = []

    def lose_twice(connection: Connection) -> str:
        attempts.append(len(attempts))
        mark(connection, "once")
        if len(attempts) < 3:
            connection.exec_driver_sql(f"DO $$ BEGIN RAISE SQLSTATE '{state}'; END $$")
        return "through"

    assert await postgres_helpdesk.database.run(lose_twice) == "through"
    assert len(attempts) == 3
    assert await postgres_helpdesk.database.read(marks) == ["once"]


@pytest.mark.postgres
@pytest.mark.parametrize(("state", "tries"), [("40001", 5), ("23505", 1)])
async def test_what_can_not_succeed_is_given_up(postgres_helpdesk: Helpdesk, state: str, tries: int) -> None:
    attempts: list[int] = []

    def lose(connection: Connection) -> None:
        attempts.append(len(attempts))
        connection.exec_driver_sql(f"DO $$ BEGIN RAISE SQLSTATE '{state}'; END $$")

    with pytest.raises(DBAPIError):
        await postgres_helpdesk.database.run(lose)
    assert len(attempts) == tries


async def test_a_database_in_memory_does_all_of_it(tmp_path: Path) -> None:
    database = open_database("sqlite://")
    await upgrade(database)
    assert await database.run(lambda c: mark(c, "here")) == "here"
    assert await database.read(marks) == ["here"]
    await database.close()


async def test_a_closed_database_has_done_what_it_was_asked_and_takes_no_more(sqlite_url: str) -> None:
    database = open_database(sqlite_url.replace("sqlite:", "sqlite+aiosqlite:"), durability=Durability.NORMAL)
    await upgrade(database)
    last = asyncio.ensure_future(database.run(lambda c: mark(c, "last")))
    await until_queued(last)
    await database.close()
    await database.close()
    assert await last == "last"
    with pytest.raises(RuntimeError, match="closed"):
        await database.run(marks)
    again = open_database(sqlite_url)
    assert await again.read(marks) == ["last"]
    await again.close()


async def test_the_folder_of_a_new_file_is_made(tmp_path: Path) -> None:
    database = open_database(f"sqlite:///{tmp_path / 'var' / 'new.db'}")
    assert await database.run(lambda connection: connection.scalar(select(1))) == 1
    await database.close()


def test_another_kind_of_database_is_refused() -> None:
    with pytest.raises(ValueError, match="SQLite or PostgreSQL"):
        open_database("mysql://localhost/helpdesk")


async def test_a_file_is_opened_as_safe_as_it_is_meant_to_be(sqlite: SqliteDatabase) -> None:
    def pragmas(connection: Connection) -> list[object]:
        names = ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        return [connection.exec_driver_sql(f"PRAGMA {name}").scalar_one() for name in names]

    full, on = 2, 1
    assert await sqlite.run(pragmas) == ["wal", full, on, 30_000]
