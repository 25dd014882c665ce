"""Test that an outage of the database or the machine is told from a fault of the code."""

import asyncio
import errno
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import asyncpg
import pytest
from jinja2 import TemplateNotFound
from sqlalchemy import Connection, create_engine, make_url, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.ext.asyncio import create_async_engine

from storage.engine.database import open_database
from storage.engine.limits import PostgresLimits
from storage.engine.outage import is_outage
from storage.engine.sqlite import SqliteDatabase


@contextmanager
def connected(url: str) -> Iterator[Connection]:
    """Connect to a file and close it afterwards, as the driver would not when it is collected."""
    engine = create_engine(url, connect_args={"timeout": 0})
    try:
        with engine.connect() as connection:
            yield connection
    finally:
        engine.dispose()


def full(file: Path) -> None:
    """Write more than the disk holds."""
    with connected(f"sqlite:///{file}") as connection:
        connection.exec_driver_sql("PRAGMA max_page_count = 2")
        connection.exec_driver_sql("CREATE TABLE first (x)")
        connection.exec_driver_sql("CREATE TABLE second (x)")


def locked(file: Path) -> None:
    """Write while somebody else does."""
    with connected(f"sqlite:///{file}") as other, connected(f"sqlite:///{file}") as connection:
        other.exec_driver_sql("BEGIN IMMEDIATE")
        connection.exec_driver_sql("CREATE TABLE first (x)")


def read_only(file: Path) -> None:
    """Write into a file that is for reading only."""
    with connected(f"sqlite:///{file}") as connection:
        connection.exec_driver_sql("CREATE TABLE first (x)")
    with connected(f"sqlite:///file:{file}?mode=ro&uri=true") as connection:
        connection.exec_driver_sql("CREATE TABLE second (x)")


def missing(file: Path) -> None:
    """Open a file in a folder that is not there."""
    with connected(f"sqlite:///{file / 'nowhere'}") as connection:
        connection.exec_driver_sql("SELECT 1")


def garbage(file: Path) -> None:
    """Open a file that is no database."""
    file.write_bytes(b"?" * 4096)
    with connected(f"sqlite:///{file}") as connection:
        connection.exec_driver_sql("SELECT * FROM sqlite_master")


@pytest.mark.parametrize("fails", [full, locked, read_only, missing, garbage])
def test_what_the_disk_does_to_sqlite_is_an_outage(tmp_path: Path, fails: Callable[[Path], None]) -> None:
    with pytest.raises(DBAPIError) as failed:
        fails(tmp_path / "bot.sqlite3")
    assert is_outage(failed.value)


WRONG = ("SELECT nothing", "INSERT INTO numbers VALUES (1)", "SELECT 1 / 0 FROM nowhere")


@pytest.mark.parametrize("statement", WRONG)
async def test_what_is_wrong_with_a_statement_is_no_outage(url: str, statement: str) -> None:
    database = open_database(url)

    def work(connection: Connection) -> None:
        connection.execute(text("CREATE TEMPORARY TABLE numbers (x INTEGER UNIQUE)"))
        connection.execute(text("INSERT INTO numbers VALUES (1)"))
        connection.execute(text(statement))

    with pytest.raises(DBAPIError) as failed:
        await database.run(work)
    await database.close()
    assert not is_outage(failed.value)


@pytest.mark.parametrize(
    "failure",
    [
        PoolTimeout(),
        ConnectionRefusedError(),
        TimeoutError(),
        OSError(errno.ENOSPC, "No space left on device"),
        OSError("Multiple exceptions: refused, refused"),
        asyncpg.CannotConnectNowError("the database system is starting up"),
        asyncpg.TooManyConnectionsError("sorry, too many clients already"),
    ],
)
def test_an_outage_of_network_or_disk(failure: Exception) -> None:
    assert is_outage(failure)


@pytest.mark.parametrize(
    "failure", [KeyError("x"), ValueError(), RuntimeError(), TemplateNotFound("menu.html"), MemoryError()]
)
def test_a_fault_of_the_code(failure: Exception) -> None:
    assert not is_outage(failure)


@pytest.mark.postgres
@pytest.mark.parametrize(
    "statements",
    [
        ("SET LOCAL statement_timeout = '10ms'", "SELECT pg_sleep(60)"),
        ("SET LOCAL lock_timeout = '10ms'", "LOCK TABLE inbox"),
        ("SET TRANSACTION READ ONLY", "DELETE FROM chats"),
        ("SELECT pg_terminate_backend(pg_backend_pid())", "SELECT 1"),
    ],
    ids=["statement time-out", "lock time-out", "read-only", "connection ended"],
)
async def test_what_postgresql_does_to_a_transaction_is_an_outage(
    postgres_url: str, statements: tuple[str, ...]
) -> None:
    database = open_database(postgres_url, limits=PostgresLimits(patience=0.1))
    holder = create_async_engine(postgres_url)

    def work(connection: Connection) -> None:
        for statement in statements:
            connection.execute(text(statement))

    async with holder.connect() as other:
        await other.execute(text("LOCK TABLE inbox"))
        with pytest.raises(DBAPIError) as failed:
            await database.run(work)
    await holder.dispose()
    await database.close()
    assert is_outage(failed.value)


@pytest.mark.postgres
async def test_a_server_that_is_not_there_is_an_outage(postgres_url: str) -> None:
    nowhere = open_database(make_url(postgres_url).set(port=1).render_as_string(hide_password=False))
    with pytest.raises(OSError) as failed:  # noqa: PT011 - which one depends on the network
        await nowhere.run(lambda connection: connection.execute(text("SELECT 1")))
    await nowhere.close()
    assert is_outage(failed.value)


async def test_everybody_who_shares_a_commit_hears_of_the_full_disk(tmp_path: Path) -> None:
    """Test that the failure of one function that ends the transaction is known for what it is to all."""
    database = SqliteDatabase(str(tmp_path / "bot.sqlite3"))

    def fill(connection: Connection) -> None:
        connection.exec_driver_sql("CREATE TABLE filled (x)")
        connection.exec_driver_sql("PRAGMA max_page_count = 3")

    def write(connection: Connection) -> None:
        connection.exec_driver_sql("INSERT INTO filled VALUES (zeroblob(100000))")

    await database.run(fill)
    failures = await asyncio.gather(*(database.run(write) for _ in range(5)), return_exceptions=True)
    await database.close()
    assert [is_outage(failure) for failure in failures if failure is not None] == [True] * 5
