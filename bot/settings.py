"""The settings, from the environment or a file `.env`: validated, and documented in the README from here."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path
from typing import Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import AnyHttpUrl, Field, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict
from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError

from bot.mail import read_smtp_url

TOKEN = re.compile(r"\d{1,20}:[A-Za-z0-9_-]{1,200}")
SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")
PUBLIC_API = AnyHttpUrl("https://api.telegram.org")


class Settings(BaseSettings):
    """Everything that can be set. An empty value counts as not set."""

    model_config = SettingsConfigDict(
        env_file=".env", env_ignore_empty=True, extra="ignore", hide_input_in_errors=True
    )

    bot_token: str | None = Field(None, description="The token from BotFather; none: the sandbox.")
    telegram_api_url: AnyHttpUrl = Field(
        PUBLIC_API,
        description="The Bot API server: Telegram's own, or a local one.",
    )
    telegram_local: bool = Field(
        False,
        description="`1` where that server runs with `--local` and its folder is seen here at the same path: "
        "files of any size are archived, and up to 2000 MB sent.",
    )
    database_url: str = Field(
        "sqlite:///var/bot.sqlite3",
        description="`sqlite:///FILE`, or `postgresql+asyncpg://USER:PASSWORD@HOST/NAME`.",
    )
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
    webhook_url: AnyHttpUrl | None = Field(
        None, description="The public address of the webhook, for `python -m bot webhook`."
    )
    webhook_secret: str | None = Field(
        None, description="1 to 256 of A-Z a-z 0-9 _ -, better 16 or more; nothing is let in without it."
    )
    webhook_port: int = Field(8080, ge=1, le=65535, description="The local port of the webhook.")
    smtp_url: str | None = Field(
        None,
        description="Mail server: `smtp://USER:PASSWORD@HOST:587` (STARTTLS), `smtps://HOST:465`, "
        "or `file:///FOLDER` to write letters into a folder.",
    )
    mail_from: str = Field(
        "LPSE Support <noreply@localhost>", description="The sender of letters.", max_length=200
    )
    packages_api_url: AnyHttpUrl | None = Field(
        None, description="An INAPROC-style service for package codes; none: the records loaded here."
    )
    packages_api_token: str | None = Field(None, description="Its Bearer token.", max_length=4096)
    timezone: str = Field(
        "Asia/Jakarta", description="The clock of texts where a client shows no local time."
    )
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field("INFO", description="How much is logged.")
    sandbox_port: int = Field(
        8765, ge=0, le=65535, description="The local port of the sandbox's chat page; 0: any that is free."
    )

    @field_validator("bot_token")
    @classmethod
    def _looks_like_a_token(cls, value: str | None) -> str | None:
        if value is not None and not TOKEN.fullmatch(value):
            raise ValueError("is no token as BotFather gives it, like 123456789:AAE…")
        return value

    @field_validator("webhook_secret")
    @classmethod
    def _can_be_sent_along(cls, value: str | None) -> str | None:
        if value is not None and not SECRET.fullmatch(value):
            raise ValueError("may have 1 to 256 of A-Z a-z 0-9 _ - only")
        return value

    @field_validator("database_url")
    @classmethod
    def _knows_engine(cls, value: str) -> str:
        try:
            engine = make_url(value).get_backend_name()
        except ArgumentError:
            raise ValueError("is no database address") from None
        if engine not in {"sqlite", "postgresql"}:
            raise ValueError("must begin with sqlite:/// or postgresql+asyncpg://")
        return value

    @field_validator("smtp_url")
    @classmethod
    def _reads_as_mail_server(cls, value: str | None) -> str | None:
        if value is not None:
            read_smtp_url(value)
        return value

    @field_validator("timezone")
    @classmethod
    def _is_a_zone(cls, value: str) -> str:
        try:
            ZoneInfo(value)
        except (ZoneInfoNotFoundError, ValueError):
            raise ValueError("is no time zone, write one like Asia/Jakarta") from None
        return value

    @model_validator(mode="after")
    def _hangs_together(self) -> Settings:
        if self.telegram_local and self.telegram_api_url == PUBLIC_API:
            raise ValueError("TELEGRAM_LOCAL needs TELEGRAM_API_URL, the address of the local Bot API server")
        if self.webhook_url is not None and self.webhook_secret is None:
            raise ValueError(
                "WEBHOOK_SECRET is needed with WEBHOOK_URL: without it anybody could send updates"
            )
        return self

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.timezone)

    @property
    def archived_for(self) -> timedelta | None:
        """How long a copy outlives its last ticket; None: for ever."""
        return timedelta(days=self.archive_days) if self.archive_days else None

    @property
    def folder(self) -> Path:
        """Where the bot keeps files of its own."""
        return Path("var")


class WrongSettings(Exception):
    """The configuration can't be used; `lines` say why, one clear line each."""

    def __init__(self, lines: list[str]) -> None:
        super().__init__("\n".join(lines))
        self.lines = lines


def read_settings() -> Settings:
    """The settings, or `WrongSettings` with one line for everything that is wrong."""
    try:
        return Settings()
    except ValidationError as wrong:
        raise WrongSettings([_line(error) for error in wrong.errors()]) from None


def _line(error: object) -> str:
    assert isinstance(error, dict)
    name = ".".join(str(part) for part in error["loc"]).upper()
    said = str(error["msg"]).removeprefix("Value error, ")
    return f"{name}: {said}" if name else said
