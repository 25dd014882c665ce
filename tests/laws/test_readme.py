"""Test that README.md and .env.example list the settings, commands and periods of the code."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated

import pytest
import typer

from bot.process.settings import Settings
from core.organisation.roles import Role
from tests.cases import for_each
from tests.laws.reference import (
    commands_of,
    commands_table,
    env_example,
    retention_table,
    settings_table,
)
from tests.laws.source_tree import ROOT

RENEW = "python -m tests.laws.test_readme"
README, ENV_EXAMPLE = ROOT / "README.md", ROOT / ".env.example"
SECTIONS = {"commands": commands_table, "settings": settings_table, "retention": retention_table}


def _section(name: str, text: str) -> re.Match[str]:
    found = re.search(rf"(<!-- {name} -->\n)(.*?)(<!-- /{name} -->)", text, re.DOTALL)
    assert found, f"README.md has no section {name}"
    return found


@for_each("name", SECTIONS)
def test_a_section_written_from_the_code_is_in_step(name: str) -> None:
    written = _section(name, README.read_text(encoding="utf-8"))[2]
    assert written == SECTIONS[name](), f"the code has moved on; renew with: {RENEW}"


def test_parameters_of_commands_are_named_as_they_are_typed() -> None:
    application = typer.Typer()

    @application.command()
    def copy(
        file: str,
        to: Annotated[str, typer.Option()],
        sure: Annotated[bool, typer.Option("--sure")] = False,
        most: Annotated[int | None, typer.Option("--at-most")] = None,
        other: Annotated[str | None, typer.Argument()] = None,
    ) -> None:
        """Copy it."""

    @application.command()
    def look() -> None:
        """Look at it."""

    assert commands_of(application) == [
        (("copy", "FILE", "--to TO", "[--sure]", "[--at-most MOST]", "[OTHER]"), "Copy it."),
        (("look",), "Look at it."),
    ]


def test_the_example_of_a_file_of_settings_is_in_step() -> None:
    written = ENV_EXAMPLE.read_text(encoding="utf-8")
    assert written == env_example(), f"the code has moved on; renew with: {RENEW}"


def test_the_example_with_everything_taken_in_changes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    (tmp_path / ".env").write_text(
        re.sub(r"^#(?! )", "", env_example(), flags=re.MULTILINE), encoding="utf-8"
    )
    taken_in = Settings(_env_file=tmp_path / ".env")
    assert taken_in == Settings(_env_file=None)
    assert {name for name, field in Settings.model_fields.items() if field.default is not None} == set(
        taken_in.model_fields_set
    )


def test_every_role_that_a_file_of_accounts_may_give_is_named() -> None:
    found = re.search(r"^   Roles: (.*?)\.\n", README.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    assert found
    assert set(re.findall(r"`(\w+)`", found[1])) >= set(Role)


def renew() -> None:
    """Write the sections of README.md and the whole of .env.example again."""
    text = README.read_text(encoding="utf-8")
    for name, table in SECTIONS.items():
        found = _section(name, text)
        text = text[: found.start(2)] + table() + text[found.end(2) :]
    README.write_text(text, encoding="utf-8")
    ENV_EXAMPLE.write_text(env_example(), encoding="utf-8")


if __name__ == "__main__":
    renew()
