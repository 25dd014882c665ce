"""Read the address of a mail server from `SMTP_URL`."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Annotated
from urllib.parse import unquote

from pydantic import AfterValidator

from bot.process.secret_urls import ADVICE, split_secret_url

PORTS = {"smtp": 587, "smtps": 465}
_FORM = "smtp://USER:PASSWORD@HOST:PORT, smtps://… or file:///FOLDER"


@dataclass(frozen=True, slots=True)
class SmtpServer:
    """The address of a mail server; `host` is the folder where the scheme is `file`."""

    scheme: str
    host: str
    port: int
    user: str = ""
    password: str = field(default="", repr=False)


def read_smtp_url(url: str) -> SmtpServer:
    """Return the parts of `SMTP_URL`; raise ValueError, without repeating it, where it is wrong."""
    parts = split_secret_url(url, _FORM)
    if parts.scheme == "file" and parts.path:
        return SmtpServer("file", unquote(parts.path), 0)
    if parts.scheme not in PORTS or not parts.hostname or parts.path.strip("/"):
        raise ValueError(f"must be {_FORM}; {ADVICE}")
    return SmtpServer(
        parts.scheme,
        parts.hostname,
        parts.port or PORTS[parts.scheme],
        unquote(parts.username or ""),
        unquote(parts.password or ""),
    )


def _checked(url: str) -> str:
    read_smtp_url(url)
    return url


SmtpUrl = Annotated[str, AfterValidator(_checked)]
