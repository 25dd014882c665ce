"""People, their chats with the bot, and the messages in them, as they are kept."""

from dataclasses import asdict, dataclass, field

from .errors import Json

# Statuses of a bot that is not in the chat.
OUT = frozenset({"left", "kicked"})


@dataclass(frozen=True, slots=True)
class Persona:
    """A person who can be played; `label` is the role shown under the name."""

    id: int
    first_name: str
    last_name: str = ""
    username: str | None = None
    language_code: str = "id"
    label: str = ""

    def as_user(self) -> Json:
        """Return the person as the Bot API's User."""
        user: Json = {"id": self.id, "is_bot": False, "first_name": self.first_name}
        if self.last_name:
            user["last_name"] = self.last_name
        if self.username:
            user["username"] = self.username
        return {**user, "language_code": self.language_code}


@dataclass(slots=True)
class Kept:
    """A message as it stands; replaced, never changed in place, so that earlier readers keep theirs.

    `author` is the person behind a message that an administrator sent in the name of the group.
    """

    message: Json
    out: bool
    keyboard: Json | None = None
    reactions: list[Json] = field(default_factory=list)
    author: int | None = None

    @property
    def writer(self) -> int:
        """Return the id of who wrote the message, whatever name it bears."""
        return self.author or int(self.message["from"]["id"])

    def view(self) -> Json:
        """Return the message as the page shows it: also its side, and a keyboard below the input line."""
        view = dict(self.message)
        if self.out:
            view["out"] = True
        if self.author:
            view["author"] = self.author
        if self.keyboard:
            view["reply_markup"] = self.keyboard
        if self.reactions:
            view["reactions"] = self.reactions
        return view


@dataclass(frozen=True, slots=True)
class Topic:
    """A topic of a forum; its id is that of the message with which it was opened."""

    id: int
    name: str
    closed: bool = False


@dataclass(slots=True)
class Chat:
    """One chat with the bot in it, or a group to which it may be added.

    `bot_status` is as in ChatMember. Who comes first in `members` made the group. `unread_in` counts by
    topic, 0 being General and every chat without topics.
    """

    id: int
    head: Json
    members: list[int]
    opened: bool = False
    bot_status: str = "member"
    pinned: int | None = None
    messages: dict[int, Kept] = field(default_factory=dict)
    admins: list[int] = field(default_factory=list)
    anonymous: list[int] = field(default_factory=list)
    topics: dict[int, Topic] = field(default_factory=dict)
    moved_to: int | None = None
    moved_from: int | None = None
    unread_in: dict[int, int] = field(default_factory=dict)

    @property
    def private(self) -> bool:
        """Return True for a chat with one person."""
        return bool(self.head["type"] == "private")

    @property
    def forum(self) -> bool:
        """Return True for a group with topics."""
        return bool(self.head.get("is_forum"))

    @property
    def blocked(self) -> bool:
        """Return True where the bot is not in the chat: stopped by its person, or put out of the group."""
        return self.bot_status in OUT

    @property
    def unread(self) -> int:
        """Return how many messages nobody has read."""
        return sum(self.unread_in.values())

    def is_admin(self, user_id: int) -> bool:
        """Return True for who made the group, and for its other administrators."""
        return not self.private and (user_id == self.members[0] or user_id in self.admins)

    def group_view(self) -> Json:
        """Return the group as the page shows it, without its messages."""
        return {
            "id": self.id,
            "title": self.head["title"],
            "type": self.head["type"],
            "forum": self.forum,
            "members": self.members,
            "admins": self.admins,
            "anonymous": self.anonymous,
            "bot": self.bot_status,
            "topics": [asdict(topic) for topic in self.topics.values()],
            "moved_to": self.moved_to,
            "moved_from": self.moved_from,
        }
