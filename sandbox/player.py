"""A person in a chat with the bot, driven by tests: they send texts and files, press buttons, see answers."""

import re
from collections.abc import Iterator, Sequence

from .actions import Actions
from .errors import Json
from .people import Chat, Persona
from .world import World

_COUNT = re.compile(r" \([0-9]+\+?\)$")
_TICKET = re.compile("[A-Z]{2,3}[0-9]{8,}")


class User:
    """One person in one chat with the bot: their private chat, or a group."""

    def __init__(self, world: World, persona: Persona, chat: Chat, topic: int = 0) -> None:
        self.persona = persona
        self._world = world
        self._chat = chat
        self._actions = Actions(world, topic)

    def in_topic(self, topic: int) -> "User":
        """Return the same person, who writes in this topic of the group."""
        return User(self._world, self.persona, self._chat, topic)

    @property
    def id(self) -> int:
        """Return the person's id, which is also that of their chat with the bot."""
        return self.persona.id

    @property
    def messages(self) -> list[Json]:
        """Return the chat as it stands now, oldest first; `out` marks messages of a person."""
        return [kept.view() for kept in self._chat.messages.values()]

    def newest_first(self) -> Iterator[Json]:
        """Return the messages of `messages` from the newest to the oldest, for who needs few of them."""
        return (kept.view() for kept in reversed(self._chat.messages.values()))

    @property
    def toasts(self) -> list[Json]:
        """Return the answers to presses, oldest first: text and show_alert."""
        return list(self._world.toasts[self._chat.id, self.persona.id])

    async def types(self, text: str, reply_to: int | None = None) -> Json:
        """Send a text; return the message."""
        return self._actions.writes(self._chat, self.persona, text, reply_to)

    async def sends(
        self,
        *files: tuple[str, bytes],
        caption: str = "",
        photo: bool = False,
        reply_to: int | None = None,
    ) -> list[Json]:
        """Send files as (name, bytes), two or more as an album; return the messages."""
        return self._actions.sends(self._chat, self.persona, files, caption, photo=photo, reply_to=reply_to)

    async def posts(self, content: Json) -> Json:
        """Send a message of any other content, as fields of the Bot API; return it."""
        return self._actions.posts(self._chat, self.persona, content)

    async def presses(
        self, label: str | None = None, *, message_id: int | None = None, data: str | None = None
    ) -> str:
        """Press the newest button so labelled, or forge `data` on a message; return the query's id."""
        if data is None:
            if label is None:
                raise ValueError("a label, or data to forge")
            message_id, data = self._find(label, message_id)
        elif message_id is None:
            message_id = self._newest_with_keyboard()
        return self._actions.presses(self._chat, self.persona, message_id, data)

    async def edits(self, message_id: int, text: str) -> Json:
        """Put other words into a message of their own; return it as it is now."""
        return self._actions.edits(self._chat, self.persona, message_id, text)

    async def replaces(self, message_id: int, name: str, data: bytes) -> Json:
        """Put another document into a message of their own; return it as it is now."""
        return self._actions.replaces(self._chat, self.persona, message_id, name, data)

    async def forwards(self, texts: Sequence[str]) -> list[Json]:
        """Forward a batch of texts at once; return the messages."""
        contents = [self._actions.text_content(text) for text in texts]
        return self._actions.forwards(self._chat, self.persona, contents)

    async def deletes(self, *message_ids: int) -> None:
        """Delete messages for both sides."""
        self._actions.deletes(self._chat, list(message_ids))

    def blocks_bot(self) -> None:
        """Stop the bot: from now on its messages are refused."""
        self._actions.blocks(self._chat, self.persona, blocked=True)

    def unblocks_bot(self) -> None:
        """Let the bot back in."""
        self._actions.blocks(self._chat, self.persona, blocked=False)

    def _find(self, label: str, message_id: int | None) -> tuple[int, str]:
        shown: list[str] = []
        for kept in reversed(self._chat.messages.values()):
            if message_id not in (None, kept.message["message_id"]):
                continue
            buttons = buttons_of(kept.message)
            shown += [button["text"] for button in buttons]
            found = [button for button in buttons if labelled(button["text"], label)]
            if found:
                # The very words go before the words behind an icon.
                button = min(found, key=lambda button: button["text"] != label)
                if "callback_data" not in button:
                    raise LookupError(f"the button {button['text']!r} can't be pressed: {button}")
                return kept.message["message_id"], button["callback_data"]
        raise LookupError(f"no button {label!r} among {shown[:30]}; the chat ends with {self._end()}")

    def _newest_with_keyboard(self) -> int:
        for kept in reversed(self._chat.messages.values()):
            if buttons_of(kept.message):
                return int(kept.message["message_id"])
        raise LookupError("no message carries a button")

    def _end(self) -> list[str]:
        newest = list(self._chat.messages.values())[-3:]
        return [kept.message.get("text") or kept.message.get("caption") or "(file)" for kept in newest]


def buttons_of(message: Json) -> list[Json]:
    """Return the buttons under a message, in reading order."""
    return [button for row in message.get("reply_markup", {}).get("inline_keyboard", []) for button in row]


def labelled(text: str, label: str) -> bool:
    """Return whether a button with this text is the one that a test calls `label`.

    It is if the text equals the label without a leading icon ("📋 Tiket") or a trailing count ("Tiket (3)").
    If the label is a ticket's number, a row of a list that begins with it matches too.
    """
    icon, _, rest = text.partition(" ")
    words = [text, rest] if not icon.isascii() and not icon.isalnum() else [text]
    return any(
        one == label
        or _COUNT.sub("", one) == label
        or (_TICKET.fullmatch(label) and one.startswith(f"{label} "))
        for one in words
    )
