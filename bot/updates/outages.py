"""Outlast outages of the database: try again for as long as one lasts, and log it once."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

import structlog

from bot.process.logs import failure_location
from storage.units import is_outage

T = TypeVar("T")

log = structlog.get_logger()

# Seconds before the second try; doubled with each, up to the longest.
FIRST_PAUSE, LONGEST_PAUSE = 0.1, 5.0


class Outages:
    """Run functions until no outage keeps them from their end; what else they raise is raised at once.

    An outage begins when a first caller has to wait, and is over when no caller waits any more; both are
    logged once, however many wait.
    """

    def __init__(self, pause: Callable[[float], Awaitable[None]] = asyncio.sleep) -> None:
        self._pause = pause
        self._waiting = 0

    async def outlast(self, attempt: Callable[[], Awaitable[T]]) -> T:
        """Return what `attempt` returns, running it again after pauses of up to `LONGEST_PAUSE` seconds."""
        try:
            return await attempt()
        except Exception as failure:
            if not is_outage(failure):
                raise
            return await self._wait_out(attempt, failure)

    async def _wait_out(self, attempt: Callable[[], Awaitable[T]], failure: Exception) -> T:
        if not self._waiting:
            log.error("outage_began", **failure_location(failure))
        self._waiting += 1
        pause = FIRST_PAUSE
        try:
            while True:
                await self._pause(pause)
                pause = min(pause * 2, LONGEST_PAUSE)
                try:
                    return await attempt()
                except Exception as again:
                    if not is_outage(again):
                        raise
        finally:
            self._waiting -= 1
            if not self._waiting:
                log.info("outage_over")
