"""The cells of tables: a text stays a text, also where a spreadsheet would take it for a formula."""

from __future__ import annotations

import re
from datetime import datetime
from typing import TypeAlias

Cell: TypeAlias = str | int | datetime | None

MOMENT = "%Y-%m-%d %H:%M"

# A cell that begins so is a formula to a spreadsheet, also with a sign of full width. Where `;` parts cells,
# as in Indonesia, or a line is taken for a row, so is what follows.
_BEGINNING = r"(?=[ \"']*[=+\-@\uff1d\uff0b\uff0d\uff20])"
_FORMULA = re.compile(rf"(^|[;\t\n]){_BEGINNING}|^(?=[\t\n])")
_MARKED = re.compile(rf"(^|[;\t\n])'{_BEGINNING}")
# What no XML and no UTF-8 file may hold.
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def plain(cell: Cell) -> str:
    """A cell of a CSV file; what could be a formula gets a mark before it."""
    if isinstance(cell, datetime):
        return cell.strftime(MOMENT)
    if isinstance(cell, str):
        return _FORMULA.sub(r"\1'", cell)
    return "" if cell is None else str(cell)


def unmarked(text: str) -> str:
    """The text that `plain` was given, where a file of ours comes back; it began with no white space."""
    return _MARKED.sub(r"\1", text)


def writable(text: str) -> str:
    """The text with lines that end alike, and signs where it holds what no file may."""
    return _UNWRITABLE.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))
