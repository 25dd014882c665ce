"""Long readings: one at a time, and one answer for all who ask while it is coming."""

import asyncio
from pathlib import Path
from threading import Event

import pytest

from bot.clock_time import now
from bot.readings import Readings
from bot.settings import Settings
from bot.wiring import create_helpdesk
from handlers.scene import Scene
from handlers.wanted import ReadingWanted
from storage.database import open_database
from storage.unit import Shelf


class Slow:
    """A reading that lasts until it is told to end, and counts how often it is done."""

    def __init__(self) -> None:
        self.times = 0
        self.begun, self.goes_on = Event(), Event()

    def __call__(self, _scene: Scene) -> str:
        self.times += 1
        self.begun.set()
        assert self.goes_on.wait(10)
        return f"answer {self.times}"


async def test_who_asks_while_others_wait_shares_an_answer_that_is_no_older_than_the_question(
    tmp_path: Path,
) -> None:
    database = open_database(f"sqlite:///{tmp_path}/bot.sqlite3")
    readings = Readings(database, create_helpdesk(Settings(_env_file=None)), Shelf(), now)
    slow = Slow()
    first = asyncio.create_task(readings.find(ReadingWanted("tickets of all", slow)))
    await asyncio.to_thread(slow.begun.wait, 10)
    later = [asyncio.create_task(readings.find(ReadingWanted("tickets of all", slow))) for _ in range(3)]
    other = asyncio.create_task(readings.find(ReadingWanted("tickets of Surabaya", lambda _scene: "ours")))
    await asyncio.sleep(0)
    slow.goes_on.set()
    assert await first == "answer 1"
    assert await asyncio.gather(*later) == ["answer 2"] * 3
    assert await other == "ours"
    assert await readings.find(ReadingWanted("tickets of all", slow)) == "answer 3", "nothing is kept"
    await database.close()


async def test_a_reading_that_fails_fails_for_who_wanted_it_and_the_next_goes_on(tmp_path: Path) -> None:
    database = open_database(f"sqlite:///{tmp_path}/bot.sqlite3")
    readings = Readings(database, create_helpdesk(Settings(_env_file=None)), Shelf(), now)

    def fails(_scene: Scene) -> None:
        raise LookupError("gone")

    with pytest.raises(LookupError):
        await readings.find(ReadingWanted("x", fails))
    assert await readings.find(ReadingWanted("x", lambda _scene: "found")) == "found"
    await database.close()
