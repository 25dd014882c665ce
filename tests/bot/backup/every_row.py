"""Read every row of every table that a database has, in one form for both engines, to compare two of them."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import MetaData, Table, inspect, select

from bot.process.settings import Settings
from storage.schema.tables import metadata
from storage.unit import SqlUnitOfWork
from tests.bot.backup.conftest import opened

# What the databases make of the rows by themselves, each in its own way.
DERIVED = ("alembic_version", "search_documents", "search_index", "account_index")

Rows = dict[str, list[str]]


async def every_row(settings: Settings) -> Rows:
    """Return the rows of every table, each as a text, in an order that depends on them alone."""
    async with opened(settings) as units:
        return await units.read(_rows)


def _rows(unit: SqlUnitOfWork) -> Rows:
    names = [
        name
        for name in inspect(unit.connection).get_table_names()
        if not name.startswith(DERIVED) and not name.startswith("sqlite_")
    ]
    reflected = MetaData()
    found = {}
    for name in names:
        table = metadata.tables.get(name)
        if table is None:
            table = Table(name, reflected, autoload_with=unit.connection)
        rows = unit.connection.execute(select(table)).all()
        found[name] = sorted(repr([_same_on_both(value) for value in row]) for row in rows)
    return found


def _same_on_both(value: Any) -> Any:
    # SQLite's own clock writes moments without a zone, which are in UTC.
    if isinstance(value, datetime):
        return (value if value.tzinfo else value.replace(tzinfo=UTC)).astimezone(UTC).isoformat()
    return value
