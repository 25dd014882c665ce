"""Fetch a copy of every attached file from Telegram, keep it, and delete it when it expires."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import structlog
from aiogram.exceptions import TelegramAPIError, TelegramRetryAfter, TelegramUnauthorizedError

from bot.archive.folder import Archive
from bot.process.logs import failure_location
from bot.process.threads import run_in_thread
from bot.sending.bot_api import FileTooBig, Telegram
from core.files.examination import examine
from core.files.findings import FileFinding
from storage.tickets.copies import CopyState, WantedCopy
from storage.units import UnitsOfWork

log = structlog.get_logger()

# Files fetched at once.
AT_ONCE = 3
# Seconds: between looks without a wake-up, and to rest when all would fail.
SWEEP, REST = 60.0, 60.0
# Tries of one file, and the pauses between them: from a minute to half a day, nearly three days in all.
MOST_ATTEMPTS = 12
FIRST_PAUSE, LONGEST_PAUSE = timedelta(minutes=1), timedelta(hours=12)
# Copies that a sweep reads or deletes at a time; it goes on until there are no more.
AT_A_TIME = 500


class FileArchiver:
    """Fetch and delete copies beside the courier, in the one process that leads; `wake` announces new files.

    A copy is on disk before the database has it, and out of the database before it leaves the disk: after a
    kill anywhere, it is fetched or deleted once more.
    """

    def __init__(
        self,
        units: UnitsOfWork,
        telegram: Telegram,
        archive: Archive,
        now: Callable[[], datetime],
        kept_for: timedelta | None,
        settles: timedelta = timedelta(seconds=1),
    ) -> None:
        """Keep copies for `kept_for` after the last ticket with the file was closed; for ever where None.

        All wake-ups within `settles` are answered by one look.
        """
        self._units = units
        self._telegram = telegram
        self._archive = archive
        self._now = now
        self._kept_for = kept_for
        self._settles = settles
        self._woken = asyncio.Event()
        # Seconds until the next copy is due that has to wait, at most `SWEEP`.
        self._sooner = SWEEP
        # A copy that is deleted must not be the one that was just fetched again.
        self._folder_lock = asyncio.Lock()

    def wake(self) -> None:
        """Look for files to fetch again, soon."""
        self._woken.set()

    async def run(self) -> None:
        """Fetch every copy that is due, a few at a time, until cancelled."""
        has_retried_too_large = False
        while True:
            self._woken.clear()
            try:
                if not has_retried_too_large:
                    await self._retry_too_large()
                    has_retried_too_large = True
                found, rest = await self._fetch_due()
            except Exception as failure:  # noqa: BLE001 - the database may be away for a while
                log.error("archivist_failed", **failure_location(failure))
                found, rest = 0, REST
            if rest:
                await asyncio.sleep(rest)
            elif not found:
                await self._wait(self._sooner)

    async def delete_expired(self) -> None:
        """Delete copies that no ticket has needed for `kept_for`, and unfinished ones of killed processes."""
        if self._kept_for is not None:
            now = self._now()
            before = now - self._kept_for
            while await self._units.run(lambda unit: unit.copies.expire_unused(before, now, AT_A_TIME)):
                """Each portion is committed by itself."""
        failed: set[str] = set()
        while going := await self._awaiting_removal(failed):
            for unique_ref in going:
                try:
                    await self._delete(unique_ref)
                except OSError as failure:
                    # The others must not wait for this one, which the next sweep tries again.
                    log.error("copy_not_deleted", **failure_location(failure))
                    failed.add(unique_ref)
        try:
            await run_in_thread(self._archive.remove_unfinished)
        except OSError as failure:
            log.error("archive_not_cleared", **failure_location(failure))

    async def _retry_too_large(self) -> None:
        """Mark copies as wanted again that were too large for an earlier server and are not for this one."""
        limit = self._telegram.largest_download
        again = await self._units.run(lambda unit: unit.copies.retry_too_large(limit, self._now()))
        if again:
            log.info("copies_wanted_again", count=again)

    async def _wait(self, seconds: float) -> None:
        try:
            async with asyncio.timeout(seconds):
                await self._woken.wait()
        except TimeoutError:
            return
        await asyncio.sleep(self._settles.total_seconds())

    async def _fetch_due(self) -> tuple[int, float]:
        """Fetch what is due; return how many copies that was, and the seconds to rest before the next."""
        now = self._now()
        copies, later = await self._units.read(
            lambda unit: (unit.copies.due(now, AT_ONCE), unit.copies.next_due(now))
        )
        # A copy that failed has to wait, and so has one of a process whose clock is ahead.
        self._sooner = min(SWEEP, (later - now).total_seconds()) if later is not None else SWEEP
        async with asyncio.TaskGroup() as group:
            tasks = [group.create_task(self._fetch(copy)) for copy in copies]
        return len(copies), max((task.result() for task in tasks), default=0.0)

    async def _fetch(self, copy: WantedCopy) -> float:
        """Fetch one copy, or record in the database why not; return the seconds to rest before the next."""
        if copy.size > self._telegram.largest_download:
            await self._give_up(copy, CopyState.TOO_LARGE)
            return 0.0
        try:
            await self._download_and_keep(copy)
        except FileTooBig:
            await self._give_up(copy, CopyState.TOO_LARGE)
        except TelegramRetryAfter as later:
            await self._postpone(copy, timedelta(seconds=later.retry_after))
            return float(later.retry_after)
        except TelegramUnauthorizedError:
            await self._postpone(copy, FIRST_PAUSE)
            return REST
        except TelegramAPIError as failure:
            await self._count_failure(copy, failure)
        except OSError as failure:
            # Not this file's fault: the disk may be full, or the folder not ours.
            log.error("copy_not_written", **failure_location(failure))
            await self._postpone(copy, FIRST_PAUSE)
            return REST
        except Exception as failure:  # noqa: BLE001 - one file must not end the worker
            log.error("copy_failed", **failure_location(failure))
            await self._count_failure(copy, failure)
        return 0.0

    async def _download_and_keep(self, copy: WantedCopy) -> None:
        with self._archive.arriving() as arrived:
            await self._telegram.download(copy.reference, arrived)
            digest, findings = await run_in_thread(_examine, arrived, copy.extension)
            async with self._folder_lock:
                await run_in_thread(self._archive.keep, copy.unique_ref, arrived)
                await self._units.run(
                    lambda unit: unit.copies.mark_kept(copy.unique_ref, digest, findings, at=self._now())
                )

    async def _awaiting_removal(self, failed: set[str]) -> list[str]:
        """Return copies to delete, of which none has failed in this sweep."""
        most = AT_A_TIME + len(failed)
        going = await self._units.read(lambda unit: unit.copies.awaiting_removal(most))
        return [unique_ref for unique_ref in going if unique_ref not in failed]

    async def _delete(self, unique_ref: str) -> None:
        async with self._folder_lock:
            state = await self._units.read(lambda unit: unit.copies.state(unique_ref))
            if state is CopyState.GOING:
                await run_in_thread(self._archive.remove, unique_ref)
                await self._units.run(lambda unit: unit.copies.mark_removed(unique_ref))

    async def _count_failure(self, copy: WantedCopy, failure: Exception) -> None:
        log.info("copy_not_fetched", error=type(failure).__name__, attempt=copy.attempts + 1)
        if copy.attempts + 1 >= MOST_ATTEMPTS:
            await self._give_up(copy, CopyState.FAILED)
        else:
            await self._postpone(copy, min(FIRST_PAUSE * 3**copy.attempts, LONGEST_PAUSE), counts=True)

    async def _postpone(self, copy: WantedCopy, pause: timedelta, *, counts: bool = False) -> None:
        later = self._now() + pause
        await self._units.run(lambda unit: unit.copies.postpone(copy.unique_ref, later, counts=counts))

    async def _give_up(self, copy: WantedCopy, state: CopyState) -> None:
        log.info("copy_given_up", state=state.value)
        async with self._folder_lock:
            # A copy that was to be deleted and is wanted again may still be there.
            await run_in_thread(self._archive.remove, copy.unique_ref)
            await self._units.run(lambda unit: unit.copies.give_up(copy.unique_ref, state))


def _examine(path: Path, extension: str) -> tuple[str, frozenset[FileFinding]]:
    """Return the content's SHA-256 digest, and what was found in it."""
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
        return digest, examine(extension, file)
