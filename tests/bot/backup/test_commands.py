"""Test what the commands say to whoever runs the bot, and with which code they end."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.command_line import app


@pytest.fixture
def home(tmp_path: Path, made_on_sqlite: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder of an office, in which the commands are called."""
    home = tmp_path / "home"
    shutil.copytree(made_on_sqlite, home)
    monkeypatch.chdir(home)
    return home


def call(*words: str, database: str = "bot.sqlite3", files: str = "files") -> Result:
    settings = {"DATABASE_URL": f"sqlite:///{database}", "ARCHIVE_FOLDER": files}
    return CliRunner().invoke(app, words, env=settings)


def test_a_backup_says_what_is_in_it_and_a_restore_what_is_to_be_known(home: Path) -> None:
    made = call("backup", "office.tar")
    assert made.exit_code == 0, made.output
    assert made.stdout.startswith("office.tar: ")
    assert "14 people" in made.stdout
    assert "read back and compared" in made.stdout
    restored = call("restore", "office.tar", database="new/bot.sqlite3", files="new/files")
    assert restored.exit_code == 0, restored.output
    assert restored.stdout.startswith("restored as of ")
    warnings = [line for line in restored.stderr.splitlines() if line.startswith("warning: ")]
    assert "what was done after that moment is not in it" in warnings[0]
    assert "1000 higher" in warnings[1]
    assert "waited to be sent then, and will be; some come a second time" in warnings[2]
    assert len(warnings) == 3
    assert (home / "new" / "bot.sqlite3").stat().st_mode & 0o777 == 0o600


@pytest.mark.usefixtures("home")
def test_what_fails_is_one_line_and_code_1() -> None:
    assert call("backup", "office.tar").exit_code == 0
    for words, reason in (
        (
            ("backup", "office.tar"),
            "error: no backup was made: office.tar exists already; choose another name",
        ),
        (("backup", "nowhere/office.tar"), "error: no backup was made: the folder nowhere does not exist"),
        (
            ("restore", "office.tar"),
            "error: nothing was restored: there is an office already (it has people)",
        ),
        (
            ("move", "--to", "sqlite:///./bot.sqlite3"),
            "error: nothing was moved: both addresses are the same",
        ),
        (("move", "--to", "nonsense"), "error: --to: write sqlite:///FILE, or postgresql+asyncpg://"),
        (("move", "--to", "mysql://x/y"), "error: --to: write sqlite:///FILE, or postgresql+asyncpg://"),
        (("move", "--to", "postgresql+asyncpg://u:secret@127.0.0.1:1/x"), "error: nothing was moved"),
    ):
        ended = call(*words)
        assert ended.exit_code == 1, words
        assert ended.stderr.startswith(reason), ended.stderr
        assert len(ended.stderr.splitlines()) == 1, ended.stderr
        assert "secret" not in ended.output
    ended = call("restore", "bot.sqlite3", database="new.sqlite3", files="new")
    assert ended.exit_code == 1
    assert ended.stderr.startswith("error: nothing was restored: this backup is damaged")


@pytest.mark.usefixtures("home")
def test_a_database_alone_is_saved_and_restored_beside_the_files() -> None:
    assert "no files" in call("backup", "--no-files", "office.tar").stdout
    restored = call("restore", "office.tar", database="again.sqlite3")
    assert restored.exit_code == 0, restored.output
    assert "fetched" not in restored.stderr


def test_a_move_says_how_many_rows_each_table_has_on_both_sides(home: Path) -> None:
    moved = call("move", "--to", "sqlite:///moved.sqlite3")
    assert moved.exit_code == 0, moved.output
    assert [line.split()[1] for line in moved.stdout.splitlines() if line.startswith("people ")] == ["14"]
    assert "the same on both sides. Now set DATABASE_URL" in moved.stdout
    assert (home / "moved.sqlite3").exists()
    assert call("move", "--to", "sqlite:///moved.sqlite3").exit_code == 1


@pytest.mark.usefixtures("home")
def test_migrate_says_that_there_is_nothing_to_do() -> None:
    ended = call("migrate")
    assert ended.exit_code == 0
    assert ended.stdout.startswith("nothing to do")
