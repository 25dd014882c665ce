"""Steps that methods share which put a message into a chat or change one."""

from .entities import CAPTION, TEXT, Formatted, Limit, formatted
from .errors import Json, bad_request
from .markup import read_markup
from .params import Params
from .people import Chat, Kept
from .replies import reply_of
from .topics import in_topic
from .world import World

# Kinds of messages that have a caption.
CAPTIONED = ("photo", "document", "video")
NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)


def chat_id_of(params: Params, name: str = "chat_id") -> int:
    """Return the chat that a call names."""
    raw = params.text(name)
    if not raw:
        raise bad_request(f"{name} is empty")
    try:
        return int(raw)
    except ValueError:
        raise bad_request("chat not found") from None


def text_of(world: World, params: Params, limit: Limit = TEXT) -> Formatted:
    """Return the text of a call, which must say something."""
    entities = params.readable_tree("entities")
    shown = formatted(params.text("text"), params.text("parse_mode"), entities, limit)
    if not shown.text:
        raise bad_request("message text is empty")
    return known(world, shown)


def caption_of(world: World, params: Params, limit: Limit = CAPTION) -> Json:
    """Return the caption of a call as fields of a message; none when it is empty."""
    entities = params.readable_tree("caption_entities")
    return caption(world, params.text("caption"), params.text("parse_mode"), entities, limit)


def caption(world: World, text: str, parse_mode: str, entities: object, limit: Limit = CAPTION) -> Json:
    """Return a caption as fields of a message."""
    shown = known(world, formatted(text, parse_mode, entities, limit))
    fields: Json = {"caption": shown.text} if shown.text else {}
    if shown.entities:
        fields["caption_entities"] = shown.entities
    return fields


def known(world: World, shown: Formatted) -> Formatted:
    """Drop mentions by id of people whom the bot can't know, and fill in the others."""
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


def send(world: World, chat: Chat, params: Params, content: Json) -> Json:
    """Post a message of the bot with what every sending method takes: a reply, options and a keyboard."""
    inline, keyboard = read_markup(params)
    message = reply_of(chat, params) | content | options_of(params)
    if inline:
        message["reply_markup"] = inline
    return post(world, chat, params, message, keyboard)


def post(world: World, chat: Chat, params: Params, content: Json, keyboard: Json | None = None) -> Json:
    """Post a message of the bot, into the topic that the call names or into that of what it replies to."""
    is_admin = chat.bot_status == "administrator"
    content = in_topic(chat, content, params.integer("message_thread_id"), is_admin=is_admin)
    return world.post(chat, world.bot, content, keyboard)


def options_of(params: Params) -> Json:
    """Return smaller choices that a message shows afterwards, as its fields."""
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
    """Return the bot's own message that a call wants changed, with its chat."""
    if not params.text("chat_id") and not params.integer("message_id"):
        named = params.text("inline_message_id")
        raise bad_request("MESSAGE_ID_INVALID" if named else "message identifier is not specified")
    chat = world.chat(chat_id_of(params))
    if not chat.private:
        world.open_chat(chat.id)
    kept = chat.messages.get(params.integer("message_id"))
    if kept is None:
        raise bad_request("message to edit not found")
    # A message with a keyboard below the input line can't be edited either.
    if kept.out or (kept.keyboard and "keyboard" in kept.keyboard):
        raise bad_request("message can't be edited")
    return chat, kept


def apply_edit(world: World, chat: Chat, old: Json, new: Json) -> Json:
    """Put the changed message in place; refuse when nothing changed."""
    if {key: value for key, value in old.items() if key != "edit_date"} == new:
        raise bad_request(NOT_MODIFIED)
    return world.change(chat, {**new, "edit_date": world.now()})


def without(message: Json, *names: str) -> Json:
    """Return the message without these fields."""
    return {key: value for key, value in message.items() if key not in {*names, "edit_date"}}
