"""Docstrings begin with a verb and stand alone, in plain technical English."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.laws.source_tree import ROOT, build, hold, modules

# First words that promise a riddle, in whatever docstring.
RIDDLES = frozenset({"What", "Where", "Who", "Whoever", "Whether", "It"})
# First words that begin a noun phrase or a fragment: a function does something, and its docstring says so.
NO_VERBS = frozenset(
    """
    A An The This That These Those As All Any Anything Another Every Everything Everybody Each Either Neither
    No None Nobody Nothing Not One Two Three Some Somebody Something Such Only Once Until Till Before After
    At By For From If In Into Of Off On Out Over To Up Down Back With Within Without How Why When Which Whose
    There Here They Them Their Its So Also And Or More Most Less Same
    """.split()
)


def fault_of(docstring: str, *, is_callable: bool) -> str:
    """Return what is wrong with the beginning of a docstring, or ""."""
    first = docstring.split(maxsplit=1)[0].strip(".,:;") if docstring.split() else ""
    if first in RIDDLES or docstring.startswith("The same"):
        return f"begins with {first!r}"
    if is_callable and (first in NO_VERBS or not first[:1].isupper()):
        return f"does not begin with a verb: {docstring.splitlines()[0]!r}"
    return ""


def findings(root: Path) -> Iterator[str]:
    """Yield every docstring that breaks the law."""
    for module in modules(root):
        for node in module.nodes:
            if not isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
                continue
            docstring = ast.get_docstring(node)
            is_callable = isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
            if docstring and (fault := fault_of(docstring, is_callable=is_callable)):
                yield f"{module.path}:{getattr(node, 'lineno', 1)}: {fault}"


def test_docstrings_say_what_code_does() -> None:
    hold("A docstring begins with a verb and stands alone.", findings(ROOT))


@pytest.mark.parametrize(
    ("text", "is_found"),
    [
        ('def f():\n    """What a lane does with each update."""', True),
        ('def f():\n    """The ticket of this number."""', True),
        ('class A:\n    """Whoever came."""', True),
        ('"""The same for Excel."""', True),
        ('def f():\n    """Return the ticket of this number."""', False),
        ('class A:\n    """One row of the lifecycle table."""', False),
        ("def f():\n    pass", False),
    ],
)
def test_a_riddle_is_found(tmp_path: Path, text: str, is_found: bool) -> None:
    assert bool(list(findings(build(tmp_path, core__ticket=text)))) is is_found
