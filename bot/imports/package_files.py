"""Open a file of packages, a spreadsheet or JSON, and read its records as they are asked for."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from io import TextIOWrapper
from itertools import islice
from pathlib import Path
from typing import BinaryIO

from bot.imports.json_stream import BrokenJson, JsonStream
from bot.imports.package_fields import field_name, names_a_code
from bot.imports.package_json import read_json_stream
from bot.imports.package_rows import FoundRecord, RowProblem, read_rows, unused_columns
from bot.imports.spreadsheet_file import (
    LOOKED_AT,
    UnreadableFile,
    detect_encoding,
    is_workbook,
    open_spreadsheet,
)
from core.input.csv_rows import DELIMITERS

# Lines among which the heading stands; those above it are a title.
MOST_ABOVE = 15
# Around a cell of a heading as it stands in the file.
_AROUND = ' \t\r\n"\ufeff\xa0'


@dataclass(frozen=True, slots=True)
class PackageFile:
    """The records of a file, of which `position` of `length` has been read.

    Nothing is read from its `unused` columns and its `other_sheets`.
    """

    items: Iterator[FoundRecord | RowProblem]
    length: int
    position: Callable[[], int]
    unused: Sequence[str] = ()
    other_sheets: Sequence[str] = ()


@contextmanager
def open_packages(file: Path) -> Iterator[PackageFile]:
    """Open JSON, known by its beginning or name, else a spreadsheet; raise UnreadableFile where neither."""
    if _is_json(file):
        with file.open("rb") as stream:
            yield _json_file(file, stream)
        return
    with open_spreadsheet(file, _is_heading, _without_title) as sheet:
        unused = unused_columns(sheet.heading)
        yield PackageFile(read_rows(sheet.rows), sheet.length, sheet.position, unused, sheet.other_sheets)


def _json_file(file: Path, stream: BinaryIO) -> PackageFile:
    """Read the text twice, so that nothing is loaded of one that is broken further down."""
    unknown: set[str] = set()
    deque(_records(file, stream, unknown), maxlen=0)
    return PackageFile(_records(file, stream, set()), file.stat().st_size, stream.tell, sorted(unknown))


def _records(file: Path, stream: BinaryIO, unknown: set[str]) -> Iterator[FoundRecord | RowProblem]:
    stream.seek(0)
    text = TextIOWrapper(stream, "utf-8-sig")
    try:
        source = JsonStream(text)
        if not source.peek():
            raise UnreadableFile(f"{file} is empty")
        yield from read_json_stream(source, unknown)
    except UnicodeDecodeError:
        raise UnreadableFile(f"{file} is not written in UTF-8; save it so") from None
    except BrokenJson as broken:
        raise UnreadableFile(f"{file} is no JSON: {broken}") from None
    finally:
        # The stream is read again, and its position asked, after this.
        if not stream.closed:
            text.detach()


def _without_title(lines: Iterator[str]) -> Iterator[str]:
    """Yield the lines of a sheet, those of a title above its heading as empty ones.

    The heading is the first line within MOST_ABOVE that names a column of codes.
    """
    above: list[str] = []
    for line in islice(lines, MOST_ABOVE):
        above.append(line)
        if any(names_a_code(map(_heading_field, line.split(mark))) for mark in DELIMITERS):
            above[:-1] = ["\n"] * (len(above) - 1) if not above[0].lower().startswith("sep=") else above[:-1]
            break
    yield from above
    yield from lines


def _is_heading(names: Sequence[str]) -> bool:
    return names_a_code(map(field_name, names))


def _heading_field(cell: str) -> str:
    return field_name(cell.strip(_AROUND))


def _is_json(file: Path) -> bool:
    with file.open("rb") as stream:
        beginning = stream.read(LOOKED_AT)
    if is_workbook(beginning):
        return False
    content = beginning[detect_encoding(beginning, str(file)).mark :]
    return file.suffix.lower() == ".json" or content.lstrip().startswith((b"{", b"["))
