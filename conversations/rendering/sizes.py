"""Write sizes of files as people read them."""

from __future__ import annotations

_STEP = 1024


def format_size(number: int) -> str:
    """Return a number of bytes as people read it: `512 B`, `48 KB`, `1,5 MB`."""
    amount = float(number)
    for unit in ("B", "KB", "MB"):
        if amount < _STEP:
            return f"{amount:.1f} {unit}".replace(".0 ", " ").replace(".", ",")
        amount /= _STEP
    return f"{amount:.1f} GB".replace(".", ",")
