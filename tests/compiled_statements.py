"""Compile each statement once for all databases of a test process.

SQLAlchemy keeps what it has compiled for each engine, and looks it up by the dialect object, of which each
engine has one. A bot opens one database in its life; the tests open thousands, one after the other.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Engine, event
from sqlalchemy.dialects.postgresql.asyncpg import PGDialect_asyncpg
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlalchemy.util import LRUCache

# By kind of dialect. All databases of a kind are of one version.
_COMPILED: dict[type, LRUCache[Any, Any]] = {
    dialect: LRUCache(5000) for dialect in (SQLiteDialect_pysqlite, PGDialect_asyncpg)
}


def share_compiled_statements() -> None:
    """Have engines share what is compiled, where their dialects write values in the same way."""
    for dialect in _COMPILED:
        setattr(dialect, "__hash__", lambda self: hash(_kind(self)))  # noqa: B010 - a method of the library
        setattr(dialect, "__eq__", lambda self, other: _kind(self) == _kind(other))  # noqa: B010
    event.listen(Engine, "engine_connect", _use_shared)


def _kind(dialect: Any) -> tuple[object, ...]:
    """Return what a compiled statement takes from the dialect of its engine."""
    return type(dialect), *(
        getattr(dialect, name, None) for name in ("_json_serializer", "_json_deserializer")
    )


def _use_shared(connection: Connection) -> None:
    compiled = _COMPILED.get(type(connection.dialect))
    if compiled is not None:
        connection.execution_options(compiled_cache=compiled)
