"""Kill or freeze this process at a named seam: around a commit, a call of the Bot API, or a letter."""

from __future__ import annotations

import math
import os
import re
import signal
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

import aiohttp
import aiosmtplib
from sqlalchemy import Connection, Engine, event
from sqlalchemy.dialects.postgresql.asyncpg import PGDialect_asyncpg
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite

_WRITES = re.compile(r'\s*(?:INSERT INTO|UPDATE|DELETE FROM) "?(\w+)', re.IGNORECASE)
_TABLES = ("inbox", "tickets", "history", "outbox", "chats", "slots")
_METHODS = ("getUpdates", "sendMessage", "editMessageText", "answerCallbackQuery")

# Every place at which a process can be killed: what is done there, to what, and on which side of it.
SEAMS = (
    *(f"commit {table} {side}" for table in _TABLES for side in ("before", "after")),
    *(f"call {method} {side}" for method in _METHODS for side in ("before", "after")),
    "letter any before",
    "letter any after",
)


@dataclass(slots=True)
class Seam:
    """A seam of `SEAMS`, at which the process gets a signal when it has passed it `passes` times before.

    At `expires`, by the machine's `time.monotonic()`, it is too late: whoever froze the process by it has let
    it go on, and nobody would do so again.
    """

    name: str
    passes: int
    signal: signal.Signals = signal.SIGKILL
    expires: float = math.inf

    def reach(self, *names: str) -> None:
        """Send the signal if one of these seams is this one, and it is the time for it."""
        if self.name not in names:
            return
        self.passes -= 1
        if self.passes == -1 and time.monotonic() < self.expires:
            os.kill(os.getpid(), self.signal)

    def watch(self) -> None:
        """Look from now on at everything in this process that may be this seam."""
        match self.name.split()[0]:
            case "commit":
                self._watch_commits()
            case "call":
                self._watch_calls()
            case _:
                self._watch_letters()

    def _watch_commits(self) -> None:
        @event.listens_for(Engine, "before_cursor_execute")
        def note(connection: Connection, _cursor: Any, statement: str, *_rest: Any) -> None:
            if found := _WRITES.match(statement):
                connection.info.setdefault("written", set()).add(found[1].lower())

        for dialect in (SQLiteDialect_pysqlite, PGDialect_asyncpg):
            self._wrap_commit(dialect)

    def _wrap_commit(self, dialect: Any) -> None:
        commit = dialect.do_commit

        def do_commit(this: Any, connection: Any) -> None:
            written = connection.info.pop("written", ())
            self.reach(*(f"commit {table} before" for table in written))
            commit(this, connection)
            self.reach(*(f"commit {table} after" for table in written))

        dialect.do_commit = do_commit

    def _watch_calls(self) -> None:
        request: Callable[..., Awaitable[Any]] = aiohttp.ClientSession._request  # noqa: SLF001 - every call passes it

        async def watched(this: Any, method: str, url: Any, **options: Any) -> Any:
            name = str(url).rpartition("/")[2]
            self.reach(f"call {name} before")
            answer = await request(this, method, url, **options)
            self.reach(f"call {name} after")
            return answer

        aiohttp.ClientSession._request = watched  # type: ignore[assignment,method-assign]  # noqa: SLF001 - the same

    def _watch_letters(self) -> None:
        send: Callable[..., Awaitable[Any]] = aiosmtplib.SMTP.sendmail

        async def watched(this: Any, *words: Any, **options: Any) -> Any:
            self.reach("letter any before")
            answer = await send(this, *words, **options)
            self.reach("letter any after")
            return answer

        aiosmtplib.SMTP.sendmail = watched  # type: ignore[method-assign]
