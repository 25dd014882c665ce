"""Find the stored offices, load them into a database, and compare what is read with what was stored."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sqlalchemy import make_url

from storage.units import open_units
from tests.storage.helpdesk import ROOT
from tests.storage.server import on_server

FOLDER = ROOT / "tests" / "data"


def file_of(revision: str, suffix: str) -> Path:
    """Return the path of the office of this revision, stored as `sqlite`, `sql` or `json`."""
    return FOLDER / f"office-{revision}.{suffix}"


def stored_revisions() -> list[str]:
    """Return the revisions of which an office is stored, the oldest first."""
    return sorted(path.stem.removeprefix("office-") for path in FOLDER.glob("office-*.json"))


def stored_document(revision: str) -> dict[str, Any]:
    """Return the keys ("asked") and results ("found") that were stored with this office."""
    document: dict[str, Any] = json.loads(file_of(revision, "json").read_text(encoding="utf-8"))
    return document


async def load_office(revision: str, url: str) -> None:
    """Load the stored office into the database at this URL, which has to be empty or not to exist yet."""
    parsed = make_url(url)
    if parsed.get_backend_name() == "sqlite":
        assert parsed.database is not None
        shutil.copyfile(file_of(revision, "sqlite"), parsed.database)
    else:
        await on_server(file_of(revision, "sql").read_text(encoding="utf-8"), parsed)


async def upgrade_office(revision: str, url: str) -> None:
    """Load the stored office as `load_office` does, and upgrade it to this release."""
    await load_office(revision, url)
    units = open_units(url)
    await units.upgrade()
    await units.close()


def lost(stored: Any, read: Any, place: str = "") -> Iterator[str]:
    """Yield every stored value that is not read back; a later release may read more names beside them."""
    if isinstance(stored, dict) and isinstance(read, dict):
        for name, value in stored.items():
            if name not in read:
                yield f"{place}/{name}: {value!r} is missing"
            else:
                yield from lost(value, read[name], f"{place}/{name}")
    elif isinstance(stored, list) and isinstance(read, list) and len(stored) == len(read):
        for number, (before, after) in enumerate(zip(stored, read, strict=True)):
            yield from lost(before, after, f"{place}/{number}")
    elif stored != read:
        yield f"{place}: {stored!r} became {read!r}"
