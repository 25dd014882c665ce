"""Test that every import reads the same from a spreadsheet however it was saved."""

import asyncio
import io
from pathlib import Path

import pytest

from bot.imports.accounts_cli import import_accounts_file
from bot.imports.faq import import_faq_file, read_faq_file
from bot.imports.lpses import import_lpses_file
from bot.imports.package_files import open_packages
from bot.imports.package_rows import FoundRecord
from bot.imports.packages import import_packages_file
from bot.imports.spreadsheet_file import read_spreadsheet
from bot.process.settings import Settings
from core.administration.account_rows import AccountRow, LpseIdSet, RowError, read_accounts
from core.input.spreadsheet import Rows
from core.organisation.lpse import COLUMNS as LPSE_COLUMNS
from core.organisation.lpse import read_lpses
from core.use_cases.master_data.import_faq import FaqRow
from tests.bot.imports.saving import Way, ways

every_way = pytest.mark.parametrize("way", list(ways()), ids=str)


def rows_of(content: bytes) -> Rows:
    """Return the rows of a spreadsheet with this content."""
    sheet = read_spreadsheet(io.BytesIO(content), "a.csv")
    assert sheet is not None
    return sheet.rows


@every_way
def test_accounts_are_read_however_they_were_saved(way: Way) -> None:
    heading = ["email", "name", "phone", "office", "role", "LPSE ID", "Directorate", "catatan"]
    content = way.saves(
        [
            heading,
            ["rene@x.go.id", "René, S.Kom; M.T.", '="0812"', "Dinas\nPU", "ppk", "10.0", "", "“baik”"],
            [""] * 8,
            [" nina@x.go.id\xa0", 'Nina "Ina"', "0813", "", "tim_teknis", "", "spse", ""],
        ]
    )
    rene, nina = read_accounts(rows_of(content), LpseIdSet(frozenset({10})))
    assert isinstance(rene, AccountRow)
    assert isinstance(nina, AccountRow)
    assert (rene.line, rene.name, rene.phone, rene.office) == (2, "René, S.Kom; M.T.", "0812", "Dinas PU")
    assert rene.assignment.lpse_id == 10
    assert (nina.line, nina.name) == (4, 'Nina "Ina"')


@every_way
def test_lpses_are_read_however_they_were_saved(way: Way) -> None:
    heading = list(LPSE_COLUMNS)
    content = way.saves(
        [heading, ["10.0", "", "LPSE “Café”,\nSurabaya", "Jawa; Timur", "WIB", "", "", "", ""], [""] * 9]
    )
    [lpse] = read_lpses(rows_of(content))
    assert (lpse.id, lpse.name, lpse.province) == (10, "LPSE “Café”,\nSurabaya", "Jawa; Timur")


@every_way
def test_packages_are_read_however_they_were_saved(way: Way, tmp_path: Path) -> None:
    content = way.saves(
        [
            ["Kode Tender", "Nama\nPaket", "HPS", "pagu"],
            ["4550194.0", "Jalan “Café”,\nlanjutan", "1.250.000,50", "7"],
            ["", "", "", ""],
            ['="4550195"', "Jembatan; baru", "", ""],
        ]
    )
    (tmp_path / "paket.csv").write_bytes(content)
    with open_packages(tmp_path / "paket.csv") as source:
        first, second = source.items
        assert list(source.unused) == ["pagu"]
        assert source.position() == source.length == len(content)
    assert isinstance(first, FoundRecord)
    assert isinstance(second, FoundRecord)
    assert (first.record["kd_tender"], first.record["nama_paket"]) == ("4550194", "Jalan “Café”, lanjutan")
    assert first.record["hps"] == "1250000.50"
    assert (second.record["kd_tender"], second.record["nama_paket"]) == ("4550195", "Jembatan; baru")


@every_way
def test_questions_are_read_however_they_were_saved(way: Way) -> None:
    content = way.saves(
        [
            ["Topic", "application", "Question", "answer", "catatan"],
            ["Akun", "spse", "Apa itu “café”?", 'Ya;\n- "satu", dua\n\n- tiga', ""],
            [""] * 5,
            ["Akun", "", "'=1+1 berapa?", "Dua.", ""],
        ]
    )
    assert read_faq_file("faq.csv", content) == [
        FaqRow(2, "Akun", "spse", "Apa itu “café”?", 'Ya;\n- "satu", dua\n\n- tiga'),
        FaqRow(4, "Akun", "", "=1+1 berapa?", "Dua."),
    ]


