"""Provide a database for a campaign: a file, or a database of its own on a PostgreSQL server."""

from __future__ import annotations

import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from enum import StrEnum
from pathlib import Path

from tests.storage.server import NOT_USABLE, POSTGRES, on_server
from tests.torture.cast import open_accounts


class Engine(StrEnum):
    """Databases on which the bot runs: one polling process on SQLite, two webhook processes on PostgreSQL."""

    SQLITE = "sqlite"
    POSTGRES = "postgres"


@asynccontextmanager
async def database(engine: Engine, folder: Path) -> AsyncIterator[str]:
    """Yield the URL of a database with the office's accounts; drop one on a server afterwards.

    OSError where no PostgreSQL server answers.
    """
    if engine is Engine.SQLITE:
        url = f"sqlite:///{folder / 'bot.sqlite3'}"
        await open_accounts(url)
        yield url
        return
    async with server_database("torture") as url:
        await open_accounts(url)
        yield url


@asynccontextmanager
async def server_database(kind: str) -> AsyncIterator[str]:
    """Yield the URL of a new, empty database on the PostgreSQL server; drop it afterwards.

    OSError where no server answers.
    """
    name = f"{kind}_{secrets.token_hex(6)}"
    await on_server(f"CREATE DATABASE {name}")
    try:
        yield POSTGRES.set(database=name).render_as_string(hide_password=False)
    finally:
        await on_server(f"DROP DATABASE {name} WITH (FORCE)")


async def is_there(engine: Engine) -> bool:
    """Return whether the engine can be used on this machine."""
    try:
        if engine is Engine.POSTGRES:
            await on_server("SELECT 1")
    except NOT_USABLE:
        return False
    return True
