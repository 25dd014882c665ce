"""Handle the updates of one person in order and one at a time, those of different people at once."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Iterable
from heapq import heappop, heappush

import structlog

from bot.process.logs import failure_location
from storage.messaging.inbox import PendingUpdate

log = structlog.get_logger()

# Updates that are handled at once, and those of them that make way for others: nobody else waits for more
# than one of these at each step. One that takes more than so many seconds leaves its place to the next.
AT_ONCE, LATER_AT_ONCE, LATER_FOR = 100, 1, 1.0


class Lanes:
    """Run `handle` for each update, in a lane for each person that exists only while it has work.

    Of the updates that wait in a lane the one with the lowest id goes first, in whichever order they came.
    Lanes take turns, an update at a time. Those whose next update `makes_way` get few places, and none that
    another lane could have, so that they keep nobody else waiting however many they are.
    """

    def __init__(self, handle: Callable[[PendingUpdate], Awaitable[None]]) -> None:
        self._handle = handle
        # A heap for each lane.
        self._waiting: dict[str, list[tuple[int, PendingUpdate]]] = {}
        self._known: set[int] = set()
        # Lanes whose turn comes; of those that make way, in a line of their own.
        self._next: deque[str] = deque()
        self._later: deque[str] = deque()
        self._running: set[asyncio.Task[None]] = set()
        self._running_later: set[str] = set()
        self._stopped = False

    def put(self, updates: Iterable[PendingUpdate]) -> None:
        """Add updates; one that already waits or is handled here is not added again."""
        for update in updates:
            if update.update_id in self._known:
                continue
            self._known.add(update.update_id)
            is_new = update.lane not in self._waiting
            heappush(self._waiting.setdefault(update.lane, []), (update.update_id, update))
            if is_new:
                self._line_up(update.lane)
        self._begin()

    async def idle(self) -> None:
        """Wait until no lane has anything to do."""
        while self._running:
            await asyncio.wait(self._running)

    async def stop(self, grace: float) -> None:
        """Begin nothing new, and wait up to `grace` seconds for what has begun; the rest is in the inbox."""
        self._stopped = True
        if self._running:
            await asyncio.wait(self._running, timeout=grace)
        late = [*self._running]
        for task in late:
            task.cancel()
        await asyncio.gather(*late, return_exceptions=True)

    def _line_up(self, lane: str) -> None:
        _update_id, update = self._waiting[lane][0]
        (self._later if update.makes_way else self._next).append(lane)

    def _begin(self) -> None:
        """Give the free places to lanes in their turn."""
        while not self._stopped and len(self._running) < AT_ONCE:
            if self._next:
                lane, is_later = self._next.popleft(), False
            elif self._later and len(self._running_later) < LATER_AT_ONCE:
                lane, is_later = self._later.popleft(), True
            else:
                return
            if is_later:
                self._running_later.add(lane)
            task = asyncio.create_task(self._run_next(lane, is_later=is_later))
            self._running.add(task)
            task.add_done_callback(self._running.discard)

    async def _run_next(self, lane: str, *, is_later: bool) -> None:
        """Handle the next update of a lane, and line the lane up again where it has more."""
        waiting = self._waiting[lane]
        update_id, update = heappop(waiting)
        timer = asyncio.get_running_loop().call_later(LATER_FOR, self._leave, lane) if is_later else None
        try:
            await self._handle(update)
        except Exception as failure:  # noqa: BLE001 - the inbox still has it: a sweep brings it here again
            log.error("lane_failed", update_id=update_id, **failure_location(failure))
        finally:
            self._known.discard(update_id)
            if timer is not None:
                timer.cancel()
                self._running_later.discard(lane)
            task = asyncio.current_task()
            if task is not None:
                self._running.discard(task)
            if waiting and not self._stopped:
                self._line_up(lane)
            else:
                self._known.difference_update(update_id for update_id, _ in waiting)
                del self._waiting[lane]
            self._begin()

    def _leave(self, lane: str) -> None:
        """Give the place of a lane that makes way to the next of them, since its update takes long."""
        self._running_later.discard(lane)
        self._begin()
