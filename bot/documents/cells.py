"""Write and read cells of tables so that a text stays a text, also where it looks like a formula."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import TypeAlias

Cell: TypeAlias = str | int | float | datetime | date | None

MOMENT = "%Y-%m-%d %H:%M"

# A spreadsheet takes a cell that begins so for a formula, also with a full-width sign. Where `;` separates
# cells, as in Indonesia, or a line is taken for a row, this also holds for what follows.
_BEGINNING = r"(?=[ \"']*[=+\-@\uff1d\uff0b\uff0d\uff20])"
_FORMULA = re.compile(rf"(^|[;\t\n]){_BEGINNING}|^(?=[\t\n])")
_MARKED = re.compile(rf"(^|[;\t\n])'{_BEGINNING}")
# Characters that XML or UTF-8 files may not hold.
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def csv_cell(cell: Cell, decimal: str = ".") -> str:
    """Return a cell as text for a CSV file, with a `'` before whatever could be a formula.

    `decimal` is the sign before the fraction of a number.
    """
    if isinstance(cell, datetime):
        return cell.strftime(MOMENT)
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, str):
        return _FORMULA.sub(r"\1'", cell)
    return "" if cell is None else str(cell).replace(".", decimal)


def unescaped_cell(text: str) -> str:
    """Return the text that `csv_cell` was given, where it began with no white space."""
    return _MARKED.sub(r"\1", text)


def writable_text(text: str) -> str:
    """Return the text with newlines as line ends, and U+FFFD for each character that no file may hold."""
    return _UNWRITABLE.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))
