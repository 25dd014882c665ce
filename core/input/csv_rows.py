"""Read the rows of a CSV text, whichever delimiter and quotes a spreadsheet program gave it."""

from __future__ import annotations

import csv
import re
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import islice

from core.input.spreadsheet import BrokenRow, Rows, SheetRow

# The delimiter that a heading has most of is used; of two with as many, the earlier one here.
DELIMITERS = (",", ";", "\t")
# Characters of one row over all its lines; the csv module limits a cell to 131,072.
LONGEST_ROW = 1024 * 1024
# Lines of one row, and so of what an unclosed quotation mark has read again; a cell of Excel has at most 254,
# the longest answer of the FAQ 2,000 with something in each.
MOST_LINES = 2048
# Cells of one row: as many as Excel's sheets have columns.
MOST_CELLS = 16_384

# Names the delimiter to Excel and is no row. A program that saved it again may have added quotes and cells.
_SEPARATOR = re.compile(r'\s*"?sep=(\t|[^\w\s"])"?[;,\t]*+\s*', re.IGNORECASE)
# Characters of blank rows above the heading.
_BLANK = ' \t\r\n\xa0,;"'
_QUOTED = re.compile(r'"(?:[^"]|"")*"')
# Characters of a line that is no row.
_LONGEST_MADE_OUT = 10_000
_TOO_LONG = f"longer than {LONGEST_ROW:,} characters"


def csv_rows(lines: Iterable[str]) -> Rows:
    """Yield the rows of CSV text (RFC 4180), blank ones too, from lines with or without their line ends.

    A first line like `sep=;` names the delimiter; otherwise it is the one of `DELIMITERS` that stands in the
    heading most often, outside of quotation marks. Line breaks and doubled quotation marks within quotes
    belong to the cell. A row that can't be read, such as one with an unclosed quotation mark, is broken only
    in the line that it begins in: reading goes on at the next line.
    """
    source = _LineSource(lines)
    delimiter = _delimiter(source)
    rows = csv.reader(source, delimiter=delimiter, strict=True)
    number = 0
    while True:
        source.begin_row()
        number += 1
        try:
            cells = next(rows)
        except StopIteration:
            return
        except csv.Error as fault:
            taken_in = source.put_back(1)
            made_out = _cells(source.first_line, delimiter)
            yield replace(_broken(number, source.line, str(fault), taken_in), cells=made_out)
            continue
        if len(cells) > MOST_CELLS:
            reason = f"more than {MOST_CELLS:,} cells"
            yield BrokenRow(number, source.line, "too_many_cells", reason, cells=cells[:MOST_CELLS])
        else:
            yield SheetRow(number, source.line, cells)


def _broken(number: int, line: int, fault: str, lines: int) -> BrokenRow:
    if lines:
        taken_in = "1 line below, which is" if lines == 1 else f"{lines:,} lines below, which are"
        reason = f"no row of CSV: a quotation mark is not closed and took in the {taken_in} read again"
        return BrokenRow(number, line, "quotes", reason, lines)
    if fault == _TOO_LONG or fault.startswith("field larger"):
        return BrokenRow(number, line, "too_long", f"no row of CSV: {fault}")
    reason = f"no row of CSV ({fault}); look for a quotation mark that is not closed"
    return BrokenRow(number, line, "quotes", reason)


def _cells(line: str, delimiter: str) -> list[str]:
    """Return what can be made of the cells of a line that is no row, for somebody who mends it."""
    quoted = line[:_LONGEST_MADE_OUT].rstrip("\r\n").replace('"', "")
    return quoted.split(delimiter)[:MOST_CELLS]


def _delimiter(source: _LineSource) -> str:
    """Return the delimiter of the cells, and leave the source where the sheet begins."""
    first = next(source, "")
    if named := _SEPARATOR.fullmatch(first):
        return named[1]
    heading = [first]
    try:
        while not heading[0].strip(_BLANK):
            heading[0] = next(source)
        is_open = heading[0].count('"') % 2
        while is_open:
            heading.append(next(source))
            is_open ^= heading[-1].count('"') % 2
    except (StopIteration, csv.Error):
        # There is no heading, or its first line opens a quotation that never closes: judge by one line.
        heading = [heading[0] if heading[0].strip(_BLANK) else first]
    source.put_back(0)
    bare = _QUOTED.sub("", "".join(heading))
    return max(DELIMITERS, key=bare.count)


class _LineSource(Iterator[str]):
    """Iterator over lines that can be put back; `line` counts, from 1, the first line of the current row."""

    def __init__(self, lines: Iterable[str]) -> None:
        self.line = 1
        self._lines = iter(lines)
        self._put_back = deque(line.removeprefix("\ufeff") for line in islice(self._lines, 1))
        self._row: list[str] = []
        self._length = 0

    def __next__(self) -> str:
        line = self._put_back.popleft() if self._put_back else next(self._lines)
        self._row.append(line)
        self._length += len(line)
        if self._length > LONGEST_ROW or len(self._row) > MOST_LINES:
            raise csv.Error(_TOO_LONG)
        return line

    def begin_row(self) -> None:
        """Begin a new row: count the lines of the last one, and forget them."""
        self.line += len(self._row)
        self._row.clear()
        self._length = 0

    @property
    def first_line(self) -> str:
        """Return the line that the current row begins in; "" where none has been read of it."""
        return self._row[0] if self._row else ""

    def put_back(self, kept: int) -> int:
        """Put all lines of this row but the first `kept` back, to be read again; return their number."""
        lines = self._row[kept:]
        self._put_back.extendleft(reversed(lines))
        del self._row[kept:]
        return len(lines)
