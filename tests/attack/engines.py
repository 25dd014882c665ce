"""Provide a database with the marked office: a file, or a database of its own on a PostgreSQL server."""

from __future__ import annotations

import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from storage.units import open_units
from tests.attack.marked_office import make_marked_office
from tests.torture.engines import Engine, is_there, server_database

__all__ = ["Engine", "is_there", "office_database"]

# The file of the office, made once in each process.
_made: list[bytes] = []


@asynccontextmanager
async def office_database(engine: Engine) -> AsyncIterator[str]:
    """Yield the URL of a new database, and delete it afterwards; OSError where no server answers."""
    if engine is Engine.SQLITE:
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "attack.sqlite3"
            url = f"sqlite:///{file}"
            if not _made:
                await _furnish(url)
                _made.append(file.read_bytes())
            file.write_bytes(_made[0])
            yield url
        return
    async with server_database("attack") as url:
        await _furnish(url)
        yield url


async def _furnish(url: str) -> None:
    units = open_units(url)
    await units.upgrade()
    await units.run(make_marked_office)
    await units.close()
