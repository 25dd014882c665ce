"""Describe what the renderer has to know of the channel that carries its messages."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

from markupsafe import Markup

# Tags of HTML that templates of messages may use; letters have an HTML of their own.
TAGS = frozenset({"b", "i", "s", "code", "pre", "blockquote"})


class MessageFormat(Protocol):
    """How a channel writes messages, and how large they may be.

    Rendered messages are texts with the markup of `TAGS`, in which everything else is escaped as in HTML.
    """

    @property
    def longest_message(self) -> int:
        """Return the most units that a message may have, not counting its markup."""

    @property
    def most_passages(self) -> int:
        """Return the most passages with markup that fit one message."""

    def length(self, text: str) -> int:
        """Return how many units of a message a text without markup takes."""

    def without_markup(self, text: str) -> str:
        """Return a rendered text as people read it: without tags, and not escaped."""

    def quote(self, text: str) -> Markup:
        """Return a text of a person, set off from the words around it."""

    def moment(self, instant: datetime, fallback: str) -> Markup:
        """Return a time as a client shows it on its reader's own clock; `fallback` where it can't do that."""
