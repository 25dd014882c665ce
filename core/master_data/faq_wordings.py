"""Find the questions of the FAQ that a title asks, also in other words than those of the question."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from core.input.characters import plain
from core.input.text_length import utf16_length
from core.master_data.codes import is_code
from core.master_data.faq import (
    FEWEST_SHARED,
    MOST_OFFERED,
    QUESTION_MAX,
    Faq,
    Question,
    matching_questions,
)
from core.master_data.faq_words import FILLERS, Term, asks_what, tells_failure, terms

# Of one question; each is compared with every title.
MOST_WORDINGS = 40
# Titles whose fitting questions are cached: a conversation asks for them at each of its steps.
CACHED_TITLES = 512
# Words that a title may add to those of a wording, by the number of the wording's own.
_ROOM = {0: 0, 1: 0, 2: 1, 3: 1, 4: 2}
_MOST_ROOM = 3
# Editions of the FAQ whose wordings are prepared: the present one, and one that runs out.
_EDITIONS = 2
# A firm or office, and up to three words of its name.
_NAME = re.compile(
    r"\b(?:pt|cv|ud|dinas|kab|kabupaten|kota|pemkot|pemkab|pemprov|provinsi|rsud)\b((?:[ .]+\w+){1,3})"
)
_SENTENCE_END = re.compile(r"[.?!]\s")


@dataclass(frozen=True, slots=True)
class _Wording:
    """One way to ask a question, prepared for the comparison."""

    question: Question
    words: tuple[Term, ...]
    about: tuple[Term, ...]
    fails: bool
    defines: bool

    @property
    def room(self) -> int:
        """Return how many words more a title may say."""
        return _ROOM.get(len(self.words) + self.defines, _MOST_ROOM)


@dataclass(frozen=True, slots=True)
class _Edition:
    """All wordings of one FAQ, and the roots of all words in them."""

    wordings: tuple[_Wording, ...]
    roots: frozenset[str]


class FaqWordings:
    """Other ways in which people ask the questions, by the question's code."""

    def __init__(self, wordings: Mapping[str, Iterable[str]] | None = None) -> None:
        self.wordings = {code: tuple(ways) for code, ways in (wordings or {}).items()}
        self._edition = lru_cache(_EDITIONS)(self._prepare)
        self._cached = lru_cache(CACHED_TITLES)(self._fitting)

    def fitting(self, faq: Faq, title: str) -> Sequence[Question]:
        """Return the questions that a title asks, best first, MOST_OFFERED at most; none if it is not plain.

        A wording fits whose words all stand in the title, which says as little beside them as `_ROOM` allows,
        and tells of a failure if and only if the wording does: how an objection is sent is no answer to
        whoever cannot send it. Of those that fit, the ones that leave fewest words of the title are taken;
        behind them stand questions whose own words fit (`matching_questions`).
        """
        return self._cached(faq, title)

    def _fitting(self, faq: Faq, title: str) -> Sequence[Question]:
        edition = self._edition(faq)
        written, named = terms(title), _named(title, edition.roots)
        roots = frozenset(root for term in written for root in term.roots)
        fails, defines = tells_failure(title), asks_what(title)
        ranked: list[tuple[int, int, int, Question]] = []
        for rank, one in enumerate(edition.wordings):
            if (one.fails, one.defines) != (fails, defines):
                continue
            if any(roots.isdisjoint(term.roots) for term in one.words):
                continue
            more = sum(
                not (term.word in FILLERS or term.word in named or term.is_among((*one.words, *one.about)))
                for term in written
            )
            if more <= one.room:
                ranked.append((more, -len(one.words), rank, one.question))
        ranked.sort(key=lambda each: each[:3])
        found = [question for more, _words, _rank, question in ranked if more == ranked[0][0]]
        found += matching_questions(faq.questions, title)
        return tuple(dict.fromkeys(found))[:MOST_OFFERED]

    def _prepare(self, faq: Faq) -> _Edition:
        wordings = tuple(one for question in faq.questions for one in self._ways(question))
        return _Edition(
            wordings, frozenset(root for one in wordings for term in one.words for root in term.roots)
        )

    def _ways(self, question: Question) -> Iterator[_Wording]:
        """Yield the wordings of a question, and its first sentence, which often is what people write."""
        about = terms(f"{question.topic} {question.application}")
        first = _SENTENCE_END.split(question.question)[0]
        for way in (first, *self.wordings.get(question.code, ())):
            words, defines = terms(way), asks_what(way)
            least = 1 if way is not first or defines else FEWEST_SHARED
            if len(words) >= least:
                yield _Wording(question, words, about, tells_failure(way), defines)


def _named(title: str, roots: frozenset[str]) -> frozenset[str]:
    """Return words that name a firm or an office, none of which any wording knows."""
    words = [word for name in _NAME.findall(plain(title).casefold()) for word in re.findall(r"\w+", name)]
    return frozenset(word for word in words if all(roots.isdisjoint(term.roots) for term in terms(word)))


NO_WORDINGS = FaqWordings()


def read_wordings(parsed_json: object) -> FaqWordings:
    """Return the wordings of a document like `data/faq_wordings.json`; raise ValueError for a wrong one."""
    if not isinstance(parsed_json, dict):
        raise ValueError("the wordings of the FAQ: an object is needed")  # noqa: TRY004 - the data is wrong
    for code, ways in parsed_json.items():
        if not is_code(str(code)) or not isinstance(ways, list) or len(ways) > MOST_WORDINGS:
            raise ValueError(f"{code!r}: a code with a list of at most {MOST_WORDINGS} wordings is needed")
        if not all(isinstance(way, str) and terms(way) and utf16_length(way) <= QUESTION_MAX for way in ways):
            raise ValueError(
                f"{code!r}: each wording needs a word that says something, in {QUESTION_MAX} characters"
            )
    return FaqWordings(parsed_json)
