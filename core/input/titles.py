"""Propose a ticket's title from a longer text."""

from __future__ import annotations

import re

from core.input.characters import without_hidden
from core.input.texts import TITLE_MAX, one_line, storable_text

# Characters of a text that are looked at; a title stands at its beginning.
_LONGEST = 2000
# Characters; less is no sentence that names a problem.
_SHORTEST = 10
_GREETING = re.compile(
    r"(?:(?:assalam\w*(?:\s+\w{2}\.?\s?\w{2}\b)?|selamat\s+(?:pagi|siang|sore|malam)|hal+o|hai|permisi|dear"
    r"|(?:kepada\s+)?yth|pagi|siang|sore|malam|mohon\s+(?:izin|ijin|maaf|bantuannya?))\b[\s,.!:]*"
    r"(?:(?:bapak|ibu|pak|bu|bpk|min|admin|tim|lpse|helpdesk|kak|mas|mbak?|semua)\b[\s,.!:/&]*)*)+",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+|\n+")


def propose_title(text: str) -> str:
    """Return the first sentence of a text without its greeting, cut to TITLE_MAX; "" for an empty text."""
    written = storable_text(without_hidden(text[:_LONGEST]))
    greeting = _GREETING.match(written)
    bare = written[greeting.end() :] if greeting else written
    sentences = [one_line(part) for part in _SENTENCE_END.split(bare if bare.strip() else written)]
    named = next((s for s in sentences if len(s) >= _SHORTEST), next(filter(None, sentences), ""))
    title = named.rstrip(".").strip()
    if len(title) <= TITLE_MAX:
        return title
    cut = title[: TITLE_MAX - 1]
    return f"{cut.rpartition(' ')[0] or cut}…"


def is_description(text: str, shortest: int) -> bool:
    """Return whether a text is too long for a title, or of several lines and at least `shortest` long."""
    written = storable_text(without_hidden(text))
    return len(written) >= shortest and ("\n" in written or len(written) > TITLE_MAX)
