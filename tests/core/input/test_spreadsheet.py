"""Check how rows of CSV text and columns of a sheet are read, counted and refused."""

from collections.abc import Iterable, Sequence

import pytest

from core.input import csv_rows as reading
from core.input.csv_rows import csv_rows
from core.input.spreadsheet import (
    BrokenRow,
    HeadingError,
    SheetRow,
    TableRow,
    clean_cell,
    heading_names,
    read_table,
    unknown_columns,
    whole_number,
)
from tests.cases import for_each
from tests.hang_guard import cpu_limit

COLUMNS = ("name", "place")


def rows(text: str) -> list[SheetRow | BrokenRow]:
    return list(csv_rows(text.splitlines(keepends=True)))


def cells(text: str) -> list[list[str]]:
    return [list(row.cells) for row in rows(text) if isinstance(row, SheetRow)]


def broken(found: Iterable[object]) -> list[BrokenRow]:
    return [row for row in found if isinstance(row, BrokenRow)]


def table(text: str, needed: Sequence[str] = COLUMNS) -> list[TableRow | BrokenRow]:
    return list(read_table(rows(text), COLUMNS, needed=needed).rows)


@for_each(
    ("text", "first"),
    [
        ("a,b;c\n", ["a", "b;c"]),
        ("a;b;c,d\n", ["a", "b", "c,d"]),
        ("a\tb\tc,d\n", ["a", "b", "c,d"]),
        ('"a,b,c";d\n', ["a,b,c", "d"]),
        ('"a ""b"", c";d\n', ['a "b", c', "d"]),
        ('"a\n,,,";b;c\n', ["a\n,,,", "b", "c"]),
        ("a\n", ["a"]),
        ('"a;b,c,d\n', []),
        ('5" a;b\n1;2\n', ['5" a', "b"]),
        ("sep=;\na,b,c;d\n", ["a,b,c", "d"]),
        ("\ufeffSEP=|\r\na;b;c|d\r\n", ["a;b;c", "d"]),
        ('"sep=\t"\na;b;c\td\n', ["a;b;c", "d"]),
        ("sep=;;;;\na,b,c;d\n", ["a,b,c", "d"]),
        ("sep=,\n\na;b;c,d\n", []),
        ("\n;;;;\na,b\n", []),
    ],
)
def test_what_parts_cells_is_named_or_stands_in_the_heading(text: str, first: list[str]) -> None:
    found = rows(text)[0]
    assert (list(found.cells) if isinstance(found, SheetRow) else []) == first


def test_blank_rows_above_the_heading_say_nothing_of_what_parts_it() -> None:
    assert cells("\n,,,,,\na;b;c,d\n") == [[], [",,,,,"], ["a", "b", "c,d"]]


def test_rows_are_counted_as_a_spreadsheet_does_and_lines_as_an_editor_does() -> None:
    found = rows('sep=,\na,b\n"1\n2",x\n\n3,y\n')
    assert [(row.number, row.line) for row in found] == [(1, 2), (2, 3), (3, 5), (4, 6)]


@for_each(
    ("text", "wrong", "right"),
    [
        # To the end of the file.
        ('a,b\n1,"x\n2,y\n3,z\n', [(2, 2)], [["a", "b"], ["2", "y"], ["3", "z"]]),
        # Up to the next one that is quoted.
        ('a,b\n1,"x\n2,y\n3,"z, w"\n4,v\n', [(2, 2)], [["a", "b"], ["2", "y"], ["3", "z, w"], ["4", "v"]]),
        # In the line itself.
        ('a,b\n1,"x"y\n2,z\n', [(2, 0)], [["a", "b"], ["2", "z"]]),
        # In the last line.
        ('a,b\n1,x\n2,"y', [(3, 0)], [["a", "b"], ["1", "x"]]),
        # Twice.
        ('a,b\n1,"x\n2,y\n3,"z\n4,v\n', [(2, 2), (4, 1)], [["a", "b"], ["2", "y"], ["4", "v"]]),
        # After a row of several lines.
        ('a,b\n"1\n1",x\n2,"y\n3,z\n', [(4, 1)], [["a", "b"], ["1\n1", "x"], ["3", "z"]]),
    ],
)
def test_an_unclosed_quotation_mark_costs_its_own_line_only(
    text: str, wrong: list[tuple[int, int]], right: list[list[str]]
) -> None:
    found = rows(text)
    assert [(row.line, row.lines) for row in broken(found)] == wrong
    assert {row.code for row in broken(found)} == {"quotes"}
    assert cells(text) == right


def test_an_unclosed_quotation_mark_says_what_it_took_in() -> None:
    assert [row.reason for row in broken(rows('a\n"x\ny\nz\n'))] == [
        "no row of CSV: a quotation mark is not closed and took in the 2 lines below, which are read again"
    ]
    assert "the 1 line below, which is" in broken(rows('a\n"x\ny\n'))[0].reason


def test_a_quotation_mark_is_looked_for_within_bounds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "LONGEST_ROW", 1000)
    text = 'a\n"x\n' + "y\n" * 2000
    found = rows(text)
    assert [(row.line, row.code) for row in broken(found)] == [(2, "quotes")]
    assert len(cells(text)) == 2001


def test_quotation_marks_that_all_stay_open_have_few_lines_read_again() -> None:
    # Each line closes the mark of the one above and opens its own, so no row ever ends.
    found = broken(rows("a,b\n" + 'x","\n' * 3000))
    assert len(found) == 3000
    assert max(row.lines for row in found) == reading.MOST_LINES


def test_a_first_line_of_tabs_is_read_at_once() -> None:
    with cpu_limit(1):
        assert cells("sep=" + "\t" * 100_000 + "x\na\n") == [["a"]]


