"""Acts of a persona from the page, by the last word of the address."""

from collections.abc import Callable
from dataclasses import dataclass

from .actions import Actions
from .errors import Json, bad_request
from .formats import picture_type
from .params import Params
from .people import Chat, Persona
from .sending import without

NEW_ON_FORWARD = (
    "message_id", "from", "chat", "date", "reply_markup", "reply_to_message", "quote", "media_group_id",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Actor:
    """A persona in a chat."""

    actions: Actions
    chat: Chat
    person: Persona


def _text(actor: Actor, params: Params) -> Json:
    reply_to = params.integer("reply_to") or None
    return {"message": actor.actions.writes(actor.chat, actor.person, params.text("text"), reply_to)}


def _files(actor: Actor, params: Params) -> Json:
    files = [(upload.name, upload.data) for upload in params.files]
    # As Telegram's own clients do: what isn't a picture goes as a document.
    photo = params.text("as") == "photo" and all(picture_type(data) for _, data in files)
    sent = actor.actions.sends(actor.chat, actor.person, files, params.text("caption"), photo=photo)
    return {"messages": sent}


def _press(actor: Actor, params: Params) -> Json:
    message_id = params.integer("message_id")
    return {"query_id": actor.actions.presses(actor.chat, actor.person, message_id, params.text("data"))}


def _edit(actor: Actor, params: Params) -> Json:
    message_id = params.integer("message_id")
    return {"message": actor.actions.edits(actor.chat, actor.person, message_id, params.text("text"))}


def _forward(actor: Actor, params: Params) -> Json:
    source = actor.actions.world.chat(params.integer("from_chat"))
    contents = []
    for message_id in _message_ids(params):
        if message_id not in source.messages:
            raise bad_request("message to forward not found")
        message = source.messages[message_id].message
        if message.get("has_protected_content"):
            raise bad_request("the message can't be forwarded")
        origin = {"type": "user", "sender_user": message["from"], "date": message["date"]}
        contents.append({"forward_origin": origin} | without(message, *NEW_ON_FORWARD))
    return {"messages": actor.actions.forwards(actor.chat, actor.person, contents)}


def _delete(actor: Actor, params: Params) -> Json:
    actor.actions.deletes(actor.chat, _message_ids(params))
    return {}


def _read(actor: Actor, params: Params) -> Json:
    actor.actions.reads(actor.chat)
    return {}


def _block(actor: Actor, params: Params) -> Json:
    actor.actions.blocks(actor.chat, actor.person, blocked=params.flag("blocked"))
    return {}


def _message_ids(params: Params) -> list[int]:
    given = params.tree("message_ids")
    if not isinstance(given, list) or not all(isinstance(message_id, int) for message_id in given):
        raise bad_request("message_ids must be a list of numbers")
    return given


ACTS: dict[str, Callable[[Actor, Params], Json]] = {
    "text": _text,
    "files": _files,
    "press": _press,
    "edit": _edit,
    "forward": _forward,
    "delete": _delete,
    "read": _read,
    "block": _block,
}
