"""Markers that put texts of the core into the translation catalogues without translating them."""

from __future__ import annotations


def _(message: str) -> str:
    """Mark `message` (Indonesian) for translation, and return it unchanged.

    The core does not know who will read it; `conversations.rendering` translates it for each reader.
    """
    return message


class InContext(str):
    """Text that is translated together with its `context`; in all other respects an ordinary string."""

    __slots__ = ("context",)
    context: str


def pgettext(context: str, message: str) -> str:
    """Mark `message` for translation in `context`, where the same text means something else elsewhere."""
    word = InContext(message)
    word.context = context
    return word


# Context in which names of master data are looked up, which no text of the code is in.
NAME = "name"
