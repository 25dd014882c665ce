"""Test that the lock files fit the ranges in pyproject.toml, where every imported library is declared."""

import re
import sys
import tomllib
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.metadata import distribution, packages_distributions
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.cases import for_each
from tests.laws.rooms import DOORS
from tests.laws.source_tree import ROOT, build, hold, modules
from tests.laws.test_rooms import imported_packages

DECLARED = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
NEEDED = [Requirement(text) for text in DECLARED["project"]["dependencies"]]
NEEDED_TO_TEST = [Requirement(text) for text in DECLARED["dependency-groups"]["dev"]]
NEEDED_TO_BUILD = [Requirement(text) for text in DECLARED["build-system"]["requires"]]
# A version, for which machines where not for all, and a digest for each of its files.
EXACT = re.compile(r"([\w.-]+)==([\w.!+]+)(?: ; [\w.' =!<>]+)?(?: --hash=sha256:[0-9a-f]{64})+")
RUN, DEV = (
    (ROOT / name).read_text(encoding="utf-8") for name in ("requirements.lock", "requirements-dev.lock")
)


def locked(lock: str) -> dict[str, str]:
    """Return the versions in a lock file by name."""
    return {
        canonicalize_name(found[1]): found[2] for line in _lines(lock) if (found := EXACT.fullmatch(line))
    }


def unlocked(lock: str, needed: Iterable[Requirement]) -> Iterator[str]:
    """Yield lines without one exact version and its digests, and requirements that no line fulfils."""
    yield from (f"not one exact version: {line}" for line in _lines(lock) if not EXACT.fullmatch(line))
    versions = locked(lock)
    for requirement in needed:
        version = versions.get(canonicalize_name(requirement.name))
        if version is None:
            yield f"not locked: {requirement}"
        elif not requirement.specifier.contains(version, prereleases=True):
            yield f"locked at {version}, out of its range: {requirement}"


def _lines(lock: str) -> list[str]:
    """Return what a lock file says, with each package and its digests on one line."""
    lines = re.sub(r" *\\\n *", " ", lock).splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def brought_along(needed: Iterable[Requirement]) -> set[str]:
    """Return the names of these libraries and of all that they need, as they are installed here."""
    found: set[str] = set()
    waiting = [(requirement, "") for requirement in needed]
    while waiting:
        requirement, extra = waiting.pop()
        if requirement.marker and not requirement.marker.evaluate({"extra": extra}):
            continue
        name = canonicalize_name(requirement.name)
        inner = [Requirement(text) for text in distribution(name).requires or ()]
        if name not in found:
            waiting += [(one, "") for one in inner]
        waiting += [(one, wanted) for wanted in requirement.extras for one in inner if one.marker]
        found.add(name)
    return found


@cache
def _distributions() -> dict[str, set[str]]:
    return {name: {canonicalize_name(one) for one in many} for name, many in packages_distributions().items()}


def undeclared(root: Path) -> Iterator[str]:
    """Yield imports of libraries that pyproject.toml does not declare."""
    needed = {canonicalize_name(requirement.name) for requirement in NEEDED}
    to_test = needed | {canonicalize_name(requirement.name) for requirement in NEEDED_TO_TEST}
    for module in modules(root):
        declared = to_test if module.room in {"tests", "bench"} else needed
        for line, name in imported_packages(module):
            if name in sys.stdlib_module_names or name in DOORS or (root / f"{name}.py").is_file():
                continue
            if not _distributions().get(name, set()) & declared:
                yield f"{module.path}:{line}: {name} is not declared in pyproject.toml"


def test_the_lock_files_fit() -> None:
    hold("requirements.lock fulfils pyproject.toml, exactly.", unlocked(RUN, NEEDED))
    hold("Both lock files fulfil it for tests.", unlocked(RUN + DEV, [*NEEDED_TO_TEST, *NEEDED_TO_BUILD]))


def test_the_bot_runs_without_test_tools() -> None:
    here = "\n".join(line for line in _lines(RUN) if " ; " not in line)
    assert locked(here).keys() == brought_along(NEEDED)
    assert not locked(RUN).keys() & locked(DEV).keys()


def test_every_imported_library_is_declared() -> None:
    hold("What is imported is declared in pyproject.toml.", undeclared(ROOT))


DIGEST = f"--hash=sha256:{'0' * 64}"


@for_each(
    ("lock", "fault"),
    [
        ("", "not locked: jinja2>=3.1"),
        (f"Jinja2==2.11 \\\n    {DIGEST}", "locked at 2.11, out of its range: jinja2>=3.1"),
        (f"Jinja2==3.1.6 {DIGEST}\nmypy>=1", "not one exact version: mypy>=1"),
        (f"Jinja2==3.1.6 {DIGEST}\nmypy==2.0", "not one exact version: mypy==2.0"),
        (f"Jinja2==3.1.6 {DIGEST}\nmypy @ file:///wheels/mypy.whl", "not one exact version: mypy @"),
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
