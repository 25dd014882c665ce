"""Copy the file of a SQLite database while it is used, and examine such a copy."""

from __future__ import annotations

import sqlite3
from collections.abc import Generator
from contextlib import closing
from pathlib import Path
from urllib.parse import quote

from storage.transfer.sums import RowSum, TableSum

# Tables with rows of ours: not those of SQLite, nor those that hold the indexes for searching.
_TABLES = """
    SELECT name FROM pragma_table_list
    WHERE type = 'table' AND schema = 'main' AND name NOT LIKE 'sqlite_%' AND name <> 'alembic_version'
    ORDER BY name
"""
_KEPT = "SELECT unique_ref FROM copies WHERE state = 'kept' ORDER BY unique_ref"
_BUSY_SECONDS = 30.0


class DamagedDatabase(Exception):
    """Raised where a database contradicts itself, or is none."""


def copy_database(source: Path, target: Path) -> None:
    """Copy a database as it is in one moment, with what stands in its write-ahead log, into a new file.

    Nobody who reads or writes the source waits. Raise FileNotFoundError where there is no source, and
    `DamagedDatabase` where it is no database.
    """
    if not source.exists():
        raise FileNotFoundError(source)
    try:
        _copy(source, target)
    except sqlite3.OperationalError:
        raise
    except sqlite3.DatabaseError as failure:
        raise DamagedDatabase(str(failure)) from None


def _copy(source: Path, target: Path) -> None:
    with (
        closing(_connect(source, "rw")) as origin,
        closing(sqlite3.connect(target, isolation_level=None)) as copy,
    ):
        # In one step: between two of them a write would make the copy begin anew.
        origin.backup(copy, pages=-1)
        copy.execute("PRAGMA journal_mode=DELETE")


def check_integrity(file: Path) -> None:
    """Raise `DamagedDatabase` where a database contradicts itself; it must not be in use."""
    try:
        with closing(_connect(file, "ro")) as connection:
            said = [row[0] for row in connection.execute("PRAGMA integrity_check(3)")]
            said += [f"{row[0]} refers to a row that is missing" for row in _dangling(connection)]
    except sqlite3.DatabaseError as failure:
        raise DamagedDatabase(str(failure)) from None
    if said != ["ok"]:
        raise DamagedDatabase("; ".join(line for line in said if line != "ok"))


def revision_of(file: Path) -> str:
    """Return the revision of the schema; raise `DamagedDatabase` where the file is no database of the bot."""
    try:
        with closing(_connect(file, "ro")) as connection:
            row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    except sqlite3.DatabaseError as failure:
        raise DamagedDatabase(str(failure)) from None
    if row is None:
        raise DamagedDatabase("it has no revision")
    return str(row[0])


def sum_tables(file: Path) -> dict[str, TableSum]:
    """Return the count and digest of every table; raise `DamagedDatabase` where one can't be read."""
    try:
        return _sum_tables(file)
    except sqlite3.DatabaseError as failure:
        raise DamagedDatabase(str(failure)) from None


def _sum_tables(file: Path) -> dict[str, TableSum]:
    sums = {}
    with closing(_connect(file, "ro")) as connection:
        for (name,) in connection.execute(_TABLES).fetchall():
            table = RowSum()
            for row in connection.execute(f'SELECT * FROM "{name}"'):  # noqa: S608 - a name of our schema
                table.add(repr(row).encode(errors="surrogatepass"))
            sums[name] = table.result()
    return sums


def kept_files(file: Path) -> Generator[str]:
    """Yield the references of the files that this database says the archive has."""
    with closing(_connect(file, "ro")) as connection:
        if connection.execute("SELECT 1 FROM sqlite_schema WHERE name = 'copies'").fetchone():
            for (reference,) in connection.execute(_KEPT):
                yield str(reference)


def _dangling(connection: sqlite3.Connection) -> list[tuple[str]]:
    return connection.execute("PRAGMA foreign_key_check").fetchmany(3)


def _connect(file: Path, mode: str) -> sqlite3.Connection:
    address = f"file:{quote(str(file.resolve()))}?mode={mode}"
    return sqlite3.connect(address, uri=True, isolation_level=None, timeout=_BUSY_SECONDS)
