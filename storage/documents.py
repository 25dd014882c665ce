"""How JSON documents are written and read on their way into and out of the database."""

from __future__ import annotations

import orjson


def dump(document: object) -> str:
    """TypeError for what JSON can't hold, keys that are no texts among it."""
    return orjson.dumps(document).decode()


def load(text: str | bytes) -> object:
    return orjson.loads(text)
