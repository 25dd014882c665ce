"""What goes out first: answers to a person's press, then alerts, then what can wait."""

from __future__ import annotations

from enum import IntEnum


class Priority(IntEnum):
    """Smaller goes first."""

    ANSWER = 0
    ALERT = 1
    DIGEST = 2
