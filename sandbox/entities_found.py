"""Finds what nobody marked in a text: commands, mentions, hashtags, links and e-mail addresses."""

import re

from .errors import Json
from .utf16 import units

LINK = (
    r"(?P<url>\bhttps?://[^\s<>\"«»]+|(?<![\w@.:/-])(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+"
    r"(?:com|net|org|info|id|io|me|dev|app|co|edu|gov|uk|ru)\b(?!\.?[\w@])(?:[/?#][^\s<>\"«»]*)?)"
)
FINDER = re.compile(
    r"(?P<email>(?<![\w.+-])[\w.+-]{1,64}@(?:[a-z0-9-]+\.)+[a-z]{2,}\b)"
    rf"|{LINK}"
    r"|(?P<bot_command>(?<![\w/<>@.:-])/[a-z0-9_]{1,64}(?:@[a-z0-9_]{3,32})?(?![\w/@]))"
    r"|(?P<mention>(?<![\w@])@[a-z0-9_]{4,32}(?!\w))"
    r"|(?P<hashtag>(?<![\w#])#(?!\d+\b)\w{1,256})",
    re.IGNORECASE | re.ASCII,
)
HINT = re.compile(r"[/@#.]")
CLOSED = {"code", "pre", "text_link", "text_mention", "custom_emoji", "date_time"}


def found_in(text: str, formatted: list[Json]) -> list[Json]:
    """Return entities that nobody asked for; look not inside code, links and the like."""
    if not HINT.search(text):
        return []
    taken = [(e["offset"], e["offset"] + e["length"]) for e in formatted if e["type"] in CLOSED]
    found: list[Json] = []
    for match in FINDER.finditer(text):
        piece = match.group()
        if match.lastgroup == "url":
            piece = piece.rstrip(".,;:!?'\"")
            if piece.endswith(")") and "(" not in piece:
                piece = piece.rstrip(").,")
        offset = units(text[: match.start()])
        end = offset + units(piece)
        if not any(offset < stop and start < end for start, stop in taken):
            found.append({"type": match.lastgroup, "offset": offset, "length": end - offset})
    return found
