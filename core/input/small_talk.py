"""Recognise what says nothing of a problem: a greeting, thanks, and that there is nothing to add."""

from __future__ import annotations

import re

from core.input.characters import plain

# Characters; what is longer says more.
_LONGEST = 60
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
    return len(text) <= _LONGEST and plain(text).casefold().strip(" .!") in _NOTHING


def _is_all(pattern: re.Pattern[str], text: str) -> bool:
    bare = "".join(c if c.isalnum() or c in " ,.!" else " " for c in plain(text[: _LONGEST + 1]).casefold())
    return len(text) <= _LONGEST and bool(pattern.fullmatch(" ".join(bare.split()).strip(" .,!")))
