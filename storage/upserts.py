"""Insertions that give way to a row that is there already, in the words both databases understand."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Table, or_
from sqlalchemy.dialects.postgresql import Insert, insert

# PostgreSQL's form of the statement compiles on SQLite too, which took over its ON CONFLICT; not the reverse.


def upsert(table: Table, keys: Iterable[str], change: Iterable[str]) -> Insert:
    """Insert a row, or where one with these `keys` exists give its columns `change` the new values."""
    statement = insert(table)
    return statement.on_conflict_do_update(
        index_elements=list(keys), set_={name: statement.excluded[name] for name in change}
    )


def upsert_if_other(table: Table, keys: Iterable[str], change: Iterable[str]) -> Insert:
    """The same, but a row that has those values already is left alone: writing costs more than looking."""
    statement, changed = insert(table), list(change)
    return statement.on_conflict_do_update(
        index_elements=list(keys),
        set_={name: statement.excluded[name] for name in changed},
        where=or_(*(table.c[name].is_distinct_from(statement.excluded[name]) for name in changed)),
    )


def insert_if_new(table: Table) -> Insert:
    """Insert a row, or do nothing where one with its key exists."""
    return insert(table).on_conflict_do_nothing()
