"""Recognise names that imitate a desk of the helpdesk or its staff, however they are written."""

# ruff: noqa: RUF001 - letters that look alike are what this module is about

from __future__ import annotations

import re
import unicodedata
from itertools import pairwise

from core.input.characters import plain

# Letters of other scripts, and digits and signs, that are read as these Latin letters.
_LOOKS_LIKE = str.maketrans(
    {
        **dict.fromkeys("аαɑ4@", "a"),
        **dict.fromkeys("вβ8", "b"),
        **dict.fromkeys("сϲ", "c"),
        **dict.fromkeys("ԁđ", "d"),
        **dict.fromkeys("еєεё3€", "e"),
        **dict.fromkeys("ɡ9", "g"),
        **dict.fromkeys("һнη", "h"),
        **dict.fromkeys("іїιı1!|", "i"),
        **dict.fromkeys("кκ", "k"),
        **dict.fromkeys("ӏłℓ", "l"),
        **dict.fromkeys("мμ", "m"),
        **dict.fromkeys("пո", "n"),
        **dict.fromkeys("оοօø0", "o"),
        **dict.fromkeys("рρ", "p"),
        **dict.fromkeys("гɾ", "r"),
        **dict.fromkeys("ѕ5$", "s"),
        **dict.fromkeys("тτ7", "t"),
        **dict.fromkeys("υս", "u"),
        **dict.fromkeys("ѵν", "v"),
        **dict.fromkeys("хχ", "x"),
        **dict.fromkeys("уγ", "y"),
    }
)
# An i may stand for an l and the other way about: both are read as i.
_ONE_STROKE = str.maketrans("l", "i")
# Whole words of which no person's name consists.
_WORDS = frozenset(
    word.translate(_ONE_STROKE)
    for word in (
        "admin",
        "administrator",
        "helpdesk",
        "lkpp",
        "lpse",
        "lpses",
        "operator",
        "petugas",
        "ppe",
        "spse",
        "verifikator",
    )
)
# Words one after the other, which alone may be anything.
_PAIRS = frozenset(
    (first.translate(_ONE_STROKE), second.translate(_ONE_STROKE))
    for first, second in (
        ("help", "desk"),
        ("tim", "teknis"),
        ("meja", "bantuan"),
        ("pusat", "bantuan"),
        ("customer", "service"),
        ("call", "center"),
        ("layanan", "pelanggan"),
    )
)
# So long that they stand in no name by accident, written together or apart.
_ANYWHERE = tuple(
    word.translate(_ONE_STROKE)
    for word in (
        "helpdesk",
        "adminppe",
        "adminlpse",
        "administrator",
        "verifikator",
        "timteknis",
        "lpsesupport",
    )
)


def imitates_desk(name: str) -> bool:
    """Return whether a name reads like that of a desk or a role of its staff: “H e l p d e s k  LPSE”."""
    bare = unicodedata.normalize("NFKD", plain(name).casefold().translate(_LOOKS_LIKE))
    letters = "".join(c for c in bare if not unicodedata.combining(c)).translate(_LOOKS_LIKE)
    words = _joined(re.findall("[a-z]+", letters.translate(_ONE_STROKE)))
    together = "".join(words)
    return (
        any(word in _WORDS for word in words)
        or any(pair in _PAIRS for pair in pairwise(words))
        or any(word in together for word in _ANYWHERE)
    )


def _joined(words: list[str]) -> list[str]:
    """Return the words, with letters that stand alone joined to those beside them: l p s e."""
    joined: list[str] = []
    is_spelt = False
    for word in words:
        if len(word) == 1 and is_spelt:
            joined[-1] += word
        else:
            joined.append(word)
        is_spelt = len(word) == 1
    return joined
