"""People, their chats with the bot, and the messages in them, as they are kept."""

from dataclasses import dataclass, field

from .errors import Json


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
    """A message as it stands; replaced, never changed in place, so that earlier readers keep theirs."""

    message: Json
    out: bool
    keyboard: Json | None = None
    reactions: list[Json] = field(default_factory=list)

    def view(self) -> Json:
        """Return the message as the page shows it: also its side, and a keyboard below the input line."""
        view = dict(self.message)
        if self.out:
            view["out"] = True
        if self.keyboard:
            view["reply_markup"] = self.keyboard
        if self.reactions:
            view["reactions"] = self.reactions
        return view


@dataclass(slots=True)
class Chat:
    """One chat with the bot in it."""

    id: int
    head: Json
    members: list[int]
    opened: bool = False
    blocked: bool = False
    unread: int = 0
    pinned: int | None = None
    messages: dict[int, Kept] = field(default_factory=dict)

    @property
    def private(self) -> bool:
        """Return True for a chat with one person."""
        return bool(self.head["type"] == "private")
