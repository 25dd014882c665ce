"""Test that docs/coverage.md has all sections of the guides, and names only buttons and tests that exist."""

import ast
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

import pytest

from tests.cases import for_each
from tests.laws.source_tree import ROOT, hold, in_rooms, named_tests, read_cells

REPORTER, LEVEL_1, OURS = "The guide for reporters", "The guide for LPSE Level 1", "What the bot adds"
# The sections of the guides, which do not ship; the one for reporters has no 4.2.
SECTIONS = {
    REPORTER: """
        1 1.1 1.2 2 3 3.1 3.2 4 4.1 4.3 4.3.1 4.3.2 4.3.3 4.3.4 4.3.5 4.3.5.1 4.3.5.2 4.3.5.3 5
    """.split(),
    LEVEL_1: """
        1 1.1 1.2 2 2.1 2.2 3 4 4.1 4.2 4.2.1 4.2.2 4.2.3 4.2.3.1 4.2.3.1.1 4.2.3.2 4.2.3.2.1 4.2.3.2.2
        4.2.3.2.3 4.2.3.3 5
    """.split(),
}
HEADING = ["feature", "in the bot", "shown by"]

_TEST = re.compile(r"`(tests/(?:stories|browser)/test_\w+\.py)::(test_\w+)`")
_LABEL = re.compile(r'"([^"]+)"')
_VALUE = re.compile(r"%\(\w+\)s")


@dataclass(frozen=True)
class Line:
    """A feature, the place where it is in the bot, and the tests that show it."""

    at: int
    feature: str
    place: str
    shown: str


@dataclass
class Section:
    """A part of the page under its heading; `number` is the guide's, empty where it is of no guide."""

    part: str
    number: str
    lines: list[Line]


def read(text: str) -> list[Section]:
    """Return the sections of the page with their lines."""
    part, sections = "", list[Section]()
    for at, line in enumerate(text.splitlines(), 1):
        if line.startswith("## "):
            part = line[3:]
        elif line.startswith("### "):
            number = re.match(r"### ([\d.]+) ", line)
            sections.append(Section(part, number[1].rstrip(".") if number else "", []))
        elif line.startswith("|"):
            cells = read_cells(line, HEADING)
            if cells is None:
                continue
            assert sections, f"line {at}: a feature before the first section"
            feature, place, shown = [*cells, "", ""][:3]
            sections[-1].lines.append(Line(at, feature, place, shown))
    return sections


def findings(text: str, tests: Mapping[str, Collection[str]], labels: Collection[str]) -> Iterator[str]:
    """Yield sections of the guides that are missing, and buttons and tests that do not exist."""
    sections = read(text)
    for part, expected in SECTIONS.items():
        listed = [section.number for section in sections if section.part == part]
        if listed != expected:
            yield f"{part}: its sections are {' '.join(expected)}, here they are {' '.join(listed)}"
    for section, following in pairwise([*sections, Section("", "", [])]):
        is_whole_of_parts = section.number and following.number.startswith(f"{section.number}.")
        if not section.lines and not is_whole_of_parts:
            yield f"{section.part} {section.number}: no feature"
        for line in section.lines:
            yield from (f"line {line.at}: {fault}" for fault in _faults(line, tests, labels))


def _faults(line: Line, tests: Mapping[str, Collection[str]], labels: Collection[str]) -> Iterator[str]:
    shown = _TEST.findall(line.shown)
    if not shown or _TEST.sub("", line.shown).replace("<br>", ""):
        yield f"not shown by stories alone: {line.shown!r}"
    yield from (f"no test {path}::{name}" for path, name in shown if name not in tests.get(path, ()))
    if not line.place:
        yield "nowhere in the bot"
    yield from (f"no button says {label!r}" for label in _LABEL.findall(line.place) if label not in labels)


@cache
def labels() -> Collection[str]:
    """Return all texts that Python marks for translation, as all buttons are; … stands for a value."""
    found: set[str] = set()
    for module in in_rooms(ROOT, "conversations", "core", "handlers"):
        for node in module.nodes_of(ast.Call):
            if isinstance(node.func, ast.Name) and node.func.id == "_":
                [text] = node.args
                found.add(_VALUE.sub("…", ast.literal_eval(text)))
    return found


def test_every_section_of_both_guides_is_covered_by_buttons_and_stories_that_exist() -> None:
    law = "docs/coverage.md has each section of both guides, buttons that exist, stories that show them."
    hold(law, findings((ROOT / "docs" / "coverage.md").read_text(encoding="utf-8"), named_tests(), labels()))


# ----------------------------------------------------------------------------- the law itself, on small pages

KNOWN = {"tests/stories/test_a.py": {"test_b"}}
SHOWN = "`tests/stories/test_a.py::test_b`"


def page(row: str = f'| x | "Ya" | {SHOWN} |', leave_out: str = "") -> str:
    """Return a page that the law accepts but for this row and without this section."""
    parts = []
    for part, numbers in SECTIONS.items():
        parts.append(f"## {part}")
        parts += [f"### {n} X\n| x | y | {SHOWN} |" for n in numbers if f"{part} {n}" != leave_out]
    return "\n".join([*parts, f"## {OURS}", "### More", row])


@pytest.mark.parametrize(
    "row",
    [
        f'| x | "Ya", "Ganti …", *a text* | {SHOWN}<br>{SHOWN} |',
        f"| x | `/start` | {SHOWN} |",
    ],
)
def test_a_page_in_step_is_welcome(row: str) -> None:
    assert list(findings(page(row), KNOWN, {"Ya", "Ganti …"})) == []


@for_each(
    ("row", "fault"),
    [
        ('| x | "Ya" | |', "not shown by stories alone"),
        ('| x | "Ya" | surely |', "not shown by stories alone"),
        ('| x | "Ya" | `tests/core/test_a.py::test_b` |', "not shown by stories alone"),
        ('| x | "Ya" | `tests/stories/test_a.py::test_c` |', "no test tests/stories/test_a.py::test_c"),
        ('| x | "Ya" | `tests/stories/test_z.py::test_b` |', "no test tests/stories/test_z.py::test_b"),
        (f'| x | "Mungkin" | {SHOWN} |', "no button says 'Mungkin'"),
        (f"| x | | {SHOWN} |", "nowhere in the bot"),
        ("", "no feature"),
    ],
)
def test_a_line_out_of_step_is_found(row: str, fault: str) -> None:
    [found] = findings(page(row), KNOWN, {"Ya"})
    assert fault in found


@for_each("section", [f"{REPORTER} 4.3.4", f"{LEVEL_1} 4.2.3.3", f"{LEVEL_1} 2"])
def test_a_section_that_is_left_out_is_found(section: str) -> None:
    [found] = findings(page(leave_out=section), KNOWN, {"Ya"})
    assert "its sections are" in found
