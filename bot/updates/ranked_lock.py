"""Let one task in at a time; of those that wait, the one with the lowest rank goes first."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from heapq import heappop, heappush

# Compared in order; no two tasks have the same.
Rank = tuple[int, ...]


class RankedLock:
    """A lock that goes to the waiting task with the lowest rank, once the task is ready for it."""

    def __init__(self) -> None:
        # A heap.
        self._waiting: list[tuple[Rank, asyncio.Future[None]]] = []
        self._is_taken = False

    @asynccontextmanager
    async def hold(self, rank: Rank, ready: Callable[[], Awaitable[None]]) -> AsyncIterator[None]:
        """Hold the lock within the block, after `ready` has returned and no lower rank waits.

        Tasks that still wait for `ready` count too, since they all become ready at about the same time: the
        lock must not go to whichever hears of it first.
        """
        mine: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        heappush(self._waiting, (rank, mine))
        try:
            await ready()
            self._give()
            await mine
            yield
        finally:
            if mine.done() and not mine.cancelled():
                self._is_taken = False
            mine.cancel()
            self._give()

    def _give(self) -> None:
        while self._waiting and not self._is_taken:
            _rank, future = heappop(self._waiting)
            if not future.done():
                self._is_taken = True
                future.set_result(None)
