"""Name scheduled backups by their time, tell when the next one is due, and delete the oldest."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime, time, timedelta, tzinfo
from pathlib import Path

from storage.transfer.addresses import sqlite_file

_NAME = re.compile(r"lpse-support-(\d{8}-\d{6})\.tar")
_TIME = "%Y%m%d-%H%M%S"


def scheduled_name(now: datetime, zone: tzinfo) -> str:
    """Return the name of the backup that is made now, by the clock of this zone."""
    return f"lpse-support-{now.astimezone(zone):{_TIME}}.tar"


def is_due(folder: Path, now: datetime, at: time, zone: tzinfo) -> bool:
    """Return whether no backup was made since it last was `at` this time of day in this zone."""
    local = now.astimezone(zone)
    last_due = datetime.combine(local.date(), at, zone)
    if last_due > local:
        last_due -= timedelta(days=1)
    return all(made.replace(tzinfo=zone) < last_due for made, _ in _scheduled(folder))


def rotate(folder: Path, keep: int) -> list[Path]:
    """Delete all scheduled backups but the newest ones; return which."""
    going = [file for _, file in sorted(_scheduled(folder), reverse=True)[keep:]]
    for file in going:
        file.unlink(missing_ok=True)
    return going


def upgrade_backup(url: str, folder: Path | None, revision: str, now: datetime) -> Path:
    """Return the name of the backup that is made before the schema is upgraded from this revision.

    It stands in the folder of scheduled backups, or else in one beside the file of the database.
    """
    file = sqlite_file(url)
    place = folder or (file.parent if file is not None else Path()) / "backups"
    return place / f"before-upgrade-of-{revision}-{now:{_TIME}}.tar"


def _scheduled(folder: Path) -> Iterator[tuple[datetime, Path]]:
    if not folder.is_dir():
        return
    for file in folder.iterdir():
        if found := _NAME.fullmatch(file.name):
            try:
                yield datetime.strptime(found[1], _TIME), file  # noqa: DTZ007 - of the zone of the settings
            except ValueError:
                continue
