"""Keep copies of files in a folder, in which a copy is there whole or not at all."""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Protocol

from bot.process.private_folders import make_private_folder

# Folders within the archive are named by so many letters of a name's digest: 256 of them.
SHARD = 2
# Seconds after which an unfinished file belongs to a process that was killed.
UNFINISHED_KEPT = 24 * 3600.0


class Archive(Protocol):
    """Copies of files, each found by the unique reference of its file, which may be any text."""

    @contextmanager
    def arriving(self) -> Iterator[Path]:
        """Yield a path to write a new copy to; remove what is there at the end and was not kept."""

    def keep(self, unique_ref: str, arrived: Path) -> None:
        """Move the file `arrived` into the archive, in place of an earlier copy; durable on return."""

    def find(self, unique_ref: str) -> Path | None:
        """Return the path of the copy, None where there is none."""

    def remove(self, unique_ref: str) -> None:
        """Remove the copy; do nothing where there is none."""

    def remove_unfinished(self) -> None:
        """Remove files that killed processes began to write."""


@dataclass(frozen=True, slots=True)
class FolderArchive:
    """A folder shared by all processes, whose files are named by digests, never by what people wrote.

    Its files and folders are the owner's alone.

    Every method raises `OSError` where the disk does, and blocks as long as the disk does.
    """

    folder: Path

    @contextmanager
    def arriving(self) -> Iterator[Path]:
        make_private_folder(self._incoming)
        handle, name = tempfile.mkstemp(dir=self._incoming)
        os.close(handle)
        path = Path(name)
        try:
            yield path
        finally:
            path.unlink(missing_ok=True)

    def keep(self, unique_ref: str, arrived: Path) -> None:
        path = self._path_of(unique_ref)
        make_private_folder(path.parent)
        # A copy that the database calls kept must survive a power failure, as the database does.
        _sync_to_disk(arrived)
        arrived.replace(path)
        _sync_to_disk(path.parent)

    def find(self, unique_ref: str) -> Path | None:
        path = self._path_of(unique_ref)
        return path if path.is_file() else None

    def remove(self, unique_ref: str) -> None:
        self._path_of(unique_ref).unlink(missing_ok=True)

    def remove_unfinished(self) -> None:
        if not self._incoming.is_dir():
            return
        for unfinished in self._incoming.iterdir():
            # The file is gone if all of it has arrived meanwhile: then it was moved to its place.
            with suppress(FileNotFoundError):
                if unfinished.stat().st_mtime < time.time() - UNFINISHED_KEPT:
                    unfinished.unlink()

    def check_writable(self) -> None:
        """Raise `OSError` where no copy could be kept."""
        with self.arriving() as path:
            path.write_bytes(b"?")
            _sync_to_disk(path)

    def _path_of(self, unique_ref: str) -> Path:
        name = sha256(unique_ref.encode(errors="surrogatepass")).hexdigest()
        return self.folder / name[:SHARD] / name

    @property
    def _incoming(self) -> Path:
        return self.folder / "incoming"


def _sync_to_disk(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
