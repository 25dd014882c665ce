"""Run requested jobs beside the chat: make documents and send them, import files and answer."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

import structlog
from aiogram.exceptions import (
    TelegramAPIError,
    TelegramBadRequest,
    TelegramForbiddenError,
    TelegramNetworkError,
    TelegramRetryAfter,
)

from bot.jobs.job import Album, FinishedDocument, Job, JobHandler, UnsentParts, speaks_for
from bot.jobs.shown_progress import ShownProgress
from bot.process.logs import failure_location, failure_place
from bot.sending.bot_api import Telegram
from bot.sending.delivery import file_call
from bot.sending.retry_pauses import GIVEN_UP_AFTER
from conversations.rendering.refusals import SENTENCES
from conversations.rendering.screen import Note
from core.errors import Refusal
from core.languages import SOURCE
from core.messaging.outgoing import JobKind, RequestJob, SendFile, SendNotice
from core.words import _
from handlers.context.message_body import note_body
from handlers.context.send_priority import SendPriority
from handlers.context.transaction_context import HelpdeskServices
from storage.messaging.outbox import OutboxRow
from storage.unit import SqlUnitOfWork
from storage.units import UnitsOfWork

log = structlog.get_logger()

# Seconds between looks without a wake-up: a job that failed waits for its time.
IDLE = 0.5
MOST_ATTEMPTS = 4
# Before the second attempt; doubled with each.
PAUSE = timedelta(seconds=10)
# The most between two tries while Telegram is away.
LONGEST_PAUSE = timedelta(minutes=10)
# Seconds to delete a message about progress when the process is asked to stop.
STOP_GRACE = 1.0

# Sentences about a job that takes long or can't be done, where it makes no document about tickets.
PROGRESS: Mapping[JobKind, str] = {JobKind.IMPORT_ACCOUNTS: _("Mengimpor akun: %(count)s baris…")}
SORRY: Mapping[JobKind, str] = {
    JobKind.IMPORT_ACCOUNTS: _("Akun tidak dapat diimpor. Silakan coba lagi nanti."),
    JobKind.IMPORT_FILE: _("Berkas itu tidak dapat diimpor. Silakan coba lagi nanti."),
    JobKind.OWN_DATA: SENTENCES["own_data_too_large"],
}


@dataclass(frozen=True, slots=True)
class JobPool:
    """Kinds of jobs that wait for each other and for no others; at most `places` of them run at once."""

    places: int
    handlers: Mapping[JobKind, JobHandler]


class ChatLeft(Exception):
    """Raised where the person of a job is signed in to its chat no more: nobody else may get it."""


class JobWorker:
    """Run the jobs of the outbox beside the courier, so that a long one holds up no messages.

    Jobs of one chat run one after the other, and chats take turns, so that a person with many keeps nobody
    else waiting.
    `handlers` are by kind of job; each may be replaced by another.
    """

    def __init__(
        self,
        units: UnitsOfWork,
        telegram: Telegram,
        helpdesk: HelpdeskServices,
        pools: Sequence[JobPool],
        now: Callable[[], datetime],
    ) -> None:
        self._units = units
        self._telegram = telegram
        self._helpdesk = helpdesk
        self._pools = pools
        self.handlers = {kind: handler for pool in pools for kind, handler in pool.handlers.items()}
        self._now = now
        self._running: dict[int, OutboxRow] = {}
        # Rows that are done, and what is left of others, until the database has it: nothing is sent twice.
        self._done: set[int] = set()
        self._left: dict[int, RequestJob] = {}
        self._nothing_running = asyncio.Event()
        self._nothing_running.set()
        self._woken = asyncio.Event()

    def wake(self) -> None:
        """Look at once for jobs that are due."""
        self._woken.set()

    async def idle(self) -> None:
        """Wait until no job runs; others may still wait for their time."""
        await self._nothing_running.wait()

    async def run(self) -> None:
        """Run jobs until cancelled; those that run then are run anew by the next process."""
        async with asyncio.TaskGroup() as group:
            while True:
                self._woken.clear()
                row = await self._next()
                if row is None:
                    await self._wait()
                    continue
                self._running[row.id] = row
                self._nothing_running.clear()
                group.create_task(self._work_on(row))

    async def _wait(self) -> None:
        with suppress(TimeoutError):
            async with asyncio.timeout(IDLE):
                await self._woken.wait()

    async def _next(self) -> OutboxRow | None:
        """Return the first due job for which there is a place; None also where the database is away."""
        running = self._running.values()
        kinds = [row.message.kind for row in running if isinstance(row.message, RequestJob)]
        full = [pool for pool in self._pools if sum(kind in pool.handlers for kind in kinds) >= pool.places]
        first = partial(
            self._first_due,
            [kind for pool in full for kind in pool.handlers],
            [row.chat_id for row in running if row.chat_id is not None],
        )
        try:
            return await self._units.read(first)
        except Exception as failure:  # noqa: BLE001 - the database may be away for a while
            log.error("workshop_failed", **failure_location(failure))
            return None

    def _first_due(
        self, full_kinds: list[JobKind], busy_chats: list[int], unit: SqlUnitOfWork
    ) -> OutboxRow | None:
        due = unit.jobs.due(self._now(), 1, skip_kinds=full_kinds, skip_chats=busy_chats)
        return next(iter(due), None)

    async def _work_on(self, row: OutboxRow) -> None:
        try:
            await self._serve(row)
        except Exception as failure:  # noqa: BLE001 - one job must not end the worker
            log.error("workshop_failed", **failure_location(failure))
            await asyncio.sleep(IDLE)
        finally:
            del self._running[row.id]
            if not self._running:
                self._nothing_running.set()
            self.wake()

    async def _serve(self, row: OutboxRow) -> None:
        request = self._left.get(row.id, row.message)
        if row.id in self._done:
            await self._end(row)
        elif isinstance(request, RequestJob):
            await self._do(row, request)
        else:
            await self._give_up(row, "unreadable")

    async def _do(self, row: OutboxRow, request: RequestJob) -> None:
        """Do a job and send what it makes; write down how it ended."""
        progress = ShownProgress(self._telegram, row.chat_id, partial(self._progress_text, request))
        try:
            # A thread that takes long to end may still write there; that is no failure of the job.
            with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
                job = Job(row.id, row.chat_id, request, Path(folder), progress.show)
                result = await self.handlers[request.kind](job)
                if result is not None:
                    await self._send(job, result)
            if isinstance(result, FinishedDocument | UnsentParts):
                await self._send_rest(job, list(result.after))
        except asyncio.CancelledError:
            # Give up soon: the process waits for this to stop.
            await progress.end(STOP_GRACE)
            raise
        except (Refusal, TelegramForbiddenError, ChatLeft) as no:
            log.info("document_refused", row=row.id, error=type(no).__name__)
            await self._give_up(row, type(no).__name__)
        except TelegramRetryAfter as later:
            log.info("document_too_early", row=row.id, seconds=later.retry_after)
            await self._postpone(row, timedelta(seconds=later.retry_after))
        except TelegramNetworkError as away:
            # Telegram is away, or the line to it is: that is no failure of this job.
            log.info("document_waits", row=row.id, error=type(away).__name__)
            age = self._now() - row.created_at
            await self._postpone(row, min(max(PAUSE, age / 2), LONGEST_PAUSE))
        except TelegramAPIError as failure:
            log.warning("document_not_sent", row=row.id, error=type(failure).__name__)
            await self._later(row, type(failure).__name__)
        except Exception as failure:  # noqa: BLE001 - the person is told of any failure in the end
            log.error("document_not_made", row=row.id, **failure_location(failure))
            await self._later(row, failure_place(failure))
        else:
            self._done.add(row.id)
            await self._end(row)
        finally:
            await progress.end()

    async def _end(self, row: OutboxRow) -> None:
        """Take a row off the outbox; raise where the database does not take that, to be called again."""
        await self._units.run(partial(_end_turn, row, lambda unit: unit.outbox.sent(row.id)))
        self._done.discard(row.id)
        self._left.pop(row.id, None)

    async def _send(self, job: Job, result: FinishedDocument | Album | UnsentParts) -> None:
        self._units.check_lead()
        await self._check_chat(job)
        to_chat = {"chat_id": str(job.chat_id)}
        match result:
            case Album():
                await self._telegram.upload_photos({**to_chat, "caption": result.caption}, result.paths)
            case FinishedDocument():
                await self._telegram.upload({**to_chat, "caption": result.name}, result.path, result.name)
                await self._remember_unsent(job, result.after)

    async def _send_rest(self, job: Job, files: list[SendFile]) -> None:
        """Send files one after the other; those that were sent are not sent again when a later one fails."""
        refused: TelegramBadRequest | None = None
        for file in tuple(files):
            await self._check_chat(job)
            method, parameters = file_call(file)
            try:
                await self._telegram.call(method, {"chat_id": job.chat_id, **parameters})
            except TelegramBadRequest as no:
                # This file can't be sent; that is no reason to keep back the others.
                refused = no
                continue
            files.remove(file)
            await self._remember_unsent(job, files)
        if refused is not None:
            raise refused

    async def _check_chat(self, job: Job) -> None:
        """Raise `ChatLeft` where the chat is the person's no more, who signed out while it was made."""
        if not await self._units.read(lambda unit: speaks_for(unit, job.chat_id, job.person_id)):
            raise ChatLeft

    async def _remember_unsent(self, job: Job, files: Sequence[SendFile]) -> None:
        if files:
            left = self._left[job.id] = replace(job.request, unsent=tuple(files))
            await self._units.run(lambda unit: unit.outbox.remember(job.id, left))

    def _progress_text(self, job: RequestJob, count: int) -> str:
        text = PROGRESS.get(job.kind, _("Menyiapkan berkas: %(count)s tiket…"))
        return self._helpdesk.renderer.sentence(Note(text, {"count": count}), job.language)

    async def _later(self, row: OutboxRow, error: str) -> None:
        if row.attempts + 1 >= MOST_ATTEMPTS:
            await self._give_up(row, error)
            return
        until = self._now() + PAUSE * 2**row.attempts
        await self._units.run(partial(_end_turn, row, lambda unit: unit.outbox.retry(row.id, until, error)))

    async def _postpone(self, row: OutboxRow, pause: timedelta) -> None:
        """Wait without counting an attempt; give up a job that Telegram has put off for days."""
        now = self._now()
        if now - row.created_at > GIVEN_UP_AFTER:
            await self._give_up(row, "put off too long")
            return
        await self._units.run(partial(_end_turn, row, lambda unit: unit.outbox.postpone(row.id, now + pause)))

    async def _give_up(self, row: OutboxRow, error: str) -> None:
        """Give a job up, and tell the person who waits for it."""
        job = row.message if isinstance(row.message, RequestJob) else None
        usual = _("Berkas yang Anda minta tidak dapat dibuat. Silakan coba lagi nanti.")
        sorry = Note(SORRY.get(job.kind, usual) if job else usual)
        text = str(self._helpdesk.renderer.note(sorry, job.language if job else SOURCE.code))

        def work(unit: SqlUnitOfWork) -> None:
            unit.outbox.fail(row.id, error, self._now())
            if job is not None and not speaks_for(unit, row.chat_id, job.person_id):
                return
            unit.outbox.add(
                SendNotice(note_body(text)), chat_id=row.chat_id, priority=SendPriority.ALERT, at=self._now()
            )

        await self._units.run(partial(_end_turn, row, work))
        self._left.pop(row.id, None)


def _end_turn(row: OutboxRow, work: Callable[[SqlUnitOfWork], None], unit: SqlUnitOfWork) -> None:
    """Write down how a job ended, and let everybody else who waits go before its person's next one."""
    work(unit)
    if row.chat_id is not None:
        unit.jobs.end_turn(row.chat_id)