LOST = '"Nina'


def test_an_unclosed_quotation_mark_hides_nothing_from_any_import(
    tmp_path: Path, settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    accounts = "email,name,phone,office,role,lpse_id,directorate\n"
    file = tmp_path / "akun.csv"
    file.write_text(f"{accounts}a@x.go.id,{LOST},,,ppk,10,\n" + "b@x.go.id,Budi,,,ppk,10,\n" * 3)
    assert asyncio.run(import_accounts_file(settings, file)) == 1
    shown = capsys.readouterr()
    assert shown.err.startswith(
        "line 2: A quotation mark in this row (line 2 in a text editor) is not closed"
    )
    assert "lines below it: 3." in shown.err
    assert shown.out == "3 rows, 1 new people, 1 new roles\n"
    rows = read_faq_file(
        "faq.csv", f"topic,application,question,answer\n{LOST},,a,b\nAkun,,Apa?,Ya.\n".encode()
    )
    assert [row.number for row in rows] == [2, 3]
    assert isinstance(rows[1], FaqRow)
    file.write_text(f"kd_tender,nama_paket\n4550194,{LOST}\n4550195,Jalan\n4550196,Jembatan\n")
    with open_packages(file) as source:
        fault, *found = source.items
    assert str(fault) == (
        "line 2: no row of CSV: a quotation mark is not closed and took in the 2 lines below, "
        "which are read again"
    )
    assert len(found) == 2
    file.write_text(f"{','.join(LPSE_COLUMNS)}\n10,,{LOST},,WIB,,,,\n11,,Budi,,WIB,,,,\n")
    capsys.readouterr()
    assert asyncio.run(import_lpses_file(settings, file)) == 1
    shown = capsys.readouterr()
    assert shown.err.startswith("line 2: no row of CSV: a quotation mark is not closed")
    assert shown.out == "0 new LPSEs, 1 changed\n"


async def test_columns_that_nobody_reads_are_named_once_at_the_shell(
    tmp_path: Path, settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "a.csv"
    file.write_text("Catatan;email;name;phone;office;role;lpse_id;directorate\nx;a@x.go.id;Nina;;;ppk;10;\n")
    assert await import_accounts_file(settings, file) == 0
    assert capsys.readouterr().err == "columns passed over: catatan\n"
    file.write_text(
        "id,id_repo,name,province,timezone,category,host,inaproc_slug,spse_build_2022,kota,\n"
        "5000,,LPSE Baru,,WIT,,,,,x,\n"
    )
    assert await import_lpses_file(settings, file) == 0
    assert capsys.readouterr().err == "columns passed over: kota\n"
    file.write_text("kd_tender,pagu,Nama\n4550194,7,Jalan\n")
    assert await import_packages_file(settings, file) == 0
    assert capsys.readouterr().err == "columns passed over: pagu\n"
    file.write_text("topic,application,question,answer,kode\nAkun,,Apa?,Ya.,a\n")
    assert await import_faq_file(settings, file, replace=False) == 0
    assert capsys.readouterr().err == "columns passed over: kode\n"


def test_a_line_that_can_not_be_decoded_is_named_in_a_file_of_accounts() -> None:
    heading = b"email,name,phone,office,role,lpse_id,directorate"
    lines = (heading, b"a@x.go.id,Ni\x81na,,,ppk,10,", b"b@x.go.id,Ren\xe9,,,ppk,10,")
    lost, rene = read_accounts(rows_of(b"\n".join(lines)), LpseIdSet(frozenset({10})))
    assert isinstance(lost, RowError)
    assert (lost.line, lost.code) == (2, "undecodable")
    assert isinstance(rene, AccountRow)
    assert rene.name == "René"


@pytest.mark.parametrize(
    ("heading", "line", "code"),
    [
        ("email,email,name", 1, "columns_twice"),
        ("\n,,\nemail", 3, "columns_missing"),
        ('"email', 1, "unreadable"),
    ],
)
def test_a_heading_of_accounts_is_said_once_to_be_wrong(heading: str, line: int, code: str) -> None:
    [wrong] = read_accounts(rows_of(f"{heading}\n1,2,3\n".encode()), LpseIdSet(frozenset()))
    assert isinstance(wrong, RowError)
    assert (wrong.line, wrong.code) == (line, code)
