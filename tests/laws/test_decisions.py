"""Test that the pages of decisions have a heading of one form, and stand in their index in order."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from tests.cases import for_each
from tests.laws.source_tree import ROOT, hold

FOLDER = Path("docs") / "decisions"
PAGE = re.compile(r"(\d{4})-[a-z0-9-]+\.md")
ENTRY = re.compile(r"^- \[(\d{4})\]\(([^)]+)\): ", re.MULTILINE)


def findings(folder: Path) -> Iterator[str]:
    """Yield pages with a name or heading of another form, and faults of the index."""
    names = sorted(path.name for path in folder.glob("*.md") if path.name != "README.md")
    for name in names:
        number = PAGE.fullmatch(name)
        heading = (folder / name).read_text(encoding="utf-8").partition("\n")[0]
        if number is None:
            yield f"{name}: not named NNNN-what-was-decided.md"
        elif not re.fullmatch(rf"# {number[1]}\. [A-Z].*[^.]", heading):
            yield f"{name}: begins with {heading!r}, not with '# {number[1]}. Title'"
    listed = ENTRY.findall((folder / "README.md").read_text(encoding="utf-8"))
    if [name for _, name in listed] != names:
        yield f"README.md: the index does not list all pages once, in the order of their numbers: {listed}"
    yield from (f"README.md: {number} leads to {name}" for number, name in listed if number != name[:4])


def test_decisions_are_listed_in_order() -> None:
    hold(
        "A page of docs/decisions begins with '# NNNN. Title', and the index lists all.",
        findings(ROOT / FOLDER),
    )


@for_each(
    ("heading", "index", "is_found"),
    [
        ("# 0001. No aiosqlite", "- [0001](0001-a.md): why.\n- [0003](0003-c.md): why.\n", False),
        ("# 0001: No aiosqlite", "- [0001](0001-a.md): why.\n- [0003](0003-c.md): why.\n", True),
        ("# No aiosqlite", "- [0001](0001-a.md): why.\n- [0003](0003-c.md): why.\n", True),
        ("# 0001. No aiosqlite", "- [0003](0003-c.md): why.\n- [0001](0001-a.md): why.\n", True),
        ("# 0001. No aiosqlite", "- [0001](0001-a.md): why.\n", True),
        ("# 0001. No aiosqlite", "- [0002](0001-a.md): why.\n- [0003](0003-c.md): why.\n", True),
    ],
)
def test_a_page_out_of_order_is_found(tmp_path: Path, heading: str, index: str, is_found: bool) -> None:
    (tmp_path / "0001-a.md").write_text(f"{heading}\n\nText.\n", encoding="utf-8")
    (tmp_path / "0003-c.md").write_text("# 0003. Lanes by person\n", encoding="utf-8")
    (tmp_path / "README.md").write_text(f"# Decisions\n\n{index}", encoding="utf-8")
    assert bool(list(findings(tmp_path))) is is_found
