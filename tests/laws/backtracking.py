"""Match regular expressions by backtracking as Python does, and count the steps."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from importlib import import_module
from typing import Any, Literal, TypeAlias

# The parser that `re` itself uses; it has no types.
PARSER: Any = import_module("re._parser")

# How a pattern is used: on the whole text, at its start, up to the first find, or for all of them.
Mode: TypeAlias = Literal["fullmatch", "match", "search", "all"]

_CATEGORIES = {
    "CATEGORY_DIGIT": r"\d",
    "CATEGORY_NOT_DIGIT": r"\D",
    "CATEGORY_SPACE": r"\s",
    "CATEGORY_NOT_SPACE": r"\S",
    "CATEGORY_WORD": r"\w",
    "CATEGORY_NOT_WORD": r"\W",
}
_POSITIONS = {
    "AT_BEGINNING": "^",
    "AT_BEGINNING_STRING": r"\A",
    "AT_BOUNDARY": r"\b",
    "AT_NON_BOUNDARY": r"\B",
    "AT_END": "$",
    "AT_END_STRING": r"\Z",
}
# As numbers: flags are asked for a million times, and operations of `re.RegexFlag` are slow.
_DOTALL, _IGNORECASE, _ASCII = int(re.DOTALL), int(re.IGNORECASE), int(re.ASCII)
_FAILED = -1
REPEATS = frozenset(("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"))
CHARACTERS = frozenset(("LITERAL", "NOT_LITERAL", "ANY", "IN"))


class NotUnderstood(Exception):
    """Raised for a part of a pattern that the matcher does not know."""


class TooManySteps(Exception):
    """Raised where the matcher gave up at its limit of steps."""


def takes(op: str, argument: Any, character: str, flags: int) -> bool:
    """Return whether this part of a pattern takes the character."""
    if op == "ANY":
        return bool(flags & _DOTALL) or character != "\n"
    if op == "IN" and str(argument[0][0]) == "NEGATE":
        return not takes("IN", argument[1:], character, flags)
    if op == "NOT_LITERAL":
        return not takes("LITERAL", argument, character, flags)
    items = [("LITERAL", argument)] if op == "LITERAL" else [(str(name), value) for name, value in argument]
    cases = {character, character.lower(), character.upper()} if flags & _IGNORECASE else {character}
    return any(_is(item, one, flags) for item in items for one in cases)


def _is(item: tuple[str, Any], character: str, flags: int) -> bool:
    match item:
        case "LITERAL", code:
            return character == chr(code)
        case "RANGE", (low, high):
            return len(character) == 1 and low <= ord(character) <= high
        case "CATEGORY", category:
            return re.fullmatch(_CATEGORIES[str(category)], character, flags & _ASCII) is not None
    raise NotUnderstood(item[0])


class Matcher:
    """Match a pattern by trying the same ways as Python's matcher, in the same order.

    A text may have characters of `alphabet` only: one of each kind that the pattern tells apart.
    """

    def __init__(self, pattern: re.Pattern[str]) -> None:
        self.flags = pattern.flags
        self.tree = PARSER.parse(pattern.pattern, pattern.flags & ~re.DEBUG)
        self.alphabet = _alphabet(self.tree, self.flags)
        self.steps = 0
        self._limit = 0
        self._text, self._whole, self._no_end = "", False, -1
        self._code: list[tuple[str, Any]] = []
        self._write(self.tree)
        self._code += [("last", None), ("end", None)]

    def spans(self, mode: Mode, text: str, limit: int = 10_000_000) -> list[tuple[int, int]]:
        """Return the spans that are found; `steps` is then how many steps it took.

        Raise TooManySteps beyond `limit`.
        """
        self._text, self._limit, self.steps = text, limit, 0
        self._whole, self._no_end = mode == "fullmatch", -1
        if mode in {"fullmatch", "match"}:
            end = self._run(0, 0)
            return [] if end is None else [(0, end)]
        found: list[tuple[int, int]] = []
        start = 0
        while start <= len(text):
            end = self._run(0, start)
            if end is None:
                start += 1
                continue
            found.append((start, end))
            if mode == "search":
                break
            # As `re` goes on: no empty find follows an empty one at the same place.
            self._no_end = end if end == start else -1
            start = end
        return found

    def _run(self, at: int, place: int) -> int | None:
        """Return where the code from `at` on ends when it begins at this place of the text, or None."""
        text, code, steps, limit = self._text, self._code, self.steps, self._limit
        later: list[tuple[int, int, dict[int, int]]] = []
        marks: dict[int, int] = {}
        while True:
            steps += 1
            if steps > limit:
                raise TooManySteps
            op, argument = code[at]
            at += 1
            if op == "character":
                at = at if text[place : place + 1] in argument else _FAILED
                place += 1
            elif op == "either":
                at, other = argument
                later.append((other, place, marks))
            elif op == "go":
                at = argument
            elif op == "mark":
                marks = {**marks, argument: place}
            elif op == "end":
                self.steps = steps
                return place
            else:
                self.steps = steps
                at, place = self._check(op, argument, at, place, marks)
                steps = self.steps
            if at < 0:
                if not later:
                    self.steps = steps
                    return None
                at, place, marks = later.pop()

    def _check(
        self, op: str, argument: Any, at: int, place: int, marks: Mapping[int, int]
    ) -> tuple[int, int]:
        """Return the places in code and text at which matching goes on after an instruction."""
        match op:
            case "last":
                fits = place != self._no_end and (not self._whole or place == len(self._text))
            case "position":
                fits = argument.match(self._text, place) is not None
            case "progress":
                fits = marks[argument] != place
            case "atomic":
                end = self._run(at, place)
                return (_FAILED, place) if end is None else (argument, end)
            case _:
                after, back, is_wanted = argument
                found = back <= place and self._run(at, place - back) is not None
                at, fits = after, found is is_wanted
        return (at if fits else _FAILED), place

    def _write(self, items: Iterable[tuple[Any, Any]]) -> None:
        for name, argument in items:
            op = str(name)
            if op in CHARACTERS:
                taken = frozenset(c for c in self.alphabet if takes(op, argument, c, self.flags))
                self._code.append(("character", taken))
            elif op == "AT":
                position = re.compile(_POSITIONS[str(argument)], self.flags & (re.MULTILINE | re.ASCII))
                self._code.append(("position", position))
            elif op == "SUBPATTERN" and not argument[1] and not argument[2]:
                self._write(argument[3])
            elif op == "BRANCH":
                self._write_branch(argument[1])
            elif op in {"ATOMIC_GROUP", "POSSESSIVE_REPEAT"}:
                atom = argument if op == "ATOMIC_GROUP" else [("MAX_REPEAT", argument)]
                begin = self._write_aside(atom)
                self._code[begin] = ("atomic", len(self._code))
            elif op in {"ASSERT", "ASSERT_NOT"}:
                direction, sight = argument
                begin = self._write_aside(sight)
                back = sight.getwidth()[0] if direction < 0 else 0
                self._code[begin] = ("look", (len(self._code), back, op == "ASSERT"))
            elif op in REPEATS:
                self._write_repeat(*argument, is_lazy=op == "MIN_REPEAT")
            else:
                raise NotUnderstood(op)

    def _write_branch(self, ways: list[Any]) -> None:
        leaps = []
        for way in ways[:-1]:
            fork = self._reserve()
            self._write(way)
            leaps.append(self._reserve())
            self._code[fork] = ("either", (fork + 1, len(self._code)))
        self._write(ways[-1])
        for leap in leaps:
            self._code[leap] = ("go", len(self._code))

    def _write_aside(self, items: Iterable[tuple[Any, Any]]) -> int:
        """Write what is matched on its own; return the place of the instruction that begins it."""
        begin = self._reserve()
        self._write(items)
        self._code.append(("end", None))
        return begin

    def _write_repeat(self, least: int, most: Any, body: Any, *, is_lazy: bool) -> None:
        for _ in range(least):
            self._write(body)
        endless = most is PARSER.MAXREPEAT
        forks = []
        for _ in range(1 if endless else most - least):
            fork = self._reserve()
            forks.append(fork)
            may_be_empty = endless and body.getwidth()[0] == 0
            self._code += [("mark", fork)] if may_be_empty else []
            self._write(body)
            self._code += [("progress", fork)] if may_be_empty else []
            self._code += [("go", fork)] if endless else []
        for fork in forks:
            ways = (fork + 1, len(self._code))
            self._code[fork] = ("either", ways[::-1] if is_lazy else ways)

    def _reserve(self) -> int:
        self._code.append(("go", None))
        return len(self._code) - 1


def _alphabet(tree: Any, flags: int) -> str:
    """Return a character for each kind that the pattern tells apart."""
    # Most parts are there several times.
    parts = list({str(part): part for part in character_parts(tree)}.values())
    kinds: dict[tuple[bool, ...], str] = {}
    for character in dict.fromkeys([*_mentioned(parts), *"a0 \n\t.-_!\x00é٣\u2003□"]):
        kinds.setdefault(tuple(takes(op, argument, character, flags) for op, argument in parts), character)
    return "".join(kinds.values())


def _mentioned(parts: Iterable[tuple[str, Any]]) -> Iterator[str]:
    for op, argument in parts:
        items = argument if op == "IN" else [(op, argument)]
        for name, value in items:
            ends = value if str(name) == "RANGE" else (value,) if isinstance(value, int) else ()
            for code in ends:
                yield from map(chr, (code, max(code - 1, 0), min(code + 1, 0x10FFFF)))


def character_parts(items: Iterable[tuple[Any, Any]]) -> Iterator[tuple[str, Any]]:
    """Yield the parts of a pattern that take a single character, at any depth."""
    for name, argument in items:
        if str(name) in CHARACTERS:
            yield str(name), argument
        for inner in inside(str(name), argument):
            yield from character_parts(inner)


def inside(op: str, argument: Any) -> list[Any]:
    """Return the patterns inside this part of a pattern."""
    if op in REPEATS:
        return [argument[2]]
    if op == "SUBPATTERN":
        return [argument[3]]
    if op == "BRANCH":
        return list(argument[1])
    if op in {"ASSERT", "ASSERT_NOT"}:
        return [argument[1]]
    return [argument] if op == "ATOMIC_GROUP" else []
