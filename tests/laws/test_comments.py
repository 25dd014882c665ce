"""Test that comments state a fact or a reason, and do not begin with "What" or "Whoever"."""

from __future__ import annotations

import io
import re
import tokenize
from collections.abc import Iterator
from pathlib import Path

from tests.cases import for_each
from tests.laws.source_tree import ROOT, build, hold, in_rooms

ROOMS = ("core", "conversations", "handlers", "storage", "bot", "sandbox", "locales", "bench")
# First words of a clause in place of the thing itself: "What is kept" for "Rows that are kept".
RIDDLES = ("What", "Whoever")
# In a comment or in a text: only a module with one of these is taken apart.
_PERHAPS = re.compile(rf"#[# ]*(?:{'|'.join(RIDDLES)})\b")


def findings(root: Path) -> Iterator[str]:
    """Yield comments that begin with one of RIDDLES and ask nothing; only their first lines are judged."""
    for module in in_rooms(root, *ROOMS):
        if not _PERHAPS.search(module.text):
            continue
        former = -1
        for token in tokenize.generate_tokens(io.StringIO(module.text).readline):
            if token.type != tokenize.COMMENT:
                continue
            words = token.string.lstrip("# ")
            is_first = former != token.start[0] - 1
            former = token.start[0]
            if is_first and words.split(" ")[0] in RIDDLES and not words.endswith("?"):
                yield f"{module.path}:{former}: {words}"


def test_comments_state_facts_and_reasons() -> None:
    hold('A comment names the thing, and does not begin with "What" or "Whoever".', findings(ROOT))


@for_each(
    ("text", "is_found"),
    [
        ("# What is kept.\nx = 1\n", True),
        ("x = 1  # Whoever came\n", True),
        ("# Rows that are kept.\nx = 1\n", False),
        ("# What comes first?\nx = 1\n", False),
        ("# Rows that show\n# What is kept.\nx = 1\n", False),
        ('x = "# What is kept."\n', False),
    ],
)
def test_a_comment_that_names_nothing_is_found(tmp_path: Path, text: str, is_found: bool) -> None:
    assert bool(list(findings(build(tmp_path, core__ticket=text)))) is is_found
