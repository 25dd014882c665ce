"""Test that modules are short, begin with a docstring of one sentence, and have meaningful names."""

import ast
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from tests.cases import for_each
from tests.laws.source_tree import ROOT, Module, build, hold, modules

LIMIT = 300

# Modules that may be longer. Path from the root: reason.
LONGER: dict[str, str] = {
    "storage/schema/tables.py": "all tables stand beside each other, so the whole schema is seen at once",
}

# Names that say nothing of the content, so that anything ends up there.
MEANINGLESS = {"util", "utils", "helper", "helpers", "manager", "managers", "misc", "base", "common"}

# A full stop within "e.g. PostgreSQL" ends no sentence.
NEXT_SENTENCE = re.compile(r"(?<!e\.g)(?<!i\.e)[.!?]\s+[A-Z]")


def too_long(root: Path, reasons: Mapping[str, str]) -> Iterator[str]:
    """Yield modules over the limit without a reason, and reasons without such a module."""
    lengths = {module.path: len(module.text.splitlines()) for module in modules(root)}
    for path, lines in lengths.items():
        if lines > LIMIT and not reasons.get(path):
            yield f"{path}: {lines} lines; split it, or give the reason in LONGER"
    for path in reasons:
        if lengths.get(path, 0) <= LIMIT:
            yield f"{path}: stands in LONGER, but is not longer than {LIMIT} lines"


def first_lines(root: Path) -> Iterator[str]:
    """Yield modules whose first line is not one sentence that says what they are for."""
    for module in modules(root):
        fault = _fault_of_first_line(module)
        if fault:
            yield f"{module.path}:1: {fault}"


def _fault_of_first_line(module: Module) -> str | None:
    sentence = (ast.get_docstring(module.tree, clean=False) or "").split("\n")[0].strip()
    if not sentence:
        return "the module does not begin with a docstring, on its first line"
    if not sentence.endswith("."):
        return f"the first line is not a sentence that ends with a full stop: {sentence!r}"
    if NEXT_SENTENCE.search(sentence):
        return f"the first line is more than one sentence: {sentence!r}"
    if len(sentence.split()) <= 2:
        return f"the first line does not say what the module is for: {sentence!r}"
    return None


def meaningless_names(root: Path) -> Iterator[str]:
    """Yield modules and folders whose names say nothing of their content."""
    for module in modules(root):
        for part in Path(module.path).with_suffix("").parts:
            words = {part, *part.split("_")[-1:]} if part != "__init__" else set()
            for word in sorted(words & MEANINGLESS):
                yield f"{module.path}: '{word}' says nothing; name it after what it holds"


def test_no_module_is_longer_than_it_needs_to_be() -> None:
    hold(f"No module has more than {LIMIT} lines without a reason.", too_long(ROOT, LONGER))


def test_every_module_says_what_it_is_for() -> None:
    hold("The first line of every module is one sentence.", first_lines(ROOT))


def test_every_module_has_a_name_that_means_something() -> None:
    hold("No module is named utils, helpers, manager, misc, base or common.", meaningless_names(ROOT))


def test_a_long_module_is_found_until_it_has_a_reason(tmp_path: Path) -> None:
    tree = build(tmp_path, core__ticket="x = 1\n" * 301, core__desk="x = 1\n" * 300)
    assert list(too_long(tree, {})) == ["core/ticket.py: 301 lines; split it, or give the reason in LONGER"]
    assert list(too_long(tree, {"core/ticket.py": "One table, in full."})) == []


@pytest.mark.parametrize("path", ["core/desk.py", "core/gone.py"])
def test_a_reason_nobody_needs_any_more_is_found(tmp_path: Path, path: str) -> None:
    tree = build(tmp_path, core__desk="x = 1\n" * 300)
    assert list(too_long(tree, {path: "It was long once."})) == [
        f"{path}: stands in LONGER, but is not longer than 300 lines"
    ]


@for_each(
    ("text", "fault"),
    [
        ("", "does not begin with a docstring"),
        ("import json\n", "does not begin with a docstring"),
        ('"""\nThe ticket and its life.\n"""\n', "does not begin with a docstring"),
        ('"""The ticket and its life"""\n', "full stop"),
        ('"""The ticket and\nits life."""\n', "full stop"),
        ('"""The ticket. Its life too."""\n', "more than one sentence"),
        ('"""Tickets."""\n', "does not say what"),
    ],
)
def test_a_module_that_does_not_introduce_itself_is_found(tmp_path: Path, text: str, fault: str) -> None:
    assert [fault in finding for finding in first_lines(build(tmp_path, core__ticket=text))] == [True]


@pytest.mark.parametrize(
    "text", ['"""The ticket and its life."""', '"""The ticket, e.g. TPS.\n\nMore. And more."""\nx = 1']
)
def test_a_module_that_introduces_itself_is_welcome(tmp_path: Path, text: str) -> None:
    assert list(first_lines(build(tmp_path, core__ticket=text))) == []


@for_each("name", ["core__utils", "core__helpers__ticket", "core__ticket_manager", "core__base", "bot__misc"])
def test_a_name_that_says_nothing_is_found(tmp_path: Path, name: str) -> None:
    tree = build(tmp_path, **{name: "", "core__database": "", "core__common_faults": ""})
    assert len(list(meaningless_names(tree))) == 1
