"""A real mail server in the same process, and the letters that came to it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from email import message_from_bytes, policy
from email.message import EmailMessage

from aiosmtpd.smtp import SMTP, Envelope, Session


class Postman:
    """Takes every letter, unless its address is among the `refused`; tells `on_letter` of each try."""

    def __init__(self, on_letter: Callable[[], None] = lambda: None) -> None:
        self.letters: list[EmailMessage] = []
        self.refused: set[str] = set()
        self.tries = 0
        self._on_letter = on_letter
        self._server: asyncio.Server | None = None

    async def open(self) -> str:
        """Listens, and returns the address for `SMTP_URL`."""
        loop = asyncio.get_running_loop()
        self._server = await loop.create_server(lambda: SMTP(self, hostname="localhost"), "127.0.0.1", 0)
        return f"smtp://127.0.0.1:{self._server.sockets[0].getsockname()[1]}"

    async def close(self) -> None:
        """No more letters."""
        if self._server is not None:
            self._server.close()
            await self._server.wait_closed()

    def letters_to(self, address: str) -> list[EmailMessage]:
        """The letters for this address, oldest first."""
        return [letter for letter in self.letters if letter["To"] == address]

    async def handle_RCPT(  # noqa: N802 - the library's name for it
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        """No such person, or a recipient more."""
        self.tries += 1
        self._on_letter()
        if address in self.refused:
            return "550 no such person here"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802 - the same
        """A letter has come."""
        content = envelope.content
        assert isinstance(content, bytes)
        letter = message_from_bytes(content, policy=policy.default)
        assert isinstance(letter, EmailMessage)
        self.letters.append(letter)
        self._on_letter()
        return "250 OK"


def text_of(letter: EmailMessage) -> str:
    """What a letter says to who reads it as plain text."""
    body = letter.get_body(("plain",))
    assert body is not None
    return str(body.get_content())
