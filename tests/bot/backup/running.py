"""Let a process of the bot lead on a database during a block."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from bot.process.settings import Settings
from tests.bot.backup.conftest import opened


@asynccontextmanager
async def leading(settings: Settings) -> AsyncIterator[None]:
    """Seek the lead as a process does that runs, and have it."""
    has_it = asyncio.Event()

    async def lead() -> None:
        has_it.set()
        await asyncio.Event().wait()

    async with opened(settings) as units:
        task = asyncio.create_task(units.lead(lead, lambda _topics: None))
        await has_it.wait()
        try:
            yield
        finally:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)
