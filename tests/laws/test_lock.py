"""The lock file fits the ranges in pyproject.toml, and every library that is imported is declared there."""

import re
import sys
import tomllib
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.laws.house import ROOT, build, hold, modules
from tests.laws.test_rooms import DOORS, imported

DECLARED = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
NEEDED = [Requirement(text) for text in DECLARED["project"]["dependencies"]]
NEEDED_TO_TEST = [Requirement(text) for text in DECLARED["dependency-groups"]["dev"]]
EXACT = re.compile(r"([\w.-]+)==([\w.!+]+)")


def unlocked(lock: str, needed: Iterable[Requirement]) -> Iterator[str]:
    """Lines that don't name one version, and requirements that no line fulfils."""
    lines = [line for line in lock.splitlines() if line and not line.startswith("#")]
    exact = [found for line in lines if (found := EXACT.fullmatch(line))]
    yield from (f"not one exact version: {line}" for line in lines if not EXACT.fullmatch(line))
    versions = {canonicalize_name(found[1]): found[2] for found in exact}
    for requirement in needed:
        version = versions.get(canonicalize_name(requirement.name))
        if version is None:
            yield f"not locked: {requirement}"
        elif not requirement.specifier.contains(version, prereleases=True):
            yield f"locked at {version}, out of its range: {requirement}"


@cache
def _distributions() -> dict[str, set[str]]:
    return {name: {canonicalize_name(one) for one in many} for name, many in packages_distributions().items()}


def undeclared(root: Path) -> Iterator[str]:
    """Imports of libraries that are only there because another library needs them, or not at all."""
    needed = {canonicalize_name(requirement.name) for requirement in NEEDED}
    to_test = needed | {canonicalize_name(requirement.name) for requirement in NEEDED_TO_TEST}
    for module in modules(root):
        declared = to_test if module.room in {"tests", "bench"} else needed
        for line, name in imported(module):
            if name in sys.stdlib_module_names or name in DOORS:
                continue
            if not _distributions().get(name, set()) & declared:
                yield f"{module.path}:{line}: {name} is not declared in pyproject.toml"


def test_the_lock_file_fits() -> None:
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    hold("requirements.lock fulfils pyproject.toml, exactly.", unlocked(lock, [*NEEDED, *NEEDED_TO_TEST]))


def test_every_imported_library_is_declared() -> None:
    hold("What is imported is declared in pyproject.toml.", undeclared(ROOT))


@pytest.mark.parametrize(
    ("lock", "fault"),
    [
        ("", "not locked: jinja2>=3.1"),
        ("Jinja2==2.11", "locked at 2.11, out of its range: jinja2>=3.1"),
        ("Jinja2==3.1.6\nmypy>=1", "not one exact version: mypy>=1"),
        ("Jinja2==3.1.6\nmypy @ file:///wheels/mypy.whl", "not one exact version: mypy @"),
    ],
)
def test_a_lock_that_does_not_fit_is_found(lock: str, fault: str) -> None:
    assert [fault in finding for finding in unlocked(lock, [Requirement("jinja2>=3.1")])] == [True]


def test_a_library_nobody_declared_is_found(tmp_path: Path) -> None:
    tree = build(
        tmp_path,
        bot__cli="import click\nimport typer",
        sandbox__server="import pytest",
        tests__x="import pytest",
    )
    assert list(undeclared(tree)) == [
        "bot/cli.py:1: click is not declared in pyproject.toml",
        "sandbox/server.py:1: pytest is not declared in pyproject.toml",
    ]
