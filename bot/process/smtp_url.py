"""Read the address of a mail server from `SMTP_URL`."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

PORTS = {"smtp": 587, "smtps": 465}


@dataclass(frozen=True, slots=True)
class SmtpServer:
    """The address of a mail server; `host` is the folder where the scheme is `file`."""

    scheme: str
    host: str
    port: int
    user: str = ""
    password: str = ""


def read_smtp_url(url: str) -> SmtpServer:
    """Return the parts of `SMTP_URL`; raise ValueError, without repeating it, where it is wrong."""
    parts = urlsplit(url)
    if parts.scheme == "file" and parts.path:
        return SmtpServer("file", unquote(parts.path), 0)
    if parts.scheme not in PORTS or not parts.hostname:
        raise ValueError("must be smtp://USER:PASSWORD@HOST:PORT, smtps://… or file:///FOLDER")
    return SmtpServer(
        parts.scheme,
        parts.hostname,
        parts.port or PORTS[parts.scheme],
        unquote(parts.username or ""),
        unquote(parts.password or ""),
    )
