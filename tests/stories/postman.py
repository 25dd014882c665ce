"""Run a mail server in this process, and keep the letters that come to it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from email import message_from_bytes, policy
from email.message import EmailMessage

from aiosmtpd.smtp import SMTP, Envelope, Session


class Postman:
    """A mail server that answers as it is told; it calls `on_letter` for every try.

    It refuses the addresses in `refused`. `replies` are its answers to a command (MAIL, RCPT, DATA) in place
    of its own, in order; an empty one stands for its own. While `is_open` is not set, it takes its time.
    """

    def __init__(self, on_letter: Callable[[], None] = lambda: None) -> None:
        # As they came, and those of them that were read, with their addresses: most are by nobody.
        self._contents: list[bytes] = []
        self._read: list[tuple[str, EmailMessage]] = []
        self.refused: set[str] = set()
        self.replies: dict[str, list[str]] = {}
        self.is_open = asyncio.Event()
        self.is_open.set()
        self.tries = 0
        self.under_way = 0
        self.sessions = 0
        self._on_letter = on_letter
        self._server: asyncio.Server | None = None
        self._port = 0

    async def open(self) -> str:
        """Listen, where it listened before if it did, and return the address for `SMTP_URL`."""
        loop = asyncio.get_running_loop()
        self._server = await loop.create_server(self._session, "127.0.0.1", self._port)
        self._port = self._server.sockets[0].getsockname()[1]
        return f"smtp://127.0.0.1:{self._port}"

    async def close(self) -> None:
        """Accept no more letters."""
        if self._server is not None:
            self._server.close()
            await self._server.wait_closed()

    @property
    def letters(self) -> list[EmailMessage]:
        """Return all letters, oldest first."""
        return [letter for _address, letter in self._addressed()]

    def letters_to(self, address: str) -> list[EmailMessage]:
        """Return the letters to this address, oldest first."""
        return [letter for to, letter in self._addressed() if to == address]

    def _addressed(self) -> list[tuple[str, EmailMessage]]:
        """Read the letters that came since the last time; return all with their addresses."""
        for content in self._contents[len(self._read) :]:
            letter = message_from_bytes(content, policy=policy.default)
            assert isinstance(letter, EmailMessage)
            self._read.append((str(letter["To"]), letter))
        return self._read

    def _session(self) -> SMTP:
        self.sessions += 1
        return SMTP(self, hostname="localhost")

    def _told(self, command: str) -> str:
        replies = self.replies.get(command)
        return replies.pop(0) if replies else ""

    async def handle_MAIL(  # noqa: N802 - the library's name for it
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        """Accept a sender, or answer as told."""
        if reply := self._told("MAIL"):
            self.tries += 1
            self._on_letter()
            return reply
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(  # noqa: N802 - the library's name for it
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        """Accept a recipient, answer as told, or refuse an address in `refused`."""
        self.tries += 1
        self._on_letter()
        if address in self.refused:
            return "550 no such person here"
        if reply := self._told("RCPT"):
            return reply
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802 - the same
        """Keep a letter, when it is time for that, or answer as told."""
        self.under_way += 1
        self._on_letter()
        await self.is_open.wait()
        self.under_way -= 1
        if reply := self._told("DATA"):
            self._on_letter()
            return reply
        content = envelope.content
        assert isinstance(content, bytes)
        self._contents.append(content)
        self._on_letter()
        return "250 OK"


def text_of(letter: EmailMessage) -> str:
    """Return the plain text of a letter."""
    body = letter.get_body(("plain",))
    assert body is not None
    return str(body.get_content())
