"""The PostgreSQL server of the tests, and statements on it without the code under test."""

from __future__ import annotations

import asyncio
import os

import asyncpg
from sqlalchemy import URL, make_url

# Errors of a server that is not there for the tests: none answers, or it lacks the database, wants another
# user or password, or forbids this user to create databases. CI fails tests that are skipped for them.
NOT_USABLE = (
    OSError,
    asyncpg.InvalidCatalogNameError,
    asyncpg.InvalidAuthorizationSpecificationError,
    asyncpg.InsufficientPrivilegeError,
)
POSTGRES = make_url(os.environ.get("TEST_POSTGRES_URL", "postgresql+asyncpg://postgres@127.0.0.1/test"))


async def connect(url: URL = POSTGRES) -> asyncpg.Connection:
    """Open a connection of its own; raise one of NOT_USABLE where the server can't be used."""
    plain = url.set(drivername="postgresql").render_as_string(hide_password=False)
    return await asyncpg.connect(plain, timeout=30)


async def on_server(statement: str, url: URL = POSTGRES) -> None:
    """Run a statement on a connection of its own."""
    connection = await connect(url)
    try:
        await connection.execute(statement)
    finally:
        await connection.close()


def why_skipped(error: Exception) -> str:
    """Return the reason to skip a test after one of NOT_USABLE."""
    return f"PostgreSQL at {POSTGRES!r} can't be used: {type(error).__name__}: {error}"


class KeptConnection:
    """A connection that stays from test to test: a new one reads about every table of a statement anew.

    It has a loop of its own, so that it is for fixtures which are no coroutines.
    """

    def __init__(self, url: URL) -> None:
        self.url = url
        self._runner = asyncio.Runner()
        self._connection: asyncpg.Connection | None = None

    def run(self, statement: str) -> None:
        """Run a statement; on a new connection where a test has ended the former one."""
        self._runner.run(self._run(statement))

    def close(self) -> None:
        """End the connection."""
        if self._connection is not None:
            self._connection.terminate()
        self._runner.close()

    async def _run(self, statement: str) -> None:
        # What came while the loop stood, such as the end of the session, is read first.
        await asyncio.sleep(0)
        if self._connection is None or self._connection.is_closed():
            self._connection = await connect(self.url)
        await self._connection.execute(statement)
