"""Save and bring back an office, as the commands do."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from bot.backup.making import Backup, make_backup
from bot.backup.restoring import restore_backup
from bot.process.settings import Settings
from tests.bot.backup.conftest import NOW
from tests.bot.backup.every_row import Rows

# What a restore changes on purpose, so that no number is given twice: counters and revisions of screens.
GAPS = ("counters", "chats")


async def save(settings: Settings, file: Path, *, files: bool = True) -> Backup:
    return await make_backup(settings.database_url, settings.archive_folder if files else None, file, NOW)


async def bring_back(settings: Settings, file: Path, now: datetime = NOW) -> None:
    await restore_backup(settings.database_url, settings.archive_folder, file, now)


def apart_from_gaps(rows: Rows) -> Rows:
    return {name: found for name, found in rows.items() if name not in GAPS}
