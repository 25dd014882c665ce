"""Define what stands in a backup beside the data: what it is of, and by what it is checked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from enum import StrEnum
from importlib.metadata import PackageNotFoundError, version
from typing import Any

import orjson

from core.administration.alarms import BackupTrouble
from storage.transfer.sums import TableSum

# Rises when a version that reads the present form would read a new one wrongly.
FORMAT = 1
PACKAGE = "lpse-support-bot"


class BackupError(Exception):
    """Raised where a backup can't be made, read or restored; the text says why and what to do."""

    def __init__(self, text: str, trouble: BackupTrouble = BackupTrouble.OTHER) -> None:
        super().__init__(text)
        self.trouble = trouble


class DataFormat(StrEnum):
    """How the database stands in the backup; the value is the name of its file there."""

    SQLITE = "database.sqlite3.gz"
    PG_DUMP = "database.pgdump"
    COPY = "database.copy.gz"


@dataclass(frozen=True, slots=True)
class FilesSum:
    """The copies of files in a backup: number, bytes, a digest of them all, and how many were missing.

    None of them stands for a backup of the database alone.
    """

    count: int
    size: int
    digest: str
    missing: int


@dataclass(frozen=True, slots=True)
class Manifest:
    """The list of contents of a backup, and the digests by which it is checked."""

    made_at: datetime
    version: str
    revision: str
    database: DataFormat
    database_digest: str
    tables: Mapping[str, TableSum]
    sequences: Mapping[str, int]
    files: FilesSum | None

    def rows_of(self, table: str) -> int:
        found = self.tables.get(table)
        return found.rows if found else 0

    def to_json(self) -> bytes:
        return orjson.dumps({"format": FORMAT, **asdict(self)}, option=orjson.OPT_INDENT_2)

    @classmethod
    def from_json(cls, text: bytes) -> Manifest:
        """Raise `BackupError` where a newer version wrote it, ValueError or KeyError where it is none."""
        read: dict[str, Any] = orjson.loads(text)
        if read["format"] > FORMAT:
            raise BackupError(
                f"this backup was made by a newer version of the bot ({read['version']}); install that"
            )
        return cls(
            datetime.fromisoformat(read["made_at"]),
            str(read["version"]),
            str(read["revision"]),
            DataFormat(read["database"]),
            str(read["database_digest"]),
            {name: TableSum(**one) for name, one in read["tables"].items()},
            {name: int(last) for name, last in read["sequences"].items()},
            FilesSum(**read["files"]) if read["files"] is not None else None,
        )


def present_version() -> str:
    """Return the version of the bot; "unknown" where it runs without being installed."""
    try:
        return version(PACKAGE)
    except PackageNotFoundError:
        return "unknown"
