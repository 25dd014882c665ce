"""Play a person: act in their chat with the bot, and wait for what they shall see."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass
from typing import Any

from conversations.conversation import ConversationState
from sandbox import Sandbox, User
from sandbox.player import buttons_of, labelled

# Seconds to wait for anything that is due, enough also on a busy machine.
PATIENCE = 30.0

FIRST_BYTES = {
    "png": b"\x89PNG\r\n\x1a\n",
    "jpg": b"\xff\xd8\xff\xe0",
    "pdf": b"%PDF-1.4\n",
    "zip": b"PK\x03\x04",
    "xlsx": b"PK\x03\x04",
}


@dataclass(slots=True)
class Sight:
    """A message as it was when it came or was edited, or the words over the screen after a press."""

    words: str
    labels: str = ""
    message_id: int | None = None
    is_alert: bool = False
    was_told: bool = False

    def shows(self, words: tuple[str, ...]) -> bool:
        """Return whether all these words stand in it, its buttons included."""
        return all(word in self.words or word in self.labels for word in words)


class Actor:
    """A person in one chat: `sees` looks at what came since their last act, `was_told` at everything."""

    def __init__(self, box: Sandbox, user: User, chat_id: int | None = None) -> None:
        self.user = user
        self.id = user.id
        self.sights: list[Sight] = []
        # What stands in files of these names; any other holds what its ending says.
        self.contents: dict[str, bytes] = {}
        # Waits until the bot has nothing to do; None where nobody can tell.
        self.quiet: Callable[[], Awaitable[None]] | None = None
        # Stores a draft of theirs as if they had answered its questions and left; None where nobody can.
        self.parks: Callable[[ConversationState], Awaitable[None]] | None = None
        self._chat_id = user.id if chat_id is None else chat_id
        self._acted = 0
        self.box = box
        box.on_event(self._notice)

    async def taps(self, label: str, on: str = "", times: int = 1) -> None:
        """Press a button of what has just come, or of the newest message with the words `on`."""

        def target() -> int | None:
            return next((m["message_id"] for m in self._pressable(on) if _has(m, label)), None)

        await self._until(lambda: target() is not None, f"a button {label!r} {f'on {on!r}' if on else ''}")
        pressed = target()
        self._acts()
        for _ in range(times):
            await self.user.presses(label, message_id=pressed)

    async def forges(self, data: str) -> None:
        """Press a button that the bot never made."""
        self._acts()
        await self.user.presses(data=data)

    async def types(self, text: str, reply_on: str = "") -> int:
        """Send a text, as a reply to the newest message with these words; return its number."""
        reply_to = await self._replied(reply_on)
        self._acts()
        return int((await self.user.types(text, reply_to))["message_id"])

    async def sends(self, *names: str, caption: str = "", photo: bool = False, reply_on: str = "") -> int:
        """Send files of these names, several as an album, as a reply; return the number of the first."""
        reply_to = await self._replied(reply_on)
        self._acts()
        files = [(name, self.contents.get(name) or _content(name)) for name in names]
        sent = await self.user.sends(*files, caption=caption, photo=photo, reply_to=reply_to)
        return int(sent[0]["message_id"])

    async def replaces(self, message_id: int, name: str) -> None:
        """Put a file of this name in place of that of a message of their own."""
        self._acts()
        await self.user.replaces(message_id, name, _content(name))

    async def forwards(self, *texts: str) -> None:
        """Forward messages of somebody else."""
        self._acts()
        await self.user.forwards(texts)

    async def sends_something(self, **content: object) -> None:
        """Send content that is neither a text nor a file: a sticker, a place, a contact."""
        self._acts()
        await self.user.posts(dict(content))

    async def edits(self, message_id: int, text: str) -> None:
        """Change the words of a message of their own."""
        self._acts()
        await self.user.edits(message_id, text)

    async def sees(self, *words: str) -> str:
        """Wait until a message since the last act has all these words; return its whole text."""
        found = await self._find(lambda: self.sights[self._acted :], words)
        return found.words

    async def reads(self, *words: str) -> str:
        """See these words, and take the time to read them.

        A text right after another, sent before the bot knows that its question is shown, continues the other.
        """
        text = await self.sees(*words)
        if self.quiet is not None:
            await self.quiet()
        return text

    async def was_told(self, *words: str) -> str:
        """Wait until a message of any time has all these words; return its text. Each message counts once."""
        found = await self._find(lambda: (s for s in self.sights if not s.was_told), words)
        for sight in self.sights:
            if sight.message_id is not None and sight.message_id == found.message_id:
                sight.was_told = True
        return found.words

    async def reads_over_screen(self, *words: str) -> Sight:
        """Wait for the words over the screen that answer a press."""
        return await self._find(
            lambda: (s for s in self.sights[self._acted :] if s.message_id is None), words
        )

    def saw(self, *words: str) -> bool:
        """Return whether a message with all these words was ever here."""
        return any(sight.shows(words) for sight in self.sights)

    @property
    def news(self) -> list[str]:
        """Return the texts that have come since the last act, oldest first."""
        return [sight.words for sight in self.sights[self._acted :]]

    @property
    def received(self) -> list[dict[str, Any]]:
        """Return the bot's messages that are in the chat now, oldest first."""
        return [message for message in self.user.messages if not message.get("out")]

    @property
    def labels(self) -> list[str]:
        """Return the labels of the newest message's buttons."""
        return [button["text"] for button in buttons_of(self.received[-1])]

    async def _replied(self, words: str) -> int | None:
        """Wait for the newest message of the bot with these words, and return its number; None for none."""
        if not words:
            return None

        def found() -> list[int]:
            newest = (m for m in self.user.newest_first() if not m.get("out") and words in words_of(m))
            return [int(m["message_id"]) for m in newest]

        await self._until(lambda: bool(found()), f"a message with {words!r}")
        return found()[0]

    def _acts(self) -> None:
        self._acted = len(self.sights)

    def _pressable(self, on: str) -> Iterator[dict[str, Any]]:
        if not on and len(self.sights) == self._acted:
            return
        fresh = {sight.message_id for sight in self.sights[self._acted :]}
        for message in self.user.newest_first():
            if message.get("out"):
                continue
            if on in words_of(message) if on else message["message_id"] in fresh:
                yield message

    def _was_there(self, sight: Sight) -> bool:
        """Return whether these words stood in this message before: losing its buttons is no news."""
        earlier = (s for s in reversed(self.sights) if s.message_id == sight.message_id)
        return any(s.words == sight.words for s in earlier)

    async def _find(
        self, sights: Callable[[], Iterator[Sight] | list[Sight]], words: tuple[str, ...]
    ) -> Sight:
        def found() -> Sight | None:
            return next((sight for sight in sights() if sight.shows(words)), None)

        await self._until(lambda: found() is not None, " and ".join(map(repr, words)))
        sight = found()
        assert sight is not None
        return sight

    async def _until(self, condition: Callable[[], bool], wanted: str) -> None:
        try:
            await self.box.settled(condition, PATIENCE)
        except TimeoutError:
            shown = [f"{words_of(m)} {[b['text'] for b in buttons_of(m)]}" for m in self.user.messages[-4:]]
            name = self.user.persona.first_name
            raise AssertionError(
                f"{name} waited for {wanted}; the chat ends with:\n" + "\n--\n".join(shown)
            ) from None

    def _notice(self, event: dict[str, Any]) -> None:
        if event.get("chat") != self._chat_id:
            return
        match event["type"]:
            case "message" | "edited" if not event["message"].get("out"):
                message = event["message"]
                labels = "\n".join(button["text"] for button in buttons_of(message))
                sight = Sight(words_of(message), labels, message["message_id"])
                if event["type"] == "message" or sight.labels or not self._was_there(sight):
                    self.sights.append(sight)
            case "answer" if event["text"]:
                self.sights.append(Sight(event["text"], is_alert=event["show_alert"]))


def words_of(message: dict[str, Any]) -> str:
    """Return the text or caption of a message."""
    return str(message.get("text") or message.get("caption") or "")


def _has(message: dict[str, Any], label: str) -> bool:
    return any(labelled(button["text"], label) for button in buttons_of(message))


def _content(name: str) -> bytes:
    return FIRST_BYTES.get(name.rpartition(".")[2].lower(), b"") + name.encode() * 20
