"""Priorities of a ticket, from Emergency to Minor."""

from __future__ import annotations

from enum import StrEnum


class Priority(StrEnum):
    """Urgency of a ticket; `Priority.EMERGENCY < Priority.MAJOR`, so the most urgent sorts first."""

    EMERGENCY = "emergency"
    MAJOR = "major"
    MEDIUM = "medium"
    MINOR = "minor"

    @property
    def rank(self) -> int:
        """Return the number from 1 (most urgent) to 4."""
        return list(Priority).index(self) + 1

    @property
    def label(self) -> str:
        """Return the text that people read; the guides use these English words in Indonesian too."""
        return self.value.capitalize()

    @property
    def icon(self) -> str:
        """Sign before the label, so that urgent tickets stand out among others."""
        return _ICONS[self]

    @classmethod
    def labelled(cls, label: str) -> Priority:
        """Return the priority called `label`, as in "Emergency"; raise ValueError for any other word."""
        return cls(label.lower())

    def __lt__(self, other: str) -> bool:
        return self.rank < Priority(other).rank

    def __le__(self, other: str) -> bool:
        return self.rank <= Priority(other).rank

    def __gt__(self, other: str) -> bool:
        return self.rank > Priority(other).rank

    def __ge__(self, other: str) -> bool:
        return self.rank >= Priority(other).rank


_ICONS = {Priority.EMERGENCY: "🔴", Priority.MAJOR: "🟠", Priority.MEDIUM: "🟡", Priority.MINOR: "🟢"}
