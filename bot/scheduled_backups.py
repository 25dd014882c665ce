"""Make a backup every day, delete the oldest, and tell administrators when that fails, and when no more."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from contextlib import suppress
from datetime import datetime, timedelta
from functools import partial
from threading import Thread
from typing import TypeVar

import structlog

from bot.backup.making import Backup, make_backup
from bot.backup.manifest import BackupError
from bot.backup.rotation import is_due, rotate, scheduled_name
from bot.process.private_folders import make_private_folder
from bot.process.settings import Settings
from core.administration.alarms import BackupTrouble
from handlers.context.transaction_context import HelpdeskServices, TransactionContext
from handlers.notify.backup_alarm import tell_backup_failed, tell_backup_made
from storage.unit import SqlUnitOfWork
from storage.units import UnitsOfWork

log = structlog.get_logger()

T = TypeVar("T")

# After a failure: long enough to read a large database again without harm, short enough to see it mended.
TRY_AGAIN_AFTER = timedelta(minutes=15)


class ScheduledBackups:
    """The daily backup of the leader; nothing of it is kept in memory but when to try again."""

    def __init__(
        self, settings: Settings, units: UnitsOfWork, helpdesk: HelpdeskServices, now: Callable[[], datetime]
    ) -> None:
        self._settings = settings
        self._units = units
        self._helpdesk = helpdesk
        self._now = now
        self._not_before: datetime | None = None
        self._one_at_a_time = asyncio.Lock()

    async def make_due(self) -> Backup | None:
        """Make the backup that is due, beside everything else, and return it; None where none was made."""
        async with self._one_at_a_time:
            return await self._make_due()

    async def _make_due(self) -> Backup | None:
        settings, now = self._settings, self._now()
        folder = settings.backup_folder
        if folder is None or (self._not_before is not None and now < self._not_before):
            return None
        try:
            make_private_folder(folder)
            if not is_due(folder, now, settings.time_of_backups, settings.zone):
                return None
            file = folder / scheduled_name(now, settings.zone)
            work = partial(make_backup, settings.database_url, settings.archive_folder, file, now)
            made = await _beside(work)
            rotate(folder, settings.backup_keep)
        except BackupError as failure:
            await self._failed(now, failure.trouble, str(failure))
            return None
        except OSError as failure:
            await self._failed(now, BackupTrouble.NO_ACCESS, str(failure.strerror))
            return None
        self._not_before = None
        log.info("backup_made", file=file.name, tables=len(made.manifest.tables))
        await self._units.run(partial(_made, self._helpdesk, self._now()))
        return made

    async def _failed(self, now: datetime, trouble: BackupTrouble, reason: str) -> None:
        self._not_before = now + TRY_AGAIN_AFTER
        log.warning("backup_failed", trouble=trouble.value, reason=reason)
        await self._units.run(partial(_failed, self._helpdesk, self._now(), trouble))


def _failed(helpdesk: HelpdeskServices, now: datetime, trouble: BackupTrouble, unit: SqlUnitOfWork) -> None:
    tell_backup_failed(TransactionContext(helpdesk, unit, now), trouble)


def _made(helpdesk: HelpdeskServices, now: datetime, unit: SqlUnitOfWork) -> None:
    tell_backup_made(TransactionContext(helpdesk, unit, now))


async def _beside(work: Callable[[], Coroutine[None, None, T]]) -> T:
    """Run `work` in a thread with an event loop of its own, which no process waits for when it ends."""
    loop = asyncio.get_running_loop()
    future: asyncio.Future[T] = loop.create_future()

    def settle(result: T | None, failure: BaseException | None) -> None:
        if future.done():
            return
        if failure is not None:
            future.set_exception(failure)
        else:
            future.set_result(result)  # type: ignore[arg-type]  # without a failure there is a result

    def run() -> None:
        result, failure = None, None
        try:
            result = asyncio.run(work())
        except BaseException as raised:  # noqa: BLE001 - it belongs to whoever waits
            failure = raised
        # RuntimeError means that the loop is closed: nobody waits for the result any more.
        with suppress(RuntimeError):
            loop.call_soon_threadsafe(settle, result, failure)

    Thread(target=run, name="backup", daemon=True).start()
    return await future
