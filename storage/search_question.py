"""What a search asks of the index: words, a number, and the marks that every ticket carries there."""

from __future__ import annotations

import re
import unicodedata
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from core.numbers import normalise, part_of_number
from core.search import Filters, Scope

# Shorter ones begin too many words: gathering them all would take longer than a page may.
BEGINNING_FROM = 3
# What of a word is indexed on PostgreSQL, which refuses words without an end.
LONGEST_WORD = 100
_MOST_WORDS = 32
_LONGEST_TEXT = 1_000
_WORD = re.compile(r"[^\W_]+")
# A number holds two digits of its year.
_FIRST, _LAST = date(2000, 1, 1), date(2099, 12, 31)


@dataclass(frozen=True, slots=True)
class Word:
    """A word, or the beginning of one, in title or description; or this `part` of the number."""

    text: str
    is_beginning: bool = False
    part: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """One of number, part and words has to be met, where there are any; and one of each row of marks.

    A mark is a letter for its kind and the value: s(tatus), r(ank), l(PSE), p(arty), d(ay), m(onth), y(ear)
    as they are, a(pplication) and v(ersion) in hexadecimal, so that all marks are letters and digits.
    """

    number: str = ""
    part: str = ""
    words: tuple[Word, ...] = ()
    marks: tuple[tuple[str, ...], ...] = ()

    @property
    def has_text(self) -> bool:
        return bool(self.number or self.part or self.words)

    @property
    def asks_nothing(self) -> bool:
        return not self.has_text and not self.marks

    def with_rank(self, rank: int) -> Question:
        return Question(self.number, self.part, self.words, (*self.marks, (f"r{rank}",)))


def question(scope: Scope, filters: Filters) -> Question | None:
    """The question, without the priority; None where no ticket can be the answer."""
    marks = tuple(_marks(scope, filters))
    if not all(marks):
        return None
    text = filters.text.strip()[:_LONGEST_TEXT]
    if not text:
        return Question(marks=marks)
    if number := normalise(text):
        return Question(number=number.lower(), marks=marks)
    asked = Question(part=(part_of_number(text) or "").lower(), words=tuple(_words(text)), marks=marks)
    return asked if asked.has_text else None


def _marks(scope: Scope, filters: Filters) -> Iterator[tuple[str, ...]]:
    if not scope.nationwide:
        yield (f"p{scope.person_id}", *(f"l{lpse_id}" for lpse_id in sorted(scope.lpse_ids)))
    if filters.statuses:
        yield tuple(sorted(f"s{status.value}" for status in filters.statuses))
    if filters.application is not None:
        yield (f"a{_hex(filters.application)}",)
    if filters.version is not None:
        yield (f"v{_hex(filters.version)}",)
    if filters.lpse_id is not None:
        yield (f"l{filters.lpse_id}",)
    if filters.since or filters.until:
        yield tuple(_days(max(filters.since or _FIRST, _FIRST), min(filters.until or _LAST, _LAST)))


def _hex(value: str) -> str:
    return value.encode("utf-8", "surrogatepass").hex()


def _days(since: date, until: date) -> Iterator[str]:
    """Marks that together cover the days: of whole years and months where they fit, so never many."""
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


def plain_words(text: str) -> list[str]:
    """The words of a text as both indexes hold them: in lower case and without accents."""
    parts = unicodedata.normalize("NFD", text)
    bare = "".join(character for character in parts if unicodedata.category(character) != "Mn")
    return _WORD.findall(unicodedata.normalize("NFC", bare).lower())


def _words(text: str) -> list[Word]:
    """The words of the text, each once, in lower case and without accents; the last may be a beginning."""
    found = plain_words(text)[:_MOST_WORDS]
    words = [
        Word(word[:LONGEST_WORD], len(word) > LONGEST_WORD, (part_of_number(word) or "").lower())
        for word in found
    ]
    if words and len(found[-1]) >= BEGINNING_FROM:
        words[-1] = replace(words[-1], is_beginning=True)
    return list(dict.fromkeys(words))
