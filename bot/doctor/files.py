"""Examine the files of the bot: where they can be written, who may read them, and how much room is left."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from sqlalchemy import make_url

from bot.archive.folder import FolderArchive
from bot.doctor.findings import Finding
from bot.process.secret_files import SECRETS
from bot.process.settings import Settings
from bot.process.smtp_url import read_smtp_url

# Bytes; below that a day of files or a backup may fill the disk.
LEAST_FREE = 1024**3
# Entries of a folder that are looked at, so that a large archive does not keep anybody waiting.
MOST_ENTRIES = 10_000
OTHERS = 0o007


async def check_archive(settings: Settings) -> list[Finding]:
    """Return whether copies of files can be kept."""
    folder = settings.archive_folder
    if not folder.exists():
        return [_makeable("archive", folder, "copies of files", "ARCHIVE_FOLDER")]
    try:
        FolderArchive(folder).check_writable()
    except OSError as failure:
        found = f"nothing can be written to {folder} ({failure.strerror})"
        return [Finding("archive", found, "correct its owner or rights, or ARCHIVE_FOLDER")]
    return [Finding("archive", f"copies of files go into {folder}")]


def check_letter_folder(folder: Path) -> Finding:
    """Return whether letters can be written into the folder of `SMTP_URL`."""
    if not folder.exists():
        return _makeable("mail", folder, "letters", "SMTP_URL")
    if not folder.is_dir() or not os.access(folder, os.W_OK | os.X_OK):
        found = f"no letter can be written into {folder}"
        return Finding("mail", found, "correct its owner or rights, or SMTP_URL")
    return Finding("mail", f"letters go into {folder} and are not sent")


async def check_disk(settings: Settings) -> list[Finding]:
    """Return how much room is left for the database and the archive."""
    places = {_existing(settings.archive_folder)}
    if (database := database_file(settings)) is not None:
        places.add(_existing(database.parent))
    findings, seen = [], set()
    for place in sorted(places):
        device = place.stat().st_dev
        if device in seen:
            continue
        seen.add(device)
        free = shutil.disk_usage(place).free
        found = f"{free / 1024**3:.1f} GB are free at {place.resolve()}"
        advice = "make room, or move the database or ARCHIVE_FOLDER to another disk"
        findings.append(Finding("disk", found, advice if free < LEAST_FREE else ""))
    return findings


async def check_permissions(settings: Settings) -> list[Finding]:
    """Return the files and folders of the bot that other accounts of this machine may use."""
    open_to_all = sorted({str(path) for path in _private_paths(settings) if _is_open(path)})
    if not open_to_all:
        return [Finding("permissions", "no other account of this machine may read what the bot keeps")]
    shown, rest = open_to_all[:5], len(open_to_all) - 5
    found = f"every account may use {', '.join(shown)}" + (f" and {rest} more" if rest > 0 else "")
    return [Finding("permissions", found, "take that away: chmod -R o= with these names")]


def database_file(settings: Settings) -> Path | None:
    """Return the file of the database; None on PostgreSQL and in memory."""
    url = make_url(settings.database_url)
    is_file = url.get_backend_name() == "sqlite" and url.database not in (None, "", ":memory:")
    return Path(str(url.database)) if is_file else None


def _private_paths(settings: Settings) -> Iterator[Path]:
    yield Path(".env")
    for name in SECRETS:
        if (file := getattr(settings, f"{name}_file")) is not None:
            yield file
    if (database := database_file(settings)) is not None:
        yield from database.parent.glob(f"{database.name}*")
    yield from _within(settings.archive_folder)
    if settings.smtp_url is not None and (server := read_smtp_url(settings.smtp_url)).scheme == "file":
        yield from _within(Path(server.host))


def _within(folder: Path) -> Iterator[Path]:
    yield folder
    yield from islice(folder.rglob("*"), MOST_ENTRIES)


def _is_open(path: Path) -> bool:
    try:
        return bool(path.stat().st_mode & OTHERS)
    except OSError:
        return False


def _makeable(name: str, folder: Path, what: str, setting: str) -> Finding:
    """Return whether a folder that does not exist yet could be made."""
    above = _existing(folder)
    if above.is_dir() and os.access(above, os.W_OK | os.X_OK):
        return Finding(name, f"{what} go into {folder}, which the first of them makes")
    found = f"{folder} does not exist, and can't be made in {above}"
    return Finding(name, found, f"make it, or correct {setting}")


def _existing(path: Path) -> Path:
    """Return the path, or the nearest above it that exists."""
    return next(one for one in (path, *path.absolute().parents) if one.exists())
