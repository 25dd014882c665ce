"""How the index is asked on each of the databases: the question in its language, and the statements.

Words, number and marks of a ticket (see `search_question`) stand in one index, so that a common word and a
rare mark, or the other way round, are intersected inside it: no combination has to look at many tickets.
A part of a number is a phrase of its overlapping pieces of four characters: indexed, whatever the part.
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

from storage import tables as t
from storage.search_question import Question, Word
from storage.search_tables import search_documents, search_index

_PIECE = 4
# How many of the nearest tickets PostgreSQL looks through before it gathers all that match and sorts them.
_NEAR = 1_000


def fts5(asked: Question) -> str:
    """The question in FTS5's language; what came from a person stands there as quoted letters and digits."""
    texts = []
    if asked.number:
        texts.append(f'number : "{asked.number}"')
    if asked.part:
        texts.append(_fts5_part(asked.part))
    if asked.words:
        texts.append(f"({' AND '.join(map(_fts5_word, asked.words))})")
    rows = [" OR ".join(f'"{mark}"' for mark in row) for row in asked.marks]
    return " AND ".join([*_either(texts, " OR "), *(f"marks : ({row})" for row in rows)])


def tsquery(asked: Question) -> str:
    """The question in tsquery's language; numbers and their pieces begin with #, marks with =."""
    texts = []
    if asked.number:
        texts.append(f"'#{asked.number}'")
    if asked.part:
        texts.append(_tsquery_part(asked.part))
    if asked.words:
        texts.append(" & ".join(map(_tsquery_word, asked.words)))
    rows = [" | ".join(f"'={mark}'" for mark in row) for row in asked.marks]
    return " & ".join([*_either((f"({text})" for text in texts), " | "), *(f"({row})" for row in rows)])


def _fts5_word(word: Word) -> str:
    said = f'words : "{word.text}"{" *" if word.is_beginning else ""}'
    return f"({said} OR {_fts5_part(word.part)})" if word.part else said


def _fts5_part(part: str) -> str:
    return f'number : "{" ".join(_pieces(part))}"'


def _tsquery_word(word: Word) -> str:
    said = f"'{word.text}':*" if word.is_beginning else f"'{word.text}'"
    return f"({said} | ({_tsquery_part(word.part)}))" if word.part else said


def _tsquery_part(part: str) -> str:
    return " <-> ".join(f"'#{piece}'" for piece in _pieces(part))


def _either(texts: Iterable[str], word: str) -> list[str]:
    alternatives = word.join(texts)
    return [f"({alternatives})"] if alternatives else []


def _pieces(part: str) -> list[str]:
    return [part[at : at + _PIECE] for at in range(len(part) - _PIECE + 1)]


@dataclass(frozen=True, slots=True)
class Way:
    """Statements that find the ids of the `most` nearest matches of `query` beyond `here`.

    Where the first does not find that many, the next one does.
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
    # PostgreSQL would walk the tickets in their order, for a rare word all of them; it can't by a sum.
    order = key + 0 if fenced else key
    here = bindparam("here", type_=BigInteger)
    return (
        select(key.label("id"))
        .where(key > here if upward else key < here, *matching)
        .order_by(order if upward else order.desc())
        .limit(most)
    )


def _anything(upward: bool) -> Way:
    return Way((_beyond(t.tickets.c.id, upward=upward),))


def _sqlite(upward: bool) -> Way:
    matching = literal_column("search_index").op("MATCH", is_comparison=True)(_QUERY)
    return Way((_beyond(search_index.c.rowid, matching, upward=upward),))


def _postgresql(upward: bool) -> Way:
    """Common matches are among the nearest tickets; rare ones are quickly gathered. One of both is fast."""
    query = cast(_QUERY, TSQUERY)
    key, document = search_documents.c.ticket_id, search_documents.c.document
    near = _beyond(key, upward=upward, most=_NEAR).add_columns(document).subquery("near")
    nearest = (
        select(near.c.id)
        .where(near.c.document.op("@@", is_comparison=True)(query))
        .order_by(near.c.id if upward else near.c.id.desc())
        .limit(_MOST)
    )
    matching = document.op("@@", is_comparison=True)(query)
    return Way((nearest, _beyond(key, matching, upward=upward, fenced=True)))


ANYTHING = {upward: _anything(upward) for upward in (False, True)}
MATCHING = {
    "sqlite": {upward: _sqlite(upward) for upward in (False, True)},
    "postgresql": {upward: _postgresql(upward) for upward in (False, True)},
}
LANGUAGES = {"sqlite": fts5, "postgresql": tsquery}
