"""Write and read callback data of buttons: an answer to a step of a conversation, or an address."""

from __future__ import annotations

from dataclasses import dataclass

from conversations.addressing.addresses import Address
from conversations.addressing.codec import decode, encode, read_number
from conversations.rendering.screen import Button
from core.people.chats import Chat

# First letter of the data: what follows is an answer with the revision of its screen, or an address.
ANSWER = "t"
ADDRESS = "a"
# Stands for a revision that somebody made up.
NO_REVISION = -1


@dataclass(frozen=True, slots=True)
class PressedAnswer:
    """An answer to a step, pressed on the screen of this revision."""

    revision: int
    says: str

    def could_be_of(self, chat: Chat) -> bool:
        """Return whether the chat has ever shown a screen of this revision."""
        return NO_REVISION < self.revision <= chat.revision


def write_callback_data(button: Button, revision: int) -> str:
    """Return the data of a button that answers a step or leads to an address."""
    if button.says:
        return f"{ANSWER}:{revision}:{button.says}"
    assert button.to is not None, "a button that says nothing leads somewhere"
    return f"{ADDRESS}:{encode(button.to)}"


def read_callback_data(data: str) -> PressedAnswer | Address | None:
    """Return what a button with this data means; None for data that somebody made up."""
    kind, _colon, rest = data.partition(":")
    if kind == ANSWER:
        revision, _colon, says = rest.partition(":")
        number = read_number(revision)
        return PressedAnswer(NO_REVISION if number is None else number, says)
    return decode(rest) if kind == ADDRESS else None
