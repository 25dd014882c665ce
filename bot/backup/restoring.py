"""Restore a backup into an empty place, and let numbers go on behind a gap."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from string import ascii_uppercase

from bot.archive.folder import FolderArchive
from bot.backup.container import expand, read_backup
from bot.backup.dumps import check_dump, script_of
from bot.backup.making import UNFINISHED, as_backup_errors, working_folder
from bot.backup.manifest import BackupError, DataFormat, Manifest
from bot.process.private_folders import make_private_folder
from core.organisation.roles import ROLES
from core.tickets.numbers import prefix
from storage.inspection import SchemaState, compare_revision
from storage.transfer.addresses import is_in_memory, sqlite_file
from storage.transfer.gaps import OutboxCounts
from storage.transfer.refilling import AfterRestore, RestoredBacklog, check_place, refill_file, refill_rows
from storage.transfer.running import StillRunning
from storage.transfer.sums import RowsDiffer
from storage.transfer.target_database import DatabaseNotEmpty

# The easternmost office is so far ahead of UTC; numbers have the date of the office.
EAST = timedelta(hours=9)
FULL = "there is an office already ({}); restore into an empty place: give {} another value"


@dataclass(frozen=True, slots=True)
class Restored:
    """A restored place: of which moment, what waits to be sent, how many files are to be fetched anew."""

    manifest: Manifest
    waiting: OutboxCounts
    missing: int


async def restore_backup(url: str, archive: Path, file: Path, now: datetime) -> Restored:
    """Restore the database, and the copies of files where the backup has them, into an empty place.

    Raise `BackupError` where the place is not empty, or the backup is damaged, of a newer version or of the
    other engine; nothing is changed then.
    """
    if is_in_memory(url):
        raise BackupError("a database in memory ends with this command; give DATABASE_URL another value")
    database = sqlite_file(url)
    place = archive if database is None else database.absolute().parent
    for folder in (archive, place):
        make_private_folder(folder)
    with as_backup_errors(place), _refusals_as_backup_errors():
        await check_place(url)
        with working_folder(place) as working, _unpacked(file, working, archive) as manifest:
            dump = working / "dump"
            check_dump(manifest, dump, working)
            going_on = await _refill(url, manifest, dump, _after(manifest, archive, now))
    return Restored(manifest, going_on.waiting, going_on.missing)


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


async def _refill(url: str, manifest: Manifest, dump: Path, after: AfterRestore) -> RestoredBacklog:
    database = sqlite_file(url)
    if (manifest.database is DataFormat.SQLITE) is (database is None):
        backup, place = ("SQLite", "PostgreSQL") if database is None else ("PostgreSQL", "SQLite")
        line = f"this backup is of {backup}, and DATABASE_URL is {place}"
        raise BackupError(f"{line}; restore it into {backup}, then move")
    if database is not None:
        return refill_file(database, partial(expand, dump), after)
    with script_of(manifest.database, dump) as script:
        return await refill_rows(url, manifest.revision, script, manifest.sequences, manifest.tables, after)


def _after(manifest: Manifest, archive: Path, now: datetime) -> AfterRestore:
    copies = FolderArchive(archive)
    return AfterRestore(
        prefixes=_prefixes(),
        made=(manifest.made_at - timedelta(days=1)).date(),
        today=(now + EAST).date(),
        has_copy=lambda reference: copies.find(reference) is not None,
    )


@contextmanager
def _refusals_as_backup_errors() -> Iterator[None]:
    """Turn what keeps a place from being filled into `BackupError`."""
    try:
        yield
    except DatabaseNotEmpty as full:
        raise BackupError(FULL.format(full, "DATABASE_URL")) from None
    except StillRunning:
        raise BackupError("the bot is running; stop it first") from None
    except RowsDiffer as other:
        raise BackupError(f"not all came back ({other}); nothing was changed") from None


def _prefixes() -> list[str]:
    """Return what any ticket number may begin with; an application may have got any letter since."""
    letters = {spec.letter for spec in ROLES.values() if spec.letter}
    return [prefix(role, application) for role in sorted(letters) for application in ascii_uppercase]
