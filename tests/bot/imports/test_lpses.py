"""Test that an import of LPSEs adds and changes, names faults, and keeps changes made in chat."""

from pathlib import Path

import pytest

from bot.imports.lpses import import_lpses_file
from bot.imports.shipped_data import DATA
from bot.process.settings import Settings
from core.organisation.lpse import COLUMNS
from storage.units import open_units

HEADING = ",".join(COLUMNS)


def settings(folder: Path) -> Settings:
    """Return settings with a database in `folder`."""
    return Settings(database_url=f"sqlite:///{folder / 'bot.sqlite3'}", _env_file=None)


async def test_a_list_adds_and_changes_and_is_named_where_it_is_wrong(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "baru.csv"
    surabaya = "10,10,LPSE Kota Surabaya,Jawa Timur,WITA,,https://lpse.surabaya.go.id,surabaya,"
    file.write_text(f"\ufeff{HEADING}\n{surabaya}\n5000,,LPSE Baru,,WIT,,,,\n5001,,lpse BARU,,WIT,,,,\n")
    assert await import_lpses_file(settings(tmp_path), file) == 1
    shown = capsys.readouterr()
    assert "1 new LPSEs, 1 changed" in shown.out
    assert "line 4: 'lpse BARU': The name “lpse BARU” is taken." in shown.err
    units = open_units(str(settings(tmp_path).database_url))
    changed = await units.read(lambda unit: unit.lpses.get(10))
    assert changed is not None
    assert changed.zone == "WITA"
    trail = await units.read(lambda unit: unit.audit.newest(5))
    await units.close()
    assert [line.change.subject for line in trail] == ["LPSE Baru", "LPSE Kota Surabaya"]
    assert await import_lpses_file(settings(tmp_path), DATA / "lpse.csv") == 0
    assert "0 new LPSEs, 1 changed" in capsys.readouterr().out


async def test_what_is_no_list_of_lpses_is_said_in_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "catatan.csv"
    file.write_text("nama,alamat\n")
    assert await import_lpses_file(settings(tmp_path), file) == 1
    shown = capsys.readouterr().err.splitlines()
    assert shown[-1].startswith("line 1: columns missing: ")
