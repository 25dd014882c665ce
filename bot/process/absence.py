"""Wait at the start for a database that is away, and say so once."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

import structlog

from storage.units import is_outage

log = structlog.get_logger()

T = TypeVar("T")

# Seconds before another try, doubled with each.
FIRST_PAUSE, LONGEST_PAUSE = 1.0, 15.0


async def retry_while_away(
    attempt: Callable[[], Awaitable[T]],
    *,
    is_server: bool,
    pause: Callable[[float], Awaitable[None]] = asyncio.sleep,
) -> T:
    """Return what `attempt` returns, trying again while the server of the database is away.

    Raise what else it raises; so too for a file, which does not come by waiting.
    """
    wait, is_told = FIRST_PAUSE, False
    while True:
        try:
            found = await attempt()
        except Exception as failure:
            if not is_server or not is_outage(failure):
                raise
            if not is_told:
                log.warning("database_away", error=type(failure).__name__, hint="waiting for it")
                is_told = True
            await pause(wait)
            wait = min(wait * 2, LONGEST_PAUSE)
        else:
            if is_told:
                log.info("database_back")
            return found
