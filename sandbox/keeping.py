"""State that survives the process, however it ends: one table in a file of the kept folder."""

import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from .errors import Json


class Keeping:
    """Trees on disk by kind and key. Without a folder nothing is kept, and nothing is found."""

    def __init__(self, folder: Path | None) -> None:
        self.folder = folder
        self._db: sqlite3.Connection | None = None
        if folder is None:
            return
        folder.mkdir(parents=True, exist_ok=True)
        self._db = sqlite3.connect(folder / "state.sqlite3", isolation_level=None, check_same_thread=False)
        # A killed process loses nothing this way; only a machine that loses power could.
        self._db.execute("PRAGMA journal_mode = WAL")
        self._db.execute("PRAGMA synchronous = OFF")
        self._db.execute(
            "CREATE TABLE IF NOT EXISTS kept (kind TEXT, key INTEGER, value TEXT, PRIMARY KEY (kind, key))"
            " WITHOUT ROWID"
        )

    def put(self, kind: str, key: int, tree: Any) -> None:
        """Keep the tree, in place of an earlier one."""
        if self._db:
            value = json.dumps(tree, ensure_ascii=False, separators=(",", ":"))
            self._db.execute("INSERT OR REPLACE INTO kept VALUES (?, ?, ?)", (kind, key, value))

    def drop(self, kind: str, key: int) -> None:
        """Forget one tree."""
        if self._db:
            self._db.execute("DELETE FROM kept WHERE kind = ? AND key = ?", (kind, key))

    def every(self, kind: str) -> Iterator[tuple[int, Json]]:
        """Yield all trees of a kind with their keys, by key."""
        if self._db:
            for key, value in self._db.execute(
                "SELECT key, value FROM kept WHERE kind = ? ORDER BY key", (kind,)
            ):
                yield key, json.loads(value)

    def close(self) -> None:
        """Close the file."""
        if self._db:
            self._db.close()
            self._db = None
