"""Parameters of a Bot API call, read from any of the accepted encodings."""

import json
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import parse_qsl

from aiohttp import web

from .errors import Json, Refusal, bad_request
from .multipart import Form, NamesReader, Upload, names_for_telegram, parse_multipart

# Bytes a file: what Telegram's own servers take, and what a local one does.
UPLOAD_LIMIT = 50 * 1024 * 1024
LOCAL_UPLOAD_LIMIT = 2000 * 1024 * 1024
# So many files of the largest size may come with one call: an album.
FILES_LIMIT = 10
CHUNK = 1 << 18


class Params:
    """Typed access to the fields of one call; a form's strings and JSON's values read alike."""

    def __init__(self, values: Mapping[str, Any], files: Sequence[tuple[str, Upload]] = ()) -> None:
        self.values = dict(values)
        self.files = [upload for _, upload in files]
        self.uploads = dict(files)

    def __contains__(self, name: str) -> bool:
        return name in self.values

    def text(self, name: str) -> str:
        """Return the field as a string, empty when absent."""
        value = self.values.get(name)
        if value is None:
            return ""
        if isinstance(value, bool):
            return "true" if value else "false"
        return value if isinstance(value, str) else str(value)

    def integer(self, name: str, otherwise: int = 0) -> int:
        """Return the field as a whole number, or the other value when absent or no number."""
        value = self.values.get(name)
        if isinstance(value, int):
            return int(value)
        try:
            return int(str(value).strip()) if value not in (None, "") else otherwise
        except ValueError:
            return otherwise

    def flag(self, name: str) -> bool:
        """Return True for "true", "1" and "yes"."""
        return self.text(name).lower() in {"true", "1", "yes"}

    def tree(self, name: str, called: str = "") -> Any:
        """Return the field as JSON, None when absent; refuse what can't be read."""
        value = self.values.get(name)
        if not isinstance(value, str):
            return value
        if not value:
            return None
        try:
            return json.loads(value)
        except ValueError:
            raise bad_request(f"can't parse {called or name} JSON object") from None

    def readable_tree(self, name: str) -> Any:
        """Return the field as JSON; None also when it can't be read."""
        try:
            return self.tree(name)
        except Refusal:
            return None


async def read_params(
    request: web.Request, largest: int = UPLOAD_LIMIT, names_of: NamesReader = names_for_telegram
) -> Params:
    """Read query and body; refuse what is larger than Telegram takes, and files above `largest` bytes.

    `names_of` reads the names of fields and files in a multipart body.
    """
    query: dict[str, Any] = dict(request.query)
    if request.method != "POST":
        return Params(query)
    body = bytearray()
    async for chunk in request.content.iter_chunked(CHUNK):
        body += chunk
        if len(body) > FILES_LIMIT * largest:
            raise Refusal(413, "Request Entity Too Large")
    form = parse_body(request.headers.get("Content-Type", ""), body, largest, names_of)
    return Params(query | form.values, form.uploads)


def parse_body(
    kind: str, body: bytearray, largest: int = UPLOAD_LIMIT, names_of: NamesReader = names_for_telegram
) -> Form:
    """Return the fields in a body; `kind` is its Content-Type. Refuse what can't be read."""
    match kind.partition(";")[0].strip().lower():
        case "multipart/form-data":
            return parse_multipart(kind, body, largest, names_of)
        case "application/json":
            return Form(_read_json(body), [])
    try:
        return Form(dict(parse_qsl(body.decode(), keep_blank_values=True)), [])
    except UnicodeDecodeError:
        raise bad_request("strings must be encoded in UTF-8") from None


def _read_json(body: bytearray) -> Json:
    if not body.strip():
        return {}
    try:
        tree = json.loads(body)
    except ValueError:
        raise bad_request("can't parse request body as JSON object") from None
    if not isinstance(tree, dict):
        raise bad_request("can't parse request body as JSON object")
    return tree
