"""Write workbooks for Excel whose cells are what they are, and never formulas or links."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from xlsxwriter import Workbook

from bot.documents.cells import Cell, writable_text
from bot.documents.incomplete_files import remove_if_incomplete

# Rows of a sheet in Excel, with the row of labels.
MOST_ROWS = 1_048_576
# The largest text that a cell of Excel takes.
LARGEST_TEXT = 32_767
DATE, DAY = "yyyy-mm-dd hh:mm", "yyyy-mm-dd"
WHOLE, PERCENT, TENTH = "#,##0", "0.0%", "#,##0.0"


class ExcelBook:
    """A workbook whose sheets all look alike."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self.label = book.add_format({"bold": True, "bottom": 1, "bg_color": "#E8EDF3"})
        self.bold = book.add_format({"bold": True})
        self.date = book.add_format({"num_format": DATE, "align": "left"})
        self.day = book.add_format({"num_format": DAY, "align": "left"})

    def sheet(
        self, name: str, labels: Sequence[str], widths: Sequence[int], *, frozen: int = 0, fraction: str = ""
    ) -> ExcelSheet:
        """Add a sheet; `widths` are in characters, `frozen` columns stay in view.

        With `fraction`, a number format, whole numbers get separators and others this format. A sheet without
        labels has its first column in bold type.
        """
        return ExcelSheet(self, self._book, name, labels, widths, frozen, fraction)


class ExcelSheet:
    """A sheet to which rows are added from the top."""

    def __init__(
        self,
        book: ExcelBook,
        file: Workbook,
        name: str,
        labels: Sequence[str],
        widths: Sequence[int],
        frozen: int,
        fraction: str,
    ) -> None:
        self._sheet = file.add_worksheet(name or None)
        self._formats = book
        self._columns = len(labels)
        self._numbers = (
            (file.add_format({"num_format": WHOLE}), file.add_format({"num_format": fraction}))
            if fraction
            else (None, None)
        )
        for column, width in enumerate(widths):
            self._sheet.set_column(column, column, width)
        for column, label in enumerate(labels):
            self._sheet.write_string(0, column, label, book.label)
        if labels:
            self._sheet.freeze_panes(1, frozen)
        # Rows of the sheet so far, with the row of labels.
        self.rows = 1 if labels else 0

    def add(self, row: Sequence[Cell]) -> None:
        """Write the next row; texts are cut to what a cell takes."""
        whole, fraction = self._numbers
        for column, cell in enumerate(row):
            # By its type and never by its look: a text that looks like a formula or a link stays a text.
            if isinstance(cell, str):
                shown = None if column or self._columns else self._formats.bold
                self._sheet.write_string(self.rows, column, writable_text(cell)[:LARGEST_TEXT], shown)
            elif isinstance(cell, datetime):
                self._sheet.write_datetime(self.rows, column, cell, self._formats.date)
            elif isinstance(cell, date):
                self._sheet.write_datetime(self.rows, column, cell, self._formats.day)
            elif cell is not None:
                self._sheet.write_number(
                    self.rows, column, cell, whole if isinstance(cell, int) else fraction
                )
        self.rows += 1

    def add_filters(self) -> None:
        """Let readers filter the rows by each labelled column."""
        self._sheet.autofilter(0, 0, max(self.rows - 1, 0), self._columns - 1)


@contextmanager
def open_workbook(path: Path) -> Iterator[ExcelBook]:
    """Create a workbook, row by row and within little memory.

    It is there in whole once the context is left, or not at all.
    """
    with remove_if_incomplete(path), TemporaryDirectory(dir=path.parent) as scratch:
        book = Workbook(path, {"constant_memory": True, "tmpdir": scratch, "in_memory": False})
        try:
            yield ExcelBook(book)
        finally:
            try:
                book.close()
            finally:
                # It leaves the rows of its sheets open where it can't write the workbook.
                for sheet in book.worksheets():
                    sheet.row_data_fh.close()
