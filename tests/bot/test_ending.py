"""Parts that run until they are cancelled stop promptly, even while a wake-up is pending."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from typing import Any, TypeAlias, TypeVar

import pytest
from aiogram.exceptions import TelegramNetworkError
from aiogram.methods import GetMe

from bot.archive.fetcher import FileArchiver
from bot.archive.folder import FolderArchive
from bot.jobs.job import Job
from bot.jobs.shown_progress import SHOWN_EVERY
from bot.jobs.worker import JobPool, JobWorker
from bot.process.settings import Settings
from bot.process.system_clock import now
from bot.sending.bot_api import TIMEOUT
from bot.sending.courier import Courier
from bot.sending.mail_courier import MailCourier
from bot.wiring import create_helpdesk
from core.messaging.outgoing import JobKind, RequestJob
from storage.engine.database import open_database
from storage.engine.lead_state import lead_lost
from storage.unit import SqlUnitOfWork
from tests.bot.paused_reading import PausedReading

T = TypeVar("T")
Part: TypeAlias = Courier | MailCourier | JobWorker | FileArchiver

# Nothing here is sent or made: there is no work.
NOBODY: Any = None


class Telegram:
    """All that the archivist asks before there is a file."""

    largest_download = 20


@pytest.fixture
async def units(sqlite_url: str) -> AsyncIterator[PausedReading]:
    units = PausedReading(open_database(sqlite_url))
    yield units
    await units.close()


@pytest.fixture(params=["courier", "mail courier", "workshop", "archivist"])
def part(request: pytest.FixtureRequest, units: PausedReading, tmp_path: Path) -> Part:
    telegram: Any = Telegram()
    match request.param:
        case "courier":
            return Courier(units, NOBODY, now, can_mail=False)
        case "mail courier":
            return MailCourier(units, None, now, timedelta())
        case "workshop":
            return JobWorker(units, telegram, NOBODY, (), now)
        case _:
            return FileArchiver(units, telegram, FolderArchive(tmp_path), now, None)


async def test_stops_promptly_even_when_cancelled_while_a_wake_up_is_pending(
    part: Part, units: PausedReading
) -> None:
    running = asyncio.create_task(part.run())
    await units.were_read.wait()
    part.wake()
    # The news is on its way to whoever waits for it, and so is the word to end.
    await asyncio.sleep(0)
    running.cancel()
    ended, _ = await asyncio.wait({running}, timeout=30)
    assert ended, "it goes on as if nothing had been said"


async def test_a_part_that_finds_the_lead_lost_is_cancelled_and_has_not_failed(
    part: Part, units: PausedReading, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Test that the process seeks the lead again, instead of ending because a part of it has failed."""

    async def read(_work: object) -> None:
        raise lead_lost()

    monkeypatch.setattr(units, "read", read)
    running = asyncio.create_task(part.run())
    await asyncio.wait({running})
    assert running.cancelled()


class DeafTelegram:
    """A Telegram that takes the first message about progress, and then answers nothing in time."""

    def __init__(self) -> None:
        self.was_asked = asyncio.Event()

    async def call(self, method: str, _parameters: object, *, timeout: float = TIMEOUT) -> Any:
        if method == "sendMessage":
            return {"message_id": 1}
        self.was_asked.set()
        await asyncio.sleep(timeout)
        raise TelegramNetworkError(GetMe(), "no answer")


async def test_whoever_stops_the_process_does_not_wait_for_telegram(units: PausedReading) -> None:
    begun = asyncio.Event()

    async def takes_long(job: Job) -> None:
        await job.show_progress(SHOWN_EVERY)
        begun.set()
        await asyncio.Event().wait()

    def order(unit: SqlUnitOfWork) -> None:
        unit.outbox.add(RequestJob(JobKind.TICKETS_CSV, 1, "id", {}), chat_id=1, priority=1, at=now())

    await units.run(order)
    telegram: Any = DeafTelegram()
    pools = (JobPool(1, {JobKind.TICKETS_CSV: takes_long}),)
    worker = JobWorker(units, telegram, create_helpdesk(Settings(_env_file=None)), pools, now)
    running = asyncio.create_task(worker.run())
    await begun.wait()
    running.cancel()
    await telegram.was_asked.wait()
    ended, _ = await asyncio.wait({running}, timeout=TIMEOUT / 2)
    assert ended, "it waits for Telegram as long as ever"
