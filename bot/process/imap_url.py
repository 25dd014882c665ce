"""Read the address of a mailbox from `BOUNCES_URL`."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Annotated
from urllib.parse import unquote

from pydantic import AfterValidator

from bot.process.secret_urls import ADVICE, split_secret_url

PORTS = {"imap": 143, "imaps": 993}
_FORM = "imaps://USER:PASSWORD@HOST/MAILBOX"


@dataclass(frozen=True, slots=True)
class ImapMailbox:
    """The address of a mailbox. With `imap` it is encrypted by STARTTLS before the password."""

    scheme: str
    host: str
    port: int
    user: str
    password: str = field(repr=False)
    mailbox: str = "INBOX"


def read_imap_url(url: str) -> ImapMailbox:
    """Return the parts of `BOUNCES_URL`; raise ValueError, without repeating it, where it is wrong."""
    parts = split_secret_url(url, _FORM)
    user, password = unquote(parts.username or ""), unquote(parts.password or "")
    mailbox = unquote(parts.path).strip("/") or "INBOX"
    if parts.scheme not in PORTS or not parts.hostname or not user or not password:
        raise ValueError(f"must be {_FORM}; {ADVICE}")
    if not all(part.isprintable() for part in (user, password)):
        raise ValueError("has a sign in the user or the password that can't be sent")
    if not mailbox.isascii() or not mailbox.isprintable():
        raise ValueError("names its mailbox by signs beyond ASCII: give it another name")
    return ImapMailbox(
        parts.scheme, parts.hostname, parts.port or PORTS[parts.scheme], user, password, mailbox
    )


def _checked(url: str) -> str:
    read_imap_url(url)
    return url


ImapUrl = Annotated[str, AfterValidator(_checked)]
