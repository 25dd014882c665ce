"""Test that every wrong setting stops the start with one line that repeats no secret."""

from datetime import timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.command_line import app
from bot.process.imap_url import read_imap_url
from bot.process.secret_files import SECRETS
from bot.process.settings import Settings, WrongSettings, read_settings
from bot.process.smtp_url import read_smtp_url

TOKEN = "123456:AA-secret-part-of-a-token"
RIGHT = {"BOT_TOKEN": TOKEN}
# Passwords with signs that end the host of an address, or make none of it.
SPLIT = ("SECRET/x", "x/SECRET", "SECRET#x", "SECRET?x", "SECRET[x]", "[SECRET", "x\u2100SECRET")
WRONG = [
    ({"BOT_TOKEN": "not-a-token-SECRET"}, "BOT_TOKEN"),
    ({"BOT_TOKEN": ""}, "BOT_TOKEN"),
    (RIGHT | {"TELEGRAM_API_URL": "SECRET"}, "TELEGRAM_API_URL"),
    (RIGHT | {"DATABASE_URL": "SECRET"}, "DATABASE_URL"),
    (RIGHT | {"DATABASE_URL": "mysql://root:SECRET@db/name"}, "DATABASE_URL"),
    (RIGHT | {"SMTP_URL": "http://user:SECRET@mail"}, "SMTP_URL"),
    (RIGHT | {"SMTP_URL": "smtp://user:SECRET@mail:99999"}, "SMTP_URL"),
    *(
        (RIGHT | {name: f"{scheme}u:{password}@host{path}"}, f"{name}: {said}")
        for name, scheme, path, said in (
            ("SMTP_URL", "smtp://", "", "must be smtp://USER"),
            ("SMTP_URL", "smtps://", ":465", "must be smtp://USER"),
            ("BOUNCES_URL", "imaps://", "/INBOX", "must be imaps://USER"),
        )
        for password in (*SPLIT, "8/SECRET")
    ),
    (RIGHT | {"SMTP_URL": "smtp://u@x:8/SECRET@host"}, "SMTP_URL: must be smtp://USER"),
    *(
        (RIGHT | {name: f"{scheme}u:{password}@host:SECRET/x"}, name)
        for name, scheme in (
            ("DATABASE_URL", "postgresql+asyncpg://"),
            ("PACKAGES_API_URL", "https://"),
            ("TELEGRAM_API_URL", "https://"),
        )
        for password in SPLIT
    ),
    (RIGHT | {"TIMEZONE": "Asia/SECRET"}, "TIMEZONE"),
    (RIGHT | {"LOG_LEVEL": "SECRET"}, "LOG_LEVEL"),
    (RIGHT | {"SANDBOX_PORT": "SECRET"}, "SANDBOX_PORT"),
    (RIGHT | {"SANDBOX_PORT": "65536"}, "SANDBOX_PORT"),
    (RIGHT | {"WEBHOOK_PORT": "0"}, "WEBHOOK_PORT"),
    (RIGHT | {"WEBHOOK_URL": "https://bot.go.id/"}, "WEBHOOK_SECRET"),
    (RIGHT | {"WEBHOOK_URL": "https://bot.go.id/", "WEBHOOK_SECRET": "SECRET!"}, "WEBHOOK_SECRET"),
    (RIGHT | {"WEBHOOK_SECRET": "SECRET with blanks in it"}, "WEBHOOK_SECRET"),
    (RIGHT | {"WEBHOOK_SECRET": "SECRET-fifteen."}, "WEBHOOK_SECRET: must have 16 to 256"),
    (RIGHT | {"WEBHOOK_SECRET": "SECRET-of-fifte"}, "WEBHOOK_SECRET: must have 16 to 256"),
    (RIGHT | {"WEBHOOK_HOST": "SECRET"}, "WEBHOOK_HOST"),
    (RIGHT | {"MAIL_FROM": "SECRET"}, "MAIL_FROM: has no address"),
    (RIGHT | {"MAIL_FROM": "LPSE <SECRET"}, "MAIL_FROM: has no address"),
    (RIGHT | {"PACKAGES_API_URL": "SECRET"}, "PACKAGES_API_URL"),
    (RIGHT | {"TELEGRAM_LOCAL": "SECRET"}, "TELEGRAM_LOCAL"),
    (RIGHT | {"TELEGRAM_LOCAL": "1"}, "TELEGRAM_LOCAL needs TELEGRAM_API_URL"),
    (RIGHT | {"ARCHIVE_DAYS": "-1"}, "ARCHIVE_DAYS"),
    (RIGHT | {"ARCHIVE_DAYS": "SECRET"}, "ARCHIVE_DAYS"),
    (RIGHT | {"SIGN_IN_DAYS": "29"}, "SIGN_IN_DAYS"),
    (RIGHT | {"AUDIT_DAYS": "364"}, "AUDIT_DAYS: must be 0, for ever, or at least 365"),
    (RIGHT | {"FAILED_SENDS_DAYS": "0"}, "FAILED_SENDS_DAYS"),
]


