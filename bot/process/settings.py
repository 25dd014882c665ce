"""Read and validate the settings, from the environment or `.env`; the README is written from them."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from datetime import time, timedelta
from ipaddress import ip_address
from pathlib import Path
from typing import Any, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import AnyHttpUrl, Field, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, DotEnvSettingsSource, SettingsConfigDict

from bot.process.database_url import DatabaseUrl
from bot.process.imap_url import ImapUrl
from bot.process.kept_days import TrailDays, kept_days
from bot.process.misspelt import misspelt
from bot.process.secret_files import read_secret_files
from bot.process.smtp_url import SmtpUrl

TOKEN = re.compile(r"\d{1,20}:[A-Za-z0-9_-]{1,200}")
SECRET = re.compile(r"[A-Za-z0-9_-]{16,256}")
SENDER = re.compile(r".*<[^@\s<>]+@[^@\s<>]+>|[^@\s<>]+@[^@\s<>]+")
TIME_OF_DAY = re.compile(r"([01]\d|2[0-3]):[0-5]\d")
PUBLIC_API = AnyHttpUrl("https://api.telegram.org")


def _secret_file(name: str) -> Any:
    """Return the field of a setting that names a file in which the secret `name` stands."""
    return Field(None, description=f"A file that holds `{name}`, in its place.")


class Settings(BaseSettings):
    """All settings; an empty value counts as not set."""

    model_config = SettingsConfigDict(
        env_file=".env", env_ignore_empty=True, extra="ignore", hide_input_in_errors=True
    )

    bot_token: str | None = Field(
        None, repr=False, description="The token from BotFather; none: the sandbox."
    )
    bot_token_file: Path | None = _secret_file("BOT_TOKEN")
    telegram_api_url: AnyHttpUrl = Field(
        PUBLIC_API,
        repr=False,
        description="The Bot API server: Telegram's own, or a local one.",
    )
    telegram_local: bool = Field(
        False,
        description="`1` where that server runs with `--local` and its folder is seen here at the same path: "
        "files of any size are archived, and up to 2000 MB sent.",
    )
    telegram_rate: int = Field(
        30,
        ge=1,
        le=1000,
        description="Messages a second to all chats together; less for a while after Telegram refuses one.",
    )
    telegram_chat_rate: float = Field(
        1.0, ge=0.1, le=30.0, description="Messages a second to one chat; some more at once after a rest."
    )
    telegram_group_rate: int = Field(20, ge=1, le=1000, description="Messages a minute to one group.")
    person_budget: int = Field(
        120,
        ge=10,
        le=100_000,
        description="Messages and presses a minute that somebody who is signed in may send; what is above it "
        "is kept, and handled after everybody else's. Each process counts by itself.",
    )
    stranger_budget: int = Field(
        20,
        ge=5,
        le=100_000,
        description="The same for somebody who is not signed in; what is above it is dropped, and so is what "
        "they send in the five minutes after that.",
    )
    database_url: DatabaseUrl = Field(
        "sqlite:///var/bot.sqlite3",
        repr=False,
        description="`sqlite:///FILE`, or `postgresql+asyncpg://USER:PASSWORD@HOST/NAME`.",
    )
    database_url_file: Path | None = _secret_file("DATABASE_URL")
    archive_folder: Path = Field(
        Path("var/files"),
        description="Where copies of files are kept; several processes need one that all of them share.",
    )
    archive_days: int = Field(
        365,
        ge=0,
        le=36_500,
        description="Days for which a copy is kept after its last ticket was closed; 0: for ever.",
    )
    sign_in_days: int = kept_days(90, 30, "Days for which attempts to sign in are kept.")
    audit_days: TrailDays = kept_days(
        0, 0, "Days for which the audit trail is kept, 365 or more; 0: for ever."
    )
    failed_updates_days: int = kept_days(30, 7, "Days for which updates are kept that could not be handled.")
    failed_sends_days: int = kept_days(90, 7, "Days for which messages are kept that could not be sent.")
    search_days: int = kept_days(0, 0, "Days for which a chat knows its last search; 0: until the next one.")
    backup_folder: Path | None = Field(
        None, description="Where a backup is kept every day; none is made without it. Better another disk."
    )
    backup_at: str = Field(
        "02:00", description="The time of day for that, by `TIMEZONE`; one that was missed is made up for."
    )
    backup_keep: int = Field(
        14, ge=1, le=3650, description="How many of those are kept; the oldest go once a new one is there."
    )
    webhook_url: AnyHttpUrl | None = Field(
        None, description="The public address of the webhook, for `python -m bot webhook`."
    )
    webhook_secret: str | None = Field(
        None, repr=False, description="16 to 256 of A-Z a-z 0-9 _ -; nothing is let in without it."
    )
    webhook_secret_file: Path | None = _secret_file("WEBHOOK_SECRET")
    webhook_host: str = Field(
        "127.0.0.1",
        description="The local address on which the webhook listens; `0.0.0.0` where the proxy is on another "
        "machine, or in another container.",
    )
    webhook_port: int = Field(8080, ge=1, le=65535, description="The local port of the webhook.")
    health_host: str = Field(
        "127.0.0.1",
        description="The local address on which health and metrics are asked for; nobody outside should.",
    )
    health_port: int | None = Field(
        None,
        ge=1,
        le=65535,
        description="The local port of `/health/live`, `/health/ready` and `/metrics`; none: nobody listens.",
    )
    smtp_url: SmtpUrl | None = Field(
        None,
        repr=False,
        description="Mail server: `smtp://USER:PASSWORD@HOST:587` (STARTTLS), `smtps://HOST:465`, "
        "or `file:///FOLDER` to write letters into a folder.",
    )
    smtp_url_file: Path | None = _secret_file("SMTP_URL")
    mail_from: str = Field(
        "LPSE Support <noreply@localhost>", description="The sender of letters.", max_length=200
    )
    bounces_url: ImapUrl | None = Field(
        None,
        repr=False,
        description="The mailbox of `MAIL_FROM`, `imaps://USER:PASSWORD@HOST/INBOX`: it tells which "
        "letters came back; none: nobody learns of those.",
    )
    bounces_url_file: Path | None = _secret_file("BOUNCES_URL")
    admin_session_days: int = Field(
        30,
        ge=1,
        le=365,
        description="Days after which an administrator is asked for a code by e-mail again; never without "
        "`SMTP_URL`.",
    )
    packages_api_url: AnyHttpUrl | None = Field(
        None,
        repr=False,
        description="An INAPROC-style service for package codes; none: the records loaded here.",
    )
    packages_api_token: str | None = Field(None, repr=False, description="Its Bearer token.", max_length=4096)
    packages_api_token_file: Path | None = _secret_file("PACKAGES_API_TOKEN")
    timezone: str = Field(
        "Asia/Jakarta", description="The clock of texts where a client shows no local time."
    )
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field("INFO", description="How much is logged.")
    log_format: Literal["json", "text"] | None = Field(
        None, description="How lines of the log look; none: text on a terminal, JSON anywhere else."
    )
    sandbox_port: int = Field(
        8765, ge=0, le=65535, description="The local port of the sandbox's chat page; 0: any that is free."
    )

    @model_validator(mode="before")
    @classmethod
    def _read_secret_files(cls, given: Mapping[str, object]) -> dict[str, object]:
        return read_secret_files(given)

    @field_validator("bot_token")
    @classmethod
    def _check_token(cls, value: str | None) -> str | None:
        if value is not None and not TOKEN.fullmatch(value):
            raise ValueError("is no token as BotFather gives it, like 123456789:AAE…")
        return value

    @field_validator("webhook_secret")
    @classmethod
    def _check_secret(cls, value: str | None) -> str | None:
        if value is not None and not SECRET.fullmatch(value):
            raise ValueError(
                "must have 16 to 256 of A-Z a-z 0-9 _ -, so that nobody guesses it; "
                "`openssl rand -hex 32` prints a good one"
            )
        return value

    @field_validator("webhook_host")
    @classmethod
    def _check_host(cls, value: str) -> str:
        try:
            ip_address(value)
        except ValueError:
            raise ValueError("is no address, write one like 127.0.0.1, 0.0.0.0 or ::1") from None
        return value

    @field_validator("mail_from")
    @classmethod
    def _check_sender(cls, value: str) -> str:
        if not SENDER.fullmatch(value.strip()):
            raise ValueError("has no address, write it like LPSE Support <noreply@example.go.id>")
        return value

    @field_validator("backup_at")
    @classmethod
    def _check_time(cls, value: str) -> str:
        if not TIME_OF_DAY.fullmatch(value):
            raise ValueError("is no time of day, write one like 02:00")
        return value

    @field_validator("timezone")
    @classmethod
    def _check_zone(cls, value: str) -> str:
        try:
            ZoneInfo(value)
        except (ZoneInfoNotFoundError, ValueError):
            raise ValueError("is no time zone, write one like Asia/Jakarta") from None
        return value

    @model_validator(mode="after")
    def _check_combinations(self) -> Settings:
        if self.telegram_local and self.telegram_api_url == PUBLIC_API:
            raise ValueError("TELEGRAM_LOCAL needs TELEGRAM_API_URL, the address of the local Bot API server")
        if self.webhook_url is not None and self.webhook_secret is None:
            raise ValueError(
                "WEBHOOK_SECRET is needed with WEBHOOK_URL: without it anybody could send updates"
            )
        return self

    @property
    def zone(self) -> ZoneInfo:
        """Return the time zone of texts."""
        return ZoneInfo(self.timezone)

    @property
    def time_of_backups(self) -> time:
        """Return the time of day of scheduled backups."""
        return time.fromisoformat(self.backup_at)

    @property
    def archived_for(self) -> timedelta | None:
        """Return how long a copy outlives its last ticket; None for ever."""
        return timedelta(days=self.archive_days) if self.archive_days else None

    @property
    def folder(self) -> Path:
        """Return the folder in which the bot keeps files of its own."""
        return Path("var")


class WrongSettings(Exception):
    """Raised where the settings can't be used; `lines` say why, one line for each fault."""

    def __init__(self, lines: list[str]) -> None:
        super().__init__("\n".join(lines))
        self.lines = lines


def read_settings() -> Settings:
    """Return the settings; raise `WrongSettings` with a line for each fault."""
    try:
        return Settings()
    except ValidationError as wrong:
        lines = [line for error in wrong.errors() for line in _lines(error)]
        raise WrongSettings(lines) from None


def misspelt_settings() -> list[str]:
    """Return a line for each name in the environment or `.env` that looks like a setting and is none."""
    in_file = DotEnvSettingsSource(Settings).env_vars
    found = misspelt((*os.environ, *in_file), Settings.model_fields)
    return [f"{name} is not a setting and has no effect; did you mean {nearest}?" for name, nearest in found]


def _lines(error: object) -> list[str]:
    assert isinstance(error, dict)
    name = ".".join(str(part) for part in error["loc"]).upper()
    message = str(error["msg"]).removeprefix("Value error, ")
    return [f"{name}: {message}"] if name else message.splitlines()
