"""Count what senders ask for that is not theirs, and find those who guess."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime, timedelta

# Senders who are remembered; the one who was silent for longest is forgotten first.
MOST_SENDERS = 4096
# So many within so long are no accident, as old buttons are; whoever guesses on is reported so often.
MOST_GUESSES, WITHIN = 20, timedelta(minutes=10)
REPORTED_EVERY = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class GuessCount:
    """So many guesses of one sender since then."""

    count: int
    since: datetime


@dataclass(slots=True)
class _Guesses:
    count: int
    since: datetime
    last: datetime
    reported_at: datetime | None = None


class GuessCounter:
    """The guesses of the senders of one process, in memory."""

    def __init__(self, most: int = MOST_SENDERS) -> None:
        self._most = most
        self._guesses: OrderedDict[int, _Guesses] = OrderedDict()

    def count(self, sender: int, guesses: int, now: datetime) -> GuessCount | None:
        """Count guesses; return what is to be reported now, if anything.

        Counting begins anew after a silence of `WITHIN`, and for a sender who is not reported also so long
        after it began.
        """
        found = self._guesses.get(sender)
        if found is None or self._is_over(found, now):
            found = self._guesses[sender] = _Guesses(0, now, now)
        self._guesses.move_to_end(sender)
        while len(self._guesses) > self._most:
            self._guesses.popitem(last=False)
        found.count, found.last = found.count + guesses, now
        if found.count < MOST_GUESSES:
            return None
        if found.reported_at is not None and now - found.reported_at < REPORTED_EVERY:
            return None
        found.reported_at = now
        return GuessCount(found.count, found.since)

    def _is_over(self, found: _Guesses, now: datetime) -> bool:
        begun = found.last if found.reported_at is not None else found.since
        return now - begun > WITHIN
