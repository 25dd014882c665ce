"""The machine's own clock."""

from __future__ import annotations

from datetime import UTC, datetime


def now() -> datetime:
    """This instant, timezone-aware, in UTC."""
    return datetime.now(UTC)
