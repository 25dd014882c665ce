"""Find the records of packages in JSON, bare or wrapped as the services answer, one after the other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from bot.imports.json_stream import DEEPEST, TOO_LARGE, JsonStream
from bot.imports.package_objects import is_record, read_object
from bot.imports.package_rows import FoundRecord, RowProblem

Items = Iterator[FoundRecord | RowProblem]
# Characters of an answer that is read in whole, among which a single record is.
SMALL = 256 * 1024
# Entries before the first record of a list that are named; a list without any record is something else.
_MOST_BEFORE = 1_000
_NO_OBJECT = "no object with fields, as a record is: {…}"


def read_json(parsed: object, unknown: set[str] | None = None) -> Items:
    """Yield every record of every list in parsed JSON, bare or wrapped as the services answer.

    Names of fields that nothing is read from are added to `unknown`.
    """
    if is_record(parsed):
        parsed = [parsed]
    yield from _listed(parsed, "record", set() if unknown is None else unknown)


def read_json_stream(stream: JsonStream, unknown: set[str]) -> Items:
    """Yield what `read_json` does, from a text that is read as records are asked for.

    Raise BrokenJson where it goes wrong; what stood before has been yielded by then.
    """
    whole = stream.small_value(SMALL) if stream.peek() != "[" else TOO_LARGE
    if whole is TOO_LARGE:
        yield from _streamed(stream, "record", unknown, 0)
    else:
        yield from read_json(whole, unknown)
    stream.end()


def _streamed(stream: JsonStream, name: str, unknown: set[str], depth: int) -> Items:
    mark = stream.peek()
    if mark == "[":
        yield from _streamed_list(stream, name, unknown)
    elif mark == "{" and depth < DEEPEST:
        for key in stream.fields():
            yield from _streamed(stream, key, unknown, depth + 1)
    else:
        yield from _listed(stream.value(), name, unknown)


def _streamed_list(stream: JsonStream, name: str, unknown: set[str]) -> Items:
    before: list[int] | None = []
    for at, _ in enumerate(stream.elements(), 1):
        entry = stream.value()
        if before is not None:
            if not isinstance(entry, dict):
                before += [at] * (len(before) < _MOST_BEFORE)
                continue
            yield from (RowProblem(f"{name} {place}", _NO_OBJECT) for place in before)
            before = None
        yield from _entry(f"{name} {at}", entry, unknown)


def _listed(parsed: object, name: str, unknown: set[str]) -> Items:
    if isinstance(parsed, dict):
        for key, value in parsed.items():
            if isinstance(value, list | dict):
                yield from _listed(value, str(key), unknown)
    # A list without any object in it is something else: a heading, or years.
    elif isinstance(parsed, list) and any(isinstance(entry, dict) for entry in parsed):
        for at, entry in enumerate(parsed, 1):
            yield from _entry(f"{name} {at}", entry, unknown)


def _entry(place: str, entry: object, unknown: set[str]) -> Items:
    if not isinstance(entry, dict):
        yield RowProblem(place, _NO_OBJECT)
    elif not is_record(entry):
        yield RowProblem(place, "no code: a record needs kd_tender, no_paket, order_id or kd_rup")
    else:
        record: Mapping[str, object] = entry
        yield from read_object(place, record, unknown)
