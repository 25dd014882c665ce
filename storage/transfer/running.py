"""Find out whether processes of the bot use a database, and keep others from leading meanwhile."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import URL, NullPool, make_url, text
from sqlalchemy.ext.asyncio import create_async_engine

from storage.engine.private_file import create_private, open_private
from storage.transfer.addresses import sqlite_file

# The names of sessions that a process has while it runs, and not those of commands that look or copy.
_SESSIONS = text(
    "SELECT count(DISTINCT coalesce(client_addr::text, '') || application_name) FROM pg_stat_activity "
    "WHERE datname = current_database() AND application_name IN ('lpse-support lead', 'lpse-support leader', "
    "'lpse-support units', 'lpse-support reads')"
)
_CONNECT_SECONDS = 10.0


class StillRunning(Exception):
    """Raised where a process of the bot uses the database."""


async def is_running(url: str) -> bool:
    """Return whether a process of the bot uses the database now; whatever the driver raises is raised."""
    parsed = make_url(url)
    if parsed.get_backend_name() == "sqlite":
        file = sqlite_file(url)
        return file is not None and _is_led(file)
    return await _has_sessions(parsed)


@contextmanager
def holding_leader_lock(file: Path) -> Iterator[None]:
    """Hold the lock by which a process leads on a SQLite file; raise `StillRunning` where one has it."""
    create_private(_lead_file(file))
    with open_private(_lead_file(file)) as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise StillRunning from None
        yield


def _lead_file(file: Path) -> Path:
    return Path(f"{file}-lead")


def _is_led(file: Path) -> bool:
    if not _lead_file(file).exists():
        return False
    try:
        with holding_leader_lock(file):
            return False
    except StillRunning:
        return True
    except OSError:
        # A process that can't open the file can't lead either; it says so when it is started.
        return False


async def _has_sessions(url: URL) -> bool:
    engine = create_async_engine(
        url.set(drivername="postgresql+asyncpg"),
        poolclass=NullPool,
        connect_args={
            "timeout": _CONNECT_SECONDS,
            "server_settings": {"application_name": "lpse-support look"},
        },
    )
    async with engine.connect() as connection:
        return bool(await connection.scalar(_SESSIONS))
