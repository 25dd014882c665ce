"""Insert statements with ON CONFLICT that both databases understand."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Table, or_
from sqlalchemy.dialects.postgresql import Insert, insert

# PostgreSQL's form of the statement compiles on SQLite too, which took over its ON CONFLICT; not the reverse.


def upsert(table: Table, keys: Iterable[str], change: Iterable[str]) -> Insert:
    """Insert a row, or update the columns `change` of the row with the same `keys`."""
    statement = insert(table)
    return statement.on_conflict_do_update(
        index_elements=[table.c[name] for name in keys],
        set_={table.c[name]: statement.excluded[name] for name in change},
    )


def upsert_if_other(table: Table, keys: Iterable[str], change: Iterable[str]) -> Insert:
    """Insert a row, or update the columns `change` of the row with the same `keys` where they differ.

    A row that has these values already is not written: writing costs more than comparing.
    """
    statement, changed = insert(table), list(change)
    return statement.on_conflict_do_update(
        index_elements=[table.c[name] for name in keys],
        set_={table.c[name]: statement.excluded[name] for name in changed},
        where=or_(*(table.c[name].is_distinct_from(statement.excluded[name]) for name in changed)),
    )


def upsert_where_same(table: Table, keys: Iterable[str], change: Iterable[str], same: str) -> Insert:
    """Insert a row, or update the columns `change` of the row with the same `keys` and the same `same`."""
    statement = insert(table)
    return statement.on_conflict_do_update(
        index_elements=[table.c[name] for name in keys],
        set_={table.c[name]: statement.excluded[name] for name in change},
        where=table.c[same].is_not_distinct_from(statement.excluded[same]),
    )


def insert_if_new(table: Table) -> Insert:
    """Insert a row, or do nothing where one with the same key exists."""
    return insert(table).on_conflict_do_nothing()
