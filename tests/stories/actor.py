"""A person of a story: what they do in their chat with the bot, and what comes into their view."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from sandbox import Sandbox, User
from sandbox.player import buttons_of, labelled

# Seconds within which anything that is due at all has come, on a busy machine too.
PATIENCE = 10.0

FIRST_BYTES = {
    "png": b"\x89PNG\r\n\x1a\n",
    "jpg": b"\xff\xd8\xff\xe0",
    "pdf": b"%PDF-1.4\n",
    "zip": b"PK\x03\x04",
    "xlsx": b"PK\x03\x04",
}


@dataclass(slots=True)
class Sight:
    """Something that came into view: a message as it was then, or words over the screen."""

    words: str
    labels: str = ""
    message_id: int | None = None
    is_alert: bool = False
    was_told: bool = False

    def shows(self, words: tuple[str, ...]) -> bool:
        """Whether all of them stand in it, on its buttons too."""
        return all(word in self.words or word in self.labels for word in words)


class Actor:
    """One person in one chat. `sees` looks at what came since their last act, `was_told` at everything."""

    def __init__(self, box: Sandbox, user: User, chat_id: int | None = None) -> None:
        self.user = user
        self.id = user.id
        self.sights: list[Sight] = []
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

    async def types(self, text: str) -> int:
        """Send a text; the number of its message."""
        self._acts()
        return int((await self.user.types(text))["message_id"])

    async def sends(self, *names: str, caption: str = "", photo: bool = False) -> None:
        """Send files of these names, several as an album."""
        self._acts()
        files = [(name, _content(name)) for name in names]
        await self.user.sends(*files, caption=caption, photo=photo)

    async def forwards(self, *texts: str) -> None:
        """Forward messages of somebody else."""
        self._acts()
        await self.user.forwards(texts)

    async def sends_something(self, **content: object) -> None:
        """Send what is neither a text nor a file: a sticker, a place, a contact."""
        self._acts()
        self.user._actions._send(self.user._chat, self.user.persona, dict(content))

    async def edits(self, message_id: int, text: str) -> None:
        """Change the words of a message of their own."""
        self._acts()
        await self.user.edits(message_id, text)

    async def sees(self, *words: str) -> str:
        """Wait until all these words have come together since the last act; the whole text they are in."""
        found = await self._find(lambda: self.sights[self._acted :], words)
        return found.words

    async def was_told(self, *words: str) -> str:
        """Wait until a message with all these words has come at any time; each message counts once."""
        found = await self._find(lambda: (s for s in self.sights if not s.was_told), words)
        for sight in self.sights:
            if sight.message_id is not None and sight.message_id == found.message_id:
                sight.was_told = True
        return found.words

    async def reads_over_screen(self, *words: str) -> Sight:
        """Wait for the words with which a press is answered."""
        return await self._find(
            lambda: (s for s in self.sights[self._acted :] if s.message_id is None), words
        )

    def saw(self, *words: str) -> bool:
        """Whether a message with all these words was ever here."""
        return any(sight.shows(words) for sight in self.sights)

    @property
    def news(self) -> list[str]:
        """What has come since the last act, oldest first."""
        return [sight.words for sight in self.sights[self._acted :]]

    @property
    def received(self) -> list[dict[str, Any]]:
        """The bot's messages that are in the chat now, oldest first."""
        return [message for message in self.user.messages if not message.get("out")]

    @property
    def labels(self) -> list[str]:
        """The buttons of the newest message."""
        return [button["text"] for button in buttons_of(self.received[-1])]

    def _acts(self) -> None:
        self._acted = len(self.sights)

    def _pressable(self, on: str) -> Iterator[dict[str, Any]]:
        fresh = {sight.message_id for sight in self.sights[self._acted :]}
        for message in reversed(self.received):
            if on in words_of(message) if on else message["message_id"] in fresh:
                yield message

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
                self.sights.append(Sight(words_of(message), labels, message["message_id"]))
            case "answer" if event["text"]:
                self.sights.append(Sight(event["text"], is_alert=event["show_alert"]))


def words_of(message: dict[str, Any]) -> str:
    """The text or caption of a message."""
    return str(message.get("text") or message.get("caption") or "")


def _has(message: dict[str, Any], label: str) -> bool:
    return any(labelled(button["text"], label) for button in buttons_of(message))


def _content(name: str) -> bytes:
    return FIRST_BYTES.get(name.rpartition(".")[2].lower(), b"") + name.encode() * 20
