"""Turn the filters of a search into terms of the index: words, a number, and marks for everything else."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from core.input.characters import plain
from core.input.word_forms import hyphenated_words, plain_words
from core.tickets.numbers import find_number, number_part
from core.tickets.search import TicketFilters, TicketScope

# Shorter words are the beginning of too many: collecting them all would take too long for a page.
BEGINNING_FROM = 3
# The part of a word that is indexed on PostgreSQL, which refuses very long words.
LONGEST_WORD = 100
_MOST_WORDS = 32
_LONGEST_TEXT = 1_000
# Ticket numbers have two digits for the year.
_FIRST, _LAST = date(2000, 1, 1), date(2099, 12, 31)


@dataclass(frozen=True, slots=True)
class IndexTerm:
    """A word, or the beginning of one, in the texts of a ticket; or this `part` of the number.

    Parts of a word that stand apart are divided by blanks, and all have to occur. Any of the `forms` does as
    well, and so does any of the `people` as the ticket's reporter, holder or solver.
    """

    text: str
    is_beginning: bool = False
    part: str = ""
    forms: tuple[str, ...] = ()
    people: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class IndexQuery:
    """A query of the index: number, part or words must match, if there are any, and one mark of each row.

    A mark is a letter for its kind with a value: s(tatus), r(ank), k(ind of ticket), l(PSE), p(arty), o(wner:
    the reporter), h(older or solver), d(ay), m(onth), y(ear) as they are, a(pplication) and v(ersion) in
    hexadecimal, so that all marks are letters and digits.
    """

    number: str = ""
    part: str = ""
    words: tuple[IndexTerm, ...] = ()
    marks: tuple[tuple[str, ...], ...] = ()

    @property
    def has_text(self) -> bool:
        return bool(self.number or self.part or self.words)

    @property
    def asks_nothing(self) -> bool:
        return not self.has_text and not self.marks

    def with_rank(self, rank: int) -> IndexQuery:
        return IndexQuery(self.number, self.part, self.words, (*self.marks, (f"r{rank}",)))


def index_query(scope: TicketScope, filters: TicketFilters) -> IndexQuery | None:
    """Return the query, without the priority; None where no ticket can match."""
    marks = tuple(_marks(scope, filters))
    if not all(marks):
        return None
    text = plain(filters.text[:_LONGEST_TEXT]).strip()
    if not text:
        return IndexQuery(marks=marks)
    if number := find_number(text):
        return IndexQuery(number=number.lower(), marks=marks)
    query = IndexQuery(part=(number_part(text) or "").lower(), words=tuple(_words(text)), marks=marks)
    return query if query.has_text else None


def _marks(scope: TicketScope, filters: TicketFilters) -> Iterator[tuple[str, ...]]:
    if not scope.nationwide:
        yield (f"p{scope.person_id}", *(f"l{lpse_id}" for lpse_id in sorted(scope.lpse_ids)))
    if filters.statuses:
        yield tuple(sorted(f"s{status.value}" for status in filters.statuses))
    if filters.application is not None:
        yield (f"a{_hex(filters.application)}",)
    if filters.version is not None:
        yield (f"v{_hex(filters.version)}",)
    if filters.kind is not None:
        yield (f"k{filters.kind.value}",)
    if filters.lpse_id is not None:
        yield (f"l{filters.lpse_id}",)
    if filters.since or filters.until:
        yield tuple(_days(max(filters.since or _FIRST, _FIRST), min(filters.until or _LAST, _LAST)))


def _hex(value: str) -> str:
    return value.encode("utf-8", "surrogatepass").hex()


def _days(since: date, until: date) -> Iterator[str]:
    """Yield marks that together cover the days: whole years and months where they fit, to keep them few."""
    day = since
    while day <= until:
        if (day.month, day.day) == (1, 1) and (last := date(day.year, 12, 31)) <= until:
            yield f"y{day:%Y}"
        elif day.day == 1 and (last := day.replace(day=monthrange(day.year, day.month)[1])) <= until:
            yield f"m{day:%Y%m}"
        else:
            last = day
            yield f"d{day:%Y%m%d}"
        day = last + timedelta(days=1)


def _words(text: str) -> list[IndexTerm]:
    """Return the words of the text, each once, up to 32; the last one may be the beginning of a word.

    Letters that are joined by hyphens are one word, which may also be written with blanks or in one.
    """
    found = [_term(word) for word in _pieces(text)][:_MOST_WORDS]
    if found and len(found[-1].text.split()[-1]) >= BEGINNING_FROM:
        found[-1] = replace(found[-1], is_beginning=True)
    return list(dict.fromkeys(found))


def _pieces(text: str) -> Iterator[str]:
    """Yield the words of the text, the parts of one with hyphens with blanks between them."""
    for solid in re.split(r"\s+", text):
        joined = hyphenated_words(solid)
        if len(joined) == 1 and len(plain_words(solid)) == joined[0].count("-") + 1:
            yield joined[0].replace("-", " ")
        else:
            yield from plain_words(solid)


def _term(word: str) -> IndexTerm:
    joined = (word.replace(" ", ""),) if " " in word else ()
    is_cut = len(word) > LONGEST_WORD and not joined
    part = "" if joined else (number_part(word) or "").lower()
    return IndexTerm(word[:LONGEST_WORD], is_cut, part, joined)
