"""Learn the words that are written into tickets, so that a search knows in what forms they were written."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection, bindparam, select

from core.input.word_forms import (
    SHORTEST_MISSPELT,
    hyphenated_words,
    is_of_a_language,
    plain_words,
    shortened,
    stems,
)
from storage.schema import tables as t
from storage.schema.upserts import insert_if_new

# How much of a text is read, and how many words are learnt of it at most.
_LONGEST_TEXT = 5_000
_MOST_WORDS = 400

_KNOWN = select(t.search_words.c.word).where(t.search_words.c.key.in_(bindparam("keys", expanding=True)))
_LEARN = insert_if_new(t.search_words)


def learn_words(connection: Connection, texts: Iterable[str]) -> None:
    """Store the forms of words that are new."""
    words = dict.fromkeys(word for text in texts for word in words_to_learn(text[:_LONGEST_TEXT]))
    found = list(words)[:_MOST_WORDS]
    if not found:
        return
    known = set(connection.execute(_KNOWN, {"keys": [f"={word}" for word in found]}).scalars())
    # In one order for everybody: of two who learn the same words at once, none waits for the other in turn.
    rows = sorted((key, word) for word in found if word not in known for key in keys_of(word))
    if rows:
        connection.execute(_LEARN, [{"key": key, "word": word} for key, word in rows])


def words_to_learn(text: str) -> Iterable[str]:
    """Return the words of a text that are of a language; one with hyphens also as its parts with blanks."""
    yield from filter(is_of_a_language, plain_words(text))
    for word in hyphenated_words(text):
        if is_of_a_language(word.replace("-", "")):
            yield word.replace("-", " ")


def keys_of(word: str) -> set[str]:
    """Return the keys under which a word is found.

    "=" stands before the word itself, "s" before what it may have come of, "d" before it and what is left of
    it without one letter. A word with hyphens, whose parts have blanks between them, is found without them.
    """
    if " " in word:
        return {f"={word}", f"s{word.replace(' ', '')}"}
    keys = {f"={word}", *(f"s{stem}" for stem in stems(word))}
    return keys | {f"d{short}" for short in shortened(word)} if len(word) >= SHORTEST_MISSPELT else keys
