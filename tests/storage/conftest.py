"""An empty database for each test: a file of its own, or this run's database on the PostgreSQL server."""

import asyncio
import os
import secrets
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import asyncpg
import pytest
from sqlalchemy import URL, make_url

from storage.database import open_database, upgrade
from storage.tables import metadata
from storage.unit import Shelf
from tests.storage.house import House, furnish

POSTGRES = make_url(os.environ.get("TEST_POSTGRES_URL", "postgresql+asyncpg://postgres@127.0.0.1/test"))

both = ["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)]

# Deleting a few rows is ten times as fast as truncating fifty tables; as a replica, nobody's triggers object.
EMPTY = f"""
    SET session_replication_role = replica;
    {" ".join(f"DELETE FROM {table};" for table in (*metadata.tables, "search_documents"))}
    SELECT setval(format('%I.%I', schemaname, sequencename)::regclass, 1, false) FROM pg_sequences;
"""


async def on_server(statement: str, url: URL = POSTGRES) -> None:
    """Run a statement outside of everything that is tested."""
    plain = url.set(drivername="postgresql").render_as_string(hide_password=False)
    connection = await asyncpg.connect(plain, timeout=5)
    try:
        await connection.execute(statement)
    finally:
        await connection.close()


async def migrate(url: URL) -> None:
    database = open_database(url.render_as_string(hide_password=False))
    await upgrade(database)
    await database.close()


@pytest.fixture(scope="session")
def postgres() -> Iterator[URL]:
    """A migrated database on the PostgreSQL server, of this run alone."""
    name = f"helpdesk_{secrets.token_hex(6)}"
    try:
        asyncio.run(on_server(f"CREATE DATABASE {name}"))
    except OSError:
        pytest.skip(f"no PostgreSQL answers at {POSTGRES!r}")
    url = POSTGRES.set(database=name)
    asyncio.run(migrate(url))
    yield url
    asyncio.run(on_server(f"DROP DATABASE {name} WITH (FORCE)"))


@pytest.fixture
async def postgres_url(postgres: URL) -> str:
    await on_server(EMPTY, postgres)
    return postgres.render_as_string(hide_password=False)


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'var' / 'helpdesk.db'}"


@pytest.fixture(params=both)
def url(request: pytest.FixtureRequest) -> str:
    """Where the test's own database is; it may be empty still."""
    found = request.getfixturevalue(f"{request.param}_url")
    assert isinstance(found, str)
    return found


@pytest.fixture
async def house(url: str) -> AsyncIterator[House]:
    """A helpdesk with its people, on each of the databases."""
    house = House(open_database(url), Shelf())
    await upgrade(house.database)
    await house.do(furnish)
    yield house
    await house.database.close()


@pytest.fixture
async def postgres_house(postgres_url: str) -> AsyncIterator[House]:
    """The helpdesk on PostgreSQL, for what only that can do."""
    house = House(open_database(postgres_url), Shelf())
    await house.do(furnish)
    yield house
    await house.database.close()