@pytest.fixture(autouse=True)
def nothing_set(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Remove all settings from the environment, and any file `.env`."""
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


def test_what_is_printed_of_settings_shows_no_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    secret = "very-SECRET-sixteen-signs"
    urls = {
        "TELEGRAM_API_URL": "https",
        "DATABASE_URL": "postgresql+asyncpg",
        "SMTP_URL": "smtp",
        "BOUNCES_URL": "imaps",
        "PACKAGES_API_URL": "https",
    }
    for name, scheme in urls.items():
        monkeypatch.setenv(
            name, f"{scheme}://bot:{secret}@host/x" if name != "SMTP_URL" else f"smtp://u:{secret}@h"
        )
    monkeypatch.setenv("BOT_TOKEN", f"1:{secret}")
    for name in ("WEBHOOK_SECRET", "PACKAGES_API_TOKEN"):
        monkeypatch.setenv(name, secret)
    settings = read_settings()
    assert {f"{name.lower()}_file" for name in SECRETS} <= set(Settings.model_fields)
    assert settings.smtp_url
    assert settings.bounces_url
    server, mailbox = read_smtp_url(settings.smtp_url), read_imap_url(settings.bounces_url)
    assert (server.password, mailbox.password) == (secret, secret)
    assert "SECRET" not in f"{settings!r} {settings} {server} {mailbox}"
    assert "Asia/Jakarta" in repr(settings)


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


@pytest.mark.parametrize("secret", ["a" * 16, "Aa0_-" * 51 + "z"])
def test_a_secret_of_16_to_256_letters_is_long_enough(secret: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WEBHOOK_SECRET", secret)
    assert read_settings().webhook_secret == secret


@pytest.mark.parametrize(
    "sender", ["noreply@lpse.go.id", "LPSE Support <noreply@lpse.go.id>", '"LPSE, Bandung" <a@b.id>']
)
def test_a_sender_with_an_address_is_taken(sender: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MAIL_FROM", sender)
    assert read_settings().mail_from == sender


def test_the_webhook_listens_on_this_machine_alone_unless_told_otherwise() -> None:
    assert read_settings().webhook_host == "127.0.0.1"


@pytest.mark.parametrize("ending", ["", "\n", "\r\n"])
def test_secrets_are_read_from_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ending: str) -> None:
    secrets = {
        "BOT_TOKEN": TOKEN,
        "WEBHOOK_SECRET": "sixteen-or-more-signs",
        "DATABASE_URL": "postgresql+asyncpg://bot:secret@db/helpdesk",
        "SMTP_URL": "smtps://bot:secret@mail.go.id:465",
        "PACKAGES_API_TOKEN": "secret",
    }
    for name, secret in secrets.items():
        (tmp_path / name).write_text(secret + ending)
        monkeypatch.setenv(f"{name}_FILE", name)
    settings = read_settings()
    assert {name: getattr(settings, name.lower()) for name in secrets} == secrets


@pytest.mark.parametrize(
    ("content", "settings", "said"),
    [
        (b"x", {"DATABASE_URL": "sqlite:///a"}, "DATABASE_URL and DATABASE_URL_FILE are both set"),
        (None, {}, "DATABASE_URL_FILE: kept can't be read (No such file or directory)"),
        (b"\n", {}, "DATABASE_URL_FILE: kept is empty"),
        (b"\xff\xfe", {}, "DATABASE_URL_FILE: kept holds no text"),
        (b"x" * 20_000, {}, "DATABASE_URL_FILE: kept is too long"),
        (b"SECRET", {}, "DATABASE_URL: is no database address"),
    ],
)
def test_a_file_that_can_not_be_used_stops_the_start_with_one_line(
    tmp_path: Path, content: bytes | None, settings: dict[str, str], said: str
) -> None:
    if content is not None:
        (tmp_path / "kept").write_bytes(content)
    ended = CliRunner().invoke(app, ["run"], env=RIGHT | settings | {"DATABASE_URL_FILE": "kept"})
    assert ended.exit_code == 2
    (line,) = ended.stderr.splitlines()
    assert line.startswith(f"error: {said}")
    assert "SECRET" not in line


def test_a_misspelt_setting_is_pointed_out(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("MAIL_FORM=LPSE <a@b.id>\nSOMETHING_ELSE=1\n")
    ended = CliRunner().invoke(app, ["run"], env={"DATABASE_URI": "sqlite:///a", "HOMEPAGE": "1"})
    warnings = [line for line in ended.stderr.splitlines() if line.startswith("warning: ")]
    assert warnings == [
        "warning: DATABASE_URI is not a setting and has no effect; did you mean DATABASE_URL?",
        "warning: MAIL_FORM is not a setting and has no effect; did you mean MAIL_FROM?",
    ]


def test_every_setting_says_what_it_is_for() -> None:
    assert all(field.description for field in Settings.model_fields.values())
