"""The README says what the code does: its settings and commands are written from there."""

from __future__ import annotations

import re

import pytest

from bot.reference import commands_table, settings_table
from tests.laws.house import ROOT

RENEW = "python -m tests.laws.test_readme"
SECTIONS = {"commands": commands_table, "settings": settings_table}


def _section(name: str, text: str) -> re.Match[str]:
    found = re.search(rf"(<!-- {name} -->\n)(.*?)(<!-- /{name} -->)", text, re.DOTALL)
    assert found, f"README.md has no section {name}"
    return found


@pytest.mark.parametrize("name", SECTIONS)
def test_a_section_written_from_the_code_is_in_step(name: str) -> None:
    written = _section(name, (ROOT / "README.md").read_text(encoding="utf-8"))[2]
    assert written == SECTIONS[name](), f"the code has moved on; renew with: {RENEW}"


def renew() -> None:
    """Write the sections anew."""
    readme = ROOT / "README.md"
    text = readme.read_text(encoding="utf-8")
    for name, table in SECTIONS.items():
        found = _section(name, text)
        text = text[: found.start(2)] + table() + text[found.end(2) :]
    readme.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    renew()
