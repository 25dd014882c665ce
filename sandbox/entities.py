"""Texts and their formatting on their way through Telegram: parsed, cleaned, trimmed, bounded."""

import re
from bisect import bisect_left
from typing import Any, NamedTuple

from .entities_explicit import read_entities
from .entities_found import found_in
from .entities_html import parse_html
from .entities_links import Unparsable
from .entities_markdown import parse_markdown
from .entities_markdown_legacy import parse_legacy_markdown
from .errors import Json, bad_request
from .utf16 import cut, units

# Bytes of a text with its markup.
SOURCE_LIMIT = 1 << 15
ENTITY_LIMIT = 100
SOLID = {"code", "pre"}
CUTTABLE = {"bold", "italic", "underline", "strikethrough", "spoiler"}
MAY_BE_BLANK = {"code", "pre", "text_link", "text_mention", "custom_emoji", "date_time"}
ORDER = {"expandable_blockquote": 0, "blockquote": 0, "text_link": 1, "bold": 2, "italic": 3, "underline": 4}
UNWANTED = re.compile("[\r\u2028-\u202e\u0333\u033f\u030a]")
CONTROL = re.compile("[\0-\t\v\f\x0e-\x1f]")
SPACES = " \n"


class Limit(NamedTuple):
    """The most UTF-16 units of a text without its markup, and the words in which more are refused."""

    units: int
    refusal: str


# An edit is not measured by the Bot API server but behind it, so it is refused in other words.
TEXT = Limit(4096, "message is too long")
EDITED_TEXT = Limit(4096, "MESSAGE_TOO_LONG")
CAPTION = Limit(1024, "message caption is too long")
EDITED_CAPTION = Limit(1024, "MEDIA_CAPTION_TOO_LONG")
QUOTE = Limit(1024, "QUOTE_TEXT_INVALID")


class Formatted(NamedTuple):
    """A text as it is kept, with its entities in order."""

    text: str
    entities: list[Json]


def formatted(source: str, parse_mode: str, entities: Any, limit: Limit) -> Formatted:
    """Read markup or explicit entities; refuse what Telegram refuses. Let an empty text through."""
    if len(source.encode("utf-8", "surrogatepass")) > SOURCE_LIMIT:
        raise bad_request("text is too long")
    try:
        text, asked = _read(source, parse_mode.lower(), entities)
    except Unparsable as why:
        raise bad_request(f"can't parse entities: {why}") from None
    return _settled(text, asked, limit)


def plain(source: str, limit: Limit) -> Formatted:
    """Return a person's text, in which only found entities occur."""
    return _settled(source, [], limit)


def _read(source: str, mode: str, entities: Any) -> tuple[str, list[Json]]:
    match mode:
        case "html":
            return parse_html(source)
        case "markdownv2":
            return parse_markdown(source)
        case "markdown":
            return parse_legacy_markdown(source)
        case "" | "none":
            return source, read_entities(entities)
        case _:
            raise bad_request("unsupported parse_mode")


def _settled(text: str, asked: list[Json], limit: Limit) -> Formatted:
    text, asked = _clean(text, asked)
    text, asked = _trim(text, asked)
    total = units(text)
    if total > limit.units:
        raise bad_request(limit.refusal)
    kept = []
    for entity in asked:
        offset = max(0, entity["offset"])
        length = min(entity["offset"] + entity["length"], total) - offset
        if length <= 0:
            continue
        visible = entity["type"] in MAY_BE_BLANK or cut(text, offset, length).strip(SPACES)
        if visible:
            kept.append({**entity, "offset": offset, "length": length})
    kept = _around_code(kept)
    kept += found_in(text, kept)
    kept.sort(key=lambda entity: (entity["offset"], -entity["length"], ORDER.get(entity["type"], 9)))
    return Formatted(text, kept[:ENTITY_LIMIT])


def _clean(text: str, entities: list[Json]) -> tuple[str, list[Json]]:
    """Turn control characters into blanks and take unwanted ones out, moving entities accordingly."""
    text = CONTROL.sub(" ", text)
    if not UNWANTED.search(text):
        return text, entities
    gone: list[int] = []
    pieces = UNWANTED.split(text)
    at = 0
    for piece in pieces[:-1]:
        at += units(piece)
        gone.append(at)
        at += 1
    moved = []
    for entity in entities:
        start, end = entity["offset"], entity["offset"] + entity["length"]
        new_start, new_end = start - bisect_left(gone, start), end - bisect_left(gone, end)
        moved.append({**entity, "offset": new_start, "length": new_end - new_start})
    return "".join(pieces), moved


def _trim(text: str, entities: list[Json]) -> tuple[str, list[Json]]:
    text = text.rstrip(SPACES)
    # Leading blanks that carry formatting stay, as Telegram keeps them.
    first = min((entity["offset"] for entity in entities), default=len(text))
    blanks = min(len(text) - len(text.lstrip(SPACES)), first)
    if not blanks:
        return text, entities
    return text[blanks:], [{**entity, "offset": entity["offset"] - blanks} for entity in entities]


def _touch(one: Json, other: Json) -> bool:
    ends = one["offset"] + one["length"], other["offset"] + other["length"]
    return bool(one["offset"] < ends[1] and other["offset"] < ends[0])


def _around_code(entities: list[Json]) -> list[Json]:
    """Cut formatting that lies over code, and drop what lies wholly inside."""
    solid = [entity for entity in entities if entity["type"] in SOLID]
    if not solid:
        return entities
    blocks = [entity for entity in solid if entity["type"] == "pre"]
    kept: list[Json] = []
    for entity in entities:
        if entity["type"] == "code" and any(_touch(entity, block) for block in blocks):
            continue
        if entity["type"] not in CUTTABLE:
            kept.append(entity)
            continue
        pieces = [(entity["offset"], entity["offset"] + entity["length"])]
        for block in solid:
            start, end = block["offset"], block["offset"] + block["length"]
            pieces = [
                piece
                for low, high in pieces
                for piece in ((low, min(high, start)), (max(low, end), high))
                if piece[0] < piece[1]
            ]
        kept += [{**entity, "offset": low, "length": high - low} for low, high in pieces]
    return kept
