"""Fixtures with an empty database for each test: a file, or this process's on the PostgreSQL server."""

import asyncio
import secrets
import shutil
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
import pytest_asyncio

from storage.engine.database import Database, open_database
from storage.schema.tables import metadata
from storage.units import open_units
from tests.storage.helpdesk import Helpdesk, add_people
from tests.storage.lending import EmptyDatabases, FilledDatabases, OpenDatabases
from tests.storage.server import NOT_USABLE, POSTGRES, KeptConnection, on_server, why_skipped

both = ["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)]

HERE = Path(__file__).parent
HELPDESKS = {"helpdesk", "postgres_helpdesk"}

# Deleting a few rows is ten times as fast as truncating fifty tables; a replica's session fires no triggers.
EMPTY = f"""
    SET session_replication_role = replica;
    {" ".join(f"DELETE FROM {table};" for table in (*metadata.tables, "search_documents"))}
    SELECT setval(format('%I.%I', schemaname, sequencename)::regclass, 1, false) FROM pg_sequences;
"""
# The one that `postgres` makes: every module that imports the fixture has one of its own.
MIGRATED: list[KeptConnection] = []


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Run tests of a helpdesk in the event loop of the databases that stay open."""
    for item in items:
        if (
            item.path.is_relative_to(HERE)
            and isinstance(item, pytest.Function)
            and not HELPDESKS.isdisjoint(item.fixturenames)
        ):
            item.add_marker(pytest.mark.asyncio(loop_scope="session"), append=False)


async def migrate(url: str) -> None:
    units = open_units(url)
    await units.upgrade()
    await units.close()


@pytest.fixture(scope="session")
def postgres() -> Iterator[KeptConnection]:
    """Yield a connection to a migrated PostgreSQL database of this process; the tests share it in turn."""
    if MIGRATED:
        yield MIGRATED[0]
        return
    name = f"helpdesk_{secrets.token_hex(6)}"
    try:
        asyncio.run(on_server(f"CREATE DATABASE {name}"))
        # Nobody pulls the plug while tests run.
        asyncio.run(on_server(f"ALTER DATABASE {name} SET synchronous_commit = off"))
    except NOT_USABLE as error:
        pytest.skip(why_skipped(error))
    url = POSTGRES.set(database=name)
    asyncio.run(migrate(url.render_as_string(hide_password=False)))
    connection = KeptConnection(url)
    MIGRATED.append(connection)
    yield connection
    MIGRATED.clear()
    connection.close()
    asyncio.run(on_server(f"DROP DATABASE {name} WITH (FORCE)"))


@pytest.fixture(scope="session")
def empty_databases() -> Iterator[EmptyDatabases]:
    """Yield the databases of this process that are lent empty."""
    databases = EmptyDatabases()
    yield databases
    asyncio.run(databases.drop())


@pytest.fixture(scope="session")
def filled_databases(
    empty_databases: EmptyDatabases, tmp_path_factory: pytest.TempPathFactory
) -> FilledDatabases:
    """Return the databases of this process that are filled once."""
    return FilledDatabases(empty_databases, tmp_path_factory.mktemp("filled"))


@pytest.fixture
def postgres_url(postgres: KeptConnection) -> str:
    postgres.run(EMPTY)
    return postgres.url.render_as_string(hide_password=False)


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


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def open_databases() -> AsyncIterator[OpenDatabases]:
    """Yield the databases of this process that stay open."""
    databases = OpenDatabases()
    yield databases
    await databases.close()


@pytest_asyncio.fixture(loop_scope="session")
async def helpdesk(url: str, open_databases: OpenDatabases) -> AsyncIterator[Helpdesk]:
    """Yield a helpdesk with its people, on each of the databases."""
    helpdesk = Helpdesk(open_databases.lend(url))
    await helpdesk.run(add_people)
    yield helpdesk
    await open_databases.give_back(url, helpdesk.database)


@pytest_asyncio.fixture(loop_scope="session")
async def postgres_helpdesk(postgres_url: str, open_databases: OpenDatabases) -> AsyncIterator[Helpdesk]:
    """Yield a helpdesk with its people on PostgreSQL, for tests of that database alone."""
    helpdesk = Helpdesk(open_databases.lend(postgres_url))
    await helpdesk.run(add_people)
    yield helpdesk
    await open_databases.give_back(postgres_url, helpdesk.database)


@pytest.fixture
def empty_sqlite_url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'new.db'}"


@pytest.fixture
async def empty_postgres_url(empty_databases: EmptyDatabases) -> AsyncIterator[str]:
    url = await empty_databases.take()
    yield url.render_as_string(hide_password=False)
    await empty_databases.give_back(url)


@pytest.fixture(params=both)
def empty_url(request: pytest.FixtureRequest) -> str:
    """Return the URL of a database without tables."""
    found = request.getfixturevalue(f"empty_{request.param}_url")
    assert isinstance(found, str)
    return found


@pytest.fixture
async def empty(empty_url: str) -> AsyncIterator[Database]:
    database = open_database(empty_url)
    yield database
    await database.close()
