"""Do slow reads for transactions that need them, beside the writers, so that short ones pass long ones."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Hashable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from time import monotonic
from typing import TypeVar, cast

from handlers.context.transaction_context import HelpdeskServices, TransactionContext
from storage.unit import SqlUnitOfWork
from storage.units import UnitsOfWork

T = TypeVar("T")

# Seconds after which a read counts as long, and how many long ones run beside the one that is not yet.
LONG_AFTER, LONG_PLACES = 0.3, 3


@dataclass(eq=False, slots=True)
class _Question:
    """A question that somebody waits for, with its newest answer and the moment when that was begun."""

    turn: asyncio.Lock = field(default_factory=asyncio.Lock)
    waiting: int = 0
    begun_at: float = 0.0
    answer: object = None


class FairSnapshotReader:
    """Do slow reads a few at a time, so that they occupy neither all readers nor the place of short ones.

    How long a read takes shows only while it runs. Each begins in the one place for short reads, and leaves
    it for one of the places for long ones when it turns out to be long: a short one waits for no more than
    `LONG_AFTER` behind each that came before it, as long as a place for long ones is free.

    Those who ask the same question while it waits for its turn share one answer. Nobody gets an answer that
    was read before they asked, and none is kept once nobody waits for it, however many wait for others.
    """

    def __init__(
        self,
        units: UnitsOfWork,
        helpdesk: HelpdeskServices,
        now: Callable[[], datetime],
        long_after: float = LONG_AFTER,
    ) -> None:
        self._units = units
        self._helpdesk = helpdesk
        self._now = now
        self._long_after = long_after
        self._questions: dict[Hashable, _Question] = {}
        self._short_place = asyncio.Lock()
        self._long_places = asyncio.Semaphore(LONG_PLACES)

    async def read(self, question: Hashable, read: Callable[[TransactionContext], T]) -> T:
        """Return what `read` finds on a snapshot taken after this call; raise what it raises."""

        def work(unit: SqlUnitOfWork) -> T:
            return read(TransactionContext(self._helpdesk, unit, self._now()))

        asked_at = monotonic()
        asked = self._questions.setdefault(question, _Question())
        asked.waiting += 1
        try:
            async with asked.turn:
                if asked.begun_at < asked_at:
                    async with self._place():
                        begun_at, asked.answer = monotonic(), await self._units.read(work)
                        asked.begun_at = begun_at
                return cast("T", asked.answer)
        finally:
            asked.waiting -= 1
            if not asked.waiting:
                del self._questions[question]

    @asynccontextmanager
    async def _place(self) -> AsyncIterator[None]:
        """Hold the place for short reads, and within the block change to one for long ones in time."""
        await self._short_place.acquire()
        moving = asyncio.create_task(self._move())
        try:
            yield
        finally:
            moving.cancel()
            await asyncio.gather(moving, return_exceptions=True)
            if moving.cancelled():
                self._short_place.release()
            else:
                self._long_places.release()

    async def _move(self) -> None:
        """Change to a place for long reads once this one counts as long, unless it ends before that."""
        await asyncio.sleep(self._long_after)
        await self._long_places.acquire()
        self._short_place.release()
