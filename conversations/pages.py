"""Lays long texts out over pages that each fit one message of Telegram."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import unescape

from markupsafe import Markup

# After entities are parsed, in UTF-16 units (Telegram's own measure); entities in one message.
PAGE = 4096
MOST_PASSAGES = 20
# Longer than this, a word may be cut.
LONGEST_WORD = 100

TAG = re.compile(r"<[^>]+>")
_BLANK = "\n\n"
_QUOTE = Markup("<blockquote>{}</blockquote>")
_LONG_QUOTE = Markup("<blockquote expandable>{}</blockquote>")
_FOLDS_AT = 400


@dataclass(frozen=True, slots=True)
class Passage:
    """A line of ours over a text of a person, which may be empty."""

    head: Markup
    text: str


def units(text: str) -> int:
    """The length of a plain text as Telegram counts it."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def visible_units(html: str) -> int:
    """The length of what is left of HTML after its tags and entities are parsed."""
    return units(unescape(TAG.sub("", html)))


def excerpt(text: str, most: int) -> str:
    """The text, or its beginning with an ellipsis where it has more than `most` units."""
    if units(text) <= most:
        return text
    return f"{next(_chunks(text, most - 1))}…"


def laid_out(head: Markup, passages: Sequence[Passage]) -> list[Markup]:
    """The pages: the head with as many passages as fit, then the rest.

    A text that fits one message is never cut: where it leaves no room for anything else, it gets a page of
    its own, exactly as it was written.
    """
    pages: list[Markup] = []
    page, count = head, 0
    for passage in passages:
        for part in _parts(passage):
            joined = Markup("{}{}{}").format(page, _BLANK if page else "", part)
            if visible_units(joined) <= PAGE and count < MOST_PASSAGES:
                page, count = joined, count + 1
            else:
                pages.append(page)
                page, count = part, 1
    return [*pages, page]


def _parts(passage: Passage) -> Iterator[Markup]:
    if not passage.text:
        yield passage.head
        return
    quote = _LONG_QUOTE if units(passage.text) > _FOLDS_AT else _QUOTE
    whole = Markup("{}\n{}").format(passage.head, quote.format(passage.text))
    if visible_units(whole) <= PAGE:
        yield whole
        return
    yield passage.head
    for chunk in _chunks(passage.text, PAGE):
        # A message of blanks alone is refused by Telegram.
        if not chunk.isspace():
            yield Markup("{}").format(chunk)


def _chunks(text: str, most: int) -> Iterator[str]:
    start = 0
    while start < len(text):
        end = min(start + most, len(text))
        while units(text[start:end]) > most:
            end -= max(1, (units(text[start:end]) - most) // 2)
        if end < len(text):
            end = _after_a_word(text, start, end)
        yield text[start:end]
        start = end


def _after_a_word(text: str, start: int, end: int) -> int:
    """Where to cut near `end` so that no word is cut; `end` where one is too long for that."""
    cut = max(text.rfind(" ", start, end), text.rfind("\n", start, end)) + 1
    return cut if cut > end - LONGEST_WORD and cut > start else end
