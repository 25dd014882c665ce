"""Provide settings of a bot whose database holds the shipped master data, and a courier in trouble."""

import asyncio
import shutil
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
import structlog
from structlog.testing import LogCapture

from bot.imports.database import opened_units
from bot.process.settings import Settings
from storage.engine.database import open_database
from tests.bot.office import BreakableUnits, Office
from tests.storage.conftest import migrated, sqlite_url

__all__ = ["migrated", "sqlite_url"]


@pytest.fixture(scope="session")
def furnished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Create a database with master data once for all tests, which copy it."""
    file = tmp_path_factory.mktemp("furnished") / "bot.sqlite3"

    async def furnish() -> None:
        async with opened_units(Settings(database_url=f"sqlite:///{file}", _env_file=None)):
            """Opening it furnishes it."""

    asyncio.run(furnish())
    return file


@pytest.fixture
def settings(tmp_path: Path, furnished: Path) -> Settings:
    """Return the settings of a bot with a copy of that database."""
    shutil.copy(furnished, tmp_path / "bot.sqlite3")
    return Settings(database_url=f"sqlite:///{tmp_path}/bot.sqlite3", _env_file=None)


@pytest.fixture
async def office(sqlite_url: str) -> AsyncIterator[Office]:
    """Yield an office with an empty outbox."""
    units = BreakableUnits(open_database(sqlite_url))
    office = Office(units)
    yield office
    units.broken = False
    await office.stop()
    await units.close()


@pytest.fixture
def log() -> Iterator[LogCapture]:
    """Yield what is logged."""
    capture = LogCapture()
    structlog.configure(processors=[capture])
    yield capture
    structlog.reset_defaults()
