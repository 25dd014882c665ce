"""Test that no text keeps a regular expression busy: its steps grow no faster than the text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path

import pytest

from bot.packages.service import ROUTES
from conversations.addressing import codec
from tests.cases import for_each
from tests.hang_guard import cpu_limit
from tests.laws.attacks import Attack, attacks_on, successful_attack
from tests.laws.backtracking import Matcher, Mode, NotUnderstood
from tests.laws.patterns import UsedPattern, used_patterns
from tests.laws.source_tree import ROOT, build, hold, in_rooms

ROOMS = ("core", "conversations", "handlers", "bot", "storage", "locales")

# Patterns that reach a function of `re` in a variable. Path and expression: what the variable may hold.
_ADDRESSES = [form for forms in codec.WIRE_FORMS.values() for form in forms]
FROM_TABLES: dict[str, Iterable[str]] = {
    "conversations/addressing/codec.py: pattern": {form.pattern.pattern for form in _ADDRESSES},
    "conversations/addressing/codec.py: field.pattern": {
        field.pattern for form in _ADDRESSES for field in form.fields.values()
    },
    "bot/packages/service.py: route.codes": {route.codes for routes in ROUTES.values() for route in routes},
}
# Characters; more than any message, and than most cells of a spreadsheet.
LONG = 20_000


def findings(root: Path, from_tables: Mapping[str, Iterable[str]]) -> Iterator[str]:
    """Yield patterns that can be attacked, that can't be judged, and that this search does not see."""
    yield from judged(used_patterns(in_rooms(root, *ROOMS), from_tables))


def judged(found: Iterable[UsedPattern | str]) -> Iterator[str]:
    """Yield what is wrong with these patterns."""
    for used in found:
        if isinstance(used, str):
            yield used
            continue
        try:
            attack = successful_attack(used.compiled, used.mode)
        except NotUnderstood as part:
            yield f"{used.place}: {used.source!r} has a part that can't be judged: {part}"
            continue
        if attack:
            yield f"{used.place}: {used.source!r} ({used.mode}) is held up by {attack.as_expression()}"


@cache
def found_here() -> tuple[UsedPattern | str, ...]:
    """Return every pattern of the project, and a line for each that can't be seen."""
    return tuple(used_patterns(in_rooms(ROOT, *ROOMS), FROM_TABLES))


def attacked() -> Iterator[tuple[UsedPattern, Matcher, list[Attack]]]:
    """Yield every pattern of the project with its matcher and the attacks on it."""
    for used in found_here():
        if isinstance(used, UsedPattern):
            yield used, *attacks_on(used.compiled)


def test_no_text_holds_a_pattern_up() -> None:
    hold("The steps of a regular expression grow no faster than the text.", judged(found_here()))


def test_python_finds_what_the_counting_matcher_finds() -> None:
    for used, matcher, tried in attacked():
        for attack in tried:
            for times in (1, 2, 3, 30):
                text = attack.text(times)
                assert matcher.spans(used.mode, text) == _spans(used.compiled, used.mode, text), (used, text)


def test_python_is_done_with_long_texts_at_once() -> None:
    for used, _matcher, tried in attacked():
        for attack in tried:
            text = attack.text(LONG // len(attack.word))
            with cpu_limit(1):
                _spans(used.compiled, used.mode, text)


def _spans(pattern: re.Pattern[str], mode: Mode, text: str) -> list[tuple[int, int]]:
    if mode == "all":
        return [found.span() for found in pattern.finditer(text)]
    one = {"fullmatch": pattern.fullmatch, "match": pattern.match, "search": pattern.search}[mode](text)
    return [one.span()] if one else []


@pytest.mark.parametrize(
    ("pattern", "mode"),
    [
        ("(a+)+b", "match"),
        ("(a|a)*b", "match"),
        ("(a|aa)+", "fullmatch"),
        ("(?:ab|a|b)+c", "match"),
        (r"(?:\.\d+|\d*)*x", "match"),
        ("(?:[a-z0-9]+-?)+[.]", "fullmatch"),
        (r"(?:(?:T\.?A\.?|TAHUN)[\s.:]*)*([0-9]{4})", "fullmatch"),
        (r"\d*\d*", "fullmatch"),
        (r"\s*x?\s*y", "match"),
        (r"\w+\s*\w+=", "match"),
        ("(.*)(.*)x", "match"),
        ("^(.*?),(.*?),(.*?)x", "match"),
        (r"\s{0,5000}\s{0,5000}x", "match"),
        (r"\s+$", "search"),
        (r"\n\s*+x", "search"),
        ("<[^>]+>", "all"),
        ("a(?=[ab]*c)", "all"),
        ("(?:(?<=a)|b)a*c", "all"),
    ],
)
def test_a_pattern_that_can_be_held_up_is_found(tmp_path: Path, pattern: str, mode: str) -> None:
    method = {"all": "findall"}.get(mode, mode)
    build(tmp_path, core__code=f"import re\nfound = re.{method}({pattern!r}, text)")
    assert len(list(findings(tmp_path, {}))) == 1


@for_each(
    ("pattern", "mode"),
    [
        ("(a+)b", "match"),
        ("[a-z]+(?:-[a-z]+)*", "fullmatch"),
        (r"\d+(?:\.\d+)+|\w+", "all"),
        (r"\n\s*\n\s*\n", "all"),
        (r"\s*+\s*x", "match"),
        ("(?>a+)a*b", "match"),
        (r"\S{28,}", "all"),
        ("[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?", "fullmatch"),
        ("<[^<>]+>", "all"),
    ],
)
def test_a_harmless_pattern_passes(tmp_path: Path, pattern: str, mode: str) -> None:
    method = {"all": "sub"}.get(mode, mode)
    build(tmp_path, bot__code=f"import re\n_P = re.compile({pattern!r})\nfound = _P.{method}(text)")
    assert list(findings(tmp_path, {})) == []


@for_each(
    "text",
    [
        "from re import compile",
        "import re as regex",
        "import re\nfound = re.search(asked, text)",
        "import re\nfound = re.match(pattern='(a+)+b', string=text)",
        "import re\nfound = re.match('(?i:a)', text)",
        "import re\nfound = re.match(r'(a)\\1', text)",
        "import re\ndef find(text):\n    return any(p.match(text) for p in [re.compile('(a+)+b')])",
        "import re\nP: re.Pattern[str] = re.compile('(a+)+b')",
        "import re\n_P = re.compile('A*a*b', re.IGNORECASE)",
        "import re\n_P = re.compile('A*a*b', flags=re.I | re.X)",
    ],
)
def test_a_pattern_does_not_hide(tmp_path: Path, text: str) -> None:
    assert len(list(findings(build(tmp_path, handlers__code=text), {}))) == 1


def test_a_table_that_nothing_reads_is_found(tmp_path: Path) -> None:
    build(tmp_path, core__code="import re\nfound = re.search(asked, text)")
    tables = {"core/code.py: asked": ["(a+)+b"], "core/code.py: other": ["a"]}
    assert len(list(findings(tmp_path, tables))) == 2
