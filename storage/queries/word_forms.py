"""Find the forms in which the words of a search were written, and the people whom they name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from rapidfuzz.distance import OSA
from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    Text,
    bindparam,
    cast,
    func,
    literal_column,
    select,
)
from sqlalchemy.dialects.postgresql import TSQUERY

from core.input.word_forms import SHORTEST_MISSPELT, is_of_a_language, plain_words, shortened, stems
from storage.queries.index_query import IndexQuery, IndexTerm
from storage.schema import tables as t
from storage.schema.search_tables import account_index

# Bounds of one search: words whose forms are looked up, forms of one word, and people of one name.
_MOST_WORDS, _MOST_FORMS, MOST_PEOPLE = 8, 24, 60
# Rows read for the forms of all words at most: many words share a stem.
_MOST_READ = 2_000

_FORMS = (
    select(t.search_words.c.key, t.search_words.c.word)
    .where(t.search_words.c.key.in_(bindparam("keys", expanding=True)))
    .order_by(t.search_words.c.key, t.search_words.c.word)
    .limit(_MOST_READ)
)


def _people(database: str) -> Select[Any]:
    """Select people by words of their names, in the order of their accounts."""
    people, query = t.people.c, bindparam("query", type_=Text)
    if database == "sqlite":
        matching = literal_column("account_index").op("MATCH", is_comparison=True)(query)
        # A sum, since SQLite would look up each person in the index otherwise.
        index = account_index.join(t.people, people.id == account_index.c.rowid + 0)
        return select(people.id, people.name).select_from(index).where(matching).limit(MOST_PEOPLE)
    # Written as in the index `people_names`, by which they are found.
    nothing: ColumnElement[str] = literal_column("''")
    named = func.account_words(people.name, nothing, nothing)
    found = named.op("@@", is_comparison=True)(cast(query, TSQUERY))
    # A sum, since PostgreSQL would read the people in their order otherwise, for a rare name all.
    return select(people.id, people.name).where(found).order_by(people.id + 0).limit(MOST_PEOPLE)


_PEOPLE = {database: _people(database) for database in ("sqlite", "postgresql")}


# Whether a name has to have all words of a search, or any of them.
_ALL, _ANY = "all", "any"
# How each database writes words in quotes, "or" between words, and "or" and "and" between groups of them.
_LANGUAGES = {"sqlite": ('"', " OR ", " OR ", " AND "), "postgresql": ("'", " | ", " | ", " & ")}


class WordForms:
    """Add to the words of a search what else may have been meant by them."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def with_forms(self, query: IndexQuery) -> IndexQuery:
        """Return the query with other forms of its words (affixes, hyphens), and with people of that name."""
        forms = self._related({term.text: [term.text, *term.forms] for term in _looked_up(query)})
        return self._with(query, forms)

    def with_misspellings(self, query: IndexQuery) -> IndexQuery:
        """Return the query with words that differ by one letter too, and their forms; the same if none do."""
        texts = [term.text for term in _looked_up(query) if len(term.text) >= SHORTEST_MISSPELT]
        near = self._near(texts)
        if not any(near.values()):
            return query
        forms = self._related({text: [text, *near.get(text, ())] for text in texts})
        return self._with(query, forms)

    def _with(self, query: IndexQuery, forms: Mapping[str, Sequence[str]]) -> IndexQuery:
        meant = {term.text: {term.text, *forms.get(term.text, ())} for term in _looked_up(query)}
        people = self._named(meant)
        words = tuple(
            replace(
                term,
                forms=_others(term.text, [*term.forms, *forms.get(term.text, ())]),
                people=tuple(people.get(term.text, ())),
            )
            for term in query.words
        )
        return replace(query, words=words)

    def _related(self, asked: Mapping[str, Iterable[str]]) -> dict[str, list[str]]:
        """Return for each word the words with a root of any of those that are meant by it."""
        roots = {text: {root for word in meant for root in stems(word)} for text, meant in asked.items()}
        found = self._read(f"s{root}" for known in roots.values() for root in known)
        return {
            text: list(dict.fromkeys(word for root in sorted(known) for word in found.get(f"s{root}", ())))[
                :_MOST_FORMS
            ]
            for text, known in roots.items()
        }

    def _near(self, texts: Sequence[str]) -> dict[str, list[str]]:
        """Return for each word those that were written and differ from it by one letter."""
        found = self._read(f"d{short}" for text in texts for short in shortened(text))
        near = {
            text: {word for short in shortened(text) for word in found.get(f"d{short}", ())} for text in texts
        }
        return {
            text: sorted(word for word in words if OSA.distance(text, word) == 1)[:_MOST_FORMS]
            for text, words in near.items()
        }

    def _read(self, keys: Iterable[str]) -> dict[str, list[str]]:
        wanted = sorted(set(keys))
        found: dict[str, list[str]] = {}
        if wanted:
            for key, word in self._connection.execute(_FORMS, {"keys": wanted}):
                found.setdefault(key, []).append(word)
        return found

    def _named(self, meant: Mapping[str, Iterable[str]]) -> dict[str, list[int]]:
        """Return for each word the people whose names have it, or another word that is meant by it.

        Those whose names have all words go first: there are fewer of them than of each word.
        """
        named: dict[str, list[int]] = {}
        if not meant:
            return named
        database = self._connection.dialect.name
        for joins in (_ALL, _ANY) if len(meant) > 1 else (_ANY,):
            query = _names(database, meant, joins)
            for person_id, name in self._connection.execute(_PEOPLE[database], {"query": query}):
                words = set(plain_words(name))
                for text, forms in meant.items():
                    if not words.isdisjoint(forms):
                        named.setdefault(text, []).append(person_id)
            if named:
                break
        return named


def _others(text: str, forms: Iterable[str]) -> tuple[str, ...]:
    return tuple(form for form in dict.fromkeys(forms) if form != text)


def _looked_up(query: IndexQuery) -> list[IndexTerm]:
    """Return the words of a query that can have other forms, as many as are looked up."""
    return [term for term in query.words if is_of_a_language(term.text.replace(" ", ""))][:_MOST_WORDS]


def _names(database: str, meant: Mapping[str, Iterable[str]], joins: str) -> str:
    """Return a query for names; the words are letters alone."""
    quote, word_or, either, both = _LANGUAGES[database]
    alternatives = [sorted({part for form in forms for part in form.split()}) for forms in meant.values()]
    words = [word_or.join(f"{quote}{word}{quote}" for word in one) for one in alternatives]
    query = (both if joins == _ALL else either).join(f"({one})" for one in words)
    return f"name : ({query})" if database == "sqlite" else query
