"""Keep what one process knows about its lead: the number of its term, and until when it may act."""

from __future__ import annotations

import asyncio
from time import monotonic

_LEAD_LOST = "the lead is lost"


def lead_lost() -> asyncio.CancelledError:
    """Return what is raised where work of the leader goes on after its term.

    It is a cancellation, since that is what happens to the work: no `except Exception` that keeps a part of
    the leader running takes it for a failure to be tried again. It is of no class of its own, since task
    groups and time-outs of asyncio take a subclass for a failure.
    """
    return asyncio.CancelledError(_LEAD_LOST)


def is_lead_lost(failure: asyncio.CancelledError) -> bool:
    """Return whether the work was cancelled by itself because the lead is lost, and not by anybody else."""
    return failure.args == (_LEAD_LOST,)


class LeadState:
    """The lead of this process, by its own monotonic clock, which no change of the time affects."""

    def __init__(self) -> None:
        self._number: int | None = None
        self._until = 0.0
        self._seen_at = monotonic()

    def begin(self, number: int, until: float) -> None:
        """Lead under this fencing number, until this moment of the monotonic clock at first."""
        self._number, self._until = number, until

    def renew(self, until: float) -> None:
        """Go on until this later moment."""
        self._until = until

    def end(self) -> None:
        """Lead no longer."""
        if self._number is not None:
            self._seen_at = min(self._until, monotonic())
        self._number = None

    def see_other(self) -> None:
        """Remember that another process leads now."""
        self._seen_at = monotonic()

    @property
    def seconds_left(self) -> float:
        """Return for how long this process may act as the leader; 0 where it does not lead."""
        return max(0.0, self._until - monotonic()) if self._number is not None else 0.0

    @property
    def leaderless_for(self) -> float:
        """Return for how many seconds this process has known of no leader, itself included."""
        return 0.0 if self.seconds_left else monotonic() - self._seen_at

    def check(self) -> int:
        """Return the fencing number of the present term; raise `lead_lost()` where it is over."""
        if self._number is None or not self.seconds_left:
            raise lead_lost()
        return self._number
