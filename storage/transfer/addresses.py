"""Tell databases apart by their addresses, and name what they raise."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from asyncpg import InterfaceError, PostgresError
from sqlalchemy import make_url
from sqlalchemy.exc import SQLAlchemyError

# Errors of the databases and their drivers, besides OSError.
DATABASE_ERRORS = (SQLAlchemyError, sqlite3.Error, PostgresError, InterfaceError)


def sqlite_file(url: str) -> Path | None:
    """Return the file of a database; None on PostgreSQL and in memory."""
    parsed = make_url(url)
    is_file = parsed.get_backend_name() == "sqlite" and parsed.database not in (None, "", ":memory:")
    return Path(str(parsed.database)) if is_file else None


def is_in_memory(url: str) -> bool:
    """Return whether a database ends with its process."""
    return make_url(url).get_backend_name() == "sqlite" and sqlite_file(url) is None


def is_same(url: str, other: str) -> bool:
    """Return whether two addresses lead to one database, as far as they show it."""
    file, other_file = sqlite_file(url), sqlite_file(other)
    if file is not None and other_file is not None:
        return file.resolve() == other_file.resolve()
    return make_url(url) == make_url(other)
