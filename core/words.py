"""The markers that put a word of the core into the translation catalogues without translating it here."""

from __future__ import annotations


def _(message: str) -> str:
    """Mark `message` (Indonesian) for translation.

    The core keeps no language; whoever shows the word looks it up in the reader's language.
    """
    return message


class InContext(str):
    """A word that means several things: it is looked up together with `context`, else like any other."""

    __slots__ = ("context",)
    context: str


def pgettext(context: str, message: str) -> str:
    """Mark `message` for translation where the same word is said elsewhere and means something else there."""
    word = InContext(message)
    word.context = context
    return word
