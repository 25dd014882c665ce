"""What all methods share that put a message into a chat or change one."""

from .actions import short
from .entities import CAPTION_LIMIT, TEXT_LIMIT, Formatted, formatted
from .errors import Json, bad_request
from .params import Params
from .people import Chat, Kept
from .world import World

NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)


def chat_id_of(params: Params, name: str = "chat_id") -> int:
    """The chat a call names."""
    raw = params.text(name)
    if not raw:
        raise bad_request(f"{name} is empty")
    try:
        return int(raw)
    except ValueError:
        raise bad_request("chat not found") from None


def text_of(world: World, params: Params) -> Formatted:
    """The text of a call, which must say something."""
    shown = formatted(params.text("text"), params.text("parse_mode"), params.tree("entities"), TEXT_LIMIT)
    if not shown.text:
        raise bad_request("message text is empty")
    return known(world, shown)


def caption_of(world: World, params: Params) -> Json:
    """The caption of a call as fields of a message; none when it is empty."""
    return caption(world, params.text("caption"), params.text("parse_mode"), params.tree("caption_entities"))


def caption(world: World, text: str, parse_mode: str, entities: object) -> Json:
    """A caption as fields of a message."""
    shown = known(world, formatted(text, parse_mode, entities, CAPTION_LIMIT))
    fields: Json = {"caption": shown.text} if shown.text else {}
    if shown.entities:
        fields["caption_entities"] = shown.entities
    return fields


def known(world: World, shown: Formatted) -> Formatted:
    """Mentions by id stay only for people whom the bot can know, and say who they are."""
    entities = []
    for entity in shown.entities:
        if entity["type"] == "text_mention":
            person = world.personas.get(Params(entity["user"]).integer("id"))
            if person is None:
                continue
            entities.append({**entity, "user": person.as_user()})
        else:
            entities.append(entity)
    return Formatted(shown.text, entities)


def reply_of(chat: Chat, params: Params) -> Json:
    """The message replied to, as a field of the reply."""
    given = params.tree("reply_parameters") or {}
    if not isinstance(given, dict):
        raise bad_request("can't parse reply parameters JSON object")
    message_id = Params(given).integer("message_id") or params.integer("reply_to_message_id")
    if not message_id:
        return {}
    if message_id not in chat.messages:
        lenient = params.flag("allow_sending_without_reply") or given.get("allow_sending_without_reply")
        if lenient:
            return {}
        raise bad_request("message to be replied not found")
    return {"reply_to_message": short(chat.messages[message_id].message)}


def options_of(params: Params) -> Json:
    """Smaller choices that a message shows afterwards."""
    fields: Json = {}
    if params.flag("protect_content"):
        fields["has_protected_content"] = True
    if preview := params.tree("link_preview_options"):
        fields["link_preview_options"] = preview
    if params.flag("disable_web_page_preview"):
        fields["link_preview_options"] = {"is_disabled": True}
    if params.text("message_effect_id"):
        fields["effect_id"] = params.text("message_effect_id")
    return fields


def message_to_edit(world: World, params: Params) -> tuple[Chat, Kept]:
    """The bot's own message that a call wants changed."""
    if not params.text("chat_id") and params.text("inline_message_id"):
        raise bad_request("MESSAGE_ID_INVALID")
    chat = world.chat(chat_id_of(params))
    kept = chat.messages.get(params.integer("message_id"))
    if kept is None:
        raise bad_request("message to edit not found")
    # A message with a keyboard below the input line can't be edited either.
    if kept.out or (kept.keyboard and "keyboard" in kept.keyboard):
        raise bad_request("message can't be edited")
    return chat, kept


def apply_edit(world: World, chat: Chat, old: Json, new: Json) -> Json:
    """Puts the changed message in place, unless nothing changed."""
    if {key: value for key, value in old.items() if key != "edit_date"} == new:
        raise bad_request(NOT_MODIFIED)
    return world.change(chat, {**new, "edit_date": world.now()})


def without(message: Json, *names: str) -> Json:
    """The message without those fields."""
    return {key: value for key, value in message.items() if key not in {*names, "edit_date"}}
