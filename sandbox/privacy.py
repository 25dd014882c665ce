"""The privacy mode of bots: what they are told of that people say in groups."""

import re

from .errors import Json
from .people import Chat

# Service messages of a group, which reach every bot in it.
SERVICE = frozenset(
    {
        "group_chat_created", "supergroup_chat_created", "new_chat_members", "left_chat_member",
        "new_chat_title", "migrate_to_chat_id", "migrate_from_chat_id", "pinned_message",
        "forum_topic_created",
        "forum_topic_edited", "forum_topic_closed", "forum_topic_reopened",
    }
)  # fmt: skip
_COMMAND = re.compile(r"/\w{1,64}(?:@(\w+))?(?!\S)")


def reaches_bot(chat: Chat, message: Json, bot: Json) -> bool:
    """Return whether the bot is told of a person's message.

    In a group only of commands that may be its own, replies to it, mentions of it, and what happens there;
    of all else where it is an administrator, and of nothing where it is out.
    """
    if chat.private:
        return True
    if chat.blocked:
        return False
    if chat.bot_status == "administrator" or SERVICE & message.keys():
        return True
    text, name = message.get("text") or message.get("caption") or "", str(bot["username"]).lower()
    if command := _COMMAND.match(text):
        return (command.group(1) or name).lower() == name
    replied = message.get("reply_to_message", {})
    is_mentioned = re.search(rf"(?<!\w)@{re.escape(name)}(?!\w)", text.lower())
    return bool(is_mentioned) or replied.get("from", {}).get("id") == bot["id"]
