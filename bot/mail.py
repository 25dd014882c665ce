"""Letters: through an SMTP server, or into a folder where there is none."""

from __future__ import annotations

import ssl
from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import formatdate, make_msgid, parseaddr
from pathlib import Path
from typing import Protocol
from urllib.parse import unquote, urlsplit

import aiosmtplib

TIMEOUT = 20.0
PORTS = {"smtp": 587, "smtps": 465}


class MailRefused(Exception):
    """The server will never take this letter: its address does not exist, or it refuses the sender."""


class Letters(Protocol):
    """Sends one letter; raises `MailRefused` for good, anything else for now."""

    async def send(self, to: str, subject: str, text: str) -> None: ...


@dataclass(frozen=True, slots=True)
class SmtpServer:
    """Where and how letters are handed over."""

    scheme: str
    host: str
    port: int
    user: str = ""
    password: str = ""


def read_smtp_url(url: str) -> SmtpServer:
    """The parts of `SMTP_URL`; ValueError says what is wrong with it, without repeating it."""
    parts = urlsplit(url)
    if parts.scheme == "file" and parts.path:
        return SmtpServer("file", unquote(parts.path), 0)
    if parts.scheme not in PORTS or not parts.hostname:
        raise ValueError("must be smtp://USER:PASSWORD@HOST:PORT, smtps://… or file:///FOLDER")
    return SmtpServer(
        parts.scheme,
        parts.hostname,
        parts.port or PORTS[parts.scheme],
        unquote(parts.username or ""),
        unquote(parts.password or ""),
    )


def open_letters(url: str, sender: str) -> Letters:
    """What `SMTP_URL` and `MAIL_FROM` ask for."""
    server = read_smtp_url(url)
    return (
        FolderLetters(Path(server.host), sender) if server.scheme == "file" else SmtpLetters(server, sender)
    )


def write_letter(sender: str, to: str, subject: str, text: str) -> EmailMessage:
    """A letter in plain text; the headers' line breaks are the library's to refuse."""
    letter = EmailMessage()
    letter["From"] = sender
    letter["To"] = to
    letter["Subject"] = subject
    letter["Date"] = formatdate()
    letter["Message-ID"] = make_msgid(domain=parseaddr(sender)[1].rpartition("@")[2] or "localhost")
    letter.set_content(text)
    return letter


@dataclass(frozen=True, slots=True)
class SmtpLetters:
    """Encrypted wherever the server offers it; never a password over an open line."""

    server: SmtpServer
    sender: str

    async def send(self, to: str, subject: str, text: str) -> None:
        letter = write_letter(self.sender, to, subject, text)
        secured, signs_in = self.server.scheme == "smtps", bool(self.server.user)
        client = aiosmtplib.SMTP(
            hostname=self.server.host,
            port=self.server.port,
            username=self.server.user or None,
            password=self.server.password or None,
            use_tls=secured,
            # None takes encryption where it is offered; with a password it has to be.
            start_tls=False if secured else True if signs_in else None,
            tls_context=ssl.create_default_context(),
            timeout=TIMEOUT,
        )
        try:
            async with client:
                await client.send_message(letter)
        except aiosmtplib.SMTPRecipientsRefused as refused:
            raise MailRefused(str(refused.recipients[0].code)) from refused


@dataclass(frozen=True, slots=True)
class FolderLetters:
    """One file a letter, for trying things out on a machine without mail."""

    folder: Path
    sender: str

    async def send(self, to: str, subject: str, text: str) -> None:
        letter = write_letter(self.sender, to, subject, text)
        self.folder.mkdir(parents=True, exist_ok=True)
        name = "".join(c for c in str(letter["Message-ID"]) if c.isalnum())
        (self.folder / f"{name}.eml").write_bytes(bytes(letter))
