"""Test that the files, links, names and code that the documentation mentions exist."""

import ast
import re
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import chain
from pathlib import Path

import pytest

from storage.schema.tables import metadata
from tests.laws.source_tree import ROOT, files, hold, modules

# Folders that exist only after a run or a build, and the names of files that stand for others.
ABSENT = re.compile(r"(?:var|build|\.venv|path)(?:/|$)|NNNN-.*|accounts\.csv|FILE\.csv")
# Names that the documentation mentions because the project does not have them: path, name.
FOREIGN = {("docs/decisions/0010-packaging.md", "lpse_support")}

FENCE = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)
SPAN = re.compile(r"`([^`\n]+)`")
LINK = re.compile(r"\]\(([^)#\s]+)(?:#[^)]*)?\)")
PATH = re.compile(r"[\w.*-]+(?:/[\w.*-]+)+/?|[\w.-]+\.(?:csv|json|lock|md|po|py|toml)")
DOTTED = re.compile(r"_?[A-Z]\w*\.\w+(?=$|\()")
NAME = re.compile(r"(?=\w*[a-z]_|\w*_[a-z]|\w*[a-z][A-Z])[A-Za-z_]\w*")
MODULE = re.compile(r"python -m ([\w.]+)")
PLACED = re.compile(r"`([\w.]+)` in\s+`([\w/]+\.py)`")
SAMPLE = re.compile(r"From\s+`([\w/]+\.py)`:\n\n```python\n(?:.*?\n)?# after\n(.*?)```", re.DOTALL)


def pages(root: Path) -> list[Path]:
    """Return the pages of documentation: all of docs/, and those in other folders."""
    others = ("README.md", "CONTRIBUTING.md", "SECURITY.md", "data/README.md")
    return [*(root / name for name in others), *sorted((root / "docs").rglob("*.md"))]


def findings(page: Path, root: Path) -> Iterator[str]:
    """Yield what a page mentions and the project does not have."""
    name, text = page.relative_to(root).as_posix(), page.read_text(encoding="utf-8")
    prose = FENCE.sub("", text)
    faults = chain(_wrong_spans(name, prose, root), _wrong_links(prose, page), _wrong_code(text, root))
    yield from (f"{name}: {fault}" for fault in faults)


def _wrong_spans(name: str, prose: str, root: Path) -> Iterator[str]:
    for span in dict.fromkeys(SPAN.findall(prose)):
        if (name, span) not in FOREIGN and (fault := _fault(span, root)):
            yield f"{fault}: {span}"
    for defined, path in PLACED.findall(prose):
        if defined not in _definitions(root).get(path, {defined}):
            yield f"not defined in {path}: {defined}"


def _wrong_links(prose: str, page: Path) -> Iterator[str]:
    for target in LINK.findall(prose):
        if "://" not in target and not (page.parent / target).exists():
            yield f"no such file: {target}"


def _wrong_code(text: str, root: Path) -> Iterator[str]:
    for module in MODULE.findall(text):
        path = root / module.replace(".", "/")
        is_ours = (root / module.partition(".")[0]).is_dir()
        if is_ours and not path.with_suffix(".py").exists() and not (path / "__main__.py").exists():
            yield f"no such module: {module}"
    for path, sample in SAMPLE.findall(text):
        source = _without_blanks((root / path).read_text(encoding="utf-8"))
        for line in sample.splitlines():
            if _without_blanks(line.removesuffix(" ...")) not in source:
                yield f"not in {path}: {line.strip()}"


def _fault(span: str, root: Path) -> str | None:
    """Return why a code span names nothing of the project; None where it does, or is no such name."""
    if PATH.fullmatch(span):
        is_ours = "/" not in span or (root / span.partition("/")[0]).is_dir() or span.endswith(".py")
        return "no such file" if is_ours and not ABSENT.match(span) and not _has_file(span, root) else None
    if dotted := DOTTED.match(span):
        is_defined = any(dotted[0] in names for names in _definitions(root).values())
        return None if is_defined else "no such attribute"
    return "no such name" if NAME.fullmatch(span) and span not in _words(root) else None


def _has_file(span: str, root: Path) -> bool:
    if "/" in span:
        return any(root.glob(span.rstrip("/")))
    return span in _file_names(root)


@cache
def _file_names(root: Path) -> frozenset[str]:
    return frozenset(path.name for path in files(root))


