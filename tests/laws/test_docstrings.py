"""Docstrings begin with a verb and stand alone, in plain technical English."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.cases import for_each
from tests.laws.source_tree import ROOT, build, hold, modules

# First words that promise a riddle, in whatever docstring.
RIDDLES = frozenset({"What", "Where", "Who", "Whoever", "Whether", "It"})
# First words of functions' docstrings: a function does something, and its docstring says so with a verb in
# the imperative. A new verb is added here on purpose, once none of these says it.
VERBS = frozenset(
    """
    Accept Act Add Alert Allow Amend Answer Append Apply Ask Assert Assign Be Begin Break Bring Build Call
    Cancel Carry Change Check Claim Close Collect Compare Compute Configure Confirm Connect Continue Copy
    Count Create Cut Delete Deliver Disable Discard Do Draw Drop Dump Edit End Enter Erase Escalate
    Exchange Fail Fetch File Fill Find Finish Follow Forget Forward Free Freeze Give Go Hand Handle Have
    Hold Import Insert Judge Keep Kill Lay Lead Learn Leave Let Link List Listen Load Lock Log Look Make
    Mark Measure Move Need Note Number Offer Open Park Parse Pass Pause Perform Pin Plant Play Post Press
    Print Probe Process Put Raise Read Reassess Receive Record Reduce Refer Refuse Release Remember Remind
    Remove Render Renew Replace Request Restart Restore Retire Return Run Save Say Search See Seek Select
    Send Serve Set Show Sign Skip Slow Split Spoil Stand Start Stop Store Stream Strike Switch Take Tell
    Test Time Try Turn Type Undo Unlink Unpin Update Upload Void Wait Wake Watch Work Write Yield
    """.split()
)


def fault_of(docstring: str, *, is_callable: bool) -> str:
    """Return what is wrong with the beginning of a docstring, or ""."""
    first = docstring.split(maxsplit=1)[0].strip(".,:;") if docstring.split() else ""
    if first in RIDDLES or docstring.startswith("The same"):
        return f"begins with {first!r}"
    if is_callable and first not in VERBS:
        return f"does not begin with one of VERBS: {docstring.splitlines()[0]!r}"
    return ""


def findings(root: Path) -> Iterator[str]:
    """Yield every docstring that breaks the law."""
    for module in modules(root):
        documented: Iterator[ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef]
        documented = module.nodes_of(ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
        for node in documented:
            docstring = (ast.get_docstring(node, clean=False) or "").lstrip()
            is_callable = isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
            if docstring and (fault := fault_of(docstring, is_callable=is_callable)):
                yield f"{module.path}:{getattr(node, 'lineno', 1)}: {fault}"


def test_docstrings_say_what_code_does() -> None:
    hold("A docstring begins with a verb and stands alone.", findings(ROOT))


@for_each(
    ("text", "is_found"),
    [
        ('def f():\n    """What a lane does with each update."""', True),
        ('def f():\n    """The ticket of this number."""', True),
        ('def f():\n    """Desk at which the ticket waits."""', True),
        ('def f():\n    """Returns the ticket of this number."""', True),
        ('class A:\n    """Whoever came."""', True),
        ('"""The same for Excel."""', True),
        ('def f():\n    """Return the ticket of this number."""', False),
        ('class A:\n    """One row of the lifecycle table."""', False),
        ("def f():\n    pass", False),
    ],
)
def test_a_riddle_is_found(tmp_path: Path, text: str, is_found: bool) -> None:
    assert bool(list(findings(build(tmp_path, core__ticket=text)))) is is_found
