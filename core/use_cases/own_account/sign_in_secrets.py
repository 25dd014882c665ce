"""Make secrets that people type or follow, and the digests that are stored in their place."""

from __future__ import annotations

import hashlib
import secrets


def secret_digest(*parts: object) -> str:
    """Return the digest that is stored in place of a secret."""
    return hashlib.sha256(":".join(map(str, parts)).encode()).hexdigest()


def address_digest(address: str) -> str:
    """Return the digest of an address in any case, so that varying the case brings no more codes."""
    return secret_digest("address", address.lower())


def new_code() -> str:
    """Return six unpredictable digits."""
    return f"{secrets.randbelow(10**6):06d}"


def new_number() -> str:
    """Return two digits by which a person recognises their own request in another chat."""
    return f"{10 + secrets.randbelow(90)}"


def new_invitation_code() -> str:
    """Return an unpredictable code that fits into a deep link."""
    return secrets.token_urlsafe(24)
