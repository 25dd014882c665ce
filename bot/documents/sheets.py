"""Writes rows of any kind as a CSV or an Excel file, as they come."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeAlias

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from bot.documents.cells import Cell, plain, writable
from bot.documents.tables import DATE, MOST_ROWS
from bot.documents.whole_file import whole_or_none

Rows: TypeAlias = Iterable[Sequence[Cell]]
# The largest text that a cell of Excel takes.
LARGEST_TEXT = 32_767


@contextmanager
def open_sheet(path: Path, labels: Sequence[str], widths: Sequence[int]) -> Iterator[Callable[[Rows], None]]:
    """A file under its labels, and what adds rows to it; `.xlsx` is Excel's, all else CSV.

    Widths are in characters. The file is there in whole once the context is left, or not at all.
    """
    with whole_or_none(path), (_xlsx if path.suffix == ".xlsx" else _csv)(path, labels, widths) as add:
        yield add


@contextmanager
def _csv(path: Path, labels: Sequence[str], _widths: Sequence[int]) -> Iterator[Callable[[Rows], None]]:
    # Excel takes a file for UTF-8 only where it begins with the mark.
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(labels)
        yield lambda rows: writer.writerows([plain(_kept(cell)) for cell in row] for row in rows)


@contextmanager
def _xlsx(path: Path, labels: Sequence[str], widths: Sequence[int]) -> Iterator[Callable[[Rows], None]]:
    with TemporaryDirectory(dir=path.parent) as scratch:
        book = Workbook(path, {"constant_memory": True, "tmpdir": scratch, "in_memory": False})
        sheets = _Sheets(book, labels, widths)
        try:
            yield sheets.add
        finally:
            book.close()


class _Sheets:
    """A sheet of a workbook, and another where one is full."""

    def __init__(self, book: Workbook, labels: Sequence[str], widths: Sequence[int]) -> None:
        self._book = book
        self._labels = labels
        self._widths = widths
        self._head = book.add_format({"bold": True, "bottom": 1, "bg_color": "#E8EDF3"})
        self._date = book.add_format({"num_format": DATE, "align": "left"})
        self._sheet = self._new()

    def add(self, rows: Rows) -> None:
        for row in rows:
            if self._line >= MOST_ROWS:
                self._sheet = self._new()
            for column, cell in enumerate(row):
                self._write(column, cell)
            self._line += 1

    def _new(self) -> Worksheet:
        sheet = self._book.add_worksheet()
        for column, (label, width) in enumerate(zip(self._labels, self._widths, strict=True)):
            sheet.set_column(column, column, width)
            sheet.write_string(0, column, label, self._head)
        sheet.freeze_panes(1, 0)
        self._line = 1
        return sheet

    def _write(self, column: int, cell: Cell) -> None:
        # By its kind and never by its looks: a text that looks like a formula or a link stays a text.
        if isinstance(cell, str):
            self._sheet.write_string(self._line, column, str(_kept(cell))[:LARGEST_TEXT])
        elif isinstance(cell, datetime):
            self._sheet.write_datetime(self._line, column, cell, self._date)
        elif cell is not None:
            self._sheet.write_number(self._line, column, cell)


def _kept(cell: Cell) -> Cell:
    return writable(cell) if isinstance(cell, str) else cell
