"""Read tables from spreadsheets of any file type: a heading that names columns, and the rows below it.

A source (`csv_rows`, or a workbook's sheet) yields a `SheetRow` or `BrokenRow` for every row of the sheet,
blank ones too. `read_table` finds the heading among them and yields the cells of each further row by column.
Imports see nothing else, so a new kind of file is a new source.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import TypeAlias

from core.input.characters import plain

# A formula that is only a text; exports write it to keep the leading zeros of a number: ="0812".
_TEXT_FORMULA = re.compile(r'="((?:[^"]|"")*)"')
# A code that a spreadsheet program took for a number.
_WHOLE_NUMBER = re.compile(r"([0-9]+)[.,]0")
# Characters that no text can be stored with: NUL, and bytes that could not be decoded.
_UNDECODED = re.compile("[\x00\ud800-\udfff]")
# The text of a cell with a formula of which the file holds no result.
NO_RESULT = "\udcfe"
# Texts of cells whose formula has failed; "#N/A" means that there is no value.
_FAILED = frozenset("#REF! #VALUE! #DIV/0! #NAME? #NUM! #NULL! #SPILL! #CALC!".split())
_NO_VALUE = "#N/A"
# Characters of a cell that may be a number, and of one that a message quotes.
_LONGEST_NUMBER = 200
_LONGEST_SHOWN = 60
# Characters of what stands in a cell whose formula has failed.
_LONGEST_RESULT = 20
_NO_OTHER_NAMES: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One row as it stands in the file.

    `number` counts rows from 1, as a spreadsheet program shows them beside the sheet. `line` counts lines
    of the file from 1, as an editor shows them, and is the one that the row begins in. They differ where a
    cell holds line breaks or the file begins with `sep=`; a workbook has no lines, so both are the same.
    """

    number: int
    line: int
    cells: Sequence[str]


@dataclass(frozen=True, slots=True)
class BrokenRow:
    """A row that can't be read, while the rows below it can.

    `code` is one of `quotes`, `too_long`, `too_many_cells`, `undecodable`, `formula_failed`, `no_result` and
    `file_broken`; `reason` says it in English. `lines` is how many further lines an unclosed quotation mark
    took in before it was noticed: all of them are read again as rows of their own. `cells` are what can be
    made of the row for somebody who mends it; below a heading, `values` has them by column.
    """

    number: int
    line: int
    code: str
    reason: str
    lines: int = 0
    cells: Sequence[str] = ()
    values: Mapping[str, str] = field(default_factory=dict)


Rows: TypeAlias = Iterator[SheetRow | BrokenRow]


class HeadingError(ValueError):
    """Raised for a heading without which no row can be read.

    `code` is `heading_unreadable`, or `columns_missing` or `columns_twice` with the names in `columns`;
    `number` and `line` are where the heading stands (see `SheetRow`), 1 where there is none.
    """

    def __init__(
        self, code: str, number: int, line: int, columns: Sequence[str] = (), reason: str = ""
    ) -> None:
        super().__init__(reason or f"{code}: {', '.join(columns)}")
        self.code = code
        self.number = number
        self.line = line
        self.columns = tuple(columns)


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row below the heading that is not blank; `cells` has every column, "" where the row has none."""

    number: int
    line: int
    cells: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows below a heading; `columns` are those that it names, `number` and `line` are where it stands."""

    number: int
    line: int
    columns: frozenset[str]
    rows: Iterator[TableRow | BrokenRow]


def read_table(
    rows: Iterable[SheetRow | BrokenRow],
    columns: Sequence[str],
    *,
    needed: Sequence[str] | None = None,
    other_names: Mapping[str, str] = _NO_OTHER_NAMES,
) -> Table:
    """Read the heading and return the table below it; rows are read as they are asked for.

    The first row that is not blank is the heading. It names `columns` in any order, case and spacing, or by
    their `other_names`; other columns are passed over (see `unknown_columns`). Raise `HeadingError` if one of
    `needed` (all `columns`, unless given) is missing or a column is named twice.
    """
    rows = iter(rows)
    row = first_row(rows)
    if isinstance(row, BrokenRow):
        raise HeadingError("heading_unreadable", row.number, row.line, reason=row.reason)
    heading, number, line = (heading_names(row), row.number, row.line) if row else ((), 1, 1)
    places: dict[str, list[int]] = {}
    for place, name in enumerate(heading):
        if (column := other_names.get(name, name)) in columns:
            places.setdefault(column, []).append(place)
    counted = Counter(name for name in heading if other_names.get(name, name) in columns)
    if twice := [name for name, count in counted.items() if count > 1]:
        raise HeadingError("columns_twice", number, line, twice)
    if missing := [name for name in (columns if needed is None else needed) if name not in places]:
        raise HeadingError("columns_missing", number, line, missing)
    empty = dict.fromkeys(columns, "")
    return Table(number, line, frozenset(places), _table_rows(rows, len(heading), places, empty))


