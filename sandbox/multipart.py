"""Reads multipart/form-data: a bot's as Telegram's server does, the chat page's as browsers mean it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

from aiohttp import content_disposition_filename, parse_content_disposition

from .errors import Refusal, bad_request

FIELD_LIMIT = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that came with a call, under the name that its part carried."""

    name: str
    data: bytes


class Form(NamedTuple):
    """Fields of a body: texts or trees by name, and uploads with their names, in order."""

    values: dict[str, Any]
    uploads: list[tuple[str, Upload]]


# Takes a part's Content-Disposition; returns the name of the field, and that of the file or None for a text.
NamesReader = Callable[[str], tuple[str, str | None]]


def parse_multipart(kind: str, body: bytearray, largest: int, names_of: NamesReader) -> Form:
    """Take a body apart; `kind` is its Content-Type with the boundary.

    Refuse files above `largest` bytes, texts above a megabyte, and what ends too early.
    """
    boundary = kind.partition("boundary=")[2].partition(";")[0].strip(' "')
    if not boundary:
        raise bad_request("boundary not found")
    body[:0] = b"\r\n"
    form = Form({}, [])
    for disposition, data in _parts(body, b"\r\n--" + boundary.encode()):
        name, file_name = names_of(disposition)
        if len(data) > (FIELD_LIMIT if file_name is None else largest):
            raise Refusal(413, "Request Entity Too Large")
        if file_name is None:
            form.values[name] = data.decode(errors="replace")
        else:
            form.uploads.append((name, Upload(file_name, data)))
    return form


def _parts(body: bytearray, boundary: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield each part as its Content-Disposition, bytes that are no UTF-8 as surrogates, and its content."""
    at = body.find(boundary)
    if at < 0:
        raise bad_request("can't parse multipart body")
    at += len(boundary)
    while not body.startswith(b"--", at):
        begin = body.find(b"\r\n\r\n", at)
        end = body.find(boundary, begin + 2)
        if begin < 0 or end < 0:
            raise bad_request("can't parse multipart body")
        head = body[at:begin].decode("utf-8", "surrogateescape")
        # Content that is empty begins with the line break that also begins the boundary behind it.
        yield _disposition(head), bytes(body[begin + 4 : max(end, begin + 4)])
        at = end + len(boundary)


def _disposition(head: str) -> str:
    for line in head.replace("\r\n ", " ").replace("\r\n\t", " ").split("\r\n"):
        name, _, value = line.partition(":")
        if name.strip().lower() == "content-disposition":
            return value.strip()
    return ""


def names_for_telegram(disposition: str) -> tuple[str, str | None]:
    """Return the names in a part's Content-Disposition as Telegram's server reads them.

    Every value ends at the next semicolon, quoted or not; one pair of quotes around it is taken off, nothing
    is unescaped, and `filename*` is passed over. Source: td, HttpReader.
    """
    if not disposition.startswith("form-data;"):
        raise bad_request("expected form-data content disposition")
    rest = disposition.removeprefix("form-data;")
    found: dict[str, str] = {}
    while "=" in rest:
        key, _, rest = rest.partition("=")
        value, _, rest = rest.partition(";")
        value = value.strip()
        if len(value) > 1 and value[0] == value[-1] == '"':
            value = value[1:-1]
        found[key.strip()] = value
    if not found.get("name"):
        raise bad_request("field name in multipart/form-data not found")
    return found["name"], found.get("filename")


def names_for_page(disposition: str) -> tuple[str, str | None]:
    """Return the names in a part's Content-Disposition as the standard has it, in which browsers write."""
    _, parameters = parse_content_disposition(disposition)
    return parameters.get("name", ""), content_disposition_filename(parameters, "filename")
