"""The marker that puts a word of the core into the translation catalogues without translating it here."""

from __future__ import annotations


def _(message: str) -> str:
    """Mark `message` (Indonesian) for translation.

    The core keeps no language; whoever shows the word looks it up in the reader's language.
    """
    return message
