"""Test that tests and measurements use what the code has in public: a private part may change any day."""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterator
from pathlib import Path

from tests.laws.source_tree import ROOT, build, hold, in_rooms

# Parts of libraries that have no public way to them.
OF_LIBRARIES = {
    "tests/laws/source_tree.py: _fields": "ast's, and documented: names of what a node holds",
    "tests/torture/seams.py: _request": "aiohttp's: every call of a client passes it",
    "tests/bot/monitoring/test_shipped_rules.py: _labelnames": "prometheus_client's: names of labels",
}
BY_NAME = {"getattr", "setattr", "delattr"}


def is_private(name: object) -> bool:
    return isinstance(name, str) and name.startswith("_") and not name.startswith("__") and name != "_"


def findings(root: Path, of_libraries: Collection[str]) -> Iterator[str]:
    """Yield the private parts that are used from outside, each with its line."""
    left = set(of_libraries)
    for module in in_rooms(root, "tests", "bench"):
        for node in module.nodes_of(ast.Attribute, ast.ImportFrom, ast.Call):
            for name in filter(is_private, used_from_outside(node)):
                place = f"{module.path}: {name}"
                left.discard(place)
                if place not in of_libraries:
                    yield f"{module.path}:{getattr(node, 'lineno', 0)}: {name}"
    yield from (f"{place} is not used any more" for place in sorted(left))


def used_from_outside(node: ast.AST) -> Iterator[object]:
    """Yield the names that a node reads or sets on something else than `self`, and those that it imports."""
    match node:
        case ast.Attribute(value=ast.Name(id="self" | "cls")):
            return
        case ast.Attribute(value=value, attr=attr) if not is_of_self(value):
            yield attr
        case ast.ImportFrom(names=names):
            yield from (one.name for one in names)
        case ast.Call(
            func=ast.Name(id=called) | ast.Attribute(attr=called), args=[_, ast.Constant(value), *_]
        ):
            if called in BY_NAME:
                yield value


def is_of_self(value: ast.expr) -> bool:
    """Return whether this is `type(self)` or `super()`, whose private parts are the class's own."""
    return (
        isinstance(value, ast.Call)
        and isinstance(value.func, ast.Name)
        and value.func.id in {"type", "super"}
    )


def test_tests_use_what_the_code_has_in_public() -> None:
    hold("The code has a public way to what a test needs.", findings(ROOT, OF_LIBRARIES))


PLANTED = """
from bot.courier import _pause
def test(courier, monkeypatch):
    assert courier._busy
    monkeypatch.setattr(courier, "_now", None)
    return getattr(courier, "_later", 0)
class Own:
    def get(self):
        return self._x or super()._x or type(self)._x or self.__dict__
"""


def test_a_private_part_is_found(tmp_path: Path) -> None:
    build(tmp_path, tests__a=PLANTED, bench__b="value._asked = 1")
    found = list(findings(tmp_path, {"bench/b.py: _asked", "tests/c.py: _gone"}))
    assert {line.rpartition(" ")[2] for line in found[:-1]} == {"_pause", "_busy", "_now", "_later"}
    assert found[-1] == "tests/c.py: _gone is not used any more"
