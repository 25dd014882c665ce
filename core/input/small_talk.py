"""Recognise what says nothing of a problem: a greeting, thanks, yes, no, and that there is nothing to add."""

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

_POLITE = frozenset("pak bu bapak ibu min admin kak mas mba mbak tim ya deh dong saja aja".split())
# One of the first words says it, and all others stand beside one of them without meaning anything else.
_YES = frozenset("y ya iya yes yup ok oke okay betul benar yakin setuju lanjut lanjutkan kirim".split())
_BESIDE_YES = _YES | _POLITE | frozenset("sudah udah saya data semua".split())
_NO = frozenset("t n no tidak tdk enggak nggak ngga engga gak ga gk bukan jangan belum blm salah".split())
_BESIDE_NO = _POLITE | frozenset("jadi usah perlu dulu saya benar betul yakin".split())
# Beside a "no", these say that there is none of what is asked for.
_HAVING = frozenset("ada punya perlu tahu tau".split())
_ASKED_FOR = frozenset("kode kodenya saya lagi".split())
_PACKAGE = frozenset("tender tendernya paket paketnya".split())

_NOTHING = frozenset(("tidak", "tidak ada", "tdk ada", "tidak perlu", "gak ada", "nggak ada", "no", "-"))


def is_greeting(text: str) -> bool:
    """Return whether the text is a greeting alone."""
    return _is_all(_GREETING, text)


def is_thanks(text: str) -> bool:
    """Return whether the text only thanks or agrees; a question does neither."""
    return not _asks(text) and _is_all(_THANKS, text)


def is_yes(text: str) -> bool:
    """Return whether the text only says yes to a question for yes or no."""
    words = _words(text)
    return bool(words & _YES) and words <= _BESIDE_YES


def is_no(text: str) -> bool:
    """Return whether the text only says no to a question for yes or no."""
    words = _words(text)
    return len(words & _NO) == 1 and words - _NO <= _BESIDE_NO


def is_nothing(text: str) -> bool:
    """Return whether the text says that there is nothing to add."""
    return _short(text).strip(" .!") in _NOTHING or _has_none(text, _ASKED_FOR)


def is_no_package(text: str) -> bool:
    """Return whether the text says that there is no package, where the code of one was asked for.

    Elsewhere "paketnya tidak ada" tells of a problem.
    """
    return is_nothing(text) or _has_none(text, _ASKED_FOR | _PACKAGE)


def _has_none(text: str, asked_for: frozenset[str]) -> bool:
    words = _words(text)
    says_none = len(words & _NO) == 1 and bool(words & _HAVING)
    return says_none and words - _NO - _HAVING <= _POLITE | asked_for


def _is_all(pattern: re.Pattern[str], text: str) -> bool:
    bare = "".join(c if c.isalnum() or c in " ,.!" else " " for c in _short(text))
    return bool(pattern.fullmatch(" ".join(bare.split()).strip(" .,!")))


def _words(text: str) -> frozenset[str]:
    """Return the words of a short text, without marks and repetitions of a last letter ("yaaa").

    A question has none: it answers nothing.
    """
    bare = "" if _asks(text) else "".join(c if c.isalnum() else " " for c in _short(text))
    return frozenset(word.rstrip(word[-1]) + word[-1] for word in bare.split())


def _asks(text: str) -> bool:
    return "?" in _short(text)


def _short(text: str) -> str:
    """Return the text in small plain letters; empty where it is long."""
    seen = plain(text[: _LONGEST_WRITTEN + 1]).casefold()
    return seen if len(text) <= _LONGEST_WRITTEN and len(seen) <= _LONGEST else ""
