"""Do one thing after the other, and put off what fails, so that it stops nothing behind it."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from time import monotonic

import structlog

from bot.process.logs import failure_location
from storage.unit import SqlUnitOfWork
from storage.units import UnitsOfWork

log = structlog.get_logger()

# Seconds for which what failed is put off, doubled with each failure.
FIRST_PAUSE, LONGEST_PAUSE = 60.0, 6 * 3600.0
# Failures in a row that end a sweep: then it is not the fault of one thing, as when the database is away.
MOST_IN_A_ROW = 5


class SweepStopped(Exception):
    """Raised where one thing after the other fails; the next sweep begins with others."""


class SweepBackoff:
    """Run units of work of one sweep, each for a thing of its own.

    What failed is remembered in memory alone: after a restart, everything is tried at once.
    """

    def __init__(self, units: UnitsOfWork, sweep: str, clock: Callable[[], float] = monotonic) -> None:
        """Log failures under the name `sweep`; `clock` returns seconds."""
        self._units = units
        self._sweep = sweep
        self._clock = clock
        self._failed: dict[Hashable, tuple[int, float]] = {}
        self._in_a_row = 0

    async def run(self, key: Hashable, work: Callable[[SqlUnitOfWork], object]) -> bool:
        """Run `work` for the thing that `key` stands for; return False where it failed or is put off.

        Raise `SweepStopped` after five failures in a row.
        """
        failures, until = self._failed.get(key, (0, 0.0))
        if self._clock() < until:
            return False
        try:
            await self._units.run(work)
        except Exception as failure:
            pause = min(FIRST_PAUSE * 2 ** min(failures, 20), LONGEST_PAUSE)
            self._failed[key] = (failures + 1, self._clock() + pause)
            log.error("put_off", sweep=self._sweep, key=key, seconds=pause, **failure_location(failure))
            self._in_a_row += 1
            if self._in_a_row >= MOST_IN_A_ROW:
                self._in_a_row = 0
                raise SweepStopped from failure
            return False
        self._failed.pop(key, None)
        self._in_a_row = 0
        return True

    def forget_old(self) -> None:
        """Forget what failed long ago and has not come again, as it was done in another way."""
        before = self._clock() - LONGEST_PAUSE
        self._failed = {key: found for key, found in self._failed.items() if found[1] > before}
