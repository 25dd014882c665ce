"""Say who is what in a chat, as the Bot API's ChatMember does."""

from .errors import Json, bad_request
from .people import Chat
from .world import World

# Rights that a client gives by default to an administrator who is made on the page.
_RIGHTS: Json = {
    "can_be_edited": False,
    "can_manage_chat": True,
    "can_change_info": True,
    "can_delete_messages": True,
    "can_invite_users": True,
    "can_restrict_members": True,
    "can_promote_members": False,
    "can_manage_video_chats": True,
    "can_post_stories": True,
    "can_edit_stories": True,
    "can_delete_stories": True,
}


def bot_member(world: World, chat: Chat, status: str) -> Json:
    """Return the bot as a member of the chat with this status."""
    member = {"user": world.bot, "status": status}
    match status:
        case "kicked":
            return {**member, "until_date": 0}
        case "administrator":
            return member | _rights(chat, is_anonymous=False)
        case _:
            return member


def member_of(world: World, chat: Chat, user_id: int) -> Json:
    """Return anybody, the bot too, as a member of the chat; refuse who is unknown."""
    if user_id == world.bot["id"]:
        return bot_member(world, chat, chat.bot_status)
    person = world.personas.get(user_id)
    if person is None:
        raise bad_request("invalid user_id specified")
    user, is_anonymous = person.as_user(), user_id in chat.anonymous
    if user_id not in chat.members:
        return {"user": user, "status": "left"}
    if not chat.private and chat.members[0] == user_id:
        return {"user": user, "status": "creator", "is_anonymous": is_anonymous}
    if chat.is_admin(user_id):
        return {"user": user, "status": "administrator"} | _rights(chat, is_anonymous=is_anonymous)
    return {"user": user, "status": "member"}


def administrators(world: World, chat: Chat) -> list[Json]:
    """Return the members who may do more than others; other bots than the one that asks are left out."""
    people = [member_of(world, chat, user_id) for user_id in chat.members if chat.is_admin(user_id)]
    bot = [member_of(world, chat, world.bot["id"])] if chat.bot_status == "administrator" else []
    return people + bot


def _rights(chat: Chat, *, is_anonymous: bool) -> Json:
    of_kind = {"can_pin_messages": True, "can_manage_topics": chat.forum} if not chat.private else {}
    return _RIGHTS | of_kind | {"is_anonymous": is_anonymous}
