"""The queue of updates: numbered events, kept until the bot confirms them or they expire."""

import asyncio
import math
from collections import deque
from collections.abc import Callable, Iterable
from itertools import takewhile

from .errors import Json
from .keeping import Keeping

# Telegram sends these only to a bot that names them.
UNASKED = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
FIRST_ID = 100_000_000
# After a restart numbers go on this far above the last one seen, whatever was being written at the end.
RESTART_GAP = 1000
QUEUE_LIMIT = 100_000
# Seconds for which an update waits for a bot that isn't there.
LIFE = 24 * 3600
LIVES = {"callback_query": 150}


class Updates:
    """Pending updates, oldest first."""

    def __init__(self, keeping: Keeping, clock: Callable[[], float]) -> None:
        self._keeping = keeping
        self._clock = clock
        self.pending: dict[int, Json] = {}
        self._ends: dict[int, float] = {}
        self._first_end = 0.0
        for update_id, tree in keeping.every("update"):
            self.pending[update_id] = tree["update"]
            self._ends[update_id] = tree["ends"]
        self.again: deque[Json] = deque()
        self.repeats = 0
        self.allowed: frozenset[str] | None = None
        self.arrived = asyncio.Event()
        self.on_arrival: Callable[[Json], None] = _ignore
        self.on_progress: Callable[[], None] = _ignore
        last = max([tree["last"] for _, tree in keeping.every("last_update")], default=0)
        self._next = max(FIRST_ID, last + RESTART_GAP, max(self.pending, default=0) + RESTART_GAP)

    def allow(self, kinds: Iterable[str] | None) -> None:
        """Set the kinds that are made from now on; an empty list means the usual ones."""
        if kinds is not None:
            self.allowed = frozenset(kinds) or None

    def add(self, kind: str, payload: Json) -> None:
        """Number the update and put it in the queue, unless its kind isn't wanted."""
        if kind in UNASKED if self.allowed is None else kind not in self.allowed:
            return
        update: Json = {"update_id": self._next, kind: payload}
        self._keeping.put("last_update", 0, {"last": self._next})
        ends = self._clock() + LIVES.get(kind, LIFE)
        self._keeping.put("update", self._next, {"update": update, "ends": ends})
        self._ends[self._next] = ends
        self._first_end = min(self._first_end, ends)
        self.pending[self._next] = update
        self._next += 1
        if len(self.pending) > QUEUE_LIMIT:
            self._forget(next(iter(self.pending)))
        self.arrived.set()
        self.on_arrival(update)

    def confirm(self, before: int) -> None:
        """Forget everything numbered below; some of it comes again when told to repeat."""
        for update_id in list(takewhile(lambda update_id: update_id < before, self.pending)):
            self.done(update_id)

    def keep_last(self, count: int) -> None:
        """Forget all but the last few, as a negative offset asks."""
        for update_id in list(self.pending)[:-count]:
            self.done(update_id)

    def done(self, update_id: int) -> bool:
        """Forget an update that the bot has; return True when it is to be delivered once more."""
        update = self.pending.get(update_id)
        if update is None:
            return False
        self._forget(update_id)
        if self.repeats <= 0:
            return False
        self.repeats -= 1
        self.again.append(update)
        return True

    def take(self, limit: int) -> list[Json]:
        """Return the next updates, which stay pending until confirmed."""
        self.expire()
        taken: list[Json] = []
        while self.again and len(taken) < limit:
            taken.append(self.again.popleft())
        for update in self.pending.values():
            if len(taken) >= limit:
                break
            taken.append(update)
        return taken

    def expire(self) -> None:
        """Forget updates that nobody took in time."""
        now = self._clock()
        if now < self._first_end:
            return
        for update_id in [update_id for update_id, ends in self._ends.items() if ends < now]:
            self._forget(update_id)
        self._first_end = min(self._ends.values(), default=math.inf)

    def expires_within(self, update_id: int, seconds: float) -> bool:
        """Return True when the update is pending and will not be any more after so many seconds."""
        return update_id in self._ends and self._clock() + seconds > self._ends[update_id]

    def forget(self, update_id: int) -> None:
        """Drop an update that the bot never took."""
        if update_id in self.pending:
            self._forget(update_id)

    def clear(self) -> None:
        """Forget everything pending."""
        for update_id in list(self.pending):
            self._forget(update_id)
        self.again.clear()

    def _forget(self, update_id: int) -> None:
        del self.pending[update_id]
        del self._ends[update_id]
        self._keeping.drop("update", update_id)
        self.on_progress()


def _ignore(*_: object) -> None:
    """Do nothing, for want of a listener."""
