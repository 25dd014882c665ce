"""Compile each statement once for all databases of a test process.

SQLAlchemy keeps what it has compiled for each engine, and looks it up by the dialect object, of which each
engine has one. A bot opens one database in its life; the tests open thousands, one after the other.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import Engine
from sqlalchemy.dialects.postgresql.asyncpg import PGDialect_asyncpg
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlalchemy.util import LRUCache

# Of all databases; those of a kind are of one version. Their dialect is a part of each key.
_COMPILED: LRUCache[Any, Any] = LRUCache(10_000)
# The number of each kind, by what a compiled statement takes from the dialect of its engine.
_KINDS: dict[tuple[object, ...], int] = {}
_NUMBER = "number_of_kind"


def share_compiled_statements() -> None:
    """Have engines share what is compiled, where their dialects write values in the same way.

    That is an option of all engines and no event: while anybody listens to one, SQLAlchemy looks for
    listeners at every statement.
    """
    for dialect in (SQLiteDialect_pysqlite, PGDialect_asyncpg):
        setattr(dialect, "__hash__", _kind)  # noqa: B010 - a method of the library
        setattr(dialect, "__eq__", lambda self, other: _kind(self) == _kind(other))  # noqa: B010
    make = Engine.__init__

    def make_sharing(self: Engine, *parameters: Any, **options: Any) -> None:
        make(self, *parameters, **options)
        self.update_execution_options(compiled_cache=_COMPILED)

    setattr(Engine, "__init__", make_sharing)  # noqa: B010 - the same


def _kind(dialect: Any) -> int:
    known: int | None = dialect.__dict__.get(_NUMBER)
    if known is not None:
        return known
    serializers = (getattr(dialect, name, None) for name in ("_json_serializer", "_json_deserializer"))
    number = _KINDS.setdefault((type(dialect), *serializers), len(_KINDS))
    # While an engine is being made, its dialect has no serializers yet.
    if "server_version_info" in dialect.__dict__:
        setattr(dialect, _NUMBER, number)
    return number
