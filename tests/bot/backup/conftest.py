"""Provide empty places for an office on each database, and offices with rows in every table and files."""

from __future__ import annotations

import asyncio
import secrets
import shutil
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.archive.folder import FolderArchive
from bot.backup.making import Backup, make_backup
from bot.backup.restoring import Restored, restore_backup
from bot.process.settings import Settings
from storage.schema import tables as t
from storage.unit import SqlUnitOfWork
from storage.units import UnitsOfWork, open_units
from tests.storage.conftest import both, empty_databases, filled_databases
from tests.storage.lending import EmptyDatabases, FilledDatabases
from tests.storage.office.making import make_office

__all__ = ["empty_databases", "filled_databases"]

NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
# When the backup is brought back: in the easternmost office it is the next day.
LATER = NOW + timedelta(hours=5)

Place = Callable[[], Awaitable[Settings]]


@asynccontextmanager
async def new_place(engine: str, folder: Path, databases: EmptyDatabases) -> AsyncIterator[Settings]:
    """Yield the settings of a place without tables or files, and empty its database at the end."""
    home = folder / f"place_{secrets.token_hex(6)}"
    home.mkdir()
    if engine == "sqlite":
        yield settings_at(f"sqlite:///{home}/bot.sqlite3", home)
        return
    url = await databases.take()
    try:
        yield settings_at(url.render_as_string(hide_password=False), home)
    finally:
        await databases.give_back(url)


def settings_at(url: str, home: Path) -> Settings:
    """Return settings with this database, and files and backups below `home`."""
    return Settings(
        database_url=url, archive_folder=home / "files", backup_folder=home / "backups", _env_file=None
    )


@pytest.fixture(params=both)
def engine(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
async def places(
    tmp_path: Path, empty_databases: EmptyDatabases
) -> AsyncIterator[Callable[[str], Awaitable[Settings]]]:
    """Return a function that makes an empty place on an engine."""
    async with AsyncExitStack() as stack:
        yield lambda engine: stack.enter_async_context(new_place(engine, tmp_path, empty_databases))


@pytest.fixture
async def place(engine: str, places: Callable[[str], Awaitable[Settings]]) -> Place:
    """Return a function that makes an empty place on this engine."""
    return lambda: places(engine)


@pytest.fixture
async def current(engine: str, filled_databases: FilledDatabases, tmp_path: Path) -> Settings:
    """Return the settings of a place with the tables of this version and no rows."""
    home = tmp_path / "current"
    home.mkdir()
    return settings_at(await filled_databases.lend(engine, "tables", upgraded, home), home)


@pytest.fixture(scope="session")
def made_on_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make the office on SQLite once; tests copy its folder."""
    home = tmp_path_factory.mktemp("made")
    asyncio.run(furnish(settings_at(f"sqlite:///{home}/bot.sqlite3", home)))
    return home


@pytest.fixture
async def office(
    engine: str, filled_databases: FilledDatabases, made_on_sqlite: Path, tmp_path: Path
) -> Settings:
    """Return the settings of an office with rows in every table, and a copy of every file that it keeps."""
    home = tmp_path / "office"
    shutil.copytree(made_on_sqlite, home)
    if engine == "sqlite":
        return settings_at(f"sqlite:///{home}/bot.sqlite3", home)
    return settings_at(await filled_databases.lend(engine, "made office", fill, home), home)


@pytest.fixture(scope="session")
def kept_backups(tmp_path_factory: pytest.TempPathFactory) -> KeptBackups:
    """Return the backups of the office that were made for tests before, by engine."""
    return KeptBackups(tmp_path_factory.mktemp("backups"))


@pytest.fixture
async def backup(engine: str, office: Settings, kept_backups: KeptBackups) -> Backup:
    """Return a backup of the office, as it is before the test; others use the file too."""
    if engine not in kept_backups.made:
        file = kept_backups.folder / f"{engine}.tar"
        kept_backups.made[engine] = await make_backup(office.database_url, office.archive_folder, file, NOW)
    return kept_backups.made[engine]


@pytest.fixture
async def restored(
    engine: str,
    backup: Backup,
    kept_backups: KeptBackups,
    filled_databases: FilledDatabases,
    tmp_path: Path,
) -> RestoredPlace:
    """Return an empty place into which the backup was brought back; others use its files too."""
    home = kept_backups.folder / f"restored on {engine}"

    async def bring_back(url: str) -> None:
        kept_backups.restored[engine] = await restore_backup(url, home / "files", backup.file, LATER)

    url = await filled_databases.lend(engine, "restored office", bring_back, tmp_path)
    return RestoredPlace(settings_at(url, home), kept_backups.restored[engine])


@dataclass(frozen=True)
class RestoredPlace:
    """A place into which a backup was brought back, and what was said about it."""

    settings: Settings
    result: Restored


@dataclass(frozen=True)
class KeptBackups:
    """Backups and what restoring them has said, by engine."""

    folder: Path
    made: dict[str, Backup] = field(default_factory=dict)
    restored: dict[str, Restored] = field(default_factory=dict)


async def furnish(settings: Settings) -> None:
    """Make the office, and put a copy into the archive for each that it says it keeps."""
    await fill(settings.database_url)
    archive = FolderArchive(settings.archive_folder)
    async with opened(settings) as units:
        references = await units.read(kept)
    for reference in references:
        with archive.arriving() as path:
            path.write_bytes(f"copy of {reference}\n".encode() * 1000)
            archive.keep(reference, path)


async def upgraded(url: str) -> None:
    """Make the tables in an empty database."""
    units = open_units(url)
    try:
        await units.upgrade()
    finally:
        await units.close()


async def fill(url: str) -> None:
    """Make the office in an empty database."""
    units = open_units(url)
    try:
        await units.upgrade()
        await units.run(make_office)
    finally:
        await units.close()


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
