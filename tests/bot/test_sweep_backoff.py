"""Test that a failure in a sweep is put off for a growing time, and stops nothing else."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.sweep_backoff import FIRST_PAUSE, LONGEST_PAUSE, MOST_IN_A_ROW, SweepBackoff, SweepStopped
from storage.unit import SqlUnitOfWork
from storage.units import UnitsOfWork, open_units


class Clock:
    """A clock that is set."""

    seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture
async def units(tmp_path: Path) -> AsyncIterator[UnitsOfWork]:
    units = open_units(f"sqlite:///{tmp_path}/bot.sqlite3")
    yield units
    await units.close()


def works(_unit: SqlUnitOfWork) -> None:
    """Do nothing."""


def fails(_unit: SqlUnitOfWork) -> None:
    raise KeyError("poison")


async def test_what_fails_is_tried_again_after_pauses_that_grow(units: UnitsOfWork) -> None:
    clock = Clock()
    put_off = SweepBackoff(units, "test", clock)
    assert not await put_off.run(1, fails)
    assert not await put_off.run(1, works), "it is put off"
    assert await put_off.run(2, works), "and nothing else is"
    clock.seconds = FIRST_PAUSE
    assert not await put_off.run(1, fails)
    clock.seconds += FIRST_PAUSE
    assert not await put_off.run(1, works), "the second pause is longer"
    clock.seconds += FIRST_PAUSE
    assert await put_off.run(1, works)
    assert not await put_off.run(1, fails), "it has begun anew"
    clock.seconds += FIRST_PAUSE
    assert await put_off.run(1, works)


async def test_where_all_fails_the_sweep_stops_and_the_next_begins_with_others(units: UnitsOfWork) -> None:
    put_off = SweepBackoff(units, "test", Clock())
    for key in range(MOST_IN_A_ROW - 1):
        assert not await put_off.run(key, fails)
    with pytest.raises(SweepStopped):
        await put_off.run(MOST_IN_A_ROW, fails)
    assert not await put_off.run(0, works)
    assert await put_off.run(MOST_IN_A_ROW + 1, works)


async def test_no_pause_is_longer_than_the_longest(units: UnitsOfWork) -> None:
    clock = Clock()
    put_off = SweepBackoff(units, "test", clock)
    for _ in range(40):
        assert not await put_off.run(1, fails)
        await put_off.run(2, works)
        clock.seconds += LONGEST_PAUSE
    assert await put_off.run(1, works)


async def test_what_does_not_come_again_is_forgotten(units: UnitsOfWork) -> None:
    clock = Clock()
    put_off = SweepBackoff(units, "test", clock)
    await put_off.run(1, fails)
    clock.seconds = 2 * LONGEST_PAUSE
    put_off.forget_old()
    assert not await put_off.run(1, fails)
    clock.seconds += FIRST_PAUSE
    assert await put_off.run(1, works), "this was its first failure again"
