"""Dump a database into a folder, read such a dump back, and compare the two."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterator, Mapping
from contextlib import aclosing, closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, cast

import orjson

from bot.backup.container import compress, compressed, damaged, expand
from bot.backup.manifest import BackupError, DataFormat, Manifest
from core.administration.alarms import BackupTrouble
from storage.transfer.addresses import is_in_memory, sqlite_file
from storage.transfer.copy_blocks import TruncatedBlock, sum_blocks
from storage.transfer.postgres_dump import rows_of_pg_dump, snapshot_of
from storage.transfer.sqlite_file import (
    DamagedDatabase,
    check_integrity,
    copy_database,
    kept_files,
    revision_of,
    sum_tables,
)
from storage.transfer.sums import RowsDiffer, TableSum, compare


@dataclass(frozen=True, slots=True)
class Dump:
    """A database in one moment: its file, its counts, and the list of files that the archive should have."""

    form: DataFormat
    file: Path
    revision: str
    tables: Mapping[str, TableSum]
    sequences: Mapping[str, int]
    kept: Path


async def dump_database(url: str, folder: Path) -> Dump:
    """Dump the database into this folder; raise `BackupError` where there is nothing to be saved."""
    file = sqlite_file(url)
    if is_in_memory(url):
        raise BackupError("a database in memory can't be saved; correct DATABASE_URL")
    return await _dump_postgres(url, folder) if file is None else _dump_sqlite(file, folder)


def check_dump(manifest: Manifest, file: Path, folder: Path) -> None:
    """Read a dump and compare it with the manifest; raise `BackupError` where it is not as it says.

    `folder` is for what is needed meanwhile.
    """
    if manifest.database is DataFormat.SQLITE:
        database = folder / "checked.sqlite3"
        expand(file, database)
        try:
            check_integrity(database)
            found = sum_tables(database)
        except DamagedDatabase as damage:
            raise damaged(str(damage)) from None
        finally:
            database.unlink()
    else:
        with script_of(manifest.database, file) as script:
            try:
                found = sum_blocks(script)
            except (TruncatedBlock, EOFError, gzip.BadGzipFile, zlib.error):
                raise damaged("its rows are cut off") from None
    try:
        compare(manifest.tables, found)
    except RowsDiffer as other:
        raise damaged(other) from None


@contextmanager
def script_of(form: DataFormat, file: Path) -> Iterator[BinaryIO]:
    """Open the rows of a dump of PostgreSQL as a script."""
    if form is DataFormat.COPY:
        with gzip.open(file) as script:
            yield cast("BinaryIO", script)
        return
    try:
        with rows_of_pg_dump(file) as script:
            yield script
    except FileNotFoundError:
        advice = "install PostgreSQL's client programs (Debian: postgresql-client)"
        raise BackupError(f"this backup was made by pg_dump, and pg_restore is not here; {advice}") from None


def _dump_sqlite(file: Path, folder: Path) -> Dump:
    copy, packed, kept = folder / "copy.sqlite3", folder / "database", folder / "kept"
    try:
        copy_database(file, copy)
        check_integrity(copy)
        revision, tables = revision_of(copy), sum_tables(copy)
    except FileNotFoundError:
        raise BackupError(f"there is no database {file} to be saved; correct DATABASE_URL") from None
    except DamagedDatabase as damage:
        advice = "restore the last good backup, or ask somebody who knows SQLite's .recover"
        raise BackupError(
            f"the database {file} is damaged ({damage}); {advice}", BackupTrouble.DAMAGED
        ) from None
    with kept.open("wb") as listed, closing(kept_files(copy)) as references:
        for reference in references:
            listed.write(orjson.dumps(reference) + b"\n")
    compress(copy, packed)
    copy.unlink()
    return Dump(DataFormat.SQLITE, packed, revision, tables, {}, kept)


async def _dump_postgres(url: str, folder: Path) -> Dump:
    file, kept = folder / "database", folder / "kept"
    async with snapshot_of(url) as snapshot:
        try:
            revision = await snapshot.revision()
        except LookupError:
            raise BackupError("there is nothing in the database to be saved; correct DATABASE_URL") from None
        if await snapshot.run_pg_dump(file):
            form, tables = DataFormat.PG_DUMP, await snapshot.sums()
        else:
            file.unlink(missing_ok=True)
            form = DataFormat.COPY
            with compressed(file) as script:
                tables = await snapshot.write_blocks(script)
        sequences = await snapshot.sequences()
        with kept.open("wb") as listed:
            async with aclosing(snapshot.kept_files()) as references:
                async for reference in references:
                    listed.write(orjson.dumps(reference) + b"\n")
    return Dump(form, file, revision, tables, sequences, kept)
