"""Read e-mail addresses that people type, and mask them where others read along."""

from __future__ import annotations

import re

from core.errors import Refusal
from core.input.characters import plain

# RFC 5321 allows 64 characters before the @ and 254 in all.
_LONGEST = 254
_LONGEST_LOCAL = 64
# Characters of an address with the name and the marks around it.
_LONGEST_TEXT = 500
_LOCAL = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*")
_LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
_DOMAIN = re.compile(rf"(?:{_LABEL}\.)+(?:[a-z]{{2,63}}|xn--[a-z0-9-]{{1,58}}[a-z0-9])")


def read_email(text: str) -> str:
    """Return the address in `text`, its domain in lower case; raise Refusal("email") if it is not one.

    It may stand behind a name ("Budi <budi@ppk.com>"), behind the words of a link ("Budi (mailto:…)"), and
    before a full stop.
    """
    address = _without_surroundings(plain(text[:_LONGEST_TEXT]).strip()) if len(text) <= _LONGEST_TEXT else ""
    local, _, domain = address.rpartition("@")
    domain = domain.lower()
    fits = len(address) <= _LONGEST and len(local) <= _LONGEST_LOCAL
    if not (fits and _LOCAL.fullmatch(local) and _DOMAIN.fullmatch(domain)):
        raise Refusal("email", text=text)
    return f"{local}@{domain}"


def _without_surroundings(text: str) -> str:
    """Return what stands in angle brackets behind a name or behind "mailto:", without marks around it."""
    before, opened, inside = text.rstrip(".,; ").removesuffix(")").rpartition("<")
    if opened and inside.endswith(">") and "@" not in before and "\n" not in before:
        text = inside.removesuffix(">")
    before, found, address = text.rpartition("mailto:")
    if found and "@" not in before:
        text = address
    return text.strip().strip('<>()"').rstrip(".,;:!").strip()


def mask(address: str) -> str:
    """Return the address with all but its first letter hidden: "budi@ppk.com" is "b***@ppk.com"."""
    local, at, domain = address.rpartition("@")
    return f"{local[:1]}***{at}{domain}"
