"""Split addresses that hold a password, by errors that repeat nothing of them."""

from __future__ import annotations

from urllib.parse import SplitResult, urlsplit

ADVICE = "signs like @ / # [ in user and password are written as %40 %2F %23 %5B"


def split_secret_url(url: str, form: str) -> SplitResult:
    """Return the parts of an address; raise ValueError, which names its `form` alone, where it has none.

    A sign of the password that ends the host would make a host of the user, and a path of the password.
    """
    try:
        parts = urlsplit(url)
        # Raises where it is no number.
        _port = parts.port
    except ValueError:
        raise ValueError(f"must be {form}; {ADVICE}") from None
    behind = f"{parts.path}{parts.query}{parts.fragment}"
    if parts.netloc and "@" not in parts.netloc and "@" in behind:
        raise ValueError(f"must be {form}; {ADVICE}")
    return parts