def first_row(rows: Rows) -> SheetRow | BrokenRow | None:
    """Return the first row that is not blank; None where all are."""
    return next((row for row in rows if isinstance(row, BrokenRow) or any(map(clean_cell, row.cells))), None)


def heading_names(row: SheetRow) -> tuple[str, ...]:
    """Return the names of a heading in one spelling: "Nama  Paket" and "nama_paket" are the same.

    They hold only visible characters, so that messages can show them.
    """
    return tuple("_".join(_visible(clean_cell(plain(cell)).lower()).split()) for cell in row.cells)


def unknown_columns(
    heading: Iterable[str], columns: Sequence[str], other_names: Mapping[str, str] = _NO_OTHER_NAMES
) -> list[str]:
    """Return the names of the heading, each once, that are none of `columns`; their cells are not read."""
    unknown = (name for name in heading if name and other_names.get(name, name) not in columns)
    return list(dict.fromkeys(unknown))


def clean_cell(text: str) -> str:
    """Return the text that a spreadsheet shows, without white space around it, non-breaking spaces included.

    A formula that is nothing but a text (="0812") becomes that text.
    """
    text = text.strip()
    if text.startswith('="') and (formula := _TEXT_FORMULA.fullmatch(text)):
        return formula[1].replace('""', '"').strip()
    return text


def whole_number(text: str) -> str:
    """Return digits without the ".0" or ",0" that a spreadsheet put behind them; any other text as it is."""
    short = plain(text).strip() if len(text) <= _LONGEST_NUMBER else ""
    return found[1] if (found := _WHOLE_NUMBER.fullmatch(short)) else text


def _visible(text: str) -> str:
    return "".join(character for character in text if character.isprintable() or character.isspace())


def _table_rows(
    rows: Rows, width: int, places: Mapping[str, Sequence[int]], empty: Mapping[str, str]
) -> Iterator[TableRow | BrokenRow]:
    for row in rows:
        cells = [clean_cell(cell) for cell in row.cells]
        if isinstance(row, SheetRow) and not any(cells):
            continue
        found = _by_column(cells, places, empty)
        if isinstance(row, BrokenRow):
            yield replace(row, values=found)
        elif any(cells[width:]):
            fault = "more cells than the heading has; put quotes around a value that holds a comma"
            yield BrokenRow(row.number, row.line, "too_many_cells", fault, cells=cells, values=found)
        else:
            yield _unusable(row, found) or TableRow(row.number, row.line, found)


def _by_column(
    cells: Sequence[str], places: Mapping[str, Sequence[int]], empty: Mapping[str, str]
) -> dict[str, str]:
    found = dict(empty)
    for column, at in places.items():
        written = (cells[place] for place in at if place < len(cells))
        found[column] = next((cell for cell in written if cell and _result(cell) != _NO_VALUE), "")
    return found


def _unusable(row: SheetRow, cells: Mapping[str, str]) -> BrokenRow | None:
    """Return what is wrong with the row where a cell of it holds no text that could be stored."""
    for name, cell in cells.items():
        if cell == NO_RESULT:
            fault = f"{name} holds a formula without a result; open the file in Excel and save it again"
            return _broken(row, cells, "no_result", fault)
        if _result(cell) in _FAILED:
            return _broken(row, cells, "formula_failed", f"{name} holds a formula that failed: {cell}")
        if _UNDECODED.search(cell):
            shown = _UNDECODED.sub("?", cell)[:_LONGEST_SHOWN]
            fault = f"{name} {shown!r} is not written in UTF-8; save the file as CSV UTF-8"
            return _broken(row, cells, "undecodable", fault)
    return None


def _result(cell: str) -> str:
    """Return a cell that may be the result of a formula which has failed; "" for all others."""
    return plain(cell[:_LONGEST_RESULT]).upper() if cell.startswith("#") else ""


def _broken(row: SheetRow, cells: Mapping[str, str], code: str, fault: str) -> BrokenRow:
    return BrokenRow(row.number, row.line, code, fault, cells=row.cells, values=cells)
