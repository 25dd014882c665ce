"""Write the query of a search in the language of each database, and the statements that run it.

Words, number and marks of a ticket (see `index_query`) are in one index, which intersects a common word
with a rare mark, or the reverse, by itself: no combination has to read many tickets. A part of a number is
searched as a phrase of its overlapping pieces of four characters, so that any part is found by the index.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Integer,
    Select,
    Text,
    bindparam,
    cast,
    literal_column,
    select,
)
from sqlalchemy.dialects.postgresql import TSQUERY

from storage.queries.index_query import IndexQuery, IndexTerm
from storage.queries.scope import may_see_ticket
from storage.schema import tables as t
from storage.schema.search_tables import search_documents, search_index

_PIECE = 4
# How many of the nearest tickets PostgreSQL reads before it collects all matches and sorts them.
_NEAR = 1_000


def fts5(query: IndexQuery) -> str:
    """Return the query in the language of FTS5; a person's words are quoted letters and digits."""
    texts = []
    if query.number:
        texts.append(f'number : "{query.number}"')
    if query.part:
        texts.append(_fts5_part(query.part))
    if query.words:
        texts.append(f"({' AND '.join(map(_fts5_word, query.words))})")
    rows = [" OR ".join(f'"{mark}"' for mark in row) for row in query.marks]
    return " AND ".join([*_either(texts, " OR "), *(f"marks : ({row})" for row in rows)])


def tsquery(query: IndexQuery) -> str:
    """Return the query in the language of tsquery; numbers and their pieces begin with #, marks with =."""
    texts = []
    if query.number:
        texts.append(f"'#{query.number}'")
    if query.part:
        texts.append(_tsquery_part(query.part))
    if query.words:
        texts.append(" & ".join(map(_tsquery_word, query.words)))
    rows = [" | ".join(f"'={mark}'" for mark in row) for row in query.marks]
    return " & ".join([*_either((f"({text})" for text in texts), " | "), *(f"({row})" for row in rows)])


def _fts5_word(word: IndexTerm) -> str:
    alternatives = [_fts5_text(word.text, " *" if word.is_beginning else "")]
    alternatives += [_fts5_text(form) for form in word.forms]
    if word.part:
        alternatives.append(_fts5_part(word.part))
    if word.people:
        marks = " OR ".join(f'"{mark}"' for mark in _named(word))
        alternatives.append(f"marks : ({marks})")
    return _any_of(alternatives, " OR ")


def _fts5_text(text: str, ending: str = "") -> str:
    *before, last = (f'"{part}"' for part in text.split())
    parts = " AND ".join([*before, f"{last}{ending}"])
    return f"words : ({parts})" if before else f"words : {parts}"


def _fts5_part(part: str) -> str:
    return f'number : "{" ".join(_pieces(part))}"'


def _tsquery_word(word: IndexTerm) -> str:
    alternatives = [_tsquery_text(word.text, ":*" if word.is_beginning else "")]
    alternatives += [_tsquery_text(form) for form in word.forms]
    if word.part:
        alternatives.append(f"({_tsquery_part(word.part)})")
    alternatives += [f"'={mark}'" for mark in _named(word)]
    return _any_of(alternatives, " | ")


def _tsquery_text(text: str, ending: str = "") -> str:
    *before, last = (f"'{part}'" for part in text.split())
    parts = [*before, f"{last}{ending}"]
    return parts[0] if len(parts) == 1 else f"({' & '.join(parts)})"


def _tsquery_part(part: str) -> str:
    return " <-> ".join(f"'#{piece}'" for piece in _pieces(part))


def _named(word: IndexTerm) -> list[str]:
    """Return the marks of tickets that the people of this name have filed, hold or have solved."""
    return [f"{kind}{person_id}" for person_id in word.people for kind in "oh"]


def _any_of(alternatives: list[str], word: str) -> str:
    return alternatives[0] if len(alternatives) == 1 else f"({word.join(alternatives)})"


def _either(texts: Iterable[str], word: str) -> list[str]:
    alternatives = word.join(texts)
    return [f"({alternatives})"] if alternatives else []


def _pieces(part: str) -> list[str]:
    return [part[at : at + _PIECE] for at in range(len(part) - _PIECE + 1)]


@dataclass(frozen=True, slots=True)
class MatchStatements:
    """Statements that find the ids of the `most` nearest matches of `query` beyond `here`.

    Where a statement finds fewer, the next one is run instead.
    """

    statements: tuple[Select[Any], ...]


_QUERY, _MOST = bindparam("query", type_=Text), bindparam("most", type_=Integer)


def _beyond(
    key: ColumnElement[int],
    *matching: ColumnElement[bool],
    upward: bool,
    most: int | ColumnElement[int] = _MOST,
    fenced: bool = False,
) -> Select[Any]:
    # Otherwise PostgreSQL reads the tickets in their order, for a rare word all; a sum prevents that plan.
    order = key + 0 if fenced else key
    here = bindparam("here", type_=BigInteger)
    return (
        select(key.label("id"))
        .where(key > here if upward else key < here, *matching)
        .order_by(order if upward else order.desc())
        .limit(most)
    )


def _anything(upward: bool) -> MatchStatements:
    return MatchStatements((_beyond(t.tickets.c.id, upward=upward),))


def _sqlite(upward: bool, scoped: bool) -> MatchStatements:
    matching = literal_column("search_index").op("MATCH", is_comparison=True)(_QUERY)
    key = search_index.c.rowid
    return MatchStatements((_beyond(key, matching, *_scope(key, scoped), upward=upward),))


def _postgresql(upward: bool, scoped: bool) -> MatchStatements:
    """Search the nearest tickets first, which is fast for common words, then the index, for rare ones."""
    query = cast(_QUERY, TSQUERY)
    key, document = search_documents.c.ticket_id, search_documents.c.document
    near = _beyond(key, upward=upward, most=_NEAR).add_columns(document).subquery("near")
    nearest = (
        select(near.c.id)
        .where(near.c.document.op("@@", is_comparison=True)(query), *_scope(near.c.id, scoped))
        .order_by(near.c.id if upward else near.c.id.desc())
        .limit(_MOST)
    )
    matching = document.op("@@", is_comparison=True)(query)
    rest = _beyond(key, matching, *_scope(key, scoped), upward=upward, fenced=True)
    return MatchStatements((nearest, rest))


def _scope(key: ColumnElement[int], scoped: bool) -> tuple[ColumnElement[bool], ...]:
    """Return the condition that leaves out tickets of a role which the person has no longer.

    The index knows whose party a person is, not why; so this is asked of what it found.
    """
    return (may_see_ticket(key),) if scoped else ()


ANYTHING = {upward: _anything(upward) for upward in (False, True)}
# By the database, and whether the person sees some LPSEs alone.
MATCHING = {
    (database, scoped): {upward: statements(upward, scoped) for upward in (False, True)}
    for database, statements in (("sqlite", _sqlite), ("postgresql", _postgresql))
    for scoped in (False, True)
}
LANGUAGES = {"sqlite": fts5, "postgresql": tsquery}
