"""E-mail addresses as people give them: checked for form, and masked where others might read along."""

from __future__ import annotations

import re

from core.errors import Refusal

# RFC 5321 allows 64 characters before the @ and 254 in all.
_LONGEST = 254
_LONGEST_LOCAL = 64
_LOCAL = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*")
_LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
_DOMAIN = re.compile(rf"(?:{_LABEL}\.)+(?:[a-z]{{2,63}}|xn--[a-z0-9-]{{1,58}}[a-z0-9])")


def read_email(text: str) -> str:
    """The address in `text`, its domain in lower case; Refusal("email") where it can't be one."""
    address = text.strip().removeprefix("mailto:")
    local, _, domain = address.rpartition("@")
    domain = domain.lower()
    fits = len(address) <= _LONGEST and len(local) <= _LONGEST_LOCAL
    if not (fits and _LOCAL.fullmatch(local) and _DOMAIN.fullmatch(domain)):
        raise Refusal("email", text=text)
    return f"{local}@{domain}"


def mask(address: str) -> str:
    """The address with all but its first letter hidden: "budi@ppk.com" is "b***@ppk.com"."""
    local, at, domain = address.rpartition("@")
    return f"{local[:1]}***{at}{domain}"
