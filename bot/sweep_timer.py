"""Run sweeps at intervals, each never twice at once."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from datetime import UTC, datetime

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.process.logs import failure_location
from bot.sweep_backoff import SweepStopped

log = structlog.get_logger()

Sweep = Callable[[], Awaitable[object]]


class SweepTimer:
    """Begin sweeps at their times; one that fails is logged, and begins anew at its next time."""

    def __init__(self) -> None:
        self._scheduler = AsyncIOScheduler(timezone=UTC)
        self._running: set[asyncio.Task[None]] = set()

    def start(self, sweeps: Iterable[tuple[Sweep, int]]) -> None:
        """Begin each sweep at once, and again after so many seconds unless it is still running."""
        for sweep, seconds in sweeps:
            self._scheduler.add_job(
                self._run,
                "interval",
                (sweep,),
                name=sweep.__name__,
                seconds=seconds,
                coalesce=True,
                max_instances=1,
                # By the clock of the machine, which the scheduler itself goes by.
                next_run_time=datetime.now(UTC),
            )
        self._scheduler.start()

    def stop(self) -> None:
        """Begin no more sweeps."""
        if self._scheduler.running:
            self._scheduler.shutdown(wait=False)

    async def idle(self) -> None:
        """Wait until no sweep is running; right after `start`, none has begun yet."""
        while self._running:
            await asyncio.wait(self._running)

    async def _run(self, sweep: Sweep) -> None:
        task = asyncio.current_task()
        if task is not None:
            self._running.add(task)
            task.add_done_callback(self._running.discard)
        try:
            await sweep()
        except asyncio.CancelledError:
            # The process ends, or leads no longer. The library would log it as a failure.
            log.info("sweep_cancelled", sweep=sweep.__name__)
        except SweepStopped:
            log.warning("sweep_stopped", sweep=sweep.__name__)
        except Exception as failure:  # noqa: BLE001 - the database may be away for a while
            log.error("sweep_failed", sweep=sweep.__name__, **failure_location(failure))
