"""Make a backup while the bot runs: dump, pack, read back and compare, and only then give it its name."""

from __future__ import annotations

import errno
import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

import orjson

from bot.archive.folder import FolderArchive
from bot.backup.container import read_backup, writing
from bot.backup.dumps import Dump, check_dump, dump_database
from bot.backup.manifest import BackupError, Manifest, present_version
from core.administration.alarms import BackupTrouble
from storage.transfer.addresses import DATABASE_ERRORS

# Folders in which unfinished work stands; what a process left there that was killed is removed after a day.
UNFINISHED = ".lpse-backup-"
UNFINISHED_KEPT = 24 * 3600.0


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup that was made and checked."""

    file: Path
    manifest: Manifest


async def make_backup(url: str, archive: Path | None, file: Path, now: datetime) -> Backup:
    """Save the database, and the archive's files unless that is None, in a new file for the owner alone.

    The files are those that the database says are kept in the moment it was dumped. Raise `BackupError`,
    leaving nothing behind, where that fails.
    """
    _check_name(file)
    with as_backup_errors(file.parent), working_folder(file.parent) as folder:
        dump = await dump_database(url, folder)
        packed = folder / "backup"
        _pack(dump, archive, packed, now)
        dump.file.unlink()
        contents = read_backup(packed, folder / "dump")
        check_dump(contents.manifest, contents.database, folder)
        packed.rename(file)
        _sync(file.parent)
    return Backup(file, contents.manifest)


def _check_name(file: Path) -> None:
    if file.exists():
        raise BackupError(f"{file} exists already; choose another name")
    if not file.parent.is_dir():
        raise BackupError(f"the folder {file.parent} does not exist; make it, or choose another")


@contextmanager
def working_folder(parent: Path) -> Iterator[Path]:
    """Yield a new folder for unfinished work that only the owner may enter, and remove it at the end."""
    _remove_unfinished(parent)
    folder = Path(tempfile.mkdtemp(prefix=UNFINISHED, dir=parent))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _pack(dump: Dump, archive: Path | None, packed: Path, now: datetime) -> None:
    with writing(packed) as writer:
        digest = writer.add_database(dump.form, dump.file)
        manifest = Manifest(
            made_at=now,
            version=present_version(),
            revision=dump.revision,
            database=dump.form,
            database_digest=digest,
            tables=dump.tables,
            sequences=dump.sequences,
            files=None,
        )
        if archive is not None:
            kept = FolderArchive(archive)
            with dump.kept.open("rb") as listed:
                for line in listed:
                    copy = kept.find(orjson.loads(line))
                    if copy is None:
                        writer.files.miss()
                    else:
                        writer.add_file(archive, copy)
            manifest = replace(manifest, files=writer.files.result())
        writer.add_manifest(manifest)


@contextmanager
def as_backup_errors(folder: Path) -> Iterator[None]:
    """Turn what disks and databases raise into `BackupError`, which says what to do."""
    try:
        yield
    except OSError as failure:
        if failure.errno in {errno.ENOSPC, errno.EDQUOT}:
            line = f"no room is left in {folder}; make room, or choose another disk"
            raise BackupError(line, BackupTrouble.NO_ROOM) from None
        if failure.errno in {errno.EACCES, errno.EPERM, errno.EROFS}:
            line = f"{folder} can't be written to; correct its owner or rights"
            raise BackupError(line, BackupTrouble.NO_ACCESS) from None
        raise BackupError(f"{failure.strerror or type(failure).__name__}; run the command doctor") from None
    except DATABASE_ERRORS as failure:
        raise BackupError(f"the database fails ({type(failure).__name__}); run the command doctor") from None


def _remove_unfinished(parent: Path) -> None:
    for left in parent.glob(f"{UNFINISHED}*"):
        if left.stat().st_mtime < time.time() - UNFINISHED_KEPT:
            shutil.rmtree(left, ignore_errors=True)


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
