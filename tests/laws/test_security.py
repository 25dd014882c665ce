"""Test that docs/security.md names only tests that exist, and a test for all that it calls met."""

import re
from collections.abc import Collection, Iterator, Mapping

from tests.cases import for_each
from tests.laws.source_tree import ROOT, hold, named_tests, read_cells

HEADING = ["number", "asks for", "state", "how, or what is missing", "shown by"]
MET, PARTLY, NOT_MET, NOT_APPLICABLE = "met", "partly", "not met", "not applicable"
STATES = (MET, PARTLY, NOT_MET, NOT_APPLICABLE)
NO_TEST = "no test"

_TEST = re.compile(r"`(tests/[\w/]+\.py)::(\w+)`")
_LOOSE_TEST = re.compile(r"tests/[\w/.]*::\w*")
_NUMBER = re.compile(r"(\d+)\.(\d+)\.(\d+)(?:–(\d+)\.(\d+)\.(\d+))?")


def findings(text: str, tests: Mapping[str, Collection[str]]) -> Iterator[str]:
    """Yield rows out of order or without a state or a test, and tests that do not exist.

    That the files exist is tested for all pages by `tests/laws/test_documentation.py`.
    """
    last: tuple[int, ...] = ()
    for at, line in enumerate(text.splitlines(), 1):
        if len(_LOOSE_TEST.findall(line)) != len(_TEST.findall(line)):
            yield f"line {at}: a test is not written as `tests/path.py::name`"
        for path, name in _TEST.findall(line):
            if name not in tests.get(path, ()):
                yield f"line {at}: no test {path}::{name}"
        cells = read_cells(line, HEADING) if line.startswith("|") else None
        if cells is None or len(cells) != len(HEADING):
            continue
        number = _NUMBER.fullmatch(cells[0])
        if number is None:
            yield f"line {at}: no number of a requirement: {cells[0]}"
            continue
        first, *_rest = numbers = _read_numbers(number)
        if first <= last or sorted(numbers) != numbers:
            yield f"line {at}: {cells[0]} is out of order"
        last = numbers[-1]
        yield from (f"line {at}: {fault}" for fault in _faults(cells))


def _read_numbers(number: re.Match[str]) -> list[tuple[int, ...]]:
    parts = [int(part) for part in number.groups() if part is not None]
    return [tuple(parts[at : at + 3]) for at in range(0, len(parts), 3)]


def _faults(cells: list[str]) -> Iterator[str]:
    _number, asked, state, how, shown = cells
    if state not in STATES:
        yield f"no state: {state!r}"
    if not asked or not how:
        yield "it does not say what is asked for, and how it is met or what is missing"
    names_tests = _TEST.sub("", shown).replace("<br>", "") == "" and shown != ""
    if state == MET and not names_tests:
        yield f"met, but shown by no test: {shown!r}"
    if state in {PARTLY, NOT_MET} and not names_tests and shown != NO_TEST:
        yield f"neither tests nor {NO_TEST!r}: {shown!r}"


def test_what_the_page_on_security_calls_met_is_shown_by_a_test() -> None:
    page = ROOT / "docs" / "security.md"
    law = "docs/security.md names tests that exist, and a test for all that is met."
    hold(law, findings(page.read_text(encoding="utf-8"), named_tests()))


# ----------------------------------------------------------------------------- the law itself, on small pages

KNOWN = {"tests/core/test_a.py": {"test_b"}}
SHOWN = "`tests/core/test_a.py::test_b`"
TABLE = "| number | asks for | state | how, or what is missing | shown by |\n|---|---|---|---|---|\n"


@for_each(
    "rows",
    [
        f"| 2.1.9 | x | met | `core/a.py` | {SHOWN}<br>{SHOWN} |\n| 2.1.10 | x | not met | y | no test |",
        "| 2.1.1–2.2.1 | x | not applicable | y | |\n| 2.2.2 | x | partly | y | no test |",
        f"Shown by {SHOWN}.",
    ],
)
def test_a_page_in_step_is_welcome(rows: str) -> None:
    assert list(findings(TABLE + rows, KNOWN)) == []


@for_each(
    ("rows", "fault"),
    [
        ("| 2.1.1 | x | met | y | |", "met, but shown by no test"),
        ("| 2.1.1 | x | met | y | no test |", "met, but shown by no test"),
        (f"| 2.1.1 | x | met | y | {SHOWN}, surely |", "met, but shown by no test"),
        ("| 2.1.1 | x | partly | y | |", "neither tests nor"),
        (f"| 2.1.1 | x | nearly | y | {SHOWN} |", "no state"),
        (f"| 2.1.1 | x | met | | {SHOWN} |", "it does not say"),
        (f"| first | x | met | y | {SHOWN} |", "no number of a requirement"),
        (f"| 2.1.1 | x | met | y | {SHOWN} |\n| 1.9.9 | x | met | y | {SHOWN} |", "1.9.9 is out of order"),
        ("See `tests/core/test_a.py::test_c`.", "no test tests/core/test_a.py::test_c"),
        ("See `tests/core/test_z.py::test_b`.", "no test tests/core/test_z.py::test_b"),
        ("See tests/core/test_a.py::test_b.", "a test is not written as"),
    ],
)
def test_a_row_out_of_step_is_found(rows: str, fault: str) -> None:
    [found] = findings(TABLE + rows, KNOWN)
    assert fault in found
