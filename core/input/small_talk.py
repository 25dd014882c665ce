"""Recognise what says nothing of a problem: a greeting, thanks, and that there is nothing to add."""

from __future__ import annotations

import re

from core.input.characters import plain

# Characters that are seen; what is longer says more. As written there may be some more that nobody sees.
_LONGEST, _LONGEST_WRITTEN = 60, 500
_TO = (
    r"(?:[\s,.!]+(?:pak|bu|bapak|ibu|min|admin|kak|mas|mbak?|tim|semua|ya|banyak|helpdesk|lpse|bot"
    r"|atas bantuannya))*"
)
_GREETING = re.compile(
    r"(?:hal+o+|ha+i|hi|hello|hei|hey|permisi|p|tes|test|ping|assalam\w*(?:\s+w\w*)*"
    r"|(?:selamat\s+)?(?:pagi|siang|sore|malam)|good\s+(?:morning|afternoon|evening))" + _TO
)
_THANKS = re.compile(
    r"(?:(?:ok(?:e|ay)?|baik|siap|sip)[\s,.!]*)?(?:terima\s*kasih|makasih|trima\s*kasih|tr?ims"
    r"|thanks?(?:\s+you)?|tks|thx|suwun|matur\s+nuwun|ok(?:e|ay)?|baik|siap|sip|mantap)" + _TO
)


_NOTHING = frozenset(("tidak", "tidak ada", "tdk ada", "tidak perlu", "gak ada", "nggak ada", "no", "-"))


def is_greeting(text: str) -> bool:
    """Return whether the text is a greeting alone."""
    return _is_all(_GREETING, text)


def is_thanks(text: str) -> bool:
    """Return whether the text only thanks or agrees."""
    return _is_all(_THANKS, text)


def is_nothing(text: str) -> bool:
    """Return whether the text says that there is nothing to add."""
    return _short(text).strip(" .!") in _NOTHING


def _is_all(pattern: re.Pattern[str], text: str) -> bool:
    bare = "".join(c if c.isalnum() or c in " ,.!" else " " for c in _short(text))
    return bool(pattern.fullmatch(" ".join(bare.split()).strip(" .,!")))


def _short(text: str) -> str:
    """Return the text in small plain letters; empty where it is long."""
    seen = plain(text[: _LONGEST_WRITTEN + 1]).casefold()
    return seen if len(text) <= _LONGEST_WRITTEN and len(seen) <= _LONGEST else ""
