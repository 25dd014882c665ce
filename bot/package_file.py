"""Opens a file of packages: CSV, read row by row, or JSON, read whole."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bot.loading import UnreadableFile, beginning_of, length_of, lines_of, position_in
from bot.package_rows import Found, Wrong, kind_of, read_rows

_LONGEST_FAULT = 200


@dataclass(frozen=True, slots=True)
class Source:
    """What a file holds, from the beginning; `position` of `length` of it has been read."""

    items: Iterator[Found | Wrong]
    length: int
    position: Callable[[], int]


@contextmanager
def open_packages(file: Path) -> Iterator[Source]:
    """JSON is known by how it begins or by its name, all else is CSV; UnreadableFile where it is neither."""
    beginning = beginning_of(file)
    if file.suffix.lower() == ".json" or beginning.lstrip().startswith((b"{", b"[")):
        found = list(read_json(_parsed(file)))
        read = 0

        def counted() -> Iterator[Found | Wrong]:
            nonlocal read
            for item in found:
                read += 1
                yield item

        yield Source(counted(), len(found), lambda: read)
        return
    with file.open(encoding="utf-8-sig", errors="surrogateescape", newline="") as text:
        yield Source(read_rows(lines_of(text)), length_of(file), lambda: position_in(text))


def read_json(parsed: object) -> Iterator[Found | Wrong]:
    """Every record of every list, however they are wrapped: bare, or as the services answer."""
    if isinstance(parsed, dict) and kind_of(parsed) is not None:
        parsed = [parsed]
    yield from _listed(parsed, "record")


def _listed(parsed: object, name: str) -> Iterator[Found | Wrong]:
    if isinstance(parsed, dict):
        for key, value in parsed.items():
            if isinstance(value, list | dict):
                yield from _listed(value, str(key))
    # A list without any object in it says something else: a heading, or years.
    elif isinstance(parsed, list) and any(isinstance(entry, dict) for entry in parsed):
        for at, record in enumerate(parsed, 1):
            place = f"{name} {at}"
            if not isinstance(record, dict):
                yield Wrong(place, "no object with fields, as a record is: {…}")
            elif (kind := kind_of(record)) is None:
                yield Wrong(place, "no code: a record needs kd_tender, no_paket, order_id or kd_rup")
            else:
                yield Found(place, kind, record)


def _parsed(file: Path) -> object:
    try:
        return json.loads(file.read_text(encoding="utf-8-sig"))
    except UnicodeDecodeError:
        raise UnreadableFile(f"{file} is not written in UTF-8; save it so") from None
    except ValueError as broken:
        raise UnreadableFile(f"{file} is no JSON: {str(broken)[:_LONGEST_FAULT]}") from None
    except RecursionError:
        raise UnreadableFile(f"{file} is no JSON of records: lists within lists without end") from None
