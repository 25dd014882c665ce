"""Say which codes master data may have: they travel in buttons, and tickets and counts keep them for good."""

from __future__ import annotations

import re

# Characters. Two codes have to fit into a button's 64 bytes.
CODE_MAX = 24

_CODE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def is_code(code: str) -> bool:
    """Return whether this has the form of a code: short, and plain."""
    return len(code) <= CODE_MAX and _CODE.fullmatch(code) is not None


def check_code(code: str, place: str) -> None:
    """Raise ValueError that names the place of a code in a document, where it has not the form of one."""
    if not is_code(code):
        raise ValueError(f"{place}: a code has at most {CODE_MAX} of a-z, 0-9 and -, not {code!r}")
