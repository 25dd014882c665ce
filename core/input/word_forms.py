"""Words of texts, and the other forms in which people may look for them: affixes, hyphens, misspellings."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from core.input.characters import replace_characters

_WORD = re.compile(r"[^\W_]+")
# Always a match where a word begins, so that no text is read twice.
_JOINED = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
# Prefixes of Indonesian with the letters that may have stood in their place: "menulis" comes of "tulis".
# The longest that fits is not the only one: "menguji" may be of "uji" and of "kuji", and only one is written.
_PREFIXES: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("memper", ("",)),
    ("diper", ("",)),
    ("meng", ("", "k")),
    ("meny", ("s",)),
    ("mem", ("", "p")),
    ("men", ("", "t")),
    ("me", ("",)),
    ("peng", ("", "k")),
    ("peny", ("s",)),
    ("pem", ("", "p")),
    ("pen", ("", "t")),
    ("per", ("",)),
    ("pe", ("",)),
    ("ber", ("",)),
    ("ter", ("",)),
    ("di", ("",)),
    ("ke", ("",)),
    ("se", ("",)),
)
_SUFFIXES = ("kannya", "annya", "inya", "kan", "nya", "lah", "kah", "an", "ku", "mu", "i")
# A shorter root is one of too many words: "ada" would be found in "pengadaan" and "keadaan".
_SHORTEST_ROOT = 4
# A shorter word is as near to too many others.
SHORTEST_MISSPELT = 4
# Longer words are none of a language, and nobody looks for what is like them.
LONGEST = 24


def plain_words(text: str) -> list[str]:
    """Return the words of a text as the search stores them: in lower case and without accents."""
    return _WORD.findall(_plain(text))


def hyphenated_words(text: str) -> list[str]:
    """Return words of letters that are joined by hyphens, in lower case and without accents."""
    return [word for word in _JOINED.findall(_plain(text)) if "-" in word and word.replace("-", "").isalpha()]


def is_of_a_language(word: str) -> bool:
    """Return whether the word is of letters alone, and no longer than words are."""
    return word.isalpha() and 1 < len(word) <= LONGEST


def stems(word: str) -> set[str]:
    """Return the word, and all roots that it may have come of; words with a root in common belong together.

    Which of them is a word is not known here, and need not be: nobody has written the others.
    """
    found = {word}
    for base in {word, *_without_suffix(word)}:
        found |= {base, *_without_prefix(base)}
    return {root for root in found if root == word or len(root) >= _SHORTEST_ROOT}


def shortened(word: str) -> set[str]:
    """Return the word, and what is left of it without one letter.

    Two words that differ by a letter more, less or other, or by two in the wrong order, have one in common.
    """
    return {word, *(word[:at] + word[at + 1 :] for at in range(len(word)))}


def _without_suffix(word: str) -> Iterator[str]:
    return (word.removesuffix(suffix) for suffix in _SUFFIXES if word.endswith(suffix))


def _without_prefix(word: str) -> Iterator[str]:
    for prefix, letters in _PREFIXES:
        if word.startswith(prefix):
            rest = word.removeprefix(prefix)
            yield from (letter + rest for letter in letters)


def _plain(text: str) -> str:
    parts = unicodedata.normalize("NFD", text)
    bare = replace_characters(parts, lambda character: unicodedata.category(character) == "Mn")
    return unicodedata.normalize("NFC", bare).lower()
