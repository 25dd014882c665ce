"""Read the rows of an Excel workbook (.xlsx) as the texts that a CSV file of the sheet would hold.

A sheet is read row by row, and of the whole workbook no more than `check_archive` allows.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from itertools import islice, repeat
from typing import Any, BinaryIO

from openpyxl import load_workbook
from openpyxl.utils.escape import unescape

from bot.imports.workbook_archive import WrongArchive, check_archive
from core.input.csv_rows import MOST_CELLS
from core.input.spreadsheet import NO_RESULT, BrokenRow, Rows, SheetRow, clean_cell, heading_names

# Rows of a sheet in Excel.
MOST_ROWS = 1_048_576
# Sheets of a workbook that are looked at; filled rows of each among which the heading stands, those above it
# being a title; and rows among which these are.
MOST_SHEETS, MOST_ABOVE, MOST_BLANK = 100, 15, 1_000
# Formats that show a number with zeros or other digits before it: 000000000000, "0"#, "+62"0.
_ZEROS = re.compile("0{2,30}")
_DIGITS_BEFORE = re.compile(r'"(\+?[0-9]{1,5})"[#0]{1,30}')
# Decimals that, with a point before them, would be read as thousands.
_THOUSANDS = 3

# openpyxl warns of drawings, validations and styles that it skips; none of them is read here.
warnings.filterwarnings("ignore", category=UserWarning, module=r"openpyxl\.")


@dataclass(frozen=True, slots=True)
class WorkbookSheet:
    """The rows of one sheet from its heading on, and the names of other visible sheets that are filled."""

    rows: Rows
    heading: tuple[str, ...]
    others: tuple[str, ...] = ()


def read_workbook(stream: BinaryIO, is_heading: Callable[[Sequence[str]], bool]) -> WorkbookSheet | None:
    """Return the first sheet with a row that is a heading, visible ones first; None for an empty workbook.

    Where no sheet has a heading, return the first that is not empty. Raise WrongArchive for what is no
    workbook.
    """
    has_formulas = check_archive(stream)
    try:
        sheets = _sheets(stream, data_only=True)
        formulas = _sheets(stream, data_only=False) if has_formulas else None
        order = sorted(range(len(sheets)), key=lambda at: not _is_visible(sheets[at]))
        found = {at: heading for at in order if (heading := _heading(sheets[at], is_heading))}
    except Exception as broken:
        # A damaged workbook makes openpyxl raise anything.
        raise WrongArchive("is damaged") from broken
    if not found:
        return None
    chosen = next(
        (at for at, heading in found.items() if is_heading(heading_names(heading))), next(iter(found))
    )
    heading = found[chosen]
    rows = _rows(sheets[chosen], formulas[chosen] if formulas else None)
    return WorkbookSheet(
        (row for row in rows if row.number >= heading.number),
        heading_names(heading),
        tuple(sheets[at].title for at in found if at != chosen and _is_visible(sheets[at])),
    )


def _sheets(stream: BinaryIO, *, data_only: bool) -> list[Any]:
    book = load_workbook(stream, read_only=True, data_only=data_only, keep_links=False)
    sheets: list[Any] = book.worksheets[:MOST_SHEETS]
    for sheet in sheets:
        # Programs write sizes that are wrong.
        sheet.reset_dimensions()
    return sheets


def _is_visible(sheet: Any) -> bool:
    return bool(sheet.sheet_state == "visible")


def _heading(sheet: Any, is_heading: Callable[[Sequence[str]], bool]) -> SheetRow | None:
    """Return the first row that is a heading, else the first that is filled."""
    rows = islice(_rows(sheet, None), MOST_BLANK)
    filled = (row for row in rows if isinstance(row, SheetRow) and any(map(clean_cell, row.cells)))
    first = list(islice(filled, MOST_ABOVE))
    return next((row for row in first if is_heading(heading_names(row))), first[0] if first else None)


def _rows(sheet: Any, formulas: Any | None) -> Rows:
    """Yield all rows of a sheet; one that can't be read is named, and ends the reading."""
    number = 0
    written_rows: Iterator[Sequence[Any]] = iter(formulas.iter_rows()) if formulas else repeat(())
    try:
        for row in islice(sheet.iter_rows(), MOST_ROWS):
            cells = [_text(cell) for cell in row]
            for place, written in enumerate(next(written_rows, ())):
                if written.data_type == "f" and _has_no_result(row[place]):
                    cells[place] = NO_RESULT
            number += 1
            if len(cells) > MOST_CELLS:
                reason = f"more than {MOST_CELLS:,} cells"
                yield BrokenRow(number, number, "too_many_cells", reason, cells=cells[:MOST_CELLS])
            else:
                yield SheetRow(number, number, cells)
    except Exception:  # noqa: BLE001 - a damaged sheet makes openpyxl raise anything
        reason = "the workbook is damaged here; nothing is read from here on"
        yield BrokenRow(number + 1, number + 1, "file_broken", reason)


def _has_no_result(cell: Any) -> bool:
    """Return whether the file holds no result of the cell's formula; an empty text is one."""
    return cell.value is None and cell.data_type == "n"


def _text(cell: Any) -> str:
    """Return the cell as CSV would hold it, but with all digits of a number."""
    value = cell.value
    if value is None or isinstance(value, str):
        return unescape(value) if value and "_x" in value else value or ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, datetime):
        # Excel keeps days with a fraction, which is rarely a whole second.
        moment = (value + timedelta(milliseconds=500)).replace(microsecond=0)
        return moment.date().isoformat() if moment.time() == time() else moment.isoformat()
    if isinstance(value, date | time):
        return value.isoformat()
    return _number(value, cell) if isinstance(value, int | float) else str(value)


def _number(value: Any, cell: Any) -> str:
    if isinstance(value, float) and not value.is_integer():
        text = format(Decimal(repr(value)), "f")
        return f"{text}0" if len(text.partition(".")[2]) == _THOUSANDS else text
    digits, shown = str(int(value)), ""
    with suppress(AttributeError, IndexError, TypeError):
        # A damaged style says nothing.
        shown = str(cell.number_format).partition(";")[0]
    if _ZEROS.fullmatch(shown):
        return digits.zfill(len(shown))
    before = _DIGITS_BEFORE.fullmatch(shown)
    return f"{before[1]}{digits}" if before and value >= 0 else digits
