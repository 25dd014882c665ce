"""The tree that the laws look at: its files, and its Python modules read and parsed once."""

import ast
import subprocess
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
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
        """The top-level folder it stands in; empty at the root."""
        return self.path.split("/")[0] if "/" in self.path else ""

    @property
    def stem(self) -> str:
        """The file's name without its ending."""
        return Path(self.path).stem


def files(root: Path) -> list[Path]:
    """What belongs to the project: what git would keep, or without git all that is not hidden."""
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
    """Every Python module of the project, in order of path."""
    return tuple(
        _read(path, path.relative_to(root).as_posix()) for path in files(root) if path.suffix == ".py"
    )


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
    """The modules of these top-level folders."""
    return (module for module in modules(root) if module.room in rooms)


def hold(law: str, findings: Iterable[str]) -> None:
    """Fail with the law and all that breaks it, one finding a line."""
    found = list(findings)
    if found:
        pytest.fail("\n".join([law, f"Broken {len(found)} times:", *found]), pytrace=False)


def build(root: Path, **texts: str) -> Path:
    """Write a small tree to judge, `core__ticket` standing for `core/ticket.py`."""
    for name, text in texts.items():
        path = root / f"{name.replace('__', '/')}.py"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return root
