"""Test that a database's files are the owner's alone, whatever the umask is."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from storage.engine.file_lead import check_lead_file
from storage.units import open_units


@pytest.fixture(autouse=True)
def open_umask() -> Iterator[None]:
    before = os.umask(0)
    yield
    os.umask(before)


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def modes_in(folder: Path) -> dict[str, int]:
    return {path.name: mode(path) for path in folder.iterdir()}


async def test_a_new_database_is_its_owners_alone(tmp_path: Path) -> None:
    file = tmp_path / "var" / "data" / "bot.sqlite3"
    units = open_units(f"sqlite:///{file}")
    await units.upgrade()
    check_lead_file(file.with_name("bot.sqlite3-lead"))
    modes = modes_in(file.parent)
    await units.close()
    assert modes == dict.fromkeys(
        ["bot.sqlite3", "bot.sqlite3-wal", "bot.sqlite3-shm", "bot.sqlite3-lead"], 0o600
    )
    assert [mode(folder) for folder in (file.parent, file.parent.parent)] == [0o700, 0o700]


async def test_a_database_that_is_there_keeps_its_rights_and_its_files_share_them(tmp_path: Path) -> None:
    file = tmp_path / "bot.sqlite3"
    file.touch(0o640)
    units = open_units(f"sqlite:///{file}")
    await units.upgrade()
    modes = modes_in(tmp_path)
    await units.close()
    assert set(modes.values()) == {0o640}
