"""Make texts that would hold a regular expression up, and find out whether they do."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from tests.laws.backtracking import (
    CHARACTERS,
    PARSER,
    REPEATS,
    Matcher,
    Mode,
    TooManySteps,
    character_parts,
    inside,
    takes,
)

# Above this a bounded repeat is attacked like one without an end.
_FEW = 16
# How often a word is repeated at first; a quadratic pattern takes some fifty steps a character then.
_TIMES = 100
# Steps a character: fewer need no second look, more are too many whatever the growth.
_FEW_STEPS, _MOST_STEPS = 25, 1000
# Twice the text takes about twice the steps, or at least four times as many where they grow faster.
_MOST_GROWTH = 3
# Below this growth at first, a square part is so small that it can't come to `_MOST_GROWTH` later.
_LINEAR_GROWTH = 2.3
_MOST_WORDS = 40


@dataclass(frozen=True)
class Attack:
    """The texts made of a beginning, a word that is repeated, and an end."""

    before: str
    word: str
    after: str

    def text(self, times: int) -> str:
        """Return the text in which the word is repeated so many times."""
        return f"{self.before}{self.word * times}{self.after}"

    def as_expression(self) -> str:
        """Return the text as a Python expression with the number of times as `n`."""
        return f"{self.before!r} + {self.word!r} * n + {self.after!r}"


def successful_attack(pattern: re.Pattern[str], mode: Mode) -> Attack | None:
    """Return an attack on which the steps grow faster than the text; None where none does."""
    matcher, tried = attacks_on(pattern)
    return next((attack for attack in tried if _succeeds(matcher, mode, attack)), None)


@cache
def attacks_on(pattern: re.Pattern[str]) -> tuple[Matcher, list[Attack]]:
    """Return a matcher for the pattern, and the attacks on it."""
    matcher = Matcher(pattern)
    return matcher, attacks(matcher)


def _succeeds(matcher: Matcher, mode: Mode, attack: Attack) -> bool:
    try:
        first = _steps(matcher, mode, attack.text(_TIMES))
        if first < _FEW_STEPS * len(attack.text(_TIMES)):
            return False
        short = _steps(matcher, mode, attack.text(2 * _TIMES))
        if short < _LINEAR_GROWTH * first:
            return False
        long = _steps(matcher, mode, attack.text(4 * _TIMES))
    except TooManySteps:
        return True
    return long > _MOST_GROWTH * short


def _steps(matcher: Matcher, mode: Mode, text: str) -> int:
    matcher.spans(mode, text, _MOST_STEPS * len(text))
    return matcher.steps


def attacks(matcher: Matcher) -> list[Attack]:
    """Return attacks on each repeat: words that it takes, again and again, and an end that fails or fits."""
    parts = _Parts(matcher)
    rare = sorted(matcher.alphabet, key=parts.count_takers)[:2]
    found: dict[Attack, None] = {}
    for before, body, after in parts.repeats(matcher.tree, "", ""):
        for word in parts.words(body):
            for end in ("", *rare, after):
                found[Attack(before, word, end)] = None
                # Each of these may be a start of its own.
                found[Attack("", before + word, end)] = None
    return [attack for attack in found if attack.word]


class _Parts:
    """Find words that match the parts of a pattern; the first of each is the shortest."""

    def __init__(self, matcher: Matcher) -> None:
        self._alphabet = matcher.alphabet
        self._flags = matcher.flags
        self._tree = matcher.tree
        # By the part's kind and the identity of its argument, which lives as long as the tree.
        self._taken: dict[tuple[str, int], list[str]] = {}

    def count_takers(self, character: str) -> int:
        return sum(
            takes(op, argument, character, self._flags) for op, argument in character_parts(self._tree)
        )

    def repeats(self, items: Any, before: str, after: str) -> Iterator[tuple[str, Any, str]]:
        """Yield the body of each long repeat, with what leads there and what completes a find behind it."""
        for at, (name, argument) in enumerate(items):
            op = str(name)
            here = before + self._shortest(items[:at])
            there = self._shortest(items[at + 1 :]) + after
            if op in REPEATS and (argument[1] is PARSER.MAXREPEAT or argument[1] > _FEW):
                yield here, argument[2], there
            for inner in inside(op, argument):
                yield from self.repeats(inner, here, there)

    def words(self, items: Any) -> list[str]:
        """Return the shortest word, and words that differ from it in one part."""
        choices = [self._choices(str(name), argument) for name, argument in items]
        first = [choice[0] for choice in choices]
        found = {"".join(first): None}
        for at, choice in enumerate(choices):
            found |= {"".join((*first[:at], other, *first[at + 1 :])): None for other in choice[1:]}
        return list(found)[:_MOST_WORDS]

    def _shortest(self, items: Any) -> str:
        return self.words(items)[0]

    def _takers(self, op: str, argument: Any) -> list[str]:
        """Return the characters of the alphabet that this part takes."""
        key = op, id(argument)
        if key not in self._taken:
            self._taken[key] = [c for c in self._alphabet if takes(op, argument, c, self._flags)]
        return self._taken[key]

    def _choices(self, op: str, argument: Any) -> Sequence[str]:
        if op in CHARACTERS:
            return self._takers(op, argument) or [""]
        if op in REPEATS:
            least, most, body = argument
            words = self.words(body)
            more = [words[0] * (least + 1), *(word * max(least, 1) for word in words)] if most else []
            return [words[0] * least, *more]
        if op == "ASSERT_NOT":
            return [""]
        return sorted((word for inner in inside(op, argument) for word in self.words(inner)), key=len) or [""]
