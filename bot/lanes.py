"""Lanes: what one person does is handled in order and one at a time, different people at once."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Iterable

from storage.inbox import Waiting


class Lanes:
    """Runs `handle` for each update; a lane exists only while it has something to do."""

    def __init__(self, handle: Callable[[Waiting], Awaitable[None]]) -> None:
        self._handle = handle
        self._queues: dict[str, deque[Waiting]] = {}
        self._known: set[int] = set()
        self._running: set[asyncio.Task[None]] = set()
        self._stopped = False

    def put(self, updates: Iterable[Waiting]) -> None:
        """Add updates in their order; one that already waits here is not added again."""
        for update in updates:
            if update.update_id in self._known:
                continue
            self._known.add(update.update_id)
            queue = self._queues.get(update.lane)
            if queue is not None:
                queue.append(update)
                continue
            self._queues[update.lane] = deque([update])
            task = asyncio.create_task(self._drain(update.lane))
            self._running.add(task)
            task.add_done_callback(self._running.discard)

    async def idle(self) -> None:
        """Until no lane has anything to do."""
        while self._running:
            await asyncio.wait(self._running)

    async def stop(self, grace: float) -> None:
        """Begin nothing new, and wait up to `grace` seconds for what is in hand; the rest is in the inbox."""
        self._stopped = True
        if self._running:
            await asyncio.wait(self._running, timeout=grace)
        for task in self._running:
            task.cancel()

    async def _drain(self, lane: str) -> None:
        queue = self._queues[lane]
        try:
            while queue and not self._stopped:
                update = queue.popleft()
                await self._handle(update)
                self._known.discard(update.update_id)
        finally:
            self._known.difference_update(update.update_id for update in queue)
            del self._queues[lane]
