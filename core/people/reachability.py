"""Port through which rules ask whether anybody at a desk hears of a ticket."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from core.people.desks import Desk

# Tickets that are counted at a desk; of more it is only said that there are.
MOST_COUNTED = 100


@dataclass(frozen=True, slots=True)
class UnreachedDesk:
    """A desk at which nobody can be reached, and how many tickets wait there, up to `MOST_COUNTED`."""

    desk: Desk
    waiting: int


class Reachability(Protocol):
    """Tell who can be reached: people of a desk who are linked to a chat, and staff groups of the desk."""

    def can_reach(self, desk: Desk) -> bool:
        """Return whether anybody at the desk can be reached in chat."""

    def unreached(self, desks: Iterable[Desk]) -> Sequence[UnreachedDesk]:
        """Return those of a few desks at which nobody can be reached."""

    def unserved_lpses(self, after: int, limit: int) -> Sequence[int]:
        """Return the ids of LPSEs, not retired, with a desk at which nobody can be reached; above `after`."""

    def unserved_among(self, lpse_ids: Iterable[int]) -> Collection[int]:
        """Return those of a few LPSEs at whose first desk nobody can be reached."""
