"""Restore a backup into an empty place, and let numbers go on behind a gap."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial
from pathlib import Path
from string import ascii_uppercase

from sqlalchemy import Connection, make_url

from bot.archive.folder import FolderArchive
from bot.backup.container import expand, read_backup
from bot.backup.dumps import check_dump, script_of
from bot.backup.making import UNFINISHED, told_in_words, working_folder
from bot.backup.manifest import BackupError, DataFormat, Manifest
from bot.process.private_folders import make_private_folder
from core.organisation.roles import ROLES
from core.tickets.numbers import prefix
from storage.engine.migrate import SchemaState, compare_revision, migrate
from storage.engine.sqlite import sqlite_engine
from storage.transfer.gaps import Waiting, count_waiting, kept_portion, leave_gaps, want_again
from storage.transfer.occupied import NotEmpty
from storage.transfer.postgres_load import filling, load_blocks
from storage.transfer.running import StillRunning, is_running, kept_from_leading, sqlite_file
from storage.transfer.sqlite_side import check_file_unoccupied, replacing
from storage.transfer.sums import differences

# The easternmost office is so far ahead of UTC; numbers have the date of the office.
EAST = timedelta(hours=9)
FULL = "there is an office already ({}); restore into an empty place: give {} another value"


@dataclass(frozen=True, slots=True)
class Restored:
    """What was restored: of which moment, what waits to be sent, how many files are to be fetched anew."""

    manifest: Manifest
    waiting: Waiting
    missing: int


async def restore_backup(url: str, archive: Path, file: Path, now: datetime) -> Restored:
    """Restore the database, and the copies of files where the backup has them, into an empty place.

    Raise `BackupError` where the place is not empty, or the backup is damaged, of a newer version or of the
    other engine; nothing is changed then.
    """
    database = sqlite_file(url)
    make_private_folder(archive)
    if make_url(url).get_backend_name() == "sqlite" and database is None:
        raise BackupError("a database in memory ends with this command; give DATABASE_URL another value")
    place = archive if database is None else database.absolute().parent
    make_private_folder(place)
    if await is_running(url):
        raise BackupError("the bot is running; stop it first")
    if database is not None:
        with _refusing_a_full_one():
            check_file_unoccupied(database)
    with (
        told_in_words(place),
        working_folder(place) as folder,
        _unpacked(file, folder, archive) as manifest,
    ):
        dump = folder / "dump"
        check_dump(manifest, dump, folder)
        gaps = partial(_go_on, archive=archive, manifest=manifest, now=now)
        if database is not None:
            waiting, missing = _restore_file(database, manifest, dump, gaps)
        else:
            waiting, missing = await _restore_rows(url, manifest, dump, gaps)
    return Restored(manifest, waiting, missing)


@contextmanager
def _unpacked(file: Path, folder: Path, archive: Path) -> Iterator[Manifest]:
    """Take the backup out into its places; remove the files again where the block fails."""
    is_full = any(one.name != "incoming" and not one.name.startswith(UNFINISHED) for one in archive.iterdir())
    # On the disk of the archive, where they need not be copied once more.
    with working_folder(archive) as files:
        manifest = read_backup(file, folder / "dump", files).manifest
        if manifest.files is not None and is_full:
            raise BackupError(FULL.format(f"{archive} has files", "ARCHIVE_FOLDER"))
        if compare_revision(manifest.revision) is SchemaState.NEWER:
            raise BackupError(
                f"this backup was made by a newer version of the bot ({manifest.version}, "
                f"revision {manifest.revision}); install that version"
            )
        placed: list[Path] = []
        try:
            for shard in sorted(files.iterdir()):
                shard.rename(archive / shard.name)
                placed.append(archive / shard.name)
            yield manifest
        except BaseException:
            for shard in placed:
                shutil.rmtree(shard, ignore_errors=True)
            raise


def _restore_file(
    database: Path, manifest: Manifest, dump: Path, go_on: partial[tuple[Waiting, int]]
) -> tuple[Waiting, int]:
    if manifest.database is not DataFormat.SQLITE:
        raise BackupError(
            "this backup is of PostgreSQL, and DATABASE_URL is SQLite; restore it there, then move"
        )
    with _refusing_a_full_one(), kept_from_leading(database), replacing(database) as new:
        expand(dump, new)
        engine = sqlite_engine(str(new), "PRAGMA synchronous=FULL", "BEGIN IMMEDIATE")
        try:
            with engine.begin() as connection:
                migrate(connection)
                return go_on(connection)
        finally:
            engine.dispose()


async def _restore_rows(
    url: str, manifest: Manifest, dump: Path, go_on: partial[tuple[Waiting, int]]
) -> tuple[Waiting, int]:
    if manifest.database is DataFormat.SQLITE:
        raise BackupError(
            "this backup is of SQLite, and DATABASE_URL is PostgreSQL; restore it there, then move"
        )
    with _refusing_a_full_one():
        async with filling(url) as connection:
            with script_of(manifest.database, dump) as script:
                found = await load_blocks(connection, manifest.revision, script, manifest.sequences)
            if lines := [*differences(manifest.tables, found)]:
                raise BackupError(f"not all came back ({'; '.join(lines)}); nothing was changed")
            await connection.run_sync(migrate)
            return await connection.run_sync(go_on)


def _go_on(connection: Connection, archive: Path, manifest: Manifest, now: datetime) -> tuple[Waiting, int]:
    """Leave the gaps, and let files be fetched anew that have no copy; return what waits, and how many."""
    leave_gaps(connection, _prefixes(), (manifest.made_at - timedelta(days=1)).date(), _day(now))
    kept, missing, after = FolderArchive(archive), 0, ""
    while references := kept_portion(connection, after):
        gone = [reference for reference in references if kept.find(reference) is None]
        want_again(connection, gone)
        missing, after = missing + len(gone), references[-1]
    return count_waiting(connection), missing


@contextmanager
def _refusing_a_full_one() -> Iterator[None]:
    try:
        yield
    except NotEmpty as full:
        raise BackupError(FULL.format(full, "DATABASE_URL")) from None
    except StillRunning:
        raise BackupError("the bot is running; stop it first") from None


def _prefixes() -> Iterable[str]:
    """Return what any ticket number may begin with; an application may have got any letter since."""
    letters = {spec.letter for spec in ROLES.values() if spec.letter}
    return [prefix(role, application) for role in sorted(letters) for application in ascii_uppercase]


def _day(moment: datetime) -> date:
    return (moment + EAST).date()