@cache
def _definitions(root: Path) -> Mapping[str, set[str]]:
    """Return the names that each module defines, with those of its classes as `Class.name`."""
    return {module.path: set(_defined(module.tree)) for module in modules(root)}


def _defined(tree: ast.Module) -> Iterator[str]:
    for node in tree.body:
        yield from _names(node)
        if isinstance(node, ast.ClassDef):
            yield from (f"{node.name}.{name}" for inner in node.body for name in _names(inner))


def _names(node: ast.stmt) -> set[str]:
    match node:
        case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
            return {name}
        case ast.AnnAssign(target=ast.Name(id=name)):
            return {name}
        case ast.Assign(targets=targets):
            return {target.id for target in targets if isinstance(target, ast.Name)}
        case _:
            return set()


@cache
def _words(root: Path) -> frozenset[str]:
    """Return every word of the project's files other than its pages."""
    found: set[str] = set()
    for path in files(root):
        if path.suffix in {".csv", ".json", ".py", ".toml"}:
            found.update(re.findall(r"\w+", path.read_text(encoding="utf-8")))
    return frozenset(found)


def _without_blanks(text: str) -> str:
    return re.sub(r"\s+", "", text)


def test_what_the_documentation_mentions_exists() -> None:
    found = (finding for page in pages(ROOT) for finding in findings(page, ROOT))
    hold("Files, names and samples in README.md, CONTRIBUTING.md, SECURITY.md and docs/ exist.", found)


def test_every_table_stands_where_state_lives() -> None:
    page = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    section = page.partition("\n## Where state lives\n")[2].partition("\n### ")[0]
    missing = (f"{name}: no row" for name in metadata.tables if f"`{name}`" not in section)
    hold('Every table has a row under "Where state lives" in docs/architecture.md.', missing)


CODE = '''class Lane:
    size: int

    def put(self, update: int) -> None:
        """Add an update."""


def read_lane() -> None:
    """Read."""
'''


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Return a project of one module and its documentation."""
    (tmp_path / "bot").mkdir()
    (tmp_path / "docs").mkdir()
    (tmp_path / "bot" / "lanes.py").write_text(CODE, encoding="utf-8")
    return tmp_path


def written(project: Path, text: str) -> list[str]:
    """Return the findings in a page with this text, without the name of the page."""
    page = project / "docs" / "page.md"
    page.write_text(text, encoding="utf-8")
    return [finding.partition(": ")[2] for finding in findings(page, project)]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("`bot/lane.py`", "no such file: bot/lane.py"),
        ("`lane.py`", "no such file: lane.py"),
        ("`talks/lanes.py`", "no such file: talks/lanes.py"),
        ("`bot/updates/`", "no such file: bot/updates/"),
        ("[Lanes](lanes.md)", "no such file: lanes.md"),
        ("`Lane.take`", "no such attribute: Lane.take"),
        ("`Lane.take(update)`", "no such attribute: Lane.take(update)"),
        ("`UpdateLane`", "no such name: UpdateLane"),
        ("`read_lanes`", "no such name: read_lanes"),
        ("```\npython -m bot.lane && python -m pytest\n```", "no such module: bot.lane"),
        ("`Lanes` in `bot/lanes.py`", "not defined in bot/lanes.py: Lanes"),
        (
            "From `bot/lanes.py`:\n\n```python\n# before\nx\n\n# after\ndef put(self, row: int): ...\n```",
            "not in bot/lanes.py: def put(self, row: int): ...",
        ),
    ],
)
def test_a_mention_of_nothing_is_found(project: Path, text: str, fault: str) -> None:
    assert written(project, text) == [fault]


@pytest.mark.parametrize(
    "text",
    [
        "`bot/lanes.py`, `lanes.py`, `bot/*.py`, `bot/`, `docs`, `var/files`, `python -m bot.lanes`",
        "`Lane.put`, `Lane.size`, `Lane.put(update)`, `read_lane`, `Lane` in `bot/lanes.py`, `getUpdates`",
        "[Lanes](../bot/lanes.py#put), [elsewhere](https://example.org/x)",
        "`WEBHOOK_URL`, `spse`, `ppk:10`, `v1.2`, `smtp://HOST:587`, `a or b`",
        "From `bot/lanes.py`:\n\n```python\n# after\ndef put(\n self, update: int\n) -> None: ...\n```",
    ],
)
def test_a_mention_of_what_exists_is_welcome(project: Path, text: str) -> None:
    (project / "bot" / "names.py").write_text("getUpdates = 1", encoding="utf-8")
    assert written(project, text) == []
