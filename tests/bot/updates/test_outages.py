"""Test that an outage is waited for, however long, and logged once."""

import asyncio

import pytest
from structlog.testing import capture_logs

from bot.updates.outages import LONGEST_PAUSE, Outages


class Database:
    """A database that is away for a number of calls."""

    def __init__(self, away: int) -> None:
        self.away = away

    async def __call__(self) -> str:
        if self.away:
            self.away -= 1
            raise ConnectionRefusedError
        return "answer"


async def test_a_database_that_is_away_is_asked_again_after_growing_pauses() -> None:
    pauses: list[float] = []

    async def pause(seconds: float) -> None:
        pauses.append(seconds)

    assert await Outages(pause).outlast(Database(9)) == "answer"
    assert pauses == sorted(pauses)
    assert len(pauses) == 9
    assert pauses[-1] == LONGEST_PAUSE


async def test_an_outage_that_many_wait_for_is_logged_once() -> None:
    async def pause(_seconds: float) -> None:
        await asyncio.sleep(0)

    outages = Outages(pause)
    with capture_logs() as logs:
        await asyncio.gather(*(outages.outlast(Database(times)) for times in (3, 5, 4)))
        assert await outages.outlast(Database(1)) == "answer"
    assert [line["event"] for line in logs] == ["outage_began", "outage_over"] * 2


async def test_what_is_no_outage_is_raised_also_in_the_middle_of_one() -> None:
    async def pause(_seconds: float) -> None: ...

    failures: list[Exception] = [ConnectionResetError(), LookupError("a bug")]

    async def fails() -> None:
        raise failures.pop(0)

    with pytest.raises(LookupError):
        await Outages(pause).outlast(fails)
    with pytest.raises(ZeroDivisionError):
        await Outages(pause).outlast(_divides)


async def _divides() -> float:
    return 1 / 0
