"""Change groups as people do: make them, their members, what the bot may do there, and their topics."""

from collections.abc import Sequence
from dataclasses import replace

from .actions import Actions
from .errors import Json, bad_request
from .people import Chat, Persona, Topic
from .world import SUPERGROUPS, World

GROUP_LIMIT = 100
MEMBER_LIMIT = 200
TITLE_LIMIT = TOPIC_LIMIT = 128
TOPICS_LIMIT = 200
FIRST_GROUP = -4_000_000
NO_RIGHTS = "not enough rights"
# Colours that Telegram gives to topics.
COLOURS = (0x6FB9F0, 0xFFD67E, 0xCB86DB, 0x8EEE98, 0xFF93B2, 0xFB6F5F)


class Groups:
    """Changes groups as people do in their clients, with the updates and service messages of Telegram."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._actions = Actions(world)

    def create(self, maker: Persona, title: str, others: Sequence[int], *, with_bot: bool) -> Chat:
        """Make a group of people, with the bot in it or without; return it."""
        if not title.strip():
            raise bad_request("title is empty")
        if sum(not chat.private for chat in self._world.chats.values()) >= GROUP_LIMIT:
            raise bad_request("there are enough groups here")
        members = list(dict.fromkeys([maker.id, *(self._known(one).id for one in others)]))
        number = min(FIRST_GROUP, *(one for one in self._world.chats if one > SUPERGROUPS), 0) - 1
        chat = self._world.gather(number, title.strip()[:TITLE_LIMIT], members[:MEMBER_LIMIT])
        chat.bot_status = "left"
        if with_bot:
            self._actions.sets_bot(chat, maker, "member")
        self._world.keep_chat(chat)
        self._actions.posts(chat, maker, {"group_chat_created": True})
        return chat

    def add(self, chat: Chat, by: Persona, user_id: int) -> None:
        """Let somebody in; nothing happens where they are in already."""
        person = self._known(user_id)
        if person.id in chat.members:
            return
        if len(chat.members) >= MEMBER_LIMIT:
            raise bad_request("USERS_TOO_MUCH")
        chat.members = [*chat.members, person.id]
        self._world.keep_chat(chat)
        self._actions.posts(chat, by, {"new_chat_members": [person.as_user()]})

    def remove(self, chat: Chat, by: Persona, user_id: int) -> None:
        """Put somebody out, or leave; who made the group stays in it."""
        person = self._known(user_id)
        if person.id not in chat.members:
            raise bad_request("USER_NOT_PARTICIPANT")
        if by.id != person.id and not chat.is_admin(by.id):
            raise bad_request(NO_RIGHTS)
        if person.id == chat.members[0]:
            raise bad_request("can't remove chat owner")
        # The message is in the name of who did it, who may be out of the group after it.
        self._actions.posts(chat, by, {"left_chat_member": person.as_user()})
        chat.members = [one for one in chat.members if one != person.id]
        chat.admins = [one for one in chat.admins if one != person.id]
        chat.anonymous = [one for one in chat.anonymous if one != person.id]
        self._world.keep_chat(chat)

    def set_admin(self, chat: Chat, by: Persona, user_id: int, *, admin: bool, anonymous: bool) -> Chat:
        """Make a member an administrator, who may be anonymous, or no longer one; return the group.

        Anonymity makes a group a supergroup, which has another id.
        """
        self._require_admin(chat, by)
        if user_id not in chat.members:
            raise bad_request("USER_NOT_PARTICIPANT")
        is_admin = admin or user_id == chat.members[0]
        if anonymous and is_admin:
            chat = self._upgraded(chat, by)
        chat.admins = _with(chat.admins, user_id, wanted=admin and user_id != chat.members[0])
        chat.anonymous = _with(chat.anonymous, user_id, wanted=anonymous and is_admin)
        self._world.keep_chat(chat)
        return chat

    def set_bot(self, chat: Chat, by: Persona, status: str) -> None:
        """Add the bot to the group, put it out, or make it an administrator or no longer one."""
        was_out, is_out = chat.blocked, status == "out"
        if status not in ("member", "administrator", "out"):
            raise bad_request("status must be member, administrator or out")
        # Everybody may add somebody; all else is for administrators.
        if not (was_out and status == "member"):
            self._require_admin(chat, by)
        if was_out and is_out:
            return
        if is_out:
            # Of a supergroup one is banned, a smaller group one only is no longer in.
            status = "kicked" if chat.id < SUPERGROUPS else "left"
        self._actions.sets_bot(chat, by, status)
        if was_out:
            self._actions.posts(chat, by, {"new_chat_members": [self._world.bot]})
        elif is_out:
            self._actions.posts(chat, by, {"left_chat_member": self._world.bot})

    def open_topics(self, chat: Chat, by: Persona) -> Chat:
        """Turn the group into a forum; return it, which may have another id since."""
        self._require_admin(chat, by)
        if chat.forum:
            return chat
        chat = self._upgraded(chat, by)
        chat.head = {**chat.head, "is_forum": True}
        self._world.keep_chat(chat)
        return chat

    def add_topic(self, chat: Chat, by: Persona, name: str) -> Topic:
        """Open a topic in a forum; return it."""
        if not chat.forum:
            raise bad_request("the chat is not a forum")
        if not name.strip():
            raise bad_request("TOPIC_TITLE_EMPTY")
        if len(chat.topics) >= TOPICS_LIMIT:
            raise bad_request("TOPICS_TOO_MUCH")
        colour = COLOURS[len(chat.topics) % len(COLOURS)]
        number = self._world.next_message
        topic = Topic(number, name.strip()[:TOPIC_LIMIT])
        chat.topics[number] = topic
        opened: Json = {"forum_topic_created": {"name": topic.name, "icon_color": colour}}
        self._actions.posts(chat, by, {**opened, "message_thread_id": number, "is_topic_message": True})
        self._world.keep_chat(chat)
        return topic

    def close_topic(self, chat: Chat, by: Persona, topic_id: int, *, closed: bool) -> None:
        """Close a topic, in which only administrators write from then on, or open it again."""
        self._require_admin(chat, by)
        topic = chat.topics.get(topic_id)
        if topic is None:
            raise bad_request("TOPIC_ID_INVALID")
        if topic.closed == closed:
            raise bad_request("TOPIC_NOT_MODIFIED")
        chat.topics[topic_id] = replace(topic, closed=closed)
        self._world.keep_chat(chat)
        happened: Json = {"forum_topic_closed" if closed else "forum_topic_reopened": {}}
        Actions(self._world, topic_id).posts(chat, by, happened)

    def _upgraded(self, chat: Chat, by: Persona) -> Chat:
        """Return the group as a supergroup: itself, or one with another id to which all have moved.

        The bot is told that it is in the new one, never that it is out of the old one.
        """
        if chat.id < SUPERGROUPS:
            return chat
        world, status = self._world, chat.bot_status
        moved = world.gather(SUPERGROUPS + chat.id, chat.head["title"], chat.members)
        moved.admins, moved.anonymous, moved.moved_from = chat.admins, chat.anonymous, chat.id
        moved.bot_status = "left"
        if not chat.blocked:
            self._actions.sets_bot(moved, by, status)
        moved.bot_status = status
        self._actions.posts(chat, by, {"migrate_to_chat_id": moved.id})
        chat.moved_to = moved.id
        world.keep_chat(chat)
        world.keep_chat(moved)
        self._actions.posts(moved, by, {"migrate_from_chat_id": chat.id})
        return moved

    def _require_admin(self, chat: Chat, by: Persona) -> None:
        if not chat.is_admin(by.id):
            raise bad_request(NO_RIGHTS)

    def _known(self, user_id: int) -> Persona:
        person = self._world.personas.get(user_id)
        if person is None:
            raise bad_request("user not found")
        return person


def _with(people: list[int], user_id: int, *, wanted: bool) -> list[int]:
    others = [one for one in people if one != user_id]
    return [*others, user_id] if wanted else others
