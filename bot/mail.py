"""Letters: through an SMTP server, or into a folder where there is none."""

from __future__ import annotations

import ssl
from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import formatdate, make_msgid, parseaddr
from functools import cache
from pathlib import Path
from typing import Protocol
from urllib.parse import unquote, urlsplit

import aiosmtplib

TIMEOUT = 20.0
PORTS = {"smtp": 587, "smtps": 465}


class MailRefused(Exception):
    """The server will never take this letter: its address does not exist, or it refuses the sender."""


@dataclass(frozen=True, slots=True)
class Letter:
    """What is written to whom. Letters of one `thread` are shown together by mail programs."""

    to: str
    subject: str
    text: str
    html: str = ""
    thread: str = ""


class Letters(Protocol):
    """Sends one letter; raises `MailRefused` for good, anything else for now."""

    async def send(self, letter: Letter) -> None: ...


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


def compose(sender: str, letter: Letter) -> EmailMessage:
    """The letter as it is sent: plain text, with HTML beside it where there is some."""
    message = EmailMessage()
    domain = parseaddr(sender)[1].rpartition("@")[2] or "localhost"
    message["From"] = sender
    message["To"] = letter.to
    message["Subject"] = " ".join(letter.subject.split())
    message["Date"] = formatdate()
    message["Message-ID"] = make_msgid(domain=domain)
    # Nobody should answer a machine's holiday notice with another machine's.
    message["Auto-Submitted"] = "auto-generated"
    if letter.thread:
        message["References"] = message["In-Reply-To"] = f"<{letter.thread}@{domain}>"
    message.set_content(letter.text)
    if letter.html:
        message.add_alternative(letter.html, subtype="html")
    return message


@cache
def _trusted() -> ssl.SSLContext:
    """Whom this machine trusts, read once: it takes longer than a letter, and holds everybody up."""
    return ssl.create_default_context()


@dataclass(frozen=True, slots=True)
class SmtpLetters:
    """Encrypted wherever the server offers it; never a password over an open line."""

    server: SmtpServer
    sender: str

    async def send(self, letter: Letter) -> None:
        message = compose(self.sender, letter)
        secured, signs_in = self.server.scheme == "smtps", bool(self.server.user)
        client = aiosmtplib.SMTP(
            hostname=self.server.host,
            port=self.server.port,
            username=self.server.user or None,
            password=self.server.password or None,
            use_tls=secured,
            # None takes encryption where it is offered; with a password it has to be.
            start_tls=False if secured else True if signs_in else None,
            tls_context=_trusted(),
            timeout=TIMEOUT,
        )
        try:
            async with client:
                await client.send_message(message)
        except aiosmtplib.SMTPRecipientsRefused as refused:
            raise MailRefused(str(refused.recipients[0].code)) from refused


@dataclass(frozen=True, slots=True)
class FolderLetters:
    """One file a letter, for trying things out on a machine without mail."""

    folder: Path
    sender: str

    async def send(self, letter: Letter) -> None:
        message = compose(self.sender, letter)
        self.folder.mkdir(parents=True, exist_ok=True)
        name = "".join(c for c in str(message["Message-ID"]) if c.isalnum())
        (self.folder / f"{name}.eml").write_bytes(bytes(message))
