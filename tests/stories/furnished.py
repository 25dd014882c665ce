"""Provide the database with which stories begin."""

import asyncio
from pathlib import Path

import pytest

from tests.stories.stage import furnish


@pytest.fixture(scope="session")
def furnished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Create a database with tables, LPSEs and accounts once for all stories, which copy it."""
    file = tmp_path_factory.mktemp("furnished") / "bot.sqlite3"
    asyncio.run(furnish(f"sqlite:///{file}"))
    return file
