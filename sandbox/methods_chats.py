"""Bot API: chats, their members, and small marks on messages."""

from .errors import Json, bad_request
from .membership import administrators, member_of
from .params import Params
from .sending import chat_id_of
from .world import World


def get_chat(world: World, params: Params) -> Json:
    """Return all that is known of a chat (getChat)."""
    chat = world.chat(chat_id_of(params))
    full: Json = {
        **chat.head,
        "accent_color_id": abs(chat.id) % 7,
        "max_reaction_count": 11,
        "accepted_gift_types": dict.fromkeys(
            (
                "unlimited_gifts",
                "limited_gifts",
                "unique_gifts",
                "premium_subscription",
                "gifts_from_channels",
            ),
            False,
        ),
    }
    if chat.pinned in chat.messages:
        full["pinned_message"] = chat.messages[chat.pinned].message
    if not chat.private:
        full["permissions"] = {"can_send_messages": True}
    return full


def get_chat_member(world: World, params: Params) -> Json:
    """Return somebody's part in a chat (getChatMember)."""
    return member_of(world, world.chat(chat_id_of(params)), params.integer("user_id"))


def get_chat_administrators(world: World, params: Params) -> list[Json]:
    """Return the administrators of a group (getChatAdministrators)."""
    chat = world.chat(chat_id_of(params))
    if chat.private:
        raise bad_request("there are no administrators in the private chat")
    return administrators(world, chat)


def get_chat_member_count(world: World, params: Params) -> int:
    """Return the number of people in a chat, the bot included (getChatMemberCount)."""
    chat = world.chat(chat_id_of(params))
    return len(chat.members) + (not chat.blocked)


def leave_chat(world: World, params: Params) -> bool:
    """Leave a group (leaveChat)."""
    chat = world.chat(chat_id_of(params))
    if chat.private:
        raise bad_request("chat member status can't be changed in private chats")
    chat.bot_status = "left"
    world.keep_chat(chat)
    return True


def set_message_reaction(world: World, params: Params) -> bool:
    """Put at most one emoji on a message, or take it away (setMessageReaction)."""
    chat = world.open_chat(chat_id_of(params))
    kept = chat.messages.get(params.integer("message_id"))
    if kept is None:
        raise bad_request("message to react not found")
    reactions = params.tree("reaction", "reaction") or []
    if not isinstance(reactions, list) or not all(isinstance(one, dict) for one in reactions):
        raise bad_request("can't parse reaction JSON object")
    if len(reactions) > 1 or any(one.get("type") != "emoji" or not one.get("emoji") for one in reactions):
        raise bad_request("REACTION_INVALID")
    world.change(chat, kept.message, reactions=reactions)
    return True


def pin_chat_message(world: World, params: Params) -> bool:
    """Pin a message to the top of a chat (pinChatMessage)."""
    chat = world.open_chat(chat_id_of(params))
    if params.integer("message_id") not in chat.messages:
        raise bad_request("message to pin not found")
    chat.pinned = params.integer("message_id")
    return True


def unpin_chat_message(world: World, params: Params) -> bool:
    """Unpin the pinned message of a chat (unpinChatMessage)."""
    chat = world.open_chat(chat_id_of(params))
    if chat.pinned is None:
        raise bad_request("message to unpin not found")
    chat.pinned = None
    return True
