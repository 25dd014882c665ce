"""Bot API: texts, copies, deletions, and answers to presses."""

from .errors import Json, bad_request
from .params import Params
from .people import Chat, Kept
from .sending import CAPTIONED, caption_of, chat_id_of, options_of, post, send, text_of, without
from .world import World

DELETE_WITHIN = 48 * 3600
ANSWER_LIMIT = 200
BATCH_LIMIT = 100
ACTION_NAMES = {
    "typing", "upload_photo", "record_video", "upload_video", "record_voice", "upload_voice",
    "upload_document", "choose_sticker", "find_location", "record_video_note", "upload_video_note",
}  # fmt: skip
COPIED = (
    "text", "entities", "link_preview_options", "caption", "caption_entities",
    "photo", "document", "video", "sticker", "poll", "location",
)  # fmt: skip


def send_message(world: World, params: Params) -> Json:
    """Send a text (sendMessage)."""
    chat = world.open_chat(chat_id_of(params))
    shown = text_of(world, params)
    entities = {"entities": shown.entities} if shown.entities else {}
    return send(world, chat, params, {"text": shown.text, **entities})


def copy_message(world: World, params: Params) -> Json:
    """Send a message again as the bot's own (copyMessage)."""
    chat = world.open_chat(chat_id_of(params))
    source = _source(world, params, params.integer("message_id"), "copy")
    content = {key: source[key] for key in COPIED if key in source}
    if "caption" in params and any(kind in content for kind in CAPTIONED):
        content = without(content, "caption", "caption_entities") | caption_of(world, params)
    return {"message_id": send(world, chat, params, content)["message_id"]}


def copy_messages(world: World, params: Params) -> list[Json]:
    """Send up to 100 messages again as the bot's own (copyMessages)."""
    chat = world.open_chat(chat_id_of(params))
    copied = []
    for source in _sources(world, params, "copy"):
        content = {key: source[key] for key in COPIED if key in source}
        if params.flag("remove_caption"):
            content = without(content, "caption", "caption_entities")
        message = post(world, chat, params, content | options_of(params))
        copied.append({"message_id": message["message_id"]})
    return copied


def forward_message(world: World, params: Params) -> Json:
    """Forward a message, unless its content is protected (forwardMessage)."""
    chat = world.open_chat(chat_id_of(params))
    source = _source(world, params, params.integer("message_id"), "forward")
    if source.get("has_protected_content"):
        raise bad_request("the message can't be forwarded")
    return _forward(world, chat, source, params)


def forward_messages(world: World, params: Params) -> list[Json]:
    """Forward up to 100 messages without protected ones (forwardMessages)."""
    chat = world.open_chat(chat_id_of(params))
    return [
        {"message_id": _forward(world, chat, source, params)["message_id"]}
        for source in _sources(world, params, "forward", protected=False)
    ]


def _forward(world: World, chat: Chat, source: Json, params: Params) -> Json:
    origin = source.get("forward_origin") or {
        "type": "user",
        "sender_user": source["from"],
        "date": source["date"],
    }
    content = {key: source[key] for key in COPIED if key in source}
    return post(world, chat, params, {"forward_origin": origin, **content, **options_of(params)})


def _sources(world: World, params: Params, verb: str, *, protected: bool = True) -> list[Json]:
    """Return the messages that a batch names, without unknown ones and, if asked, protected ones."""
    message_ids = _message_ids(params)
    if message_ids != sorted(set(message_ids)):
        raise bad_request("message identifiers must be in a strictly increasing order")
    chat = world.chat(chat_id_of(params, "from_chat_id"))
    found = [chat.messages[message_id].message for message_id in message_ids if message_id in chat.messages]
    found = [message for message in found if protected or not message.get("has_protected_content")]
    if not found:
        raise bad_request(f"there are no messages to {verb}")
    return found


def _source(world: World, params: Params, message_id: int, verb: str) -> Json:
    kept = world.chat(chat_id_of(params, "from_chat_id")).messages.get(message_id)
    if kept is None:
        raise bad_request(f"message to {verb} not found")
    return kept.message


def delete_message(world: World, params: Params) -> bool:
    """Delete a message of the last 48 hours (deleteMessage)."""
    chat = world.chat(chat_id_of(params))
    if not params.integer("message_id"):
        raise bad_request("message identifier is not specified")
    kept = chat.messages.get(params.integer("message_id"))
    if kept is None:
        raise bad_request("message to delete not found")
    if world.now() - kept.message["date"] > DELETE_WITHIN or not _may_delete(chat, kept):
        raise bad_request("message can't be deleted")
    world.remove(chat, [kept.message["message_id"]])
    return True


def delete_messages(world: World, params: Params) -> bool:
    """Delete up to 100 messages; those that can't be deleted are passed over (deleteMessages)."""
    chat = world.chat(chat_id_of(params))
    oldest = world.now() - DELETE_WITHIN
    wanted = [
        message_id
        for message_id in _message_ids(params)
        if (kept := chat.messages.get(message_id))
        and kept.message["date"] >= oldest
        and _may_delete(chat, kept)
    ]
    world.remove(chat, wanted)
    return True


def _may_delete(chat: Chat, kept: Kept) -> bool:
    """Return whether the bot may delete the message: in a group one of another only as an administrator."""
    return chat.private or not kept.out or chat.bot_status == "administrator"


def _message_ids(params: Params) -> list[int]:
    message_ids = params.tree("message_ids")
    if not isinstance(message_ids, list) or not message_ids:
        raise bad_request("message identifiers are not specified")
    if len(message_ids) > BATCH_LIMIT:
        raise bad_request("too many message identifiers specified")
    try:
        numbers = [int(message_id) for message_id in message_ids]
    except (TypeError, ValueError):
        raise bad_request("message identifier must be a Number") from None
    if min(numbers) <= 0:
        raise bad_request("invalid message identifier specified")
    return numbers


def answer_callback_query(world: World, params: Params) -> bool:
    """Answer a press (answerCallbackQuery)."""
    text = params.text("text")
    if len(text) > ANSWER_LIMIT:
        raise bad_request("MESSAGE_TOO_LONG")
    world.answer(params.text("callback_query_id"), text, show_alert=params.flag("show_alert"))
    return True


def send_chat_action(world: World, params: Params) -> bool:
    """Show what the bot is doing (sendChatAction)."""
    chat = world.open_chat(chat_id_of(params))
    action = params.text("action").lower()
    if action not in ACTION_NAMES:
        raise bad_request("wrong parameter action in request")
    world.emit(type="action", chat=chat.id, action=action)
    return True
