"""Insert the rows of a stored office into a database of an earlier revision, and read them again."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from contextlib import closing
from functools import cache
from graphlib import TopologicalSorter
from typing import Any, TypeAlias

from sqlalchemy import Connection, inspect, text

from tests.storage.office.stored import file_of, stored_revisions

Rows: TypeAlias = Mapping[str, Sequence[Mapping[str, Any]]]
Columns: TypeAlias = dict[str, dict[str, str]]
OUR_TABLES = """
    SELECT name FROM pragma_table_list
    WHERE type = 'table' AND schema = 'main' AND name NOT LIKE 'sqlite_%' AND name <> 'alembic_version'
"""


def rows_for(revision: str) -> Rows:
    """Return rows for a database of this revision, by table, in the order of their foreign keys.

    They are those of the oldest stored office that is not older; LookupError where all offices are older.
    """
    fitting = [stored for stored in stored_revisions() if stored >= revision]
    if not fitting:
        raise LookupError(f"no office of {revision} or later: store one by `python -m tests.storage.office`")
    rows = dict(_rows_of(fitting[0]))
    # A table that was dropped before that office was stored has the rows of an earlier one.
    for stored in reversed([one for one in stored_revisions() if one < revision]):
        rows = {table: found for table, found in _rows_of(stored).items() if table not in rows} | rows
    return rows


@cache
def _rows_of(stored: str) -> Rows:
    with closing(sqlite3.connect(f"file:{file_of(stored, 'sqlite')}?mode=ro", uri=True)) as office:
        names = [name for (name,) in office.execute(OUR_TABLES)]
        needs = {
            name: [key[2] for key in office.execute(f"PRAGMA foreign_key_list({name})")] for name in names
        }
        office.row_factory = sqlite3.Row
        return {
            name: [dict(row) for row in office.execute(f"SELECT * FROM {name}")]
            for name in TopologicalSorter(needs).static_order()
        }


def columns_in(connection: Connection) -> Columns:
    """Return the columns of every table in the database, with their types."""
    return {
        name: {column["name"]: column["type"].compile(connection.dialect) for column in columns}
        for (_, name), columns in inspect(connection).get_multi_columns().items()
        if name in _our_tables()
    }


@cache
def _our_tables() -> frozenset[str]:
    return frozenset(name for stored in stored_revisions() for name in _rows_of(stored))


def insert_rows(connection: Connection, rows: Rows, columns: Columns) -> None:
    """Insert the rows, as far as these tables and columns exist."""
    is_sqlite = connection.dialect.name == "sqlite"
    for table, found in rows.items():
        if table not in columns:
            continue
        # As texts, which PostgreSQL reads like those of its own dumps.
        values = (
            f":{name}" if is_sqlite else f"CAST(CAST(:{name} AS text) AS {kind})"
            for name, kind in columns[table].items()
        )
        names = ", ".join(f'"{name}"' for name in columns[table])
        statement = text(f"INSERT INTO {table} ({names}) VALUES ({', '.join(values)})")
        inserted = [{name: row[name] for name in columns[table]} for row in found]
        connection.execute(statement, inserted if is_sqlite else [_as_texts(row) for row in inserted])


def _as_texts(row: Mapping[str, Any]) -> dict[str, str | None]:
    return {name: None if value is None else str(value) for name, value in row.items()}


def read_rows(connection: Connection, columns: Columns) -> dict[str, list[dict[str, Any]]]:
    """Return all rows of these tables with these columns, in an order that depends on their values alone."""
    found = {}
    for table, names in columns.items():
        listed = ", ".join(f'"{name}"' for name in names)
        read = connection.exec_driver_sql(f"SELECT {listed} FROM {table}").mappings()
        found[table] = sorted((dict(row) for row in read), key=repr)
    return found


def dangling(connection: Connection) -> dict[str, int]:
    """Return how many rows, by table and column, refer to a row that does not exist."""
    counts = {}
    for (_, table), keys in inspect(connection).get_multi_foreign_keys().items():
        for key in keys:
            [column], [target] = key["constrained_columns"], key["referred_columns"]
            counts[f"{table}.{column}"] = (
                f"(SELECT count(*) FROM {table} WHERE {column} IS NOT NULL"
                f" AND {column} NOT IN (SELECT {target} FROM {key['referred_table']}))"
            )
    if not counts:
        return {}
    found = connection.exec_driver_sql(f"SELECT {', '.join(counts.values())}").one()
    return {column: count for column, count in zip(counts, found, strict=True) if count}
