"""Provide empty places for an office on each database, and offices with rows in every table and files."""

from __future__ import annotations

import asyncio
import secrets
import shutil
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path

import pytest
from sqlalchemy import make_url, select

from bot.archive.folder import FolderArchive
from bot.process.settings import Settings
from storage.schema import tables as t
from storage.unit import SqlUnitOfWork
from storage.units import UnitsOfWork, open_units
from tests.storage.conftest import POSTGRES, both, on_server
from tests.storage.office.making import make_office

Place = Callable[[], Awaitable[Settings]]


@asynccontextmanager
async def new_place(engine: str, folder: Path) -> AsyncIterator[Settings]:
    """Yield the settings of a place without a database, tables or files, and drop its database at the end."""
    name = f"place_{secrets.token_hex(6)}"
    home = folder / name
    home.mkdir()
    if engine == "sqlite":
        yield settings_at(f"sqlite:///{home}/bot.sqlite3", home)
        return
    try:
        await on_server(f"CREATE DATABASE {name}")
    except OSError:
        pytest.skip(f"no PostgreSQL answers at {POSTGRES!r}")
    try:
        url = POSTGRES.set(database=name).render_as_string(hide_password=False)
        yield settings_at(url, home)
    finally:
        await on_server(f"DROP DATABASE {name} WITH (FORCE)")


def settings_at(url: str, home: Path) -> Settings:
    """Return settings with this database, and files and backups below `home`."""
    return Settings(
        database_url=url, archive_folder=home / "files", backup_folder=home / "backups", _env_file=None
    )


@pytest.fixture(params=both)
def engine(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
async def places(tmp_path: Path) -> AsyncIterator[Callable[[str], Awaitable[Settings]]]:
    """Return a function that makes an empty place on an engine."""
    async with AsyncExitStack() as stack:
        yield lambda engine: stack.enter_async_context(new_place(engine, tmp_path))


@pytest.fixture
async def place(engine: str, places: Callable[[str], Awaitable[Settings]]) -> Place:
    """Return a function that makes an empty place on this engine."""
    return lambda: places(engine)


@pytest.fixture(scope="session")
def made_on_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make the office on SQLite once; tests copy its folder."""
    home = tmp_path_factory.mktemp("made")
    asyncio.run(fill(settings_at(f"sqlite:///{home}/bot.sqlite3", home)))
    return home


@pytest.fixture(scope="session")
def made_on_postgres(made_on_sqlite: Path) -> Iterator[str]:
    """Make the office on PostgreSQL once, and yield the name of its database, which tests copy."""
    name = f"made_{secrets.token_hex(6)}"
    try:
        asyncio.run(on_server(f"CREATE DATABASE {name}"))
    except OSError:
        pytest.skip(f"no PostgreSQL answers at {POSTGRES!r}")
    url = POSTGRES.set(database=name).render_as_string(hide_password=False)
    asyncio.run(fill(settings_at(url, made_on_sqlite)))
    yield name
    asyncio.run(on_server(f"DROP DATABASE {name} WITH (FORCE)"))


@pytest.fixture
def template(engine: str, request: pytest.FixtureRequest) -> str | None:
    """Return the database to be copied on PostgreSQL."""
    return request.getfixturevalue("made_on_postgres") if engine == "postgres" else None


@pytest.fixture
async def office(template: str | None, place: Place, made_on_sqlite: Path) -> Settings:
    """Return the settings of an office with rows in every table, and a copy of every file that it keeps."""
    settings = await place()
    home = settings.archive_folder.parent
    shutil.copytree(made_on_sqlite, home, dirs_exist_ok=True)
    if template is not None:
        database = make_url(settings.database_url).database
        await on_server(f"DROP DATABASE {database}")
        await on_server(f"CREATE DATABASE {database} TEMPLATE {template}")
    return settings


async def fill(settings: Settings) -> None:
    """Make the office, and put a copy into the archive for each that it says it keeps."""
    async with opened(settings) as units:
        await units.upgrade()
        await units.run(make_office)
        archive = FolderArchive(settings.archive_folder)
        for reference in await units.read(kept):
            with archive.arriving() as path:
                path.write_bytes(f"copy of {reference}\n".encode() * 1000)
                archive.keep(reference, path)


@asynccontextmanager
async def opened(settings: Settings) -> AsyncIterator[UnitsOfWork]:
    """Open the database as it is, without an upgrade."""
    units = open_units(settings.database_url)
    try:
        yield units
    finally:
        await units.close()


def kept(unit: SqlUnitOfWork) -> list[str]:
    found = select(t.copies.c.unique_ref).where(t.copies.c.state == "kept").order_by(t.copies.c.unique_ref)
    return list(unit.connection.execute(found).scalars())


def files_in(settings: Settings) -> dict[str, bytes]:
    """Return all files of the archive, by their paths."""
    folder = settings.archive_folder
    paths = [path for path in sorted(folder.rglob("*")) if path.is_file()]
    return {str(path.relative_to(folder)): path.read_bytes() for path in paths}
