"""See one person's chat as they do: every message and edit in order, and the buttons that can be pressed."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sandbox import Sandbox
from sandbox.player import buttons_of, labelled


@dataclass(frozen=True, slots=True)
class Sight:
    """A message as it came or was edited, or the words over the screen after a press (`message_id` 0)."""

    message_id: int
    text: str
    buttons: tuple[tuple[str, str], ...] = ()
    is_new: bool = True

    def button(self, label: str) -> str | None:
        """Return the data of the button with this label, with or without an icon; None if there is none."""
        return next((data for text, data in self.buttons if labelled(text, label)), None)

    def has(self, words: Sequence[str]) -> bool:
        """Return whether all words stand in the text."""
        return all(word in self.text for word in words)


class Eyes:
    """Everything that the bot has said to one person in their chat."""

    def __init__(
        self, box: Sandbox, chat_id: int, on_sight: Callable[[Sight], None] = lambda _sight: None
    ) -> None:
        """Look from now on; `on_sight` is called with everything that is seen."""
        self.sights: list[Sight] = []
        self._chat_id = chat_id
        self._on_sight = on_sight
        self._current: dict[int, Sight] = {}
        self._news = asyncio.Event()
        self._stop = box.on_event(self._notice)

    def close(self) -> None:
        """Look no more."""
        self._stop()

    @property
    def current(self) -> list[Sight]:
        """Return the bot's messages as they stand now, the newest first."""
        return [self._current[key] for key in sorted(self._current, reverse=True)]

    @property
    def posted(self) -> Iterator[Sight]:
        """Yield every message as it was when it was sent."""
        return (sight for sight in self.sights if sight.is_new and sight.message_id)

    async def watch(self, seen: int, seconds: float) -> bool:
        """Wait until there are more than `seen` sights; return False after so many seconds without one."""
        try:
            async with asyncio.timeout(max(0.0, seconds)):
                while len(self.sights) <= seen:
                    self._news.clear()
                    await self._news.wait()
        except TimeoutError:
            return False
        return True

    def _notice(self, event: dict[str, Any]) -> None:
        if event.get("chat") != self._chat_id:
            return
        match event["type"]:
            case "message" | "edited" if not event["message"].get("out"):
                sight = _sight(event["message"], is_new=event["type"] == "message")
                former = self._current.get(sight.message_id)
                self._current[sight.message_id] = sight
                if former is not None and former.text == sight.text and not sight.buttons:
                    # Its buttons were taken off, since something newer is below: nothing that was said.
                    return
            case "answer" if event["text"]:
                sight = Sight(0, event["text"])
            case "deleted":
                for message_id in event["message_ids"]:
                    self._current.pop(message_id, None)
                return
            case _:
                return
        self.sights.append(sight)
        self._on_sight(sight)
        self._news.set()


def _sight(message: dict[str, Any], *, is_new: bool) -> Sight:
    buttons = ((b["text"], b["callback_data"]) for b in buttons_of(message) if "callback_data" in b)
    text = str(message.get("text") or message.get("caption") or "")
    return Sight(message["message_id"], text, tuple(buttons), is_new)
