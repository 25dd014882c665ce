"""Cut texts of people that are too long for their place, between words where possible."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from core.input.text_length import utf16_length

# Longer than this, a word may be cut.
LONGEST_WORD = 100


def excerpt(text: str, most: int) -> str:
    """Return the text, or its beginning with an ellipsis where it has more than `most` UTF-16 units."""
    if utf16_length(text) <= most:
        return text
    return f"{next(chunks(text, most - 1))}…"


def chunks(text: str, most: int, length: Callable[[str], int] = utf16_length) -> Iterator[str]:
    """Yield the whole text in parts of at most `most` units, as `length` counts them."""
    start = 0
    while start < len(text):
        end = min(start + most, len(text))
        while length(text[start:end]) > most:
            end -= max(1, (length(text[start:end]) - most) // 2)
        if end < len(text):
            end = _after_a_word(text, start, end)
        yield text[start:end]
        start = end


def _after_a_word(text: str, start: int, end: int) -> int:
    """Return where to cut near `end` so that no word is cut; `end` where one is too long for that."""
    cut = max(text.rfind(" ", start, end), text.rfind("\n", start, end)) + 1
    return cut if cut > end - LONGEST_WORD and cut > start else end
