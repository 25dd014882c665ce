"""Fails a test whose code keeps the processor busy for longer than any input may cost."""

from __future__ import annotations

import gc
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

import pytest

# Seconds that a slow machine, whose processors others use too, takes for one of a usual machine.
_SLOWEST = 5.0


@contextmanager
def cpu_limit(seconds: float) -> Iterator[None]:
    """Fail the test once the block has used `seconds` of a usual machine's processor time in this process.

    What takes too long takes for ever: five times as much is allowed, so that no slow machine fails what is
    quick. Time spent waiting for other processes does not count. Regular
    expressions look for signals while they match, so the limit ends them too. Main thread only.

    The garbage collector is off in the block: what earlier tests left behind is not counted against it, and
    an exception raised in a callback of the collector would be lost.
    """
    collecting = gc.isenabled()
    gc.disable()
    before = signal.signal(signal.SIGVTALRM, _give_up)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds * _SLOWEST)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)
        if collecting:
            gc.enable()


def _give_up(_number: int, _frame: FrameType | None) -> None:
    pytest.fail("the limit of processor time was reached: an input like this holds up the whole bot")
