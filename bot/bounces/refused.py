"""Remember messages that a mailbox did not hand over, and ask for each again a few times, ever later."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog

log = structlog.get_logger()

# How long after each refusal a message is asked for again; after the last, it is given up.
PAUSES = (timedelta(minutes=30), timedelta(hours=1), timedelta(hours=6), timedelta(days=1))
# Messages that are remembered, and those that are asked for again in one look.
MOST_REMEMBERED, MOST_AT_ONCE = 100, 10


@dataclass(frozen=True, slots=True)
class _Refusal:
    count: int
    due_at: datetime


class RefusedMessages:
    """Remember ids of messages that could not be fetched, in memory: a new process asks for all again."""

    def __init__(self) -> None:
        """Begin with none."""
        self._refusals: dict[int, _Refusal] = {}

    def due(self, at: datetime) -> list[int]:
        """Return up to MOST_AT_ONCE ids whose pause is over, those that failed first first."""
        return [uid for uid, one in self._refusals.items() if one.due_at <= at][:MOST_AT_ONCE]

    def add(self, uids: Iterable[int], at: datetime) -> None:
        """Count a failure of each id, and log it; give up those with more failures than there are PAUSES."""
        for uid in uids:
            former = self._refusals.pop(uid, None)
            count = former.count + 1 if former else 1
            log.warning("bounce_not_handed_over", uid=uid, times=count, is_given_up=count > len(PAUSES))
            if count <= len(PAUSES):
                self._refusals[uid] = _Refusal(count, at + PAUSES[count - 1])
        while len(self._refusals) > MOST_REMEMBERED:
            uid = next(iter(self._refusals))
            del self._refusals[uid]
            log.warning("bounce_forgotten", uid=uid)

    def remove(self, uid: int) -> None:
        """Forget one that was handed over."""
        self._refusals.pop(uid, None)

    def clear(self) -> None:
        """Forget all, as the ids mean others from now on."""
        self._refusals.clear()
