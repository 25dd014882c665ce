"""Replies of the bot: the message that is replied to, and the part of it that is quoted."""

from .entities import QUOTE, Formatted, formatted
from .errors import Json, bad_request
from .params import Params
from .people import Chat
from .topics import without_reply
from .utf16 import units

# All other formatting is taken off a quote, and off the text in which it is looked for.
QUOTED = {"bold", "italic", "underline", "strikethrough", "spoiler", "custom_emoji", "date_time"}
NOT_FOUND = "QUOTE_TEXT_INVALID"


def reply_of(chat: Chat, params: Params) -> Json:
    """Return the message replied to, and the quote if there is one, as fields of the reply.

    Refuse a message that is not there, unless the call allows sending without it, and a quote that is not
    exactly a part of that message, formatting included.
    """
    if "reply_parameters" not in params:
        given = Params({**params.values, "message_id": params.integer("reply_to_message_id")})
    else:
        given = _reply_parameters(params)
    message_id = given.integer("message_id")
    if message_id <= 0:
        return {}
    if message_id not in chat.messages:
        if given.flag("allow_sending_without_reply"):
            return {}
        raise bad_request("message to be replied not found")
    replied = chat.messages[message_id].message
    return {"reply_to_message": without_reply(replied), **_quote_of(replied, given)}


def _reply_parameters(params: Params) -> Params:
    tree = params.tree("reply_parameters", "reply parameters")
    if tree is None or tree == {}:
        return Params({})
    if not isinstance(tree, dict):
        raise bad_request("object expected as reply parameters")
    if tree.get("message_id") is None:
        raise bad_request('can\'t find field "message_id"')
    return Params(tree)


def _quote_of(replied: Json, given: Params) -> Json:
    entities = given.readable_tree("quote_entities")
    quote = _quotable(formatted(given.text("quote"), given.text("quote_parse_mode"), entities, QUOTE))
    if not quote.text:
        return {}
    text = replied.get("text") or replied.get("caption") or ""
    marks = replied.get("entities") or replied.get("caption_entities") or []
    places = _places(_quotable(Formatted(text, marks)), quote)
    if not places:
        raise bad_request(NOT_FOUND)
    wanted = given.integer("quote_position")
    position = min(places, key=lambda place: abs(place - wanted))
    shown: Json = {"text": quote.text, "position": position, "is_manual": True}
    return {"quote": shown | ({"entities": quote.entities} if quote.entities else {})}


def _quotable(text: Formatted) -> Formatted:
    return Formatted(text.text, [entity for entity in text.entities if entity["type"] in QUOTED])


def _places(text: Formatted, quote: Formatted) -> list[int]:
    """Return where the quote stands in the text with the same formatting, in UTF-16 units."""
    whole, part = (one.text.encode("utf-16-le", "surrogatepass") for one in (text, quote))
    length = units(quote.text)
    asked = sorted(quote.entities, key=_key)
    places = []
    at = whole.find(part)
    while at >= 0:
        if at % 2 == 0 and sorted(_within(text.entities, at // 2, length), key=_key) == asked:
            places.append(at // 2)
        at = whole.find(part, at + 1)
    return places


def _within(entities: list[Json], offset: int, length: int) -> list[Json]:
    """Return the entities as they lie in a part of their text, cut to it."""
    cut = []
    for entity in entities:
        begin = max(entity["offset"] - offset, 0)
        end = min(entity["offset"] + entity["length"] - offset, length)
        if begin < end:
            cut.append({**entity, "offset": begin, "length": end - begin})
    return cut


def _key(entity: Json) -> tuple[int, int, str]:
    return entity["offset"], entity["length"], entity["type"]
