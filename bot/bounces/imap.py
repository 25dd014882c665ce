"""Read a mailbox by IMAP over one connection, within bounds of time and size that hold for any server."""

from __future__ import annotations

import asyncio
import imaplib
import re
import socket
import ssl
from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import date
from functools import cache, partial
from itertools import zip_longest
from typing import Any, TypeVar

from bot.process.imap_url import ImapMailbox

T = TypeVar("T")

# Seconds for one answer of the server.
ANSWER = 20.0
# Seconds for a call to end whose connection was cut off.
ENDING = 2.0
# Bytes that are read of one message, and of all that a server says on one connection.
MOST_OF_A_MESSAGE, MOST_OF_A_CONNECTION = 128 * 1024, 32 * 1024 * 1024
# English, whatever the machine speaks (RFC 3501, `date-month`).
_MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
_ID = re.compile(rb"\d{1,10}")
_UID = re.compile(rb"\bUID (\d{1,10})\b", re.IGNORECASE)
_NO_ROOM = "the server says more than a mailbox holds"


class MailboxRefused(Exception):
    """Raised where the server answers and refuses: the password, the mailbox, or encryption."""


class MessageRefused(MailboxRefused):
    """Raised where the server does not hand over one message, as where its file is damaged."""

    def __init__(self) -> None:
        super().__init__("messages")


@cache
def trusted_certificates() -> ssl.SSLContext:
    """Return the certificates that this machine trusts."""
    return ssl.create_default_context()


class BoundedImap(imaplib.IMAP4):
    """A client that reads no more than its bytes, and can be cut off from outside while it connects."""

    left = MOST_OF_A_CONNECTION
    is_cut_off = False

    def __init__(self, known: Callable[[BoundedImap], None], **options: Any) -> None:
        """Hand itself to `known`, and connect, which may take long."""
        known(self)
        super().__init__(**options)

    def open(self, *place: Any, **more: Any) -> None:
        super().open(*place, **more)
        if self.is_cut_off:
            self.shutdown()
            raise self.abort(_NO_ROOM)

    def read(self, size: int) -> bytes:
        self._spend(size)
        return super().read(size)

    def readline(self) -> bytes:
        line = super().readline()
        self._spend(len(line))
        return line

    def cut_off(self) -> None:
        """End the connection under whoever reads from it."""
        self.is_cut_off = True
        connection = getattr(self, "sock", None)
        if connection is not None:
            # Past TLS, which would change what the reading thread holds in its hands.
            with suppress(OSError):
                socket.socket.shutdown(connection, socket.SHUT_RDWR)

    def _spend(self, size: int) -> None:
        self.left -= size
        if self.left < 0:
            raise self.abort(_NO_ROOM)


class BoundedImapTls(BoundedImap, imaplib.IMAP4_SSL):
    """A bounded client that is encrypted from the first byte."""


