"""The glossary names every public class of the code, with what it is for."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from tests.laws.source_tree import ROOT, Module, build, hold, in_rooms

PAGE = ROOT / "docs" / "glossary.md"
ROOMS = ("core", "conversations", "handlers", "storage", "bot", "locales")
RENEW = "python -m tests.laws.test_glossary"
_SECTION = re.compile(r"(?<=<!-- classes -->\n).*?(?=<!-- /classes -->)", re.DOTALL)
_SENTENCE = re.compile(r"^.*?(?:[.:;](?=\s|$)|$)", re.DOTALL)


def public_classes(root: Path) -> Iterator[tuple[Module, ast.ClassDef]]:
    """Yield each class that stands at the top of a module and whose name has no underscore before it."""
    for module in in_rooms(root, *ROOMS):
        for node in module.tree.body:
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                yield module, node


def undescribed(root: Path) -> Iterator[str]:
    """Yield each public class without a docstring."""
    for module, node in public_classes(root):
        if not ast.get_docstring(node):
            yield f"{module.path}:{node.lineno}: {node.name} has no docstring"


def class_table(root: Path) -> str:
    """Return all public classes as a Markdown table: name, module, first sentence of the docstring."""
    lines = ["| class | module | what it is |", "|---|---|---|"]
    for module, node in sorted(public_classes(root), key=lambda found: (found[1].name, found[0].path)):
        said = " ".join((ast.get_docstring(node) or "").split("\n\n")[0].split())
        sentence = _SENTENCE.match(said)
        words = (sentence[0] if sentence else said).rstrip(".:;").replace("|", "\\|")
        lines.append(f"| `{node.name}` | `{module.path}` | {words} |")
    return "\n".join(lines) + "\n"


def ambiguous(root: Path) -> Iterator[str]:
    """Yield each name that two public classes of different modules share."""
    places: dict[str, list[str]] = {}
    for module, node in public_classes(root):
        places.setdefault(node.name, []).append(f"{module.path}:{node.lineno}")
    for name, found in places.items():
        if len(found) > 1:
            yield f"{name} means different things: {', '.join(found)}"


def test_every_public_class_is_described() -> None:
    hold("A public class says in its docstring what it is for.", undescribed(ROOT))


def test_the_glossary_has_every_public_class() -> None:
    found = _SECTION.search(PAGE.read_text(encoding="utf-8"))
    assert found is not None, f"{PAGE.name} has no section of classes"
    assert found[0] == class_table(ROOT), f"the code has moved on; renew with: {RENEW}"


def test_every_public_class_has_a_name_of_its_own() -> None:
    hold("One word, one meaning: no two public classes have the same name.", ambiguous(ROOT))


def test_a_name_with_two_meanings_is_found(tmp_path: Path) -> None:
    term = "class Term:\n    pass\n"
    tree = build(tmp_path, core__words=term, storage__answers=term, bot__words="class _Term:\n    pass")
    assert list(ambiguous(tree)) == ["Term means different things: core/words.py:1, storage/answers.py:1"]


def test_a_class_without_a_docstring_is_found(tmp_path: Path) -> None:
    tree = build(tmp_path, core__ticket='class Ticket:\n    """A ticket."""\n\nclass Desk:\n    pass')
    assert [finding.split(": ")[1] for finding in undescribed(tree)] == ["Desk has no docstring"]
    assert "| `Ticket` | `core/ticket.py` | A ticket |" in class_table(tree)


def renew() -> None:
    """Write the table of classes anew."""
    text = PAGE.read_text(encoding="utf-8")
    PAGE.write_text(_SECTION.sub(lambda _: class_table(ROOT), text), encoding="utf-8")


if __name__ == "__main__":
    renew()
