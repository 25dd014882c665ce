"""Open a file of packages: CSV, read row by row, or JSON, read whole."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from bot.imports.package_fields import field_name, names_a_code
from bot.imports.package_objects import is_record, read_object
from bot.imports.package_rows import FoundRecord, RowProblem, read_rows, unused_columns
from bot.imports.spreadsheet_file import LOOKED_AT, UnreadableFile, detect_encoding, open_spreadsheet
from core.input.csv_rows import DELIMITERS

_LONGEST_FAULT = 200
# Lines among which the heading stands; those above it are a title.
MOST_ABOVE = 15
# Around a cell of a heading as it stands in the file.
_AROUND = ' \t\r\n"\ufeff\xa0'


@dataclass(frozen=True, slots=True)
class PackageFile:
    """The records of a file, of which `position` of `length` has been read.

    Nothing is read from its `unused` columns.
    """

    items: Iterator[FoundRecord | RowProblem]
    length: int
    position: Callable[[], int]
    unused: Sequence[str] = ()


@contextmanager
def open_packages(file: Path) -> Iterator[PackageFile]:
    """Open JSON, known by its beginning or name, else a spreadsheet; raise UnreadableFile where neither."""
    if _is_json(file):
        unknown: set[str] = set()
        found = list(read_json(_parsed(file), unknown))
        read = 0

        def counted() -> Iterator[FoundRecord | RowProblem]:
            nonlocal read
            for item in found:
                read += 1
                yield item

        yield PackageFile(counted(), len(found), lambda: read, sorted(unknown))
        return
    with open_spreadsheet(file, _without_title) as sheet:
        yield PackageFile(read_rows(sheet.rows), sheet.length, sheet.position, unused_columns(sheet.heading))


def read_json(parsed: object, unknown: set[str] | None = None) -> Iterator[FoundRecord | RowProblem]:
    """Yield every record of every list in parsed JSON, bare or wrapped as the services answer.

    Names of fields that nothing is read from are added to `unknown`.
    """
    if is_record(parsed):
        parsed = [parsed]
    yield from _listed(parsed, "record", set() if unknown is None else unknown)


def _listed(parsed: object, name: str, unknown: set[str]) -> Iterator[FoundRecord | RowProblem]:
    if isinstance(parsed, dict):
        for key, value in parsed.items():
            if isinstance(value, list | dict):
                yield from _listed(value, str(key), unknown)
    # A list without any object in it is something else: a heading, or years.
    elif isinstance(parsed, list) and any(isinstance(entry, dict) for entry in parsed):
        for at, record in enumerate(parsed, 1):
            place = f"{name} {at}"
            if not isinstance(record, dict):
                yield RowProblem(place, "no object with fields, as a record is: {…}")
            elif not is_record(record):
                yield RowProblem(place, "no code: a record needs kd_tender, no_paket, order_id or kd_rup")
            else:
                yield from read_object(place, record, unknown)


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


def _heading_field(cell: str) -> str:
    return field_name(cell.strip(_AROUND))


def _is_json(file: Path) -> bool:
    with file.open("rb") as stream:
        beginning = stream.read(LOOKED_AT)
    content = beginning[detect_encoding(beginning, str(file)).mark :]
    return file.suffix.lower() == ".json" or content.lstrip().startswith((b"{", b"["))


def _parsed(file: Path) -> object:
    try:
        text = file.read_text(encoding="utf-8-sig")
        if not text.strip():
            raise UnreadableFile(f"{file} is empty")
        return json.loads(text)
    except UnicodeDecodeError:
        raise UnreadableFile(f"{file} is not written in UTF-8; save it so") from None
    except UnreadableFile:
        raise
    except ValueError as broken:
        raise UnreadableFile(f"{file} is no JSON: {str(broken)[:_LONGEST_FAULT]}") from None
    except RecursionError:
        raise UnreadableFile(f"{file} is no JSON of records: lists within lists without end") from None
