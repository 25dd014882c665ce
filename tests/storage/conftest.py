"""Fixtures with an empty database for each test: a file, or this process's on the PostgreSQL server."""

import asyncio
import os
import secrets
import shutil
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import asyncpg
import pytest
from sqlalchemy import URL, make_url

from storage.engine.database import open_database
from storage.schema.tables import metadata
from storage.units import open_units
from tests.storage.helpdesk import Helpdesk, add_people

POSTGRES = make_url(os.environ.get("TEST_POSTGRES_URL", "postgresql+asyncpg://postgres@127.0.0.1/test"))

both = ["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)]

# Deleting a few rows is ten times as fast as truncating fifty tables; a replica's session fires no triggers.
EMPTY = f"""
    SET session_replication_role = replica;
    {" ".join(f"DELETE FROM {table};" for table in (*metadata.tables, "search_documents"))}
    SELECT setval(format('%I.%I', schemaname, sequencename)::regclass, 1, false) FROM pg_sequences;
"""


async def on_server(statement: str, url: URL = POSTGRES) -> None:
    """Run a statement on a connection of its own, without the code under test."""
    plain = url.set(drivername="postgresql").render_as_string(hide_password=False)
    connection = await asyncpg.connect(plain, timeout=30)
    try:
        await connection.execute(statement)
    finally:
        await connection.close()


async def migrate(url: str) -> None:
    units = open_units(url)
    await units.upgrade()
    await units.close()


@pytest.fixture(scope="session")
def postgres() -> Iterator[URL]:
    """Yield the URL of a migrated PostgreSQL database of this process alone; the tests share it in turn."""
    name = f"helpdesk_{secrets.token_hex(6)}"
    try:
        asyncio.run(on_server(f"CREATE DATABASE {name}"))
        # Nobody pulls the plug while tests run.
        asyncio.run(on_server(f"ALTER DATABASE {name} SET synchronous_commit = off"))
    except OSError:
        pytest.skip(f"no PostgreSQL answers at {POSTGRES!r}")
    url = POSTGRES.set(database=name)
    asyncio.run(migrate(url.render_as_string(hide_password=False)))
    yield url
    asyncio.run(on_server(f"DROP DATABASE {name} WITH (FORCE)"))


@pytest.fixture
async def postgres_url(postgres: URL) -> str:
    await on_server(EMPTY, postgres)
    return postgres.render_as_string(hide_password=False)


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a database file with all tables and no rows: made once, copied for each test."""
    file = tmp_path_factory.mktemp("migrated") / "helpdesk.db"
    asyncio.run(migrate(f"sqlite:///{file}"))
    return file


@pytest.fixture
def sqlite_url(tmp_path: Path, migrated: Path) -> str:
    return f"sqlite:///{shutil.copy(migrated, tmp_path)}"


@pytest.fixture(params=both)
def url(request: pytest.FixtureRequest) -> str:
    """Return the URL of the test's own database, with all tables and no rows."""
    found = request.getfixturevalue(f"{request.param}_url")
    assert isinstance(found, str)
    return found


@pytest.fixture
async def helpdesk(url: str) -> AsyncIterator[Helpdesk]:
    """Yield a helpdesk with its people, on each of the databases."""
    helpdesk = Helpdesk(open_database(url))
    await helpdesk.run(add_people)
    yield helpdesk
    await helpdesk.database.close()


@pytest.fixture
async def postgres_helpdesk(postgres_url: str) -> AsyncIterator[Helpdesk]:
    """Yield a helpdesk with its people on PostgreSQL, for tests of that database alone."""
    helpdesk = Helpdesk(open_database(postgres_url))
    await helpdesk.run(add_people)
    yield helpdesk
    await helpdesk.database.close()
