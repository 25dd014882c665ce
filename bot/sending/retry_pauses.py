"""Pauses between the attempts at one message, and when it has failed for so long that it is given up."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

# A message that fails for so long by itself is given up: an alert of last week helps nobody.
GIVEN_UP_AFTER = timedelta(days=2)


@dataclass(frozen=True, slots=True)
class RetryPauses:
    """Pauses that are doubled with each failed attempt, from the first to the longest."""

    first: timedelta
    longest: timedelta

    def after(self, attempts: int) -> timedelta:
        """Return the pause after one more failure of what failed `attempts` times before."""
        doubled: timedelta = self.first * 2 ** min(attempts, 20)
        return min(doubled, self.longest)

    def are_used_up(self, attempts: int, age: timedelta) -> bool:
        """Return whether one more failure gives up what failed `attempts` times and was written `age` ago.

        Its own pauses must add up to `GIVEN_UP_AFTER`: the absence of a server, or of this bot, makes it old
        and is no attempt. Its age counts too, since a message may be tried before its pause is over.
        """
        if age < GIVEN_UP_AFTER:
            return False
        own = sum(map(self.after, range(attempts)), timedelta())
        return own >= GIVEN_UP_AFTER
