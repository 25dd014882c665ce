"""Test what `python -m bot doctor` prints, and with which code it ends."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.command_line import app

HEALTHY = {"DATABASE_URL": "sqlite://"}


@pytest.fixture(autouse=True)
def room_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.doctor.files.LEAST_FREE", 0)


def test_where_all_is_well_it_ends_with_0() -> None:
    ended = CliRunner().invoke(app, ["doctor"], env=HEALTHY)
    assert ended.exit_code == 0, ended.output
    assert {line[:7] for line in ended.stdout.splitlines()} == {"ok     "}


def test_where_something_is_wrong_it_ends_with_1_and_says_what_to_do() -> None:
    ended = CliRunner().invoke(app, ["doctor"], env={"DATABASE_URL": "sqlite:///gone/bot.sqlite3"})
    assert ended.exit_code == 1
    [line] = [line for line in ended.stdout.splitlines() if line.startswith("WRONG")]
    assert line.startswith("WRONG  database: the file gone/bot.sqlite3 does not exist; ")
    assert "correct DATABASE_URL" in line


def test_programs_get_json() -> None:
    settings = HEALTHY | {"ARCHIVE_FOLDER": "a-file/files"}
    ended = CliRunner().invoke(app, ["doctor", "--json"], env=settings)
    assert json.loads(ended.stdout)["ok"] is True
    Path("a-file").touch()
    ended = CliRunner().invoke(app, ["doctor", "--json"], env=settings)
    assert ended.exit_code == 1
    said = json.loads(ended.stdout)
    assert said["ok"] is False
    [archive] = [check for check in said["checks"] if check["name"] == "archive"]
    assert archive["ok"] is False
    assert archive["advice"] == "make it, or correct ARCHIVE_FOLDER"


def test_wrong_settings_are_findings_too() -> None:
    settings = {"MAIL_FROM": "nonsense", "TIMEZONE": "Mars/Olympus"}
    ended = CliRunner().invoke(app, ["doctor", "--json"], env=settings)
    assert ended.exit_code == 1
    found = [check["found"] for check in json.loads(ended.stdout)["checks"]]
    assert [line.partition(":")[0] for line in found] == ["MAIL_FROM", "TIMEZONE"]


def test_a_misspelt_setting_is_found() -> None:
    ended = CliRunner().invoke(app, ["doctor"], env=HEALTHY | {"MAIL_FORM": "a@b.id"})
    assert ended.exit_code == 1
    assert "WRONG  settings: MAIL_FORM is not a setting" in ended.stdout
    assert "did you mean MAIL_FROM?" in ended.stdout


def test_it_creates_nothing(tmp_path: Path) -> None:
    CliRunner().invoke(app, ["doctor"], env={"SMTP_URL": f"file://{tmp_path}/mail"})
    assert list(tmp_path.iterdir()) == []
