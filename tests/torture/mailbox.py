"""Run a mail server that can refuse for now or for good, be slow, or be gone and come back at its address."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from enum import StrEnum

from aiosmtpd.smtp import SMTP, Envelope, Session

from tests.stories.postman import Postman


class Mood(StrEnum):
    """How the mail server behaves."""

    WELL = "well"
    BUSY = "busy"  # refuses recipients for now, as with greylisting or a full mailbox
    FAILS = "fails"  # takes recipients, and fails when the letter has come
    FORGETS = "forgets"  # takes the letter, and cuts the connection before it says so
    SLOW = "slow"  # needs seconds for each letter


class Mailbox(Postman):
    """A mail server with a mood. `forgotten` counts letters that were taken without saying so."""

    def __init__(self, on_letter: Callable[[], None] = lambda: None) -> None:
        super().__init__(on_letter)
        self.mood = Mood.WELL
        self.slowness = 3.0
        self.forgotten = 0
        self._port = 0
        self._listening: asyncio.Server | None = None

    async def open(self) -> str:
        """Listen, at the former address where there was one, and return the address for `SMTP_URL`."""
        loop = asyncio.get_running_loop()
        self._listening = await loop.create_server(
            lambda: SMTP(self, hostname="localhost"), "127.0.0.1", self._port
        )
        self._port = self._listening.sockets[0].getsockname()[1]
        return f"smtp://127.0.0.1:{self._port}"

    async def close(self) -> None:
        """Accept no more connections; those that are there go on."""
        if self._listening is not None:
            self._listening.close()
            await self._listening.wait_closed()
            self._listening = None

    async def handle_RCPT(  # noqa: N802 - the library's name for it
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """Accept a recipient, or refuse for now."""
        if self.mood is Mood.BUSY:
            return "450 4.2.1 mailbox busy, try again later"
        return await super().handle_RCPT(server, session, envelope, address, options)

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802 - the same
        """Keep a letter, or fail."""
        if self.mood is Mood.FAILS:
            return "451 4.3.0 local error in processing"
        if self.mood is Mood.SLOW:
            await asyncio.sleep(self.slowness)
        answer = await super().handle_DATA(server, session, envelope)
        if self.mood is Mood.FORGETS and server.transport is not None:
            self.forgotten += 1
            server.transport.close()
        return answer
