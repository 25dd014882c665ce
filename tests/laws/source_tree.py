"""Read the project's files, and parse those Python modules once that the laws look into."""

import ast
import subprocess
import sys
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import chain
from pathlib import Path
from typing import TypeVar, cast

import pytest

ROOT = Path(__file__).parents[2]
Node = TypeVar("Node", bound=ast.AST)


@dataclass(frozen=True)
class Module:
    """A Python file: its path from the root, its text and its syntax tree."""

    path: str
    text: str

    @property
    def room(self) -> str:
        """Return the top-level folder of the module; empty at the root."""
        return self.path.split("/")[0] if "/" in self.path else ""

    @cached_property
    def tree(self) -> ast.Module:
        """Return the syntax tree; fail where the text can't be parsed."""
        try:
            return ast.parse(self.text)
        except SyntaxError as error:
            fault = f"{self.path}:{error.lineno}: not Python {sys.version.split()[0]}: {error.msg}"
        pytest.fail(fault, pytrace=False)

    def nodes_of(self, *kinds: type[Node]) -> Iterator[Node]:
        """Return the nodes of these kinds, one kind after the other, each as `ast.walk` yields them."""
        return chain.from_iterable(cast("Sequence[Node]", self._by_kind.get(kind, ())) for kind in kinds)

    @cached_property
    def _by_kind(self) -> Mapping[type[ast.AST], Sequence[ast.AST]]:
        found: dict[type[ast.AST], list[ast.AST]] = {}
        # As `ast.walk`, which takes three times as long, over contexts like `ast.Load` too.
        waiting: list[ast.AST] = [self.tree]
        for node in waiting:
            kind = type(node)
            found.setdefault(kind, []).append(node)
            for name in _INNER_FIELDS[kind]:
                value = getattr(node, name, None)
                if isinstance(value, list):
                    waiting += [one for one in value if isinstance(one, ast.AST)]
                elif isinstance(value, ast.AST):
                    waiting.append(value)
        return found

    def drop_tree(self) -> None:
        """Free the memory of the syntax tree; it is parsed anew when somebody asks for it again."""
        vars(self).pop("tree", None)
        vars(self).pop("_by_kind", None)

    @property
    def stem(self) -> str:
        """Return the file's name without its extension."""
        return Path(self.path).stem


class _InnerFields(dict[type[ast.AST], Sequence[str]]):
    """The fields of a kind of node that may hold other nodes than a context."""

    def __missing__(self, kind: type[ast.AST]) -> Sequence[str]:
        names = () if kind in {ast.Constant, ast.Name} else kind._fields
        self[kind] = [name for name in names if name not in {"attr", "ctx", "id"}]
        return self[kind]


_INNER_FIELDS = _InnerFields()


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
    """Return every Python module of the project in order of path."""
    return tuple(
        Module(path.relative_to(root).as_posix(), path.read_text(encoding="utf-8"))
        for path in files(root)
        if path.suffix == ".py"
    )


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
