"""Read the project's files, and parse its Python modules once, for the laws."""

import ast
import gc
import subprocess
import sys
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Module:
    """A Python file: its path from the root, its text and its syntax tree."""

    path: str
    text: str
    tree: ast.Module

    @property
    def room(self) -> str:
        """Return the top-level folder of the module; empty at the root."""
        return self.path.split("/")[0] if "/" in self.path else ""

    @cached_property
    def nodes(self) -> Sequence[ast.AST]:
        """Return every node of the syntax tree, as `ast.walk` yields them."""
        return tuple(ast.walk(self.tree))

    @property
    def stem(self) -> str:
        """Return the file's name without its extension."""
        return Path(self.path).stem


def files(root: Path) -> list[Path]:
    """Return the files of the project: those that git keeps, or without git all that are not hidden."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    if (root / ".git").exists():
        try:
            listed = subprocess.run(command, cwd=root, capture_output=True, check=True, text=True).stdout
        except (OSError, subprocess.CalledProcessError):
            pass
        else:
            return sorted(path for name in set(listed.split("\0")) if (path := root / name).is_file())
    return sorted(_visible(root))


def _visible(folder: Path) -> Iterator[Path]:
    for path in folder.iterdir():
        if path.is_dir() and not path.name.startswith((".", "__pycache__")) and path.name != "var":
            yield from _visible(path)
        elif path.is_file() and path.name != ".env":
            yield path


@cache
def modules(root: Path) -> tuple[Module, ...]:
    """Return every Python module of the project in order of path; fail where one can't be parsed."""
    found = tuple(
        _read(path, path.relative_to(root).as_posix()) for path in files(root) if path.suffix == ".py"
    )
    if root == ROOT:
        # A million objects that stay: the collector need not look at them again.
        gc.collect()
        gc.freeze()
    return found


def _read(path: Path, name: str) -> Module:
    text = path.read_text(encoding="utf-8")
    try:
        tree = ast.parse(text)
    except SyntaxError as error:
        fault = f"{name}:{error.lineno}: not Python {sys.version.split()[0]}: {error.msg}"
    else:
        return Module(name, text, tree)
    pytest.fail(fault, pytrace=False)


def in_rooms(root: Path, *rooms: str) -> Iterator[Module]:
    """Return the modules of these top-level folders."""
    return (module for module in modules(root) if module.room in rooms)


@cache
def named_tests() -> Mapping[str, Collection[str]]:
    """Return the names of the tests in each of the project's files, by its path."""
    found: dict[str, set[str]] = {}
    for module in in_rooms(ROOT, "tests"):
        for node in module.tree.body:
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name.startswith("test_"):
                found.setdefault(module.path, set()).add(node.name)
    return found


def read_cells(line: str, heading: Sequence[str]) -> list[str] | None:
    """Return the cells of a row of a table in a page; None for the heading and the line below it."""
    cells = [cell.strip() for cell in line.strip("|").split("|")]
    return None if cells == heading or set("".join(cells)) <= {"-"} else cells


def hold(law: str, findings: Iterable[str]) -> None:
    """Fail with the law and its violations, one on a line, where there are any."""
    found = list(findings)
    if found:
        pytest.fail("\n".join([law, f"Broken {len(found)} times:", *found]), pytrace=False)


def build(root: Path, **texts: str) -> Path:
    """Write modules with these texts under `root`; `core__ticket` stands for `core/ticket.py`."""
    for name, text in texts.items():
        path = root / f"{name.replace('__', '/')}.py"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return root
