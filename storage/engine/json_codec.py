"""Write and read the JSON documents of the database."""

from __future__ import annotations

import orjson


def dump(document: object) -> str:
    """Return the document as JSON; TypeError for what JSON can't hold, such as a key that is no text."""
    return orjson.dumps(document).decode()


def load(text: str | bytes) -> object:
    return orjson.loads(text)
