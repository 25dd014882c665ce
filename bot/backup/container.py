"""Write and read the file of a backup: a tar with the database, the copies of files, and the manifest.

Everything is streamed, so that a backup of any size takes the same memory.
"""

from __future__ import annotations

import gzip
import io
import os
import re
import shutil
import tarfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import IO, BinaryIO, cast

from bot.backup.manifest import BackupError, DataFormat, FilesSum, Manifest
from core.administration.alarms import BackupTrouble

MANIFEST, FILES = "manifest.json", "files/"
# Names in the archive are digests, below a folder of their first letters.
_FILE_NAME = re.compile(r"files/([0-9a-f]{2}/[0-9a-f]{64})")
_OWNER_ALONE = 0o600
# The manifest lists the tables, of which there are some dozens.
_LARGEST_MANIFEST = 1 << 20
_PIECE = 1 << 20


def damaged(why: object) -> BackupError:
    """Return the refusal of a backup that is not whole."""
    return BackupError(f"this backup is damaged ({why}); take another one", BackupTrouble.DAMAGED)


class _Digesting(io.RawIOBase):
    """Pass on what is read, and digest it."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self._digest = sha256()

    def read(self, size: int = -1) -> bytes:
        piece = self._stream.read(size)
        self._digest.update(piece)
        return piece

    def digest(self) -> str:
        return self._digest.hexdigest()


class FilesCount:
    """Count and digest the copies of files as they are written, or read."""

    def __init__(self) -> None:
        self._count = self._size = self._missing = 0
        self._digest = sha256()

    def add(self, name: str, size: int, digest: str) -> None:
        self._count += 1
        self._size += size
        self._digest.update(f"{name} {digest}\n".encode())

    def miss(self) -> None:
        self._missing += 1

    def result(self, missing: int | None = None) -> FilesSum:
        found = self._missing if missing is None else missing
        return FilesSum(self._count, self._size, self._digest.hexdigest(), found)


class BackupWriter:
    """Write the parts of a backup in their order: database, files, manifest."""

    def __init__(self, tar: tarfile.TarFile) -> None:
        self._tar = tar
        self.files = FilesCount()

    def add_database(self, form: DataFormat, file: Path) -> str:
        """Write the dump of the database; return its digest."""
        with file.open("rb") as stream:
            return self._add(form.value, stream)

    def add_file(self, folder: Path, file: Path) -> None:
        """Write one copy of a file from this archive; count it as missing where it has gone meanwhile."""
        name = f"{FILES}{file.relative_to(folder).as_posix()}"
        try:
            stream = file.open("rb")
        except FileNotFoundError:
            self.files.miss()
            return
        with stream:
            size = os.fstat(stream.fileno()).st_size
            self.files.add(name, size, self._add(name, stream))

    def add_manifest(self, manifest: Manifest) -> None:
        text = manifest.to_json()
        info = tarfile.TarInfo(MANIFEST)
        info.size, info.mode = len(text), _OWNER_ALONE
        self._tar.addfile(info, io.BytesIO(text))

    def _add(self, name: str, stream: BinaryIO) -> str:
        info = tarfile.TarInfo(name)
        info.size, info.mode = os.fstat(stream.fileno()).st_size, _OWNER_ALONE
        info.mtime = int(os.fstat(stream.fileno()).st_mtime)
        digesting = _Digesting(stream)
        self._tar.addfile(info, cast("IO[bytes]", digesting))
        _forget_members(self._tar)
        return digesting.digest()


@contextmanager
def writing(file: Path) -> Iterator[BackupWriter]:
    """Open a new file for a backup, which is on the disk when the block has come to its end."""
    handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, _OWNER_ALONE)
    with os.fdopen(handle, "wb") as stream:
        with tarfile.open(fileobj=stream, mode="w", format=tarfile.PAX_FORMAT) as tar:
            yield BackupWriter(tar)
        stream.flush()
        os.fsync(stream.fileno())


@dataclass(frozen=True, slots=True)
class Contents:
    """A backup that was read: its manifest, and the place to which the dump was taken out."""

    manifest: Manifest
    database: Path


def read_backup(file: Path, dump: Path, archive: Path | None = None) -> Contents:
    """Read a whole backup and compare all digests; take the dump out to `dump`, and the files to `archive`.

    Raise `BackupError` where it is damaged, none at all, or of a newer version.
    """
    files, digest = FilesCount(), ""
    form: DataFormat | None = None
    manifest: Manifest | None = None
    try:
        # Whatever follows the manifest is no part of the backup.
        with tarfile.open(file, mode="r|") as tar:
            while (member := tar.next()) is not None:
                _forget_members(tar)
                stream = tar.extractfile(member) if member.isreg() else None
                if stream is None:
                    raise damaged(f"{member.name!r} is no file")
                if member.name == MANIFEST:
                    manifest = _manifest(stream.read(_LARGEST_MANIFEST))
                elif found := _FILE_NAME.fullmatch(member.name):
                    target = archive / found[1] if archive is not None else None
                    files.add(member.name, member.size, _take_out(stream, target))
                else:
                    form = _form(member.name, form)
                    digest = _take_out(stream, dump)
    except (tarfile.TarError, EOFError, ValueError) as failure:
        raise damaged(str(failure)) from None
    if manifest is None:
        raise damaged("its end is missing")
    if (form, digest) != (manifest.database, manifest.database_digest):
        raise damaged("the database differs from its digest")
    expected = manifest.files or FilesCount().result()
    if files.result(expected.missing) != expected:
        raise damaged("the files differ from their digest")
    return Contents(manifest, dump)


def compress(file: Path, target: Path) -> None:
    """Write a file compressed beside it, for the owner alone."""
    with file.open("rb") as stream, compressed(target) as packed:
        shutil.copyfileobj(stream, packed, _PIECE)


@contextmanager
def compressed(target: Path) -> Iterator[BinaryIO]:
    """Open a new file that compresses what is written to it."""
    with gzip.GzipFile(target, "wb", compresslevel=5, mtime=0) as packed:
        yield cast("BinaryIO", packed)


def expand(file: Path, target: Path) -> None:
    """Write the content of a compressed file; raise `BackupError` where it is damaged."""
    try:
        with gzip.open(file) as packed, target.open("wb") as stream:
            shutil.copyfileobj(packed, stream, _PIECE)
    except (gzip.BadGzipFile, EOFError, zlib.error) as failure:
        raise damaged(str(failure)) from None


def _forget_members(tar: tarfile.TarFile) -> None:
    """Drop the records that the library keeps of every file."""
    tar.members.clear()  # type: ignore[attr-defined]  # documented by its use in the library alone


def _take_out(stream: IO[bytes], target: Path | None) -> str:
    digesting = _Digesting(stream)
    if target is None:
        while digesting.read(_PIECE):
            """Only the digest is wanted."""
        return digesting.digest()
    target.parent.mkdir(0o700, parents=True, exist_ok=True)
    handle = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, _OWNER_ALONE)
    with os.fdopen(handle, "wb") as copy:
        while piece := digesting.read(_PIECE):
            copy.write(piece)
        copy.flush()
        os.fsync(copy.fileno())
    return digesting.digest()


def _manifest(text: bytes) -> Manifest:
    try:
        return Manifest.from_json(text)
    except (ValueError, KeyError, TypeError) as failure:
        raise damaged(f"its manifest can't be read: {failure}") from None


def _form(name: str, known: DataFormat | None) -> DataFormat:
    try:
        if known is not None:
            raise ValueError
        return DataFormat(name)
    except ValueError:
        raise damaged(f"{name!r} does not belong to it") from None
