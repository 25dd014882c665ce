"""Read from a raw update who sent it and where, also where the rest of it can't be parsed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from core.input.characters import without_hidden
from core.languages import find_language

# Signs of a name that are kept, and that are read.
LONGEST_NAME, MOST_READ = 64, 256
# Telegram's account @GroupAnonymousBot, in whose name anonymous administrators of groups write.
ANONYMOUS_ADMINISTRATOR = 1087968824


@dataclass(frozen=True, slots=True)
class Sender:
    """The person behind an update, and the button they pressed, if they did.

    `chat_id` is their private chat with the bot, whose id is also theirs. `pressed_message_id` is set for
    buttons in that chat only, `callback_query_id` for every button.
    """

    chat_id: int
    language: str
    is_in_private_chat: bool = True
    pressed_message_id: int | None = None
    callback_query_id: str | None = None


def read_sender(raw: dict[str, Any]) -> Sender | None:
    """Return the sender of an update; None for bots, and for updates that no person caused.

    For an administrator who writes as the group, it is Telegram's account for all of them, whom nobody is
    signed in as.
    """
    query = _part(raw, "callback_query")
    part = query or _part(raw, "message") or _part(raw, "edited_message") or _part(raw, "my_chat_member")
    user = part.get("from")
    if not isinstance(user, dict) or not isinstance(user.get("id"), int):
        return None
    if user.get("is_bot") and (query or user["id"] != ANONYMOUS_ADMINISTRATOR):
        return None
    language = find_language(str(user.get("language_code", ""))).code
    message = _part(query, "message") if query else part
    is_private = _part(message, "chat").get("type", "private") == "private"
    if not query:
        return Sender(user["id"], language, is_private)
    pressed_message_id = message.get("message_id") if is_private else None
    return Sender(user["id"], language, is_private, pressed_message_id, str(query.get("id")))


def sender_name(raw: dict[str, Any]) -> str:
    """Return the name that the sender of an update gave Telegram, of `LONGEST_NAME` signs; "" for none."""
    part = next((part for kind in raw if (part := _part(raw, kind))), {})
    user = _part(part, "from")
    names = [name for name in (user.get("first_name"), user.get("last_name")) if isinstance(name, str)]
    return " ".join(without_hidden(" ".join(names)[:MOST_READ]).split())[:LONGEST_NAME]


def _part(details: dict[str, Any], name: str) -> dict[str, Any]:
    """Return a part of a raw update; an empty one where it is missing or of another type."""
    part = details.get(name)
    return part if isinstance(part, dict) else {}
