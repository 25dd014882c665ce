"""Entities that a call lists beside its text, instead of marking the text itself."""

from typing import Any

from .entities_links import Unparsable, emoji_entity, link_entity, time_entity
from .errors import Json, bad_request

# Types of entities that a bot may ask for.
ASKABLE = {
    "bold", "italic", "underline", "strikethrough", "spoiler", "code", "pre", "text_link", "text_mention",
    "blockquote", "expandable_blockquote", "custom_emoji", "date_time",
}  # fmt: skip
# Types that Telegram finds in every text by itself, and ignores if asked for.
FOUND = {
    "mention", "hashtag", "cashtag", "bot_command", "url", "email", "phone_number", "bank_card_number",
}  # fmt: skip


def read_entities(given: Any) -> list[Json]:
    """Return the entities of a list; anything that is no list counts as none.

    Raise a refusal for an entity that lacks a field or is of an unknown type. Source: telegram-bot-api,
    Client.cpp.
    """
    if not isinstance(given, list):
        return []
    try:
        entities = [_entity(entity) for entity in given]
    except Unparsable as why:
        raise bad_request(f"can't parse MessageEntity: {why}") from None
    return [entity for entity in entities if entity is not None]


def _entity(given: Any) -> Json | None:
    if not isinstance(given, dict):
        raise Unparsable("expected an Object")
    place = {name: _number(given, name) for name in ("offset", "length")}
    kind = _required(given, "type")
    if kind in FOUND:
        return None
    if not isinstance(kind, str) or kind not in ASKABLE:
        raise Unparsable("Unsupported type specified" if kind else "Type is not specified")
    more = _more(kind, given)
    return None if more is None else {"type": kind, **more, **place}


def _more(kind: str, given: Json) -> Json | None:
    """Return what an entity of this kind carries beside its place; None when Telegram drops it."""
    match kind:
        case "date_time":
            form = str(given.get("date_time_format") or "")
            return time_entity(str(_required(given, "unix_time")), form)
        case "custom_emoji":
            return emoji_entity(str(_required(given, "custom_emoji_id")))
        case "text_link":
            return link_entity(str(_required(given, "url")))
        case "text_mention":
            user = _required(given, "user")
            if not isinstance(user, dict):
                raise Unparsable('Field "user" must be of type Object')
            return {"user": {**user, "id": _number(user, "id")}}
        case "pre" if given.get("language"):
            return {"language": str(given["language"])}
    return {}


def _required(given: Json, name: str) -> Any:
    value = given.get(name)
    if value is None:
        raise Unparsable(f'Can\'t find field "{name}"')
    return value


def _number(given: Json, name: str) -> int:
    try:
        return int(_required(given, name))
    except (TypeError, ValueError, OverflowError):
        raise Unparsable(f'Field "{name}" must be of type Number') from None
