"""Open a spreadsheet file, a workbook or a text in any encoding, and read its rows as they are asked for."""

from __future__ import annotations

import codecs
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from io import SEEK_END, TextIOWrapper
from itertools import chain
from pathlib import Path
from typing import BinaryIO, TypeAlias

from bot.imports.workbook_archive import WrongArchive
from core.input.csv_rows import LONGEST_ROW, csv_rows
from core.input.file_types import agrees_with_content
from core.input.spreadsheet import Rows, SheetRow, first_row, heading_names

# Bytes at the beginning of a file by which its type and encoding are detected.
LOOKED_AT = 4096
# Bytes of the heading, which is ASCII, by which UTF-16 without a byte order mark is detected.
_PLAIN = 32
_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_ARCHIVE = b"PK\x03\x04"
# Workbooks of Excel before 2007, and those with a password.
_OLD_WORKBOOK = b"\xd0\xcf\x11\xe0"
IsHeading: TypeAlias = Callable[[Sequence[str]], bool]
Lines: TypeAlias = Callable[[Iterator[str]], Iterator[str]]
# Stands for bytes that can't be decoded: a lone surrogate, which `read_table` reports as a fault of its row.
_UNDECODED = "\udcff"

codecs.register_error("mark_undecoded", lambda fault: (_UNDECODED, getattr(fault, "end", 0)))


class UnreadableFile(ValueError):
    """Raised for a file of which nothing can be read; the text says why, and what to do."""


@dataclass(frozen=True, slots=True)
class TextEncoding:
    """The encoding of a text, and how many bytes at its beginning are a mark that names it."""

    name: str
    mark: int = 0


@dataclass(frozen=True, slots=True)
class Spreadsheet:
    """The rows of a sheet with its heading, of which `position` of `length` bytes have been read.

    `heading` holds the normalised names of its columns, none where it can't be read; `other_sheets` are those
    of a workbook from which nothing is read.
    """

    rows: Rows
    heading: tuple[str, ...]
    length: int
    position: Callable[[], int]
    other_sheets: tuple[str, ...] = ()


def names_all(columns: Sequence[str]) -> IsHeading:
    """Return a function that says whether a row of names is a heading, which has all these columns."""
    return lambda names: set(columns) <= set(names)


@contextmanager
def open_spreadsheet(
    file: Path, is_heading: IsHeading = bool, prepare: Lines = iter
) -> Iterator[Spreadsheet]:
    """Open a file for reading; raise UnreadableFile where it is neither a workbook nor a text, or empty.

    `is_heading` finds the sheet of a workbook, and its heading below a title. `prepare` may change the lines
    of a text, but not their number.
    """
    with file.open("rb") as stream:
        sheet = read_spreadsheet(stream, str(file), is_heading, prepare)
        if sheet is None:
            raise UnreadableFile(f"{file} is empty")
        yield sheet


def read_spreadsheet(
    stream: BinaryIO, name: str, is_heading: IsHeading = bool, prepare: Lines = iter
) -> Spreadsheet | None:
    """Read a stream from its beginning, as `open_spreadsheet`; return None where it holds nothing but blanks.

    Raise UnreadableFile, with `name` in its text, where it is neither a workbook nor a text.
    """
    length = stream.seek(0, SEEK_END)
    stream.seek(0)
    beginning = stream.read(LOOKED_AT)
    if is_workbook(beginning):
        return _from_workbook(stream, name, is_heading, length)
    encoding = detect_encoding(beginning, name)
    stream.seek(encoding.mark)
    rows = csv_rows(prepare(_lines(stream, encoding.name)))
    first = first_row(rows)
    if first is None:
        return None
    heading = heading_names(first) if isinstance(first, SheetRow) else ()
    return Spreadsheet(chain([first], rows), heading, length, stream.tell)


def _from_workbook(stream: BinaryIO, name: str, is_heading: IsHeading, length: int) -> Spreadsheet | None:
    # Imported here: no other file needs openpyxl, which is slow to import.
    from bot.imports.workbook import read_workbook

    try:
        sheet = read_workbook(stream, is_heading)
    except WrongArchive as no:
        advice = f"{no}; save the sheet as .xlsx or CSV UTF-8"
        raise UnreadableFile(f"{name} is a workbook or an archive that {advice}") from None
    if sheet is None:
        return None
    return Spreadsheet(sheet.rows, sheet.heading, length, stream.tell, sheet.others)


def is_workbook(beginning: bytes) -> bool:
    """Return whether a file that begins so can be a workbook of Excel 2007 or later."""
    return beginning.startswith(_ARCHIVE)


def detect_encoding(beginning: bytes, name: str) -> TextEncoding:
    """Return the encoding of a file by its first bytes; raise UnreadableFile where it is no text.

    Return "utf-8" for every text of one-byte units; lines that are no UTF-8 are read as Windows-1252 later,
    in which spreadsheet programs save by default.
    """
    if beginning.startswith((_ARCHIVE, _OLD_WORKBOOK)):
        fault = "is a workbook or an archive of an older kind, or has a password"
        raise UnreadableFile(f"{name} {fault}; save the sheet as .xlsx or CSV UTF-8")
    for mark, encoding in _MARKS:
        if beginning.startswith(mark) and not beginning.startswith(mark + b"\0\0"):
            return TextEncoding(encoding, len(mark))
    even, odd = beginning[:_PLAIN:2], beginning[1:_PLAIN:2]
    if odd and not any(odd) and all(even) and even.isascii():
        return TextEncoding("utf-16-le")
    if odd and not any(even) and all(odd) and odd.isascii():
        return TextEncoding("utf-16-be")
    if not agrees_with_content("txt", beginning) or b"\0" in beginning:
        raise UnreadableFile(f"{name} is no text in UTF-8; save it as CSV UTF-8")
    return TextEncoding("utf-8")


def _lines(stream: BinaryIO, encoding: str) -> Iterator[str]:
    """Yield lines with their line breaks; cut a longer one to LONGEST_ROW + 1 characters, still too long."""
    # As Latin-1 every byte is a character: lines are split first, and decoded one by one.
    is_wide = encoding != "utf-8"
    text = TextIOWrapper(stream, encoding if is_wide else "latin-1", errors="mark_undecoded", newline="")
    try:
        while line := text.readline(LONGEST_ROW + 1):
            rest = line
            while len(rest) > LONGEST_ROW and not rest.endswith(("\n", "\r")):
                rest = text.readline(LONGEST_ROW + 1)
            yield line if is_wide else _decoded(line)
    finally:
        # The stream's position may be asked after the last line, so closing it is left to the caller.
        if not stream.closed:
            text.detach()


def _decoded(line: str) -> str:
    if line.isascii():
        return line
    content = line.encode("latin-1")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return content.decode("cp1252", "surrogateescape")
