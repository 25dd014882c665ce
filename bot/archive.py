"""Where copies of files are kept: a folder, in which a copy is there whole or not at all."""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Protocol

# Folders within the archive are named by so many letters of a name's digest: 256 of them.
SHARD = 2
# Seconds after which what is on its way in belongs to a process that was killed.
HALF_KEPT = 24 * 3600.0


class Archive(Protocol):
    """Copies by the unique reference of their file, which may be any text."""

    @contextmanager
    def arriving(self) -> Iterator[Path]:
        """A path to write a copy to on its way in; what is there in the end and was not kept is gone."""

    def keep(self, unique_ref: str, arrived: Path) -> None:
        """Take in what was written to `arrived`, in place of what there was; durable on return."""

    def find(self, unique_ref: str) -> Path | None:
        """The copy to read, if there is one."""

    def remove(self, unique_ref: str) -> None:
        """No copy any more, also where there was none."""

    def forget_halves(self) -> None:
        """Throw away what processes that were killed had begun."""


@dataclass(frozen=True, slots=True)
class FolderArchive:
    """A folder, shared by all processes. Its files are named by digests: no name of anybody's gets near it.

    Everything here raises `OSError` where the disk does, and takes as long as the disk does.
    """

    folder: Path

    @contextmanager
    def arriving(self) -> Iterator[Path]:
        self._incoming.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=self._incoming)
        os.close(handle)
        path = Path(name)
        try:
            yield path
        finally:
            path.unlink(missing_ok=True)

    def keep(self, unique_ref: str, arrived: Path) -> None:
        place = self._place(unique_ref)
        place.parent.mkdir(parents=True, exist_ok=True)
        # What the database says is kept must outlive the machine's power, as the database does.
        _on_disk(arrived)
        arrived.replace(place)
        _on_disk(place.parent)

    def find(self, unique_ref: str) -> Path | None:
        place = self._place(unique_ref)
        return place if place.is_file() else None

    def remove(self, unique_ref: str) -> None:
        self._place(unique_ref).unlink(missing_ok=True)

    def forget_halves(self) -> None:
        if not self._incoming.is_dir():
            return
        for half in self._incoming.iterdir():
            if half.stat().st_mtime < time.time() - HALF_KEPT:
                half.unlink(missing_ok=True)

    def try_out(self) -> None:
        """Raises `OSError` where nothing could be kept."""
        with self.arriving() as path:
            path.write_bytes(b"?")
            _on_disk(path)

    def _place(self, unique_ref: str) -> Path:
        name = sha256(unique_ref.encode(errors="surrogatepass")).hexdigest()
        return self.folder / name[:SHARD] / name

    @property
    def _incoming(self) -> Path:
        return self.folder / "incoming"


def _on_disk(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
