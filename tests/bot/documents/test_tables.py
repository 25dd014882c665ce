"""Test that another program reads lists of tickets from their CSV and Excel files."""

from __future__ import annotations

import csv
import gc
import io
import shutil
import tracemalloc
import warnings
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook
from xlsxwriter.exceptions import FileCreateError

from bot.documents.sheets import open_sheet
from bot.documents.tables import TicketRow, write_tickets
from core.master_data.priority import Priority
from core.organisation.directorates import Directorate
from core.organisation.lpse import ZONES
from core.organisation.roles import Level, Role
from core.people.desks import Desk
from core.tickets.lifecycle import Status

WIB = ZONES["WIB"]
ROW = TicketRow(
    number="TPS2006150019",
    title="Tidak bisa unggah, selalu gagal di 99%",
    status=Status.WORKING,
    priority=Priority.MAJOR,
    reporter="Budi Santoso",
    reporter_role=Role.POKJA,
    lpse="LPSE Kota Surabaya",
    application="SPSE",
    version="4.5",
    category="Pembukaan & Evaluasi",
    subcategory=".rhs tidak bisa didekripsi",
    position=Desk(Level.TIM_TEKNIS, directorate=Directorate.KATALOG),
    holder="",
    created_at=datetime(2020, 6, 15, 17, 30, 59, tzinfo=UTC),
    closed_at=None,
    age=15,
    help_number="123456",
    package_code="12345010",
    error_code="ERR-500",
)
LABELS = [
    "Nomor Tiket", "Judul", "Status", "Prioritas", "Dibuat Oleh", "Kategori Pelapor", "Asal LPSE", "Aplikasi",
    "Versi", "Kategori", "Sub Kategori", "Posisi Tiket", "Ditangani Oleh", "Jenis Tiket", "Dibuat Pada (WIB)",
    "Selesai Pada (WIB)", "Lama Pengerjaan (Hari)", "Nomor Pusat Bantuan", "Kode Paket", "Kode Error",
]  # fmt: skip
# What spreadsheets have run, or sent somewhere, when a list was opened.
FORMULAS = [
    "=1+1",
    "+62 812 3456",
    "-2+3",
    "@SUM(A1:A9)",
    '=HYPERLINK("https://contoh.id?"&A1,"klik")',
    "=cmd|' /C calc'!A0",
    "  =1+1",
    '"=1+1"',
    "\t=1+1",
    "\r=1+1",
    "\n=1+1",
    "nama;=1+1",
    "nama\n=1+1",
    "\uff1d1+1",
]


def same(text: str) -> str:
    """Return the text untranslated."""
    return text


def table(path: Path, delimiter: str = ";") -> list[list[str]]:
    """Return the cells of a CSV file, read strictly."""
    text = path.read_bytes().decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))


