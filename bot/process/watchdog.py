"""End a process in which something hangs, so that it is started anew instead of serving nobody."""

from __future__ import annotations

import asyncio
import faulthandler
import os
from collections.abc import Callable

import structlog

log = structlog.get_logger()

# Seconds that the event loop, or one unit of work, may keep everybody else waiting.
LIMIT = 60.0
CHECK_EVERY = 1.0
EXIT_CODE = 70


async def watch(busy_seconds: Callable[[], float]) -> None:
    """Watch until cancelled; end the process at once after `LIMIT` seconds in which something hangs.

    `busy_seconds` says for how long the present unit of work has run. Where the event loop itself does not
    go on, a timer of the operating system ends the process, which even code that holds the interpreter can't
    prevent. The lines of code at which all threads are go to stderr; they hold no values.
    """
    try:
        while True:
            faulthandler.dump_traceback_later(LIMIT, exit=True)
            if (seconds := busy_seconds()) > LIMIT:
                log.critical("process_hangs", seconds=round(seconds))
                faulthandler.dump_traceback()
                os._exit(EXIT_CODE)
            await asyncio.sleep(CHECK_EVERY)
    finally:
        faulthandler.cancel_dump_traceback_later()
