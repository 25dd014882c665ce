"""Test the import of accounts from the command line."""

import asyncio
from pathlib import Path

import pytest
from sqlalchemy import func, select

from bot.imports import accounts_cli, lpses
from bot.imports import progress as loading
from bot.imports.accounts_cli import import_accounts_file
from bot.imports.database import create_units
from bot.imports.shipped_data import DATA
from bot.imports.spreadsheet_file import open_spreadsheet
from bot.process.settings import Settings
from storage.schema import tables
from storage.unit import SqlUnitOfWork
from storage.units import open_units

HEADING = "email,name,phone,office,role,lpse_id,directorate\n"


def written(folder: Path, content: bytes) -> Path:
    """Write a file of accounts and return its path."""
    (folder / "accounts.csv").write_bytes(content)
    return folder / "accounts.csv"


def many_accounts(count: int) -> bytes:
    lines = [f"orang{n}@surabaya.go.id,Orang {n},,,ppk,10,\n" for n in range(count)]
    return f"{HEADING}{''.join(lines)}".encode()


def many_lpses(count: int) -> bytes:
    head, first, *_ = (DATA / "lpse.csv").read_text(encoding="utf-8").splitlines()
    fields = first.split(",")
    rows = [",".join([str(5000 + n), "", f"LPSE Percobaan {n}", *fields[3:]]) for n in range(count)]
    return "\n".join([head, *rows]).encode()


async def test_wrong_rows_are_named_within_bounds_and_the_right_ones_loaded(
    settings: Settings,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(loading, "MOST", 2)
    monkeypatch.setattr(loading, "ROWS_A_LINE", 4)
    right, wrong = "nina@surabaya.go.id,Nina,,,ppk,10,\n", "nina,Nina,,,ppk,10,\n"
    file = written(tmp_path, f"{HEADING}{right}{wrong * 3}".encode())
    assert await import_accounts_file(settings, file) == 1
    output, errors = capsys.readouterr()
    assert output == "1 rows, 1 new people, 1 new roles\n"
    assert errors.splitlines() == [
        "4 rows read",
        "line 3: “nina” is not a valid e-mail address.",
        "line 4: “nina” is not a valid e-mail address.",
        "and 1 more like these",
    ]


@pytest.mark.parametrize("kind", ["accounts", "lpses"])
async def test_others_write_while_a_large_file_is_loaded(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    """Test with another process, which SQLite's lock keeps waiting for as long as a transaction lasts."""
    monkeypatch.setattr(accounts_cli, "PORTION", 40)
    monkeypatch.setattr(lpses, "PORTION", 40)
    load, content, table = {
        "accounts": (import_accounts_file, many_accounts(200), tables.people),
        "lpses": (lpses.import_lpses_file, many_lpses(200), tables.lpses),
    }[kind]
    file = written(tmp_path, content)

    def write_and_count(unit: SqlUnitOfWork) -> int:
        unit.inbox.try_to_store()
        return int(unit.connection.execute(select(func.count()).select_from(table)).scalar_one())

    others = open_units(settings.database_url)
    loading = asyncio.create_task(load(settings, file))
    seen = {await others.run(write_and_count)}
    while not loading.done():
        seen.add(await others.run(write_and_count))
    assert await loading == 0
    assert len(seen) > 3, "they wrote before and after it"
    await others.close()


async def test_a_load_that_is_cut_off_has_loaded_portions_and_can_be_repeated(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(accounts_cli, "PORTION", 20)
    file = written(tmp_path, many_accounts(100))
    units = await create_units(settings)

    class CutOff(Exception):
        pass

    def stop_after_two(_position: int, rows: int) -> None:
        if rows == 40:
            raise CutOff

    loading = accounts_cli.AccountImport(units, file.name, str)
    with pytest.raises(CutOff), open_spreadsheet(file) as sheet:
        await loading.load(sheet, stop_after_two)
    [entry] = await units.read(lambda unit: unit.audit.newest(10))
    assert entry.change.after == {"rows": 40, "new_people": 40, "new_roles": 40, "wrong": 0}
    await units.close()
    assert await import_accounts_file(settings, file) == 0


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b"", "is empty"),
        (b"PK\x03\x04", "is a workbook"),
        (f"{HEADING}nina@surabaya.go.id,Nina\0,,,ppk,10,\n".encode(), "is no text"),
    ],
)
async def test_a_file_that_is_none_of_accounts_says_why_and_nothing_is_loaded(
    settings: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str], content: bytes, fault: str
) -> None:
    assert await import_accounts_file(settings, written(tmp_path, content)) == 1
    shown = capsys.readouterr()
    assert shown.err.startswith("error: ")
    assert fault in shown.err
    assert shown.out == ""
