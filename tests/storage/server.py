"""The PostgreSQL server of the tests, and statements on it without the code under test."""

from __future__ import annotations

import os

import asyncpg
from sqlalchemy import URL, make_url

POSTGRES = make_url(os.environ.get("TEST_POSTGRES_URL", "postgresql+asyncpg://postgres@127.0.0.1/test"))


async def connect(url: URL = POSTGRES) -> asyncpg.Connection:
    """Open a connection of its own; raise OSError where no server answers."""
    plain = url.set(drivername="postgresql").render_as_string(hide_password=False)
    return await asyncpg.connect(plain, timeout=30)


async def on_server(statement: str, url: URL = POSTGRES) -> None:
    """Run a statement on a connection of its own."""
    connection = await connect(url)
    try:
        await connection.execute(statement)
    finally:
        await connection.close()