def test_a_cell_may_have_many_lines() -> None:
    longest = "x\n" * 1000
    assert cells(f'a,b\n"{longest}",y\n') == [["a", "b"], [longest, "y"]]


@pytest.mark.parametrize("row", ["x" * 1100, f'"{"x" * 200_000}"'])
def test_a_row_without_end_is_passed_over(row: str, monkeypatch: pytest.MonkeyPatch) -> None:
    if not row.startswith('"'):
        monkeypatch.setattr(reading, "LONGEST_ROW", 1000)
    text = f"a\n{row}\nb\n"
    assert [(one.line, one.code) for one in broken(rows(text))] == [(2, "too_long")]
    assert cells(text) == [["a"], ["b"]]


def test_a_row_has_no_more_cells_than_a_sheet_has_columns(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "MOST_CELLS", 3)
    assert [row.code for row in broken(rows("a,b\n1,2,3,4\n1,2,3\n"))] == ["too_many_cells"]


@for_each(
    "text",
    [
        "name,place\nNina,Surabaya\n",
        " NAME ;Place\nNina;Surabaya\n",
        "\ufeffPlace\tName\nSurabaya\tNina\n",
        '\n\n"Name",\xa0place\xa0\nNina,Surabaya\n',
        "sep=,\nname,other,place\nNina,x,Surabaya\n",
    ],
)
def test_a_heading_is_known_in_any_order_case_and_spacing(text: str) -> None:
    [row] = table(text)
    assert isinstance(row, TableRow)
    assert row.cells == {"name": "Nina", "place": "Surabaya"}


def test_names_of_several_words_are_spelled_one_way() -> None:
    assert heading_names(SheetRow(1, 1, ["Nama  Paket", "nama_paket", "Nama\nPaket "])) == ("nama_paket",) * 3
    assert heading_names(SheetRow(1, 1, ["\ufeffNa\u200bma\x1b", chr(0xDC81)])) == ("nama", "")


@for_each(
    ("text", "code", "line", "columns"),
    [
        ("", "columns_missing", 1, COLUMNS),
        ("\n \n", "columns_missing", 1, COLUMNS),
        ("sep=;\nname;x\n", "columns_missing", 2, ("place",)),
        ("name,place,Name\n", "columns_twice", 1, ("name",)),
        ('\n"name,place\n', "heading_unreadable", 2, ()),
    ],
)
def test_a_heading_that_can_not_be_used_is_said_once(
    text: str, code: str, line: int, columns: tuple[str, ...]
) -> None:
    with pytest.raises(HeadingError) as wrong:
        table(text)
    assert (wrong.value.code, wrong.value.line, wrong.value.columns) == (code, line, columns)


def test_columns_that_nobody_reads_may_stand_twice_and_are_named_once() -> None:
    heading = heading_names(SheetRow(1, 1, ["name", "note", "", "Note", "place", ""]))
    assert unknown_columns(heading, COLUMNS) == ["note"]
    assert unknown_columns(["nama"], COLUMNS, {"nama": "name"}) == []
    [row] = table("name,note,,Note,place,\nNina,a,b,c,Surabaya,\n")
    assert isinstance(row, TableRow)


def test_of_two_names_of_a_column_the_one_that_is_filled_counts() -> None:
    text = "nama,name,place\n,Nina,\nBudi,,\n"
    found = read_table(rows(text), COLUMNS, other_names={"nama": "name"}).rows
    assert [row.cells["name"] for row in found if isinstance(row, TableRow)] == ["Nina", "Budi"]


def test_blank_rows_are_passed_over_and_short_ones_filled() -> None:
    found = table("name,place\n\n,\n \xa0,\t\nNina\n")
    assert found == [TableRow(5, 5, {"name": "Nina", "place": ""})]


def test_a_column_that_is_not_needed_may_be_missing() -> None:
    assert table("name\nNina\n", needed=["name"]) == [TableRow(2, 2, {"name": "Nina", "place": ""})]


def test_cells_beyond_the_heading_are_not_lost_in_silence() -> None:
    found = table("name,place\nNina,Surabaya,,\nNina, S.Kom,Surabaya\n")
    assert isinstance(found[0], TableRow)
    assert [(row.line, row.code) for row in broken(found)] == [(3, "too_many_cells")]


@for_each("sign", ["\0", chr(0xDC81), chr(0xD800)])
def test_a_cell_that_could_not_be_decoded_is_named(sign: str) -> None:
    [row] = table(f"name,place\nNi{sign}na,Surabaya\n")
    assert isinstance(row, BrokenRow)
    assert (row.code, row.line) == ("undecodable", 2)
    assert row.reason.startswith("name 'Ni?na' is not written in UTF-8")


@for_each(
    ("written", "text"),
    [
        ('="0812"', "0812"),
        ('\xa0="a ""b"" "\t', 'a "b"'),
        ('="0812"&"3"', '="0812"&"3"'),
        ("=0812", "=0812"),
        ('="', '="'),
        (" 1\xa0000 ", "1\xa0000"),
        ("'0812", "'0812"),
    ],
)
def test_a_cell_is_the_text_that_a_spreadsheet_shows(written: str, text: str) -> None:
    assert clean_cell(written) == text


@for_each(
    ("written", "number"),
    [("10.0", "10"), ("10,0", "10"), ("10", "10"), ("10.5", "10.5"), ("10.00", "10.00"), ("v1.0", "v1.0")],
)
def test_a_number_that_a_table_wrote_with_a_fraction_is_whole(written: str, number: str) -> None:
    assert whole_number(written) == number
