"""What a Bot API call was given, whichever of the accepted encodings it came in."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl

from aiohttp import BodyPartReader, web

from .errors import Json, Refusal, bad_request

# Bytes a file: what Telegram's own servers take, and what a local one does.
UPLOAD_LIMIT = 50 * 1024 * 1024
LOCAL_UPLOAD_LIMIT = 2000 * 1024 * 1024
FIELD_LIMIT = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that came with a call."""

    name: str
    mime: str
    data: bytes


class Params:
    """Typed access to the fields of one call; a form's strings and JSON's values read the same."""

    def __init__(self, values: Mapping[str, Any], files: Sequence[tuple[str, Upload]] = ()) -> None:
        self.values = dict(values)
        self.files = [upload for _, upload in files]
        self.uploads = dict(files)

    def __contains__(self, name: str) -> bool:
        return name in self.values

    def text(self, name: str) -> str:
        """The field as a string, empty when absent."""
        value = self.values.get(name)
        if value is None:
            return ""
        if isinstance(value, bool):
            return "true" if value else "false"
        return value if isinstance(value, str) else str(value)

    def integer(self, name: str, otherwise: int = 0) -> int:
        """The field as a whole number."""
        value = self.values.get(name)
        if isinstance(value, int):
            return int(value)
        try:
            return int(str(value).strip()) if value not in (None, "") else otherwise
        except ValueError:
            return otherwise

    def flag(self, name: str) -> bool:
        """The field as yes or no."""
        return self.text(name).lower() in {"true", "1", "yes"}

    def tree(self, name: str, called: str = "") -> Any:
        """The field as JSON; None when absent."""
        value = self.values.get(name)
        if not isinstance(value, str):
            return value
        if not value:
            return None
        try:
            return json.loads(value)
        except ValueError:
            raise bad_request(f"can't parse {called or name} JSON object") from None


async def read_params(request: web.Request, largest: int = UPLOAD_LIMIT) -> Params:
    """Reads query and body; refuses what is larger than Telegram takes, and files above `largest` bytes."""
    values: dict[str, Any] = dict(request.query)
    if request.method != "POST":
        return Params(values)
    kind = request.content_type
    try:
        if kind == "multipart/form-data":
            return await _read_multipart(request, values, largest)
        body = await request.read()
    except web.HTTPRequestEntityTooLarge:
        raise Refusal(413, "Request Entity Too Large") from None
    except ValueError:
        raise bad_request("can't parse multipart body") from None
    if kind == "application/json":
        return Params(values | _read_json(body))
    if body:
        try:
            values.update(parse_qsl(body.decode(), keep_blank_values=True))
        except UnicodeDecodeError:
            raise bad_request("strings must be encoded in UTF-8") from None
    return Params(values)


def _read_json(body: bytes) -> Json:
    if not body.strip():
        return {}
    try:
        tree = json.loads(body)
    except ValueError:
        raise bad_request("can't parse request body as JSON object") from None
    if not isinstance(tree, dict):
        raise bad_request("can't parse request body as JSON object")
    return tree


async def _read_multipart(request: web.Request, values: dict[str, Any], largest: int) -> Params:
    uploads: list[tuple[str, Upload]] = []
    total = 0
    async for part in await request.multipart():
        if not isinstance(part, BodyPartReader) or not part.name:
            continue
        limit = FIELD_LIMIT if part.filename is None else largest
        data = bytearray()
        while chunk := await part.read_chunk(1 << 18):
            data += chunk
            total += len(chunk)
            if len(data) > limit or total > 10 * largest:
                raise Refusal(413, "Request Entity Too Large")
        if part.filename is None:
            values[part.name] = data.decode(errors="replace")
        else:
            mime = part.headers.get("Content-Type", "application/octet-stream").partition(";")[0]
            uploads.append((part.name, Upload(part.filename, mime, bytes(data))))
    return Params(values, uploads)
