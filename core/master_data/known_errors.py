"""Recognise messages that applications show when they fail, in whatever people paste or type."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from core.input.characters import plain
from core.input.texts import TEXT_MAX

_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class KnownError:
    """A message, what it means, and what helps: the code of a question of the FAQ and of a category.

    Either code may be "". A text shows the message if it has one of `phrases`; words that are said of other
    things too are among `alone`, and have to be a whole line of it.
    """

    message: str
    meaning: str
    category: str = ""
    faq: str = ""
    phrases: tuple[str, ...] = ()
    alone: tuple[str, ...] = ()


class KnownErrors:
    """All known messages."""

    def __init__(self, errors: Iterable[KnownError] = ()) -> None:
        self.errors = tuple(errors)
        self._phrases = [(_words(phrase), one) for one in self.errors for phrase in one.phrases]
        self._lines = {_words(line): one for one in self.errors for line in one.alone}
        # The longest says most: "user id atau password anda salah" before "password anda salah".
        self._phrases.sort(key=lambda pair: -len(pair[0]))

    def recognise(self, text: str) -> KnownError | None:
        """Return the message that the first TEXT_MAX characters of a text show, or None.

        Case, punctuation, line breaks and the words around it don't count.
        """
        shown = text[:TEXT_MAX]
        within = f" {_words(shown)} "
        for phrase, error in self._phrases:
            if f" {phrase} " in within:
                return error
        lines = (_words(line) for line in shown.splitlines())
        return next((self._lines[line] for line in lines if line in self._lines), None)


NO_ERRORS = KnownErrors()


def read_known_errors(parsed_json: object) -> KnownErrors:
    """Return the messages of a document like `data/error_messages.json`; raise ValueError for a wrong one."""
    if not isinstance(parsed_json, list):
        raise ValueError("known errors: a list is needed")  # noqa: TRY004 - the data is wrong, not the call
    return KnownErrors(_error(entry, f"known error {at}") for at, entry in enumerate(parsed_json, 1))


def _error(entry: object, place: str) -> KnownError:
    if not isinstance(entry, dict):
        raise ValueError(f"{place}: an object is needed")  # noqa: TRY004 - the data is wrong, not the call
    texts = [entry.get(name) for name in ("message", "meaning", "category", "faq")]
    lists = [entry.get(name, []) for name in ("phrases", "alone")]
    if not all(isinstance(text, str) for text in texts):
        raise ValueError(f"{place}: message, meaning, category and faq have to be texts")
    if not all(isinstance(many, list) and all(isinstance(one, str) for one in many) for many in lists):
        raise ValueError(f"{place}: phrases and alone have to be lists of texts")
    if not all(_words(one) for many in lists for one in many):
        raise ValueError(f"{place}: a phrase without words")
    phrases, alone = lists
    message, meaning, category, faq = map(str, texts)
    return KnownError(message, meaning, category, faq, tuple(phrases), tuple(alone))


# A conversation looks at the same few texts at each of its steps.
@lru_cache(maxsize=32)
def _words(text: str) -> str:
    return " ".join(_WORD.findall(plain(text).casefold()))
