"""What a text and its formatting become on their way through Telegram: cleaned, trimmed, bounded."""

import re
from bisect import bisect_left
from typing import Any, NamedTuple

from .entities_found import found_in
from .entities_html import parse_html
from .entities_links import Unparsable, emoji_entity, link_entity, time_entity
from .entities_markdown import parse_markdown
from .errors import Json, bad_request
from .utf16 import cut, units

TEXT_LIMIT = 4096
CAPTION_LIMIT = 1024
ENTITY_LIMIT = 100
# What a client may ask for; everything else Telegram finds by itself.
ASKABLE = {
    "bold", "italic", "underline", "strikethrough", "spoiler", "code", "pre", "text_link", "text_mention",
    "blockquote", "expandable_blockquote", "custom_emoji", "date_time",
}  # fmt: skip
SOLID = {"code", "pre"}
CUTTABLE = {"bold", "italic", "underline", "strikethrough", "spoiler"}
MAY_BE_BLANK = {"code", "pre", "text_link", "text_mention", "custom_emoji", "date_time"}
ORDER = {"expandable_blockquote": 0, "blockquote": 0, "text_link": 1, "bold": 2, "italic": 3, "underline": 4}
UNWANTED = re.compile("[\r\u2028-\u202e\u0333\u033f\u030a]")
CONTROL = re.compile("[\0-\t\v\f\x0e-\x1f]")
SPACES = " \n"


class Formatted(NamedTuple):
    """A text as it is kept, with its entities in order."""

    text: str
    entities: list[Json]


def formatted(source: str, parse_mode: str, entities: Any, limit: int) -> Formatted:
    """Reads markup or explicit entities; refuses what Telegram refuses. An empty text is let through."""
    # Nothing of this size can end up within any limit, so it isn't worth reading.
    if len(source) > 32 * TEXT_LIMIT:
        raise bad_request("message is too long" if limit == TEXT_LIMIT else "message caption is too long")
    try:
        text, asked = _read(source, parse_mode.lower(), entities)
    except Unparsable as why:
        raise bad_request(f"can't parse entities: {why}") from None
    return _settled(text, asked, limit)


def plain(source: str, limit: int) -> Formatted:
    """A person's text, in which only found entities occur."""
    return _settled(source, [], limit)


def _read(source: str, mode: str, entities: Any) -> tuple[str, list[Json]]:
    match mode:
        case "html":
            return parse_html(source)
        case "markdownv2":
            return parse_markdown(source)
        case "" | "none":
            return source, _explicit(entities)
        case _:
            raise bad_request("unsupported parse_mode")


def _explicit(given: Any) -> list[Json]:
    if given in (None, ""):
        return []
    if not isinstance(given, list) or not all(isinstance(entity, dict) for entity in given):
        raise bad_request("can't parse entities: expected an Array")
    kept: list[Json] = []
    for entity in given:
        kind = str(entity.get("type"))
        if kind not in ASKABLE:
            continue
        try:
            place = {"offset": int(entity["offset"]), "length": int(entity["length"])}
        except (KeyError, TypeError, ValueError):
            raise bad_request("can't parse entities: Can't find field \"offset\"") from None
        more = _more(kind, entity)
        if more is not None:
            kept.append({"type": kind, **more, **place})
    return kept


def _more(kind: str, entity: Json) -> Json | None:
    """What an entity carries beside its place; None when it can't stand without."""
    match kind:
        case "date_time":
            return time_entity(str(entity.get("unix_time", "")), str(entity.get("date_time_format") or ""))
        case "custom_emoji":
            return emoji_entity(str(entity.get("custom_emoji_id", "")))
        case "text_link":
            return link_entity(str(entity.get("url", "")))
        case "text_mention":
            return {"user": entity["user"]} if isinstance(entity.get("user"), dict) else None
        case "pre" if entity.get("language"):
            return {"language": str(entity["language"])}
    return {}


def _settled(text: str, asked: list[Json], limit: int) -> Formatted:
    text, asked = _clean(text, asked)
    text, asked = _trim(text, asked)
    if units(text) > limit:
        raise bad_request("message is too long" if limit == TEXT_LIMIT else "message caption is too long")
    total = units(text)
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
    """Control characters become spaces; some are taken out, and what stands behind moves up."""
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
    """Nothing may lie over code: what does is cut, or dropped when it lies wholly inside."""
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
