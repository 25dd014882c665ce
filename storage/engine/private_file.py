"""Create the files of a SQLite database for the owner alone, whatever the umask is."""

from __future__ import annotations

import os
from pathlib import Path
from typing import IO

_FOLDER, _FILE = 0o700, 0o600


def create_private(path: Path) -> None:
    """Create an empty file, and the folders above it, unless they are there; those are left as they are.

    SQLite gives its `-wal` and `-shm` the rights of the database beside them. Raise OSError where the file
    can't be created.
    """
    for folder in reversed(path.parents):
        if not folder.is_dir():
            folder.mkdir(_FOLDER, exist_ok=True)
    if not path.exists():
        open_private(path).close()


def open_private(path: Path) -> IO[str]:
    """Open a file for appending; create it, unless it is there. Raise OSError where neither is possible."""
    return os.fdopen(os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC, _FILE), "a")
