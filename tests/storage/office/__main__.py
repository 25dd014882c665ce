"""Store the office of the present revision: `python -m tests.storage.office`; needs PostgreSQL and pg_dump.

Both databases are filled and read back alike; a release that changes the tables stores one more office.
"""

from __future__ import annotations

import asyncio
import json
import re
import secrets
import sqlite3
import subprocess
import tempfile
from pathlib import Path
from typing import Any

from sqlalchemy import URL, text

from storage.unit import SqlUnitOfWork
from storage.units import open_units
from tests.storage.office.lookup_keys import lookup_keys
from tests.storage.office.making import make_office
from tests.storage.office.reading import read_office
from tests.storage.office.stored import file_of
from tests.storage.server import POSTGRES, on_server

# Settings of the session, commands of psql and comments, which are no data. Functions name tables that come
# later in the script, so the one setting that allows it stays.
NOISE = re.compile(
    r"SET (?!check_function_bodies)\w+ = .*;|SELECT pg_catalog\.set_config\(.*\);|\\\w+ .*|--.*|"
)
# Small pages keep the file small, since there are many tables with few rows.
PAGE_BYTES = 1024


async def store_office() -> None:
    """Make the office on both databases and store its files."""
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder) / "office.db"
        revision, document = await _make(f"sqlite:///{made}")
        _pack(made, file_of(revision, "sqlite"))
    name = f"office_{secrets.token_hex(6)}"
    url = POSTGRES.set(database=name)
    await on_server(f"CREATE DATABASE {name}")
    try:
        _, other = await _make(url.render_as_string(hide_password=False))
        assert other == document, "the two databases hold different offices"
        file_of(revision, "sql").write_text(_dump(url), encoding="utf-8")
    finally:
        await on_server(f"DROP DATABASE {name} WITH (FORCE)")
    written = json.dumps(document, ensure_ascii=False, indent=1, sort_keys=True)
    file_of(revision, "json").write_text(f"{written}\n", encoding="utf-8")


async def _make(url: str) -> tuple[str, dict[str, Any]]:
    """Fill one database, and return its revision and what is read from it."""
    units = open_units(url)
    try:
        await units.upgrade()
        await units.run(make_office)
        return await units.read(_revision), await units.read(_read)
    finally:
        await units.close()


def _read(unit: SqlUnitOfWork) -> dict[str, Any]:
    asked = lookup_keys(unit)
    document: dict[str, Any] = json.loads(json.dumps({"asked": asked, "found": read_office(unit, asked)}))
    return document


def _revision(unit: SqlUnitOfWork) -> str:
    return str(unit.connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one())


def _pack(made: Path, stored: Path) -> None:
    """Write the database as one small file without a journal."""
    stored.unlink(missing_ok=True)
    connection = sqlite3.connect(made, isolation_level=None)
    connection.execute("PRAGMA journal_mode = DELETE")
    connection.execute(f"PRAGMA page_size = {PAGE_BYTES}")
    connection.execute("VACUUM")
    connection.close()
    stored.write_bytes(made.read_bytes())


def _dump(url: URL) -> str:
    """Return the database as a script that a plain connection can run."""
    plain = url.set(drivername="postgresql").render_as_string(hide_password=False)
    command = ["pg_dump", "--inserts", "--no-owner", "--no-privileges", "--dbname", plain]
    dumped = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return "\n".join(line for line in dumped.splitlines() if not NOISE.fullmatch(line)) + "\n"


if __name__ == "__main__":
    asyncio.run(store_office())
