"""The archivist: fetches a copy of every file that people attach, sees what it is, and keeps it."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import structlog
from aiogram.exceptions import TelegramAPIError, TelegramRetryAfter, TelegramUnauthorizedError

from bot.archive import Archive
from bot.logs import where
from bot.telegram import FileTooBig, Telegram
from core.files import agrees_with_content
from storage.copies import CopyState, WantedCopy
from storage.database import Database
from storage.unit import Shelf, SqlUnit

log = structlog.get_logger()

# Files fetched at once.
AT_ONCE = 3
# Seconds: looks when nobody pokes, pokes that are answered by one look, and a rest when all would go wrong.
SWEEP, IDLE, REST = 60.0, 1.0, 60.0
# Tries of one file, and the pauses between them: from a minute to half a day, nearly three days in all.
MOST_ATTEMPTS = 12
FIRST_PAUSE, LONGEST_PAUSE = timedelta(minutes=1), timedelta(hours=12)
# Copies that one sweep lets go.
AT_A_TIME = 500
# Bytes that tell what a file is.
HEAD = 4096


class Archivist:
    """Runs beside the courier, in the one process that leads. `poke` says that there may be something new.

    A copy is on disk before it is in the books, and out of the books before it is off the disk: killed
    anywhere, it is fetched or thrown away once more.
    """

    def __init__(
        self,
        database: Database,
        telegram: Telegram,
        archive: Archive,
        shelf: Shelf,
        now: Callable[[], datetime],
        kept_for: timedelta | None,
    ) -> None:
        """`kept_for`: after the last ticket with a file was closed; None keeps for ever."""
        self._database = database
        self._telegram = telegram
        self._archive = archive
        self._shelf = shelf
        self._now = now
        self._kept_for = kept_for
        self._poked = asyncio.Event()
        # A copy that is thrown away must not be the one that was just taken in again.
        self._at_the_shelves = asyncio.Lock()

    def poke(self) -> None:
        """Look again, soon."""
        self._poked.set()

    async def run(self) -> None:
        """Until cancelled: every copy that is due, a few at a time."""
        has_asked_again = False
        while True:
            self._poked.clear()
            try:
                if not has_asked_again:
                    await self._ask_again()
                    has_asked_again = True
                found, rest = await self._round()
            except Exception as failure:  # noqa: BLE001 - the database may be away for a while
                log.error("archivist_failed", **where(failure))
                found, rest = 0, REST
            if rest:
                await asyncio.sleep(rest)
            elif not found:
                await self._wait()

    async def let_go(self) -> None:
        """Throw away copies that no ticket has needed for long enough, and what a killed process left."""
        if self._kept_for is not None:
            now = self._now()
            before = now - self._kept_for
            await self._database.run(lambda c: SqlUnit(c, self._shelf).copies.let_go(before, now, AT_A_TIME))
        going = await self._database.read(lambda c: SqlUnit(c, self._shelf).copies.going(AT_A_TIME))
        try:
            for unique_ref in going:
                await self._throw_away(unique_ref)
            await asyncio.to_thread(self._archive.forget_halves)
        except OSError as failure:
            log.error("archive_not_cleared", **where(failure))

    async def _ask_again(self) -> None:
        """For what another server kept back as too large."""
        limit = self._telegram.largest_download
        again = await self._database.run(
            lambda c: SqlUnit(c, self._shelf).copies.want_again(limit, self._now())
        )
        if again:
            log.info("copies_wanted_again", count=again)

    async def _wait(self) -> None:
        try:
            async with asyncio.timeout(SWEEP):
                await self._poked.wait()
        except TimeoutError:
            return
        await asyncio.sleep(IDLE)

    async def _round(self) -> tuple[int, float]:
        """How many copies were due, and for how many seconds nothing should be asked for now."""
        now = self._now()
        copies = await self._database.read(lambda c: SqlUnit(c, self._shelf).copies.due(now, AT_ONCE))
        async with asyncio.TaskGroup() as group:
            tasks = [group.create_task(self._fetch(copy)) for copy in copies]
        return len(copies), max((task.result() for task in tasks), default=0.0)

    async def _fetch(self, copy: WantedCopy) -> float:
        """Seconds for which nothing should be asked for; what went wrong is in the books."""
        if copy.size > self._telegram.largest_download:
            await self._give_up(copy, CopyState.TOO_LARGE)
            return 0.0
        try:
            await self._take_in(copy)
        except FileTooBig:
            await self._give_up(copy, CopyState.TOO_LARGE)
        except TelegramRetryAfter as later:
            await self._put_off(copy, timedelta(seconds=later.retry_after))
            return float(later.retry_after)
        except TelegramUnauthorizedError:
            await self._put_off(copy, FIRST_PAUSE)
            return REST
        except TelegramAPIError as failure:
            await self._failed(copy, failure)
        except OSError as failure:
            # Not this file's fault: the disk may be full, or the folder not ours.
            log.error("copy_not_written", **where(failure))
            await self._put_off(copy, FIRST_PAUSE)
            return REST
        except Exception as failure:  # noqa: BLE001 - one file must not end the archivist
            log.error("copy_failed", **where(failure))
            await self._failed(copy, failure)
        return 0.0

    async def _take_in(self, copy: WantedCopy) -> None:
        with self._archive.arriving() as arrived:
            await self._telegram.download(copy.reference, arrived)
            digest, agrees = await asyncio.to_thread(_examine, arrived, copy.extension)
            async with self._at_the_shelves:
                await asyncio.to_thread(self._archive.keep, copy.unique_ref, arrived)
                await self._database.run(
                    lambda c: SqlUnit(c, self._shelf).copies.kept(
                        copy.unique_ref, digest, agrees=agrees, at=self._now()
                    )
                )

    async def _throw_away(self, unique_ref: str) -> None:
        async with self._at_the_shelves:
            state = await self._database.read(lambda c: SqlUnit(c, self._shelf).copies.state(unique_ref))
            if state is CopyState.GOING:
                await asyncio.to_thread(self._archive.remove, unique_ref)
                await self._database.run(lambda c: SqlUnit(c, self._shelf).copies.gone(unique_ref))

    async def _failed(self, copy: WantedCopy, failure: Exception) -> None:
        log.info("copy_not_fetched", error=type(failure).__name__, attempt=copy.attempts + 1)
        if copy.attempts + 1 >= MOST_ATTEMPTS:
            await self._give_up(copy, CopyState.FAILED)
        else:
            await self._put_off(copy, min(FIRST_PAUSE * 3**copy.attempts, LONGEST_PAUSE), counts=True)

    async def _put_off(self, copy: WantedCopy, pause: timedelta, *, counts: bool = False) -> None:
        later = self._now() + pause
        await self._database.run(
            lambda c: SqlUnit(c, self._shelf).copies.put_off(copy.unique_ref, later, counts=counts)
        )

    async def _give_up(self, copy: WantedCopy, state: CopyState) -> None:
        log.info("copy_given_up", state=state.value)
        async with self._at_the_shelves:
            # One that was to leave and is wanted again may lie there still.
            await asyncio.to_thread(self._archive.remove, copy.unique_ref)
            await self._database.run(lambda c: SqlUnit(c, self._shelf).copies.give_up(copy.unique_ref, state))


def _examine(path: Path, extension: str) -> tuple[str, bool]:
    """The content's digest, and whether it can be what the extension says."""
    with path.open("rb") as file:
        head = file.read(HEAD)
        file.seek(0)
        return hashlib.file_digest(file, "sha256").hexdigest(), agrees_with_content(extension, head)
