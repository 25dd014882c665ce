"""Test that workbooks are read as the sheets that people see, and that none of them can do harm."""

import io
import zipfile
from collections.abc import Callable, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook
from xlsxwriter import Workbook as WrittenBook

from bot.imports import workbook_archive
from bot.imports.faq import read_faq_file
from bot.imports.lpses import import_lpses_file
from bot.imports.package_files import open_packages
from bot.imports.package_rows import FoundRecord
from bot.imports.spreadsheet_file import Spreadsheet, UnreadableFile, names_all, read_spreadsheet
from bot.process.settings import Settings
from core.administration.account_rows import COLUMNS, AccountRow, LpseIdSet, RowError, read_accounts
from core.input.spreadsheet import BrokenRow, SheetRow
from core.organisation.lpse import COLUMNS as LPSE_COLUMNS
from core.use_cases.master_data.import_faq import FaqRow

NINA = ["nina@x.go.id", "Nina", 8123456789, "Dinas", "Admin PPE", 10, None]
SHEET = (
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    "<sheetData>{}</sheetData></worksheet>"
)


def saved(*sheets: Sequence[Sequence[Any]], change: Callable[[Workbook], None] = lambda _book: None) -> bytes:
    """Return a workbook with these sheets, called Lembar1 and so on."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for number, rows in enumerate(sheets, 1):
        sheet = book.create_sheet(f"Lembar{number}")
        for row in rows:
            sheet.append(list(row))
    change(book)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def with_part(content: bytes, name: str, part: bytes) -> bytes:
    """Return the archive with this part in place of the one of its name."""
    changed = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(changed, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for one in old.infolist():
            if one.filename != name:
                new.writestr(one, old.read(one))
        new.writestr(name, part)
    return changed.getvalue()


def opened(content: bytes, *columns: str) -> Spreadsheet:
    sheet = read_spreadsheet(io.BytesIO(content), "a.xlsx", names_all(columns) if columns else bool)
    assert sheet is not None
    return sheet


def accounts(content: bytes) -> list[AccountRow | RowError]:
    rows = opened(content, *COLUMNS).rows
    return list(read_accounts(rows, LpseIdSet(frozenset({10}))))


def cells(content: bytes) -> list[list[str]]:
    return [list(row.cells) for row in opened(content).rows if isinstance(row, SheetRow)]


def test_accounts_are_read_from_the_sheet_with_their_heading_below_any_title() -> None:
    notes = [["Catatan"], ["Diperbarui November"]]
    table: list[Any] = [
        ["Daftar akun"],
        [],
        list(COLUMNS),
        NINA,
        [None] * 7,
        [*NINA[:4], "Vendor", 10.0, None],
    ]
    content = saved(notes, table)
    nina, vendor = accounts(content)
    assert isinstance(nina, AccountRow)
    assert isinstance(vendor, AccountRow)
    assert (nina.line, nina.phone, nina.assignment.key) == (4, "08123456789", "admin_ppe:10")
    assert (vendor.line, vendor.assignment.key) == (6, "pelaku_usaha:10")
    assert opened(content, *COLUMNS).other_sheets == ("Lembar1",)


def test_a_visible_sheet_goes_before_a_hidden_one() -> None:
    def hide(book: Workbook) -> None:
        book.worksheets[0].sheet_state = "hidden"

    old = ["lama@x.go.id", *NINA[1:]]
    [row] = accounts(saved([COLUMNS, old], [COLUMNS, NINA], change=hide))
    assert isinstance(row, AccountRow)
    assert row.email == "nina@x.go.id"
    [row] = accounts(saved([COLUMNS, old], [["Catatan"]], change=hide))
    assert isinstance(row, AccountRow)
    assert row.email == "lama@x.go.id"


def test_cells_are_the_texts_that_a_csv_file_would_hold() -> None:
    moment = datetime(2026, 6, 15, 8, 0)  # noqa: DTZ001 - Excel knows no zones
    rows: list[list[Any]] = [
        ["a"],
        [10.0],
        [959993381.22],
        [1250.125],
        [10063162000],
        [True],
        [date(2026, 6, 15)],
        [moment],
    ]
    assert [row[0] for row in cells(saved(rows))] == [
        "a", "10", "959993381.22", "1250.1250", "10063162000", "TRUE", "2026-06-15", "2026-06-15T08:00:00",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("shown", "text"), [("000000000000", "008123456789"), ('"0"#', "08123456789"), ("0", "8123456789")]
)
def test_zeros_that_a_format_shows_are_read(shown: str, text: str) -> None:
    def format_it(book: Workbook) -> None:
        book.worksheets[0]["A2"].number_format = shown

    assert cells(saved([["a"], [8123456789]], change=format_it))[1] == [text]


def test_a_formula_is_its_result_and_one_without_is_named() -> None:
    content = io.BytesIO()
    book = WrittenBook(content, {"in_memory": True})
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, COLUMNS)
    for row, result in enumerate(["Nina", "#REF!"], 1):
        sheet.write_row(row, 0, NINA)
        sheet.write_formula(row, 1, "=A9", None, result)
    book.close()
    nina, failed = accounts(content.getvalue())
    assert isinstance(nina, AccountRow)
    assert isinstance(failed, RowError)
    assert (nina.name, failed.code) == ("Nina", "formula_failed")
    [unknown] = accounts(saved([COLUMNS, [NINA[0], "=A9", *NINA[2:]]]))
    assert isinstance(unknown, RowError)
    assert (unknown.line, unknown.code) == (2, "no_result")
    nothing = '<row r="1"><c r="A1"><v>1</v></c><c r="B1" t="str"><f>A9</f><v></v></c></row>'
    part = SHEET.format(nothing).encode()
    [only] = opened(with_part(saved([["a"]]), "xl/worksheets/sheet1.xml", part)).rows
    assert list(only.cells) == ["1", ""], "an empty text is a result"


async def test_lpses_questions_and_packages_are_read_too(
    tmp_path: Path, settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "a.xlsx"
    file.write_bytes(saved([LPSE_COLUMNS, [5000, None, "LPSE Baru", None, "wit"]], [["x"]]))
    assert await import_lpses_file(settings, file) == 0
    shown = capsys.readouterr()
    assert (shown.out, shown.err) == ("1 new LPSEs, 0 changed\n", "sheets passed over: Lembar2\n")
    heading = ["topic", "application", "question", "answer"]
    faq = read_faq_file("faq.xlsx", saved([heading, ["Akun", None, "Apa?", "Ya.\nDua."]]))
    assert faq == [FaqRow(2, "Akun", "", "Apa?", "Ya.\nDua.")]
    starts = datetime(2026, 6, 15, 8, 0)  # noqa: DTZ001 - Excel knows no zones
    table: list[list[Any]] = [
        ["Laporan"],
        ["Kode Tender", "Nilai HPS", "Tahapan", "Mulai", "Selesai"],
        [4550194, 475310.5, "Upload", starts, date(2026, 6, 20)],
    ]
    file.write_bytes(saved(table))
    with open_packages(file) as source:
        [found] = source.items
    assert isinstance(found, FoundRecord)
    assert (found.place, found.record["hps"]) == ("line 3", "475310.50")
    assert found.record["jadwal"] == [
        {"nama_tahapan": "Upload", "tgl_awal": "2026-06-15T08:00:00", "tgl_akhir": "2026-06-21T00:00:00"}
    ]


CELL = st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff"), max_size=20)


@given(st.lists(st.lists(CELL, min_size=2, max_size=4), min_size=1, max_size=5))
def test_what_a_program_writes_is_read_as_it_was(table: list[list[str]]) -> None:
    content = io.BytesIO()
    book = WrittenBook(content, {"in_memory": True})
    sheet = book.add_worksheet()
    for at, row in enumerate([["judul"], *table]):
        for column, cell in enumerate(row):
            sheet.write_string(at, column, cell)
    book.close()
    found = [[cell for cell in row if cell] for row in cells(content.getvalue())]
    assert found[1:] == [[cell for cell in row if cell] for row in table][: len(found) - 1]


def test_an_empty_workbook_is_empty() -> None:
    assert read_spreadsheet(io.BytesIO(saved([[]])), "a.xlsx") is None


def refused(content: bytes) -> str:
    with pytest.raises(UnreadableFile) as no:
        read_spreadsheet(io.BytesIO(content), "akun.xlsx")
    return str(no.value)


def test_what_unpacks_to_too_much_is_not_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook_archive, "LARGEST_PART", 1024 * 1024)
    bomb = with_part(saved([["a"]]), "xl/sharedStrings.xml", b"<sst>" + b" " * 2 * 1024 * 1024)
    assert len(bomb) < 20_000
    assert "too large once unpacked" in refused(bomb)
    monkeypatch.setattr(workbook_archive, "MOST_UNPACKED", 1024)
    assert "too large once unpacked" in refused(saved([["a"]]))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_that_grow_are_refused(encoding: str) -> None:
    part = '<!--x--><!DOCTYPE sst [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><sst><si><t>&b;</t></si></sst>'
    bomb = with_part(saved([["a"]]), "xl/sharedStrings.xml", part.encode(encoding))
    assert "define a document type" in refused(bomb)


@pytest.mark.parametrize(
    "content",
    [
        b"PK\x03\x04" + bytes(100),
        with_part(saved([["a"]]), "xl/workbook.xml", b"nonsense"),
        saved([["a"]])[:-30],
    ],
)
def test_a_damaged_workbook_is_refused(content: bytes) -> None:
    assert "akun.xlsx is a workbook or an archive that is damaged" in refused(content)


def test_an_archive_that_is_none_is_refused() -> None:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("catatan.txt", "x")
    assert "is no workbook of Excel" in refused(content.getvalue())


def test_a_sheet_that_is_damaged_further_down_keeps_the_rows_above_and_says_so() -> None:
    rows = '<row r="1"><c r="A1"><v>1</v></c></row><row r="2"><c r="A2"><v>x</v></c></row>'
    content = with_part(saved([["a"]]), "xl/worksheets/sheet1.xml", SHEET.format(rows).encode())
    first, broken = opened(content).rows
    assert isinstance(first, SheetRow)
    assert isinstance(broken, BrokenRow)
    assert (broken.number, broken.code) == (2, "file_broken")


def test_a_cell_in_the_last_corner_costs_no_memory() -> None:
    rows = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>2</v></c></row>'
    content = with_part(saved([["a"]]), "xl/worksheets/sheet1.xml", SHEET.format(rows).encode())
    count, last = 0, None
    for last in opened(content).rows:  # noqa: B007 - the last one is looked at
        count += 1
    assert count == 1_048_576
    assert isinstance(last, SheetRow)
    assert (len(last.cells), last.cells[-1]) == (16_384, "2")
