"""Test that whoever waits for sweeps waits for those that run, and that a failing one ends nothing."""

from __future__ import annotations

import asyncio

from structlog.testing import capture_logs

from bot.sweep_timer import SweepTimer


async def test_it_is_idle_once_the_sweeps_that_have_begun_are_over() -> None:
    begun, may_end = asyncio.Event(), asyncio.Event()
    over = []

    async def slow() -> None:
        begun.set()
        await may_end.wait()
        over.append("slow")

    async def failing() -> None:
        raise ValueError("the database is away")

    timer = SweepTimer()
    with capture_logs() as log:
        timer.start([(failing, 3600), (slow, 3600)])
        await begun.wait()
        waiting = asyncio.create_task(timer.idle())
        await asyncio.sleep(0)
        assert not waiting.done()
        may_end.set()
        await waiting
        timer.stop()
    assert over == ["slow"]
    [failure] = [entry for entry in log if entry["event"] == "sweep_failed"]
    assert (failure["sweep"], failure["log_level"]) == ("failing", "error")
    await timer.idle()
