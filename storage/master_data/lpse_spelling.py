"""Recognise misspelt and abbreviated words among the words that are known."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from rapidfuzz import fuzz, process

# A similarity of 0 to 100; below this one it is chance. Short words have too many neighbours.
_SIMILAR, _SIMILAR_SHORT = 78, 82
_SHORT = 6
_SHORTEST_CORRECTED = 3
# Known words that are less similar than the best one by more than this are left out.
_NEAR_BEST = 5
_SHORTEST_ABBREVIATION = 3
# Letters of each part of an abbreviation such as "kobar" and "halteng".
_SHORTEST_PART = 2
_MOST = 4
_VOWELS = frozenset("aeiou")


def most_similar(text: str, known: Sequence[str], most: int) -> list[tuple[str, float]]:
    """Return up to `most` known texts that are similar to this one, with their similarity, best first.

    A text of less than three characters is similar to none.
    """
    if len(text) < _SHORTEST_CORRECTED:
        return []
    cutoff = _SIMILAR_SHORT if len(text) <= _SHORT else _SIMILAR
    found = process.extract(text, known, scorer=fuzz.ratio, score_cutoff=cutoff, limit=most)
    return [(similar, score) for similar, score, _at in found]


def corrections(word: str, known: Sequence[str]) -> list[str]:
    """Return up to four known words that a misspelt one may stand for; [] if it is like none."""
    found = most_similar(word, known, _MOST)
    return [similar for similar, score in found if score >= found[0][1] - _NEAR_BEST]


def full_words(word: str, known: Sequence[str]) -> list[str]:
    """Return up to four known words that one without vowels abbreviates: "smrg" may be "semarang"."""
    if len(word) < _SHORTEST_ABBREVIATION or _VOWELS & set(word):
        return []
    longer = [other for other in known if _is_shortened(word, other)]
    return ([other for other in longer if _consonants(other) == word] or longer)[:_MOST]


def is_blend(typed: str, words: Sequence[str]) -> bool:
    """Return whether the text consists of the beginnings of all words, at least two letters of each."""
    if not words:
        return not typed
    most = min(len(words[0]), len(typed))
    return any(
        typed.startswith(words[0][:length]) and is_blend(typed[length:], words[1:])
        for length in range(_SHORTEST_PART, most + 1)
    )


def _is_shortened(short: str, word: str) -> bool:
    """Return whether `word` begins with the first letter of `short`, and holds the others in order."""
    if word[0] != short[0]:
        return False
    letters = iter(word)
    return all(letter in letters for letter in short)


@cache
def _consonants(word: str) -> str:
    """Return the consonants of a word as people abbreviate by them: "ng" and "ny" are one."""
    return "".join(c for c in word.replace("ng", "g").replace("ny", "n") if c not in _VOWELS)
