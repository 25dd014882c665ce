"""Read all rows of a SQLite database, or fill one, for a move."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Table, func, insert, select, text

from storage.engine.migrate import migrate
from storage.engine.private_file import create_private
from storage.engine.sqlite import READ_ONLY, sqlite_engine
from storage.schema.ids import FLOORED, raise_floor
from storage.transfer.sqlite_file import check_integrity
from storage.transfer.target_database import check_unoccupied

PORTION = 1000
_TRIGGERS = text("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'")
_FLOORS = text("SELECT month, last FROM counters WHERE prefix = 'id'")
_SEQUENCES = text("SELECT name, seq FROM sqlite_sequence")
_INDEXES = ("search_index", "account_index")


@dataclass(frozen=True, slots=True)
class SqliteSource:
    """A database in one moment."""

    connection: Connection

    @classmethod
    @asynccontextmanager
    async def opened(cls, file: Path) -> AsyncIterator[SqliteSource]:
        engine = sqlite_engine(str(file), READ_ONLY, "BEGIN")
        try:
            with engine.connect() as connection:
                yield cls(connection)
        finally:
            engine.dispose()

    async def rows(self, table: Table) -> AsyncIterator[Sequence[Sequence[Any]]]:
        for portion in self.connection.execute(select(table)).partitions(PORTION):
            yield [tuple(map(_with_zone, row)) for row in portion]

    async def last_ids(self) -> Mapping[str, int]:
        """Return them by table; of those without a count of their own, the largest id or the floor."""
        found = [*self.connection.execute(_FLOORS), *self.connection.execute(_SEQUENCES)]
        return {str(name): int(last) for name, last in found}


class SqliteTarget(SqliteSource):
    """A new file beside the place of the database, which takes that place at the end."""

    @classmethod
    @asynccontextmanager
    async def opened(cls, file: Path) -> AsyncIterator[SqliteTarget]:
        """Raise `DatabaseNotEmpty` where an office stands at the place already."""
        check_file_unoccupied(file)
        with replacing(file) as new:
            engine = sqlite_engine(str(new), "PRAGMA synchronous=FULL", "BEGIN IMMEDIATE")
            try:
                with engine.begin() as connection:
                    migrate(connection)
                    triggers = connection.execute(_TRIGGERS).all()
                    for trigger in triggers:
                        connection.execute(text(f"DROP TRIGGER {trigger.name}"))
                    for table in _tables_of_migrations(connection):
                        connection.execute(text(f"DELETE FROM {table}"))  # noqa: S608 - a name of our schema
                    yield cls(connection)
                    for trigger in triggers:
                        connection.exec_driver_sql(trigger.sql)
            finally:
                engine.dispose()
            check_integrity(new)

    async def put(self, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
        self.connection.execute(insert(table), rows)

    async def finish(self, last_ids: Mapping[str, int]) -> None:
        for index in _INDEXES:
            self.connection.execute(text(f"INSERT INTO {index} ({index}) VALUES ('rebuild')"))  # noqa: S608
        for name, last in last_ids.items():
            statement = text("UPDATE sqlite_sequence SET seq = max(seq, :last) WHERE name = :name")
            parameters = {"name": name, "last": last}
            if not self.connection.execute(statement, parameters).rowcount and name == "outbox":
                added = text("INSERT INTO sqlite_sequence (name, seq) VALUES (:name, :last)")
                self.connection.execute(added, parameters)
        for table in FLOORED:
            largest = self.connection.execute(select(func.coalesce(func.max(table.c.id), 0))).scalar_one()
            if last_ids.get(table.name, 0) > largest:
                raise_floor(self.connection, table, last_ids[table.name])


@contextmanager
def replacing(file: Path) -> Iterator[Path]:
    """Yield a path for a new database, which takes the place of `file` at the end, or is removed."""
    new = file.with_name(f".{file.name}.new")
    _remove(new)
    create_private(new)
    try:
        yield new
        # Files beside an earlier database of this name must not be taken for parts of the new one.
        _remove(file)
        new.replace(file)
        _sync(file.parent)
    finally:
        _remove(new)


def check_file_unoccupied(file: Path) -> None:
    """Raise `DatabaseNotEmpty` where a file holds an office; do nothing where there is none."""
    if not file.exists():
        return
    engine = sqlite_engine(str(file), READ_ONLY, "BEGIN")
    try:
        with engine.connect() as connection:
            check_unoccupied(connection)
    finally:
        engine.dispose()


def _with_zone(value: object) -> object:
    """Return a value; of the moments that SQLite's own clock wrote, which name no zone, the same in UTC."""
    return value.replace(tzinfo=UTC) if isinstance(value, datetime) and value.tzinfo is None else value


def _tables_of_migrations(connection: Connection) -> list[str]:
    listed = text(
        "SELECT name FROM pragma_table_list WHERE type = 'table' AND schema = 'main' "
        "AND name NOT LIKE 'sqlite_%' AND name <> 'alembic_version'"
    )
    return list(connection.execute(listed).scalars())


def _remove(file: Path) -> None:
    for end in ("", "-wal", "-shm", "-journal"):
        Path(f"{file}{end}").unlink(missing_ok=True)


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