def sheets(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """Return the cells of an Excel file by sheet, as openpyxl reads them."""
    book = load_workbook(path)
    return {sheet.title: [tuple(c.value for c in row) for row in sheet.iter_rows()] for sheet in book}


def test_a_list_has_the_columns_of_the_web_application(tmp_path: Path) -> None:
    assert write_tickets([ROW], tmp_path / "a.csv", same, WIB) == 1
    assert write_tickets([ROW], tmp_path / "a.xlsx", same, WIB) == 1
    assert table(tmp_path / "a.csv")[0] == LABELS
    assert list(sheets(tmp_path / "a.xlsx")["Tiket"][0]) == LABELS


def test_a_row_says_what_the_ticket_says(tmp_path: Path) -> None:
    write_tickets([ROW], tmp_path / "a.csv", same, WIB)
    assert dict(zip(LABELS, table(tmp_path / "a.csv")[1], strict=True)) == {
        "Nomor Tiket": "TPS2006150019",
        "Judul": "Tidak bisa unggah, selalu gagal di 99%",
        "Status": "Sedang Dikerjakan",
        "Prioritas": "Major",
        "Dibuat Oleh": "Budi Santoso",
        "Kategori Pelapor": "Pokja Pemilihan",
        "Asal LPSE": "LPSE Kota Surabaya",
        "Aplikasi": "SPSE",
        "Versi": "4.5",
        "Kategori": "Pembukaan & Evaluasi",
        "Sub Kategori": ".rhs tidak bisa didekripsi",
        "Posisi Tiket": "Tim Teknis LKPP (Direktorat Pengembangan Sistem Katalog)",
        "Ditangani Oleh": "",
        "Jenis Tiket": "Tiket Umum",
        "Dibuat Pada (WIB)": "2020-06-16 00:30",
        "Selesai Pada (WIB)": "",
        "Lama Pengerjaan (Hari)": "15",
        "Nomor Pusat Bantuan": "123456",
        "Kode Paket": "12345010",
        "Kode Error": "ERR-500",
    }


def test_excel_gets_dates_and_numbers_that_it_can_count_with(tmp_path: Path) -> None:
    closed = replace(ROW, closed_at=ROW.created_at + timedelta(days=2))
    write_tickets([ROW, closed], tmp_path / "a.xlsx", same, WIB)
    _labels, still_open, done = sheets(tmp_path / "a.xlsx")["Tiket"]
    assert still_open[-6:-3] == (datetime.fromisoformat("2020-06-16T00:30"), None, 15)
    assert done[-5] == datetime.fromisoformat("2020-06-18T00:30")
    book = load_workbook(tmp_path / "a.xlsx")
    assert book["Tiket"]["O2"].is_date
    assert book["Tiket"]["O2"].number_format == "yyyy-mm-dd hh:mm"


def test_a_table_opens_in_columns_where_excel_is_set_to_its_readers_language(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    for language, delimiter, number in (("id", ";", "1,5"), ("en", ",", "1.5")):
        with open_sheet(path, ["Nama", "Rata-rata"], language=language) as add:
            add([["Budi", 1.5]])
        text = path.read_bytes()
        assert text.startswith(b"\xef\xbb\xbf"), "Excel takes it for UTF-8"
        assert text.decode("utf-8-sig").splitlines() == [
            delimiter.join(("Nama", "Rata-rata")),
            delimiter.join(("Budi", f'"{number}"' if delimiter in number else number)),
        ]


def test_times_stand_on_the_clock_that_the_column_names(tmp_path: Path) -> None:
    write_tickets([ROW], tmp_path / "a.csv", same, ZoneInfo("Asia/Jayapura"))
    labels, row = table(tmp_path / "a.csv")
    assert (labels[14], row[14]) == ("Dibuat Pada (WIT)", "2020-06-16 02:30")


def test_excel_opens_with_labels_in_sight_and_a_filter(tmp_path: Path) -> None:
    write_tickets([ROW] * 3, tmp_path / "a.xlsx", same, WIB)
    sheet = load_workbook(tmp_path / "a.xlsx")["Tiket"]
    assert sheet.freeze_panes == "B2"
    assert sheet.auto_filter.ref == "A1:T4"
    assert sheet.column_dimensions["B"].width > 40


def test_a_list_without_tickets_has_its_labels(tmp_path: Path) -> None:
    assert write_tickets([], tmp_path / "a.csv", same, WIB) == 0
    assert write_tickets([], tmp_path / "a.xlsx", same, WIB) == 0
    assert table(tmp_path / "a.csv") == [LABELS]
    assert [list(row) for row in sheets(tmp_path / "a.xlsx")["Tiket"]] == [LABELS]


def test_everything_but_names_is_said_in_the_readers_language(tmp_path: Path) -> None:
    write_tickets([ROW], tmp_path / "a.csv", lambda text: f"<{text}>", WIB)
    labels, row = table(tmp_path / "a.csv")
    assert labels[0] == "<Nomor Tiket>"
    assert [row[2], row[5], row[13]] == ["<Sedang Dikerjakan>", "<Pokja Pemilihan>", "<Tiket Umum>"]
    assert row[11] == "<Tim Teknis LKPP> (Direktorat Pengembangan Sistem Katalog)"


def test_csv_is_what_the_standard_and_excel_expect(tmp_path: Path) -> None:
    write_tickets([replace(ROW, title='Kata "kunci"; baris\nkedua')], tmp_path / "a.csv", same, WIB)
    raw = (tmp_path / "a.csv").read_bytes()
    assert raw.startswith(b"\xef\xbb\xbfNomor Tiket;")
    assert raw.endswith(b"\r\n")
    assert b'"Kata ""kunci""; baris\nkedua"' in raw


@pytest.mark.parametrize("formula", FORMULAS)
def test_what_somebody_typed_never_runs_as_a_formula_in_csv(formula: str, tmp_path: Path) -> None:
    write_tickets([replace(ROW, title=formula, reporter=formula)], tmp_path / "a.csv", same, WIB)
    row = table(tmp_path / "a.csv")[1]
    for cell in (row[1], row[4]):
        assert cell.replace("'", "") == formula.replace("'", "").replace("\r", "\n"), "it can still be read"
        for part in cell.replace("\n", ";").replace("\t", ";").split(";"):
            assert part.lstrip(' \t"')[:1] not in tuple("=+-@\uff1d")


@pytest.mark.parametrize("formula", FORMULAS)
def test_what_somebody_typed_is_a_text_in_excel(formula: str, tmp_path: Path) -> None:
    write_tickets([replace(ROW, title=formula)], tmp_path / "a.xlsx", same, WIB)
    cell = load_workbook(tmp_path / "a.xlsx")["Tiket"]["B2"]
    assert cell.data_type in ("s", "inlineStr")
    assert cell.value == formula.replace("\r", "\n")


@given(st.lists(st.text(st.characters(exclude_categories=()), min_size=1, max_size=60), max_size=4))
def test_any_words_come_out_again(tmp_path_factory: pytest.TempPathFactory, words: list[str]) -> None:
    folder = tmp_path_factory.mktemp("words")
    rows = [replace(ROW, title=word, holder="".join(words)) for word in words]
    write_tickets(rows, folder / "a.csv", same, WIB)
    write_tickets(rows, folder / "a.xlsx", same, WIB)
    cells = [row[1] for row in table(folder / "a.csv")[1:]]
    assert len(cells) == len(sheets(folder / "a.xlsx")["Tiket"]) - 1 == len(words)
    for word, cell in zip(words, cells, strict=True):
        seen = "".join(c for c in word if c.isalnum())
        assert "".join(c for c in cell if c.isalnum()) == seen


def test_more_tickets_than_a_sheet_holds_go_on_on_the_next(tmp_path: Path) -> None:
    rows = [replace(ROW, number=f"T{n}") for n in range(7)]
    assert write_tickets(rows, tmp_path / "a.xlsx", same, WIB, most_rows=4) == 7
    found = sheets(tmp_path / "a.xlsx")
    assert list(found) == ["Tiket", "Tiket 2", "Tiket 3"]
    assert all(list(sheet[0]) == LABELS for sheet in found.values())
    assert [row[0] for sheet in found.values() for row in sheet[1:]] == [f"T{n}" for n in range(7)]


def test_a_full_sheet_is_not_followed_by_an_empty_one(tmp_path: Path) -> None:
    write_tickets([ROW] * 6, tmp_path / "a.xlsx", same, WIB, most_rows=4)
    assert [len(sheet) for sheet in sheets(tmp_path / "a.xlsx").values()] == [4, 4]


def test_a_list_that_broke_off_leaves_no_file(tmp_path: Path) -> None:
    def rows() -> Iterator[TicketRow]:
        yield ROW
        raise ConnectionError

    for name in ("a.csv", "a.xlsx"):
        with pytest.raises(ConnectionError):
            write_tickets(rows(), tmp_path / name, same, WIB)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["a.csv", "a.xlsx"])
def test_rows_are_written_as_they_come(name: str, tmp_path: Path) -> None:
    """Test that 2,500 more rows, which weigh a megabyte and more, take no more memory."""

    def rows(many: int) -> Iterator[TicketRow]:
        for n in range(many):
            # When the collector runs depends on the tests before; what it would free is not counted.
            if n % 250 == 0:
                gc.collect()
            yield replace(ROW, number=f"T{n}", title=f"Judul {n} " * 9)

    # What is made once, such as the compiled patterns, is not counted.
    write_tickets(rows(1), tmp_path / name, same, WIB)
    # Neither is what other tests have left, which the collector would look at each time.
    gc.collect()
    gc.freeze()
    peaks = []
    for many in (500, 3000):
        tracemalloc.start()
        try:
            assert write_tickets(rows(many), tmp_path / name, same, WIB) == many
            peaks.append(tracemalloc.get_traced_memory()[1])
        finally:
            tracemalloc.stop()
    # Beside this test, whatever else the process still has to do takes memory too.
    assert peaks[1] < peaks[0] + 600_000


def test_a_workbook_that_cannot_be_written_leaves_no_file_open(tmp_path: Path) -> None:
    folder = tmp_path / "work"
    folder.mkdir()

    def write() -> None:
        with open_sheet(folder / "jejak.xlsx", ["Nama"], [10]) as add:
            add([["Siti"]])
            shutil.rmtree(folder)

    with warnings.catch_warnings(record=True) as seen:
        warnings.simplefilter("always")
        with pytest.raises(FileCreateError):
            write()
        gc.collect()
    assert [str(one.message) for one in seen] == []
