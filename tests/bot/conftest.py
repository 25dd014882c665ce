"""What the commands of the shell find: a database in which the LPSEs are."""

import asyncio
import shutil
from pathlib import Path

import pytest

from bot.master_data import fill_in_master_data
from bot.settings import Settings
from storage.database import open_database, upgrade
from storage.unit import Shelf


@pytest.fixture(scope="session")
def furnished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Made once, copied for each test."""
    file = tmp_path_factory.mktemp("furnished") / "bot.sqlite3"

    async def furnish() -> None:
        database = open_database(f"sqlite:///{file}")
        await upgrade(database)
        await fill_in_master_data(database, Shelf())
        await database.close()

    asyncio.run(furnish())
    return file


@pytest.fixture
def settings(tmp_path: Path, furnished: Path) -> Settings:
    """Of a bot with a database of its own."""
    shutil.copy(furnished, tmp_path / "bot.sqlite3")
    return Settings(database_url=f"sqlite:///{tmp_path}/bot.sqlite3", _env_file=None)
