"""Run a mail courier on a database, with a mail server that answers as told and a clock that is set."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from typing import TypeVar

import pytest
from structlog.testing import LogCapture

from bot.sending.mail_courier import MailCourier
from bot.sending.mail_errors import MailDeferred, MailServerAway
from core.messaging.outgoing import Letter, LetterKind, RefusalNotice, SendLetter
from handlers.context.send_priority import SendPriority
from storage.engine.database import open_database
from storage.messaging.letters import LetterRow
from storage.unit import SqlUnitOfWork
from tests.bot.paused_reading import PausedReading

T = TypeVar("T")

START = datetime(2026, 11, 21, 3, 0, tzinfo=UTC)
CODE_EXPIRES = START + timedelta(minutes=10)
GREYLISTED = MailDeferred("450")


class Units(PausedReading):
    """Fails to write as often as `full_for` says, and loses as many answers of commits as `deaf_for` does."""

    full_for = 0
    deaf_for = 0

    async def run(self, work: Callable[[SqlUnitOfWork], T]) -> T:
        if self.full_for:
            self.full_for -= 1
            raise OSError("disk full")
        result = await super().run(work)
        if self.deaf_for:
            self.deaf_for -= 1
            raise OSError("connection lost")
        return result


class Mail:
    """A mail server that answers each letter as the test says, once `is_open` is set."""

    def __init__(self) -> None:
        self.tried: list[str] = []
        self.names: list[str] = []
        self.sent: list[str] = []
        self.answers: dict[str, Exception] = {}
        self.is_away = False
        self.is_open = asyncio.Event()
        self.is_open.set()
        self.was_tried = asyncio.Event()
        self._under_way = 0
        self.most_at_once = 0

    async def send(self, letter: Letter, name: str = "") -> None:
        self._under_way += 1
        self.most_at_once = max(self.most_at_once, self._under_way)
        try:
            await self._take(letter, name)
        finally:
            self._under_way -= 1

    async def _take(self, letter: Letter, name: str) -> None:
        self.tried.append(letter.subject)
        self.names.append(name)
        self.was_tried.set()
        await self.is_open.wait()
        # Others may begin meanwhile, as on a network.
        await asyncio.sleep(0)
        if self.is_away:
            raise MailServerAway("SMTPConnectError")
        if letter.subject in self.answers:
            raise self.answers[letter.subject]
        self.sent.append(letter.subject)

    async def close_idle(self) -> None:
        """Keep nothing open."""

    async def close(self) -> None:
        """Keep nothing open."""


class Office:
    """A mail courier on a database, with a clock that is set."""

    def __init__(self, units: Units) -> None:
        self.units = units
        self.mail = Mail()
        self.now = START
        self.courier = self.new_courier()

    def new_courier(self) -> MailCourier:
        return MailCourier(self.units, self.mail, lambda: self.now, timedelta(seconds=0.01))

    async def write(
        self, subject: str, priority: int = SendPriority.DIGEST, *, is_code: bool = False
    ) -> None:
        """Put a letter into the outbox; a code has a chat that waits for it and is soon worthless."""
        letter = SendLetter(
            LetterKind.CODE if is_code else LetterKind.TICKET,
            Letter("rina@contoh.go.id", subject, "Isi."),
            worthless_after=CODE_EXPIRES if is_code else None,
            if_refused=RefusalNotice(7, {"text": "ditolak"}) if is_code else None,
        )
        await self.units.run(
            lambda unit: unit.outbox.add(letter, chat_id=None, priority=priority, at=self.now)
        )

    async def looks(self, later: timedelta = timedelta()) -> None:
        """Put the clock forward, let the courier look, and wait until it has sent what it found."""
        self.now += later
        self.units.were_read.clear()
        self.courier.wake()
        await self.units.were_read.wait()
        await self.courier.idle()

    async def waiting(self) -> list[LetterRow]:
        """Return the letters that are not sent, due or not."""
        return await self.units.read(lambda unit: unit.letters.older_than(self.now + timedelta(days=9), 99))

    @asynccontextmanager
    async def runs(self) -> AsyncIterator[None]:
        running = asyncio.create_task(self.courier.run())
        yield
        await self.courier.stop(5.0)
        await running


@pytest.fixture
async def office(sqlite_url: str) -> AsyncIterator[Office]:
    units = Units(open_database(sqlite_url))
    yield Office(units)
    await units.close()


def errors(log: LogCapture) -> list[str]:
    """Return what was logged as an error."""
    return [entry["event"] for entry in log.entries if entry["log_level"] == "error"]
