"""Look at a database from outside, without creating or changing anything."""

from __future__ import annotations

import asyncio
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from urllib.parse import quote

from sqlalchemy import NullPool, make_url, text
from sqlalchemy.ext.asyncio import create_async_engine

from storage.engine.migrate import WORKS_SINCE, SchemaState, compare_revision

__all__ = ["WORKS_SINCE", "DatabaseState", "SchemaState", "compare_revision", "inspect_database"]


@dataclass(frozen=True, slots=True)
class DatabaseState:
    """The schema of a database and its revision; `clock` is a server's time, None without a server."""

    schema: SchemaState
    revision: str | None = None
    clock: datetime | None = None


async def inspect_database(url: str, patience: float) -> DatabaseState:
    """Return the state of a database within `patience` seconds.

    Raise FileNotFoundError where the file of SQLite does not exist, and whatever the driver raises.
    """
    parsed = make_url(url)
    async with asyncio.timeout(patience):
        if parsed.get_backend_name() == "sqlite":
            file = parsed.database or ":memory:"
            if file == ":memory:":
                return DatabaseState(SchemaState.EMPTY)
            # Not waited for beyond the time that is left: it changes nothing.
            return await asyncio.to_thread(_inspect_file, Path(file), patience)  # noqa: TID251
        engine = create_async_engine(
            parsed.set(drivername="postgresql+asyncpg"),
            poolclass=NullPool,
            connect_args={
                "timeout": patience,
                "server_settings": {"application_name": "lpse-support doctor"},
            },
        )
        async with engine.connect() as connection:
            clock = await connection.scalar(text("SELECT clock_timestamp()"))
            revision = None
            if await connection.scalar(text("SELECT to_regclass('alembic_version')")) is not None:
                revision = await connection.scalar(text("SELECT version_num FROM alembic_version"))
    return DatabaseState(compare_revision(revision), revision, clock)


def _inspect_file(file: Path, patience: float) -> DatabaseState:
    if not file.exists():
        raise FileNotFoundError(file)
    address = f"file:{quote(str(file.resolve()))}?mode=ro"
    with closing(sqlite3.connect(address, uri=True, timeout=patience / 2)) as connection:
        has_any = connection.execute("SELECT 1 FROM sqlite_schema WHERE name = 'alembic_version'").fetchone()
        row = connection.execute("SELECT version_num FROM alembic_version").fetchone() if has_any else None
    revision = None if row is None else str(row[0])
    return DatabaseState(compare_revision(revision), revision)
