"""Write rows of any kind as a CSV or an Excel file, a few at a time: the only way in which tables go out."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TypeAlias

from bot.documents.cells import Cell, csv_cell, writable_text
from bot.documents.excel import MOST_ROWS, ExcelBook, ExcelSheet, open_workbook
from bot.documents.incomplete_files import remove_if_incomplete
from conversations.rendering.numbers import decimal_sign
from core.languages import SOURCE

Rows: TypeAlias = Iterable[Sequence[Cell]]


@contextmanager
def open_sheet(
    path: Path,
    labels: Sequence[str],
    widths: Sequence[int] = (),
    *,
    name: str = "",
    frozen: int = 0,
    most_rows: int = MOST_ROWS,
    language: str = SOURCE.code,
) -> Iterator[Callable[[Rows], None]]:
    """Create a file with a row of labels and yield a function that adds rows.

    A path that ends in `.xlsx` gives an Excel file, all others CSV as Excel opens it in columns where it is
    set to this language: where a comma begins the fraction of a number, a semicolon parts the cells.
    Widths are in characters. In Excel the
    sheet is called `name`, `frozen` columns stay in view, and a further sheet is begun where one has
    `most_rows` with its labels. The file is there in whole once the context is left, or not at all.
    """
    if path.suffix != ".xlsx":
        with _open_csv(path, labels, decimal_sign(language)) as add:
            yield add
        return
    with open_workbook(path) as book:
        sheets = _Sheets(book, name, labels, widths, frozen, most_rows)
        yield sheets.add
        sheets.finish()


@contextmanager
def _open_csv(path: Path, labels: Sequence[str], decimal: str) -> Iterator[Callable[[Rows], None]]:
    # Excel takes a file for UTF-8 only where it begins with the mark.
    with remove_if_incomplete(path), path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, delimiter=";" if decimal == "," else ",")

        def add(rows: Rows) -> None:
            writer.writerows([csv_cell(_writable(cell), decimal) for cell in row] for row in rows)

        add([labels])
        yield add


class _Sheets:
    """The sheets of a workbook: a further one is begun where one is full."""

    def __init__(
        self,
        book: ExcelBook,
        name: str,
        labels: Sequence[str],
        widths: Sequence[int],
        frozen: int,
        most_rows: int,
    ) -> None:
        self._book = book
        self._name = name
        self._labels = labels
        self._widths = widths
        self._frozen = frozen
        self._most_rows = most_rows
        self._count = 0
        self._sheet = self._new()

    def add(self, rows: Rows) -> None:
        for row in rows:
            if self._sheet.rows >= self._most_rows:
                self.finish()
                self._sheet = self._new()
            self._sheet.add(row)

    def finish(self) -> None:
        self._sheet.add_filters()

    def _new(self) -> ExcelSheet:
        self._count += 1
        name = f"{self._name} {self._count}" if self._name and self._count > 1 else self._name
        return self._book.sheet(name, self._labels, self._widths, frozen=self._frozen)


def _writable(cell: Cell) -> Cell:
    return writable_text(cell) if isinstance(cell, str) else cell