class MailboxSession:
    """One connection to a mailbox; nothing in it is changed but the mark "seen" of messages that are named.

    Raise `MailboxRefused`, or OSError and `imaplib.IMAP4.error` where the server is away or speaks no IMAP,
    whatever the standard library raises at its words. The calls run in a thread; whoever stops waiting for
    one calls `close`, which ends it.
    """

    def __init__(self, place: ImapMailbox, patience: float = ANSWER) -> None:
        """Give the server `patience` seconds for each answer."""
        self._place = place
        self._patience = patience
        self._client: BoundedImap | None = None
        # Ids of messages hold for as long as this stays the same.
        self.validity = b""
        self._under_way: asyncio.Future[Any] | None = None

    async def open(self) -> None:
        """Connect, sign in, and open the mailbox."""
        await self._call(self._open)

    async def find_unseen(self, since: date, first: int, limit: int) -> list[int]:
        """Return up to `limit` unseen messages that came since this day, by ids from `first` on, in order."""
        return (await self._call(lambda: self._find(since, first)))[:limit]

    async def fetch(self, uid: int) -> bytes:
        """Return the first bytes of a message, without marking it as seen; b"" where it is gone.

        Raise `MessageRefused` where the server does not hand it over.
        """
        return await self._call(lambda: self._fetch(uid))

    async def mark_seen(self, uids: Iterable[int]) -> None:
        """Mark messages as seen."""
        named = ",".join(str(uid) for uid in uids)
        if named:
            await self._call(lambda: self._mark(named))

    async def leave(self) -> None:
        """Say good-bye; an answer is not needed."""
        with suppress(OSError, imaplib.IMAP4.error):
            await self._call(self._connected.logout)

    async def close(self) -> None:
        """End the connection at once, whatever is under way."""
        if self._client is not None:
            self._client.cut_off()
        if self._under_way is not None:
            # The thread is left behind only while it waits for a name or a connection, which has an end.
            await asyncio.wait({self._under_way}, timeout=ENDING)
            if not self._under_way.done():
                return
            self._under_way.exception()
        with suppress(OSError, AttributeError):
            self._connected.shutdown()

    async def _call(self, work: Callable[[], T]) -> T:
        under_way = asyncio.get_running_loop().run_in_executor(None, partial(_understood, work))
        self._under_way = under_way
        return await asyncio.shield(under_way)

    @property
    def _connected(self) -> BoundedImap:
        if self._client is None:
            raise OSError("not connected")
        return self._client

    def _know(self, client: BoundedImap) -> None:
        self._client = client

    def _open(self) -> None:
        place = self._place
        server = {"host": place.host, "port": place.port, "timeout": self._patience}
        client: BoundedImap
        if place.scheme == "imaps":
            client = BoundedImapTls(self._know, **server, ssl_context=trusted_certificates())
        else:
            client = BoundedImap(self._know, **server)
            if "STARTTLS" not in client.capabilities:
                raise MailboxRefused("connection without encryption")
            client.starttls(trusted_certificates())
        self._sign_in(client)
        self._checked(client.select(_quoted(place.mailbox)), "mailbox")
        said = client.response("UIDVALIDITY")[1]
        self.validity = bytes(said[0]) if said and isinstance(said[0], bytes) else b""

    def _sign_in(self, client: imaplib.IMAP4) -> None:
        user, password = self._place.user, self._place.password
        try:
            if "AUTH=PLAIN" in client.capabilities:
                client.authenticate("PLAIN", lambda _said: f"\0{user}\0{password}".encode())
            else:
                client.login(_quoted(user), password)
        except imaplib.IMAP4.abort:
            raise
        except (imaplib.IMAP4.error, UnicodeError):
            # Its words may repeat the user.
            raise MailboxRefused("password") from None

    def _find(self, since: date, first: int) -> list[int]:
        day = f"{since.day}-{_MONTHS[since.month - 1]}-{since.year}"
        found = self._checked(self._connected.uid("SEARCH", "UNSEEN", "SINCE", day, "UID", f"{first}:*"))
        ids = (int(one) for line in found if line for one in line.split() if _ID.fullmatch(one))
        # A range always has the last message, however low its id.
        return sorted({uid for uid in ids if uid >= first})

    def _mark(self, named: str) -> None:
        self._checked(self._connected.uid("STORE", named, "+FLAGS.SILENT", r"(\Seen)"))

    def _fetch(self, uid: int) -> bytes:
        said, found = self._connected.uid("FETCH", str(uid), f"(BODY.PEEK[]<0.{MOST_OF_A_MESSAGE}>)")
        if said != "OK":
            raise MessageRefused
        for one, behind in zip_longest(found, found[1:]):
            if not isinstance(one, tuple):
                continue
            # The id stands before the text or behind it: RFC 3501 fixes no order.
            around = one[0] + b" " + (behind if isinstance(behind, bytes) else b"")
            if (named := _UID.search(around)) and int(named[1]) == uid:
                return bytes(one[1][:MOST_OF_A_MESSAGE])
        return b""

    def _checked(self, answer: tuple[str, Any], refused: str = "command") -> list[Any]:
        if answer[0] != "OK":
            raise MailboxRefused(refused)
        return list(answer[1])


def _understood(work: Callable[[], T]) -> T:
    """Return what `work` does; raise `imaplib.IMAP4.error` for what it could not make of an answer."""
    try:
        return work()
    except (MailboxRefused, imaplib.IMAP4.error, OSError):
        raise
    except Exception as failure:
        raise imaplib.IMAP4.error(type(failure).__name__) from failure


def _quoted(words: str) -> str:
    """Return a quoted string of IMAP."""
    return '"' + words.replace("\\", "\\\\").replace('"', '\\"') + '"'
