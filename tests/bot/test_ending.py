"""What runs beside the chats ends when it is told to, also while there is news."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any, TypeAlias

import pytest

from bot.archive import FolderArchive
from bot.archivist import Archivist
from bot.clock_time import now
from bot.courier import Courier
from bot.workshop import Workshop
from storage.database import Database, open_database, upgrade
from storage.unit import Shelf

Part: TypeAlias = Courier | Workshop | Archivist

# Nothing here is sent or made: there is no work.
NOBODY: Any = None


class Telegram:
    """All that the archivist asks before there is a file."""

    largest_download = 20


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    database = open_database(f"sqlite:///{tmp_path / 'bot.sqlite3'}")
    await upgrade(database)
    yield database
    await database.close()


@pytest.fixture(params=["courier", "workshop", "archivist"])
def part(request: pytest.FixtureRequest, database: Database, tmp_path: Path) -> Part:
    telegram: Any = Telegram()
    match request.param:
        case "courier":
            return Courier(database, NOBODY, None, Shelf(), now)
        case "workshop":
            return Workshop(database, telegram, NOBODY, Shelf(), (), now)
        case _:
            return Archivist(database, telegram, FolderArchive(tmp_path), Shelf(), now, None)


async def waits_for_news(part: Part) -> None:
    """Until it has looked and found nothing."""
    while not part._poked._waiters:  # noqa: ASYNC110 - it tells nobody
        await asyncio.sleep(0)


async def test_whoever_is_told_to_end_in_the_moment_of_news_ends(part: Part) -> None:
    running = asyncio.create_task(part.run())
    await waits_for_news(part)
    part.poke()
    # The news is on its way to whoever waits for it, and so is the word to end.
    await asyncio.sleep(0)
    running.cancel()
    ended, _ = await asyncio.wait({running}, timeout=2)
    assert ended, "it goes on as if nothing had been said"
