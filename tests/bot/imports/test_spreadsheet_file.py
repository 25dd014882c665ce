"""Test that files of every encoding are read row by row, and that a fault spoils no other row."""

import csv
import io
import tracemalloc
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.imports.spreadsheet_file import UnreadableFile, open_spreadsheet, read_spreadsheet
from core.input.csv_rows import LONGEST_ROW
from core.input.spreadsheet import BrokenRow, SheetRow
from tests.bot.imports.saving import DELIMITERS, ENCODINGS, Table, Way

CELL = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=20) | st.text(
    "\"';,\t\n\r= a", max_size=12
)
# Letters of Windows-1252. Its signs from 0x80 to 0xBF are left out: behind a letter some of them make UTF-8,
# and nothing in the file tells which of the two was meant.
WINDOWS = bytes([*range(1, 0x80), *range(0xC0, 0x100)]).decode("cp1252")


@st.composite
def files(draw: st.DrawFn) -> tuple[Table, bytes]:
    """Draw a table below a heading, and the file that the csv module writes of both."""
    way = Way(
        draw(st.sampled_from(list(DELIMITERS))),
        draw(st.sampled_from(list(ENCODINGS))),
        # Elsewhere than in quotes, Python 3.11 writes a lone "\r" as if it ended the row.
        csv.QUOTE_ALL,
        draw(st.sampled_from(["\r\n", "\n", "\r"])),
        is_named=draw(st.booleans()),
    )
    cell = st.text(WINDOWS, max_size=20) if way.encoding == "windows" else CELL
    width = draw(st.integers(2, 4))
    table = draw(st.lists(st.lists(cell, min_size=width, max_size=width), max_size=6))
    return table, way.saves([[f"Kolom {n}" for n in range(width)], *table])


@given(files())
def test_what_a_program_writes_is_read_as_it_was(file: tuple[Table, bytes]) -> None:
    table, content = file
    sheet = read_spreadsheet(io.BytesIO(content), "a.csv")
    assert sheet is not None
    _heading, *rows = sheet.rows
    assert [list(row.cells) for row in rows if isinstance(row, SheetRow)] == [list(row) for row in table]
    assert [row.number for row in rows] == list(range(2, len(table) + 2))


@given(st.binary(max_size=200) | st.text("\"';,\t\n\r= asep", max_size=60).map(str.encode))
def test_nothing_that_a_file_may_hold_ends_the_reading(content: bytes) -> None:
    try:
        sheet = read_spreadsheet(io.BytesIO(content), "a.csv")
    except UnreadableFile:
        return
    numbers = [row.number for row in sheet.rows] if sheet else []
    assert numbers == sorted(set(numbers))


@given(st.lists(st.text('",a', max_size=8), max_size=12))
def test_no_line_is_lost_to_a_quotation_mark(lines: list[str]) -> None:
    content = "\n".join(["a,b", *lines, "last"]).encode()
    sheet = read_spreadsheet(io.BytesIO(content), "a.csv")
    assert sheet is not None
    next_line = 1
    for row in sheet.rows:
        assert row.line == next_line
        next_line += 1 + (0 if isinstance(row, BrokenRow) else sum(cell.count("\n") for cell in row.cells))
    assert next_line == len(lines) + 3


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b"PK\x03\x04xlsx", "is a workbook or an archive"),
        (b"\xd0\xcf\x11\xe0xls", "is a workbook or an archive"),
        (b"%PDF-1.7", "is no text"),
        (b"email,na\0me", "is no text"),
        (bytes(range(256)), "is no text"),
        ("email,name".encode("utf-32"), "is no text"),
        (b"\0" * 64, "is no text"),
    ],
)
def test_what_is_no_text_is_refused_by_name(content: bytes, fault: str) -> None:
    with pytest.raises(UnreadableFile, match=f"akun.csv {fault}"):
        read_spreadsheet(io.BytesIO(content), "akun.csv")


@pytest.mark.parametrize("content", [b"", b"\xef\xbb\xbf \r\n", b"\xff\xfe \0\n\0", b";;;\n\n", b"sep=;\n"])
def test_a_file_of_nothing_but_blanks_is_empty(content: bytes, tmp_path: Path) -> None:
    assert read_spreadsheet(io.BytesIO(content), "akun.csv") is None
    (tmp_path / "akun.csv").write_bytes(content)
    with pytest.raises(UnreadableFile, match="is empty"), open_spreadsheet(tmp_path / "akun.csv"):
        pass


def first_cells(content: bytes) -> list[str]:
    """Return the first cell of each row that can be read."""
    sheet = read_spreadsheet(io.BytesIO(content), "a.csv")
    assert sheet is not None
    return [row.cells[0] for row in sheet.rows if isinstance(row, SheetRow)]


def test_a_line_in_another_encoding_spoils_no_other() -> None:
    assert first_cells("a,b\nRené,x\n".encode() + "Café,y\n".encode("cp1252")) == ["a", "René", "Café"]


@pytest.mark.parametrize(
    "content",
    [b"name\nNi\x81na\n", "name\nNi\ud800na\n".encode("utf-16", "surrogatepass"), b"\xff\xfea\0\n\0b"],
)
def test_what_could_not_be_decoded_is_marked(content: bytes) -> None:
    assert any("\ud800" <= character <= "\udfff" for character in first_cells(content)[-1])


def test_a_line_that_never_ends_is_one_broken_row() -> None:
    content = b"a,b\n" + b"x" * (3 * LONGEST_ROW) + b"\n1,2\n"
    sheet = read_spreadsheet(io.BytesIO(content), "a.csv")
    assert sheet is not None
    _heading, long, last = sheet.rows
    assert isinstance(long, BrokenRow)
    assert (long.code, long.line, last.line) == ("too_long", 2, 3)


def test_a_large_file_is_read_as_it_is_asked_for_and_in_little_memory(tmp_path: Path) -> None:
    file = tmp_path / "akun.csv"
    with file.open("w", encoding="utf-8") as text:
        text.write("email;name\n")
        text.writelines(f"p{n}@x.go.id;Orang {n}\n" for n in range(100_000))
    with open_spreadsheet(file) as sheet:
        next(sheet.rows)
        assert sheet.position() < sheet.length / 10
        tracemalloc.start()
        count = sum(1 for _row in sheet.rows)
        _now, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        assert sheet.position() == sheet.length == file.stat().st_size
    assert count == 100_000
    assert most < 1024 * 1024
