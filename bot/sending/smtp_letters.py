"""Send letters through an SMTP server over a few connections that are kept open."""

from __future__ import annotations

import asyncio
import ssl
from dataclasses import dataclass
from functools import cache
from time import monotonic

import aiosmtplib

from bot.process.smtp_url import SmtpServer
from bot.sending.letter_format import LETTER_ID, compose, read_sender
from bot.sending.mail_errors import MailDeferred, MailRefused, MailServerAway
from core.messaging.outgoing import Letter

# Seconds that the server has for an answer; to open a connection; and to take a letter from its recipient to
# its last word, for which servers that scan letters need longest.
ANSWER, OPENING, TRANSFER = 20.0, 40.0, 60.0
# Seconds for which an idle connection is kept, and for saying good-bye on it. Servers hang up after minutes.
KEPT_FOR, QUITTING = 30.0, 2.0
# Letters over one connection: servers have limits of their own, from about a hundred on.
MOST_LETTERS = 100
# Replies that are about the client and not about the letter: it has to sign in first, or the server closes.
AUTHENTICATION_NEEDED, CLOSING = 530, 421
# Replies from here on are final (RFC 5321, section 4.2.1).
FINAL = 500

# Whatever can go wrong on the line; a reply that refuses is an SMTPException too.
BROKEN = (aiosmtplib.SMTPException, OSError, TimeoutError)


@cache
def trusted_certificates() -> ssl.SSLContext:
    """Return the certificates that this machine trusts; reading them takes longer than sending a letter."""
    return ssl.create_default_context()


def connect_to(server: SmtpServer, patience: float = ANSWER) -> aiosmtplib.SMTP:
    """Return a client that is not connected yet: encrypted wherever offered, and always with a password.

    `patience` is in seconds, for each answer.
    """
    is_encrypted, signs_in = server.scheme == "smtps", bool(server.user)
    return aiosmtplib.SMTP(
        hostname=server.host,
        port=server.port,
        username=server.user or None,
        password=server.password or None,
        use_tls=is_encrypted,
        # None takes encryption where it is offered; with a password it has to be.
        start_tls=False if is_encrypted else True if signs_in else None,
        tls_context=trusted_certificates(),
        timeout=patience,
    )


@dataclass(slots=True)
class _Connection:
    """An open connection to the server, the letters it has carried, and when it was last used."""

    client: aiosmtplib.SMTP
    letters: int = 0
    used_at: float = 0.0


class SmtpLetters:
    """Letters by SMTP: encrypted wherever the server offers it; a password never goes over an open line.

    As many letters as are sent at once have a connection each, and the connections are used again.
    """

    def __init__(self, server: SmtpServer, sender: str) -> None:
        self._server = server
        self._sender = sender
        self._address = read_sender(sender)[1]
        self._idle: list[_Connection] = []

    async def send(self, letter: Letter, name: str = "") -> None:
        """Send a letter within two minutes; raise `MailRefused`, `MailDeferred` or `MailServerAway`."""
        content = bytes(compose(self._sender, letter, name))
        try:
            async with asyncio.timeout(OPENING):
                connection = await self._begin(name)
        except BROKEN as failure:
            raise MailServerAway(_reason(failure)) from failure
        try:
            async with asyncio.timeout(TRANSFER):
                await _transfer(connection.client, letter.to, content)
        except (aiosmtplib.SMTPRecipientRefused, aiosmtplib.SMTPDataError) as refused:
            self._end(connection, is_usable=refused.code not in {AUTHENTICATION_NEEDED, CLOSING})
            raise _meaning(refused.code) from refused
        except BROKEN as failure:
            self._end(connection, is_usable=False)
            raise MailDeferred(_reason(failure)) from failure
        except BaseException:
            self._end(connection, is_usable=False)
            raise
        self._end(connection, is_usable=True)

    async def close_idle(self) -> None:
        """Close the connections that have not been used for a while."""
        now = monotonic()
        old = [connection for connection in self._idle if now - connection.used_at > KEPT_FOR]
        self._idle = [connection for connection in self._idle if connection not in old]
        await self._quit(old)

    async def close(self) -> None:
        """Close all connections that are not in use."""
        idle, self._idle = self._idle, []
        await self._quit(idle)

    async def _begin(self, name: str) -> _Connection:
        """Return a connection on which the sender of a letter was accepted, a kept one if it still works."""
        while self._idle:
            connection = self._idle.pop()
            try:
                await connection.client.rset()
                await self._name_sender(connection.client, name)
            except BROKEN:
                # It may have been idle for too long, as the others then were; a new one tells for sure.
                connection.client.close()
                await self.close()
            except BaseException:
                connection.client.close()
                raise
            else:
                return connection
        client = connect_to(self._server)
        try:
            await client.connect()
            await self._name_sender(client, name)
        except BaseException:
            client.close()
            raise
        return _Connection(client)

    async def _name_sender(self, client: aiosmtplib.SMTP, name: str) -> None:
        """Begin a letter, and ask for reports that name it and have its headers only (RFC 3461).

        A letter may hold a code, which need not come back.
        """
        asks = LETTER_ID.fullmatch(name) and client.supports_extension("dsn")
        await client.mail(self._address, options=["RET=HDRS", f"ENVID={name}"] if asks else None)

    def _end(self, connection: _Connection, *, is_usable: bool) -> None:
        """Keep a connection for the next letter, or close it."""
        connection.letters += 1
        connection.used_at = monotonic()
        if is_usable and connection.letters < MOST_LETTERS and connection.client.is_connected:
            self._idle.append(connection)
        else:
            connection.client.close()

    async def _quit(self, connections: list[_Connection]) -> None:
        """Say good-bye on connections, and close them whatever the server answers."""
        await asyncio.gather(*(_quit(connection.client) for connection in connections))


async def _transfer(client: aiosmtplib.SMTP, address: str, content: bytes) -> None:
    try:
        await client.rcpt(address)
    except ValueError as wrong:
        raise MailRefused("address") from wrong
    await client.data(content, timeout=TRANSFER)


async def _quit(client: aiosmtplib.SMTP) -> None:
    try:
        await client.quit(timeout=QUITTING)
    except BROKEN:
        client.close()


def _meaning(code: int) -> MailRefused | MailDeferred | MailServerAway:
    """Return what a reply about a recipient or about the content means for the letter."""
    if code == AUTHENTICATION_NEEDED:
        return MailServerAway(str(code))
    return MailRefused(str(code)) if code >= FINAL else MailDeferred(str(code))


def _reason(failure: BaseException) -> str:
    """Return the reply code or the type of a failure; its text may name people."""
    code = getattr(failure, "code", None)
    return str(code) if code is not None else type(failure).__name__
