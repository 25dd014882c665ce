"""Settings: every wrong one stops the start with one clear line, and no secret is repeated."""

from datetime import timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.command_line import app
from bot.settings import Settings, WrongSettings, read_settings

TOKEN = "123456:AA-secret-part-of-a-token"
RIGHT = {"BOT_TOKEN": TOKEN}
WRONG = [
    ({"BOT_TOKEN": "not-a-token-SECRET"}, "BOT_TOKEN"),
    ({"BOT_TOKEN": ""}, "BOT_TOKEN"),
    (RIGHT | {"TELEGRAM_API_URL": "SECRET"}, "TELEGRAM_API_URL"),
    (RIGHT | {"DATABASE_URL": "SECRET"}, "DATABASE_URL"),
    (RIGHT | {"DATABASE_URL": "mysql://root:SECRET@db/name"}, "DATABASE_URL"),
    (RIGHT | {"SMTP_URL": "http://user:SECRET@mail"}, "SMTP_URL"),
    (RIGHT | {"SMTP_URL": "smtp://user:SECRET@mail:99999"}, "SMTP_URL"),
    (RIGHT | {"TIMEZONE": "Asia/SECRET"}, "TIMEZONE"),
    (RIGHT | {"LOG_LEVEL": "SECRET"}, "LOG_LEVEL"),
    (RIGHT | {"SANDBOX_PORT": "SECRET"}, "SANDBOX_PORT"),
    (RIGHT | {"SANDBOX_PORT": "65536"}, "SANDBOX_PORT"),
    (RIGHT | {"WEBHOOK_PORT": "0"}, "WEBHOOK_PORT"),
    (RIGHT | {"WEBHOOK_URL": "https://bot.go.id/"}, "WEBHOOK_SECRET"),
    (RIGHT | {"WEBHOOK_URL": "https://bot.go.id/", "WEBHOOK_SECRET": "SECRET!"}, "WEBHOOK_SECRET"),
    (RIGHT | {"WEBHOOK_SECRET": "SECRET with blanks in it"}, "WEBHOOK_SECRET"),
    (RIGHT | {"PACKAGES_API_URL": "SECRET"}, "PACKAGES_API_URL"),
    (RIGHT | {"TELEGRAM_LOCAL": "SECRET"}, "TELEGRAM_LOCAL"),
    (RIGHT | {"TELEGRAM_LOCAL": "1"}, "TELEGRAM_LOCAL needs TELEGRAM_API_URL"),
    (RIGHT | {"ARCHIVE_DAYS": "-1"}, "ARCHIVE_DAYS"),
    (RIGHT | {"ARCHIVE_DAYS": "SECRET"}, "ARCHIVE_DAYS"),
]


@pytest.fixture(autouse=True)
def nothing_set(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No settings but the test's own: none in the environment, and no file `.env`."""
    monkeypatch.chdir(tmp_path)
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)


@pytest.mark.parametrize(
    ("settings", "name"), WRONG, ids=lambda value: value if isinstance(value, str) else ""
)
def test_a_wrong_setting_stops_the_start_with_one_line(settings: dict[str, str], name: str) -> None:
    ended = CliRunner().invoke(app, ["run"], env=settings)
    assert ended.exit_code == 2, ended.output
    (line,) = ended.stderr.splitlines()
    assert line.startswith("error: ")
    assert name in line
    assert "SECRET" not in line.replace("WEBHOOK_SECRET", "")
    assert "secret-part" not in line
    assert ended.stdout == ""


def test_everything_that_is_wrong_is_told_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TIMEZONE", "Mars/Olympus")
    monkeypatch.setenv("SMTP_URL", "nonsense")
    with pytest.raises(WrongSettings) as wrong:
        read_settings()
    assert [line.partition(":")[0] for line in wrong.value.lines] == ["SMTP_URL", "TIMEZONE"]


def test_the_webhook_needs_to_know_where(monkeypatch: pytest.MonkeyPatch) -> None:
    ended = CliRunner().invoke(app, ["webhook"], env=RIGHT)
    assert ended.exit_code == 2
    assert ended.stderr.startswith("error: WEBHOOK_URL and WEBHOOK_SECRET are needed")


def test_settings_are_read_from_a_file_and_the_environment_wins(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / ".env").write_text("TIMEZONE=Asia/Makassar\nLOG_LEVEL=DEBUG\nSOMETHING_ELSE=1\n")
    monkeypatch.setenv("LOG_LEVEL", "ERROR")
    settings = read_settings()
    assert (settings.timezone, settings.log_level) == ("Asia/Makassar", "ERROR")


def test_an_empty_value_counts_as_not_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SMTP_URL", "")
    monkeypatch.setenv("TIMEZONE", "")
    assert read_settings() == Settings(_env_file=None)


def test_a_server_of_ones_own_and_copies_for_ever_can_be_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TELEGRAM_API_URL", "http://127.0.0.1:8081")
    monkeypatch.setenv("TELEGRAM_LOCAL", "1")
    assert read_settings().telegram_local
    assert read_settings().archived_for == timedelta(days=365)
    monkeypatch.setenv("ARCHIVE_DAYS", "0")
    assert read_settings().archived_for is None


def test_every_setting_says_what_it_is_for() -> None:
    assert all(field.description for field in Settings.model_fields.values())
