"""Test when the archiver looks for files again."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from pathlib import Path
from typing import Any

from bot.archive.fetcher import FileArchiver
from bot.process.system_clock import now
from core.tickets.attachments import Attachment
from storage.tickets.copies import request_copies
from storage.unit import SqlUnitOfWork
from storage.units import open_units
from tests.storage.helpdesk import SCREENSHOT

# Seconds within which a test notices what does not come; less than the archiver sleeps without a reason.
PATIENCE = 30.0


class SmallTelegram:
    """A Telegram that lets the bot download nothing."""

    largest_download = 0


class EmptyArchive:
    """An archive that knows when a file was given up."""

    def __init__(self) -> None:
        self.given_up = asyncio.Event()
        self._loop = asyncio.get_running_loop()

    def remove(self, _unique_ref: str) -> None:
        """Be told so from another thread."""
        self._loop.call_soon_threadsafe(self.given_up.set)


async def test_a_copy_that_has_to_wait_a_little_is_not_left_until_the_next_sweep(tmp_path: Path) -> None:
    """Test it for a file of another process, whose clock is ahead."""
    units = open_units(f"sqlite:///{tmp_path / 'bot.sqlite3'}")
    await units.upgrade()

    def attach(unit: SqlUnitOfWork) -> None:
        file = Attachment(1, "tangkapan layar.png", SCREENSHOT)
        request_copies(unit.connection, [file], now() + timedelta(seconds=1))

    await units.run(attach)
    telegram: Any = SmallTelegram()
    archive: Any = EmptyArchive()
    archiver = FileArchiver(units, telegram, archive, now, None, settles=timedelta())
    running = asyncio.create_task(archiver.run())
    async with asyncio.timeout(PATIENCE):
        await archive.given_up.wait()
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)
    await units.close()
