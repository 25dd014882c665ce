"""Tell whether a database is empty enough to be filled from a copy, and clear what stands there."""

from __future__ import annotations

from sqlalchemy import Connection, inspect, text

from storage.schema.tables import metadata

# Tables that show that the database is in use; master data that ships is in every one that a bot has opened.
_OF_AN_OFFICE = ("people", "tickets")
_SERVER_TABLES = ("alembic_version", "search_documents")
_FUNCTIONS = text(
    "SELECT oid::regprocedure::text FROM pg_proc WHERE pronamespace = current_schema()::regnamespace "
    "AND proowner = current_user::regrole AND (proname LIKE 'search\\_%' OR proname LIKE 'releases\\_%' "
    "OR proname IN ('account_words', 'history_is_append_only', 'audit_is_append_only', 'keep_former_name', "
    "'audit_keeps_row')) "
)


class DatabaseNotEmpty(Exception):
    """Raised where a database holds an office, or tables that are not ours; the text says what it has."""


def check_unoccupied(connection: Connection) -> None:
    """Raise `DatabaseNotEmpty` where there are people, tickets, or tables of something else."""
    present = set(inspect(connection).get_table_names())
    for name in _OF_AN_OFFICE:
        if name in present and connection.execute(text(f"SELECT 1 FROM {name} LIMIT 1")).first():  # noqa: S608
            raise DatabaseNotEmpty(f"it has {name}")
    if connection.dialect.name == "postgresql" and present and "alembic_version" not in present:
        raise DatabaseNotEmpty("it has tables of something else")


def clear_schema(connection: Connection) -> None:
    """Drop our tables and functions from a database of PostgreSQL that was found unoccupied."""
    present = set(inspect(connection).get_table_names())
    for name in present & {*metadata.tables, *_SERVER_TABLES}:
        connection.execute(text(f'DROP TABLE "{name}" CASCADE'))
    for function in connection.execute(_FUNCTIONS).scalars().all():
        connection.execute(text(f"DROP FUNCTION IF EXISTS {function} CASCADE"))
