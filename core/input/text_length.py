"""Measure texts in UTF-16 code units, as browsers and Telegram do."""

from __future__ import annotations


def utf16_length(text: str) -> int:
    """Return the length of a text in UTF-16 code units: 1 for most characters, 2 for an emoji."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def cut_to_utf16(text: str, most: int) -> str:
    """Return the beginning of the text with at most `most` UTF-16 code units, and no half of a character."""
    units = text.encode("utf-16-le", "surrogatepass")
    if len(units) <= 2 * most:
        return text
    return units[: 2 * most].decode("utf-16-le", "ignore")
