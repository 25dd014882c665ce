"""Run a processor on a database whose updates a test handles as it likes."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from contextlib import suppress
from itertools import chain, repeat
from typing import Any

from sqlalchemy import select

from bot.process.system_clock import now
from bot.updates.lanes import Lanes
from bot.updates.outages import Outages
from bot.updates.processor import PROBATION, UpdateProcessor
from bot.updates.transaction import UpdateTransaction
from storage.messaging.inbox import ClaimStatus, PendingUpdate
from storage.schema import tables
from storage.unit import SqlUnitOfWork
from storage.units import UnitsOfWork

NOBODY: Any = None


class Transaction(UpdateTransaction):
    """Handles updates with a function that a test gives, and keeps whom it handled and put aside."""

    def __init__(self, units: UnitsOfWork, handler: Callable[[PendingUpdate], None]) -> None:
        self.units = units
        self.handler = handler
        self.handled: list[int] = []
        self.apologies: list[tuple[int, str]] = []

    async def run(self, pending: PendingUpdate) -> PendingUpdate | None:
        def work(unit: SqlUnitOfWork) -> PendingUpdate | None:
            claim = unit.inbox.claim(pending.update_id, pending.lane)
            if claim.status is ClaimStatus.GRANTED:
                self.handler(pending)
                unit.inbox.mark_done(pending.update_id, now())
                self.handled.append(pending.update_id)
            return claim.earlier

        return await self.units.run(work)

    async def put_aside(self, pending: PendingUpdate, reason: str, reference: str) -> None:
        def work(unit: SqlUnitOfWork) -> bool:
            return unit.inbox.put_aside(pending.update_id, pending.lane, reason, now())

        if await self.units.run(work):
            self.apologies.append((pending.update_id, reason))


class Office:
    """A processor on a database, with lanes before it."""

    def __init__(self, units: UnitsOfWork) -> None:
        self.units = units
        self.transaction = Transaction(units, lambda _pending: None)
        self.pauses: list[float] = []
        self.lanes = Lanes(UpdateProcessor(units, self.transaction, Outages(self.pause), self.pause))

    async def store(self, *updates: tuple[int, str]) -> list[PendingUpdate]:
        """Keep updates of (id, lane) as the intake does."""
        rows = [(update_id, lane, "{}") for update_id, lane in updates]
        await self.units.run(lambda unit: unit.inbox.store(rows, now()))
        return [PendingUpdate(*row, 0) for row in rows]

    async def left(self) -> list[PendingUpdate]:
        """Return what is not done, as the next process takes it up."""
        return await self.units.read(lambda unit: unit.inbox.pending(100))

    async def reasons(self) -> dict[int, str | None]:
        """Return the reasons that are kept with updates."""
        columns = select(tables.inbox.c.update_id, tables.inbox.c.reason)
        found = await self.units.read(lambda unit: unit.connection.execute(columns).all())
        return {row.update_id: row.reason for row in found}

    async def pause(self, seconds: float) -> None:
        self.pauses.append(seconds)
        await asyncio.sleep(0)


class Machine:
    """Starts processes one after the other on an office's database, which end by SIGKILL."""

    def __init__(self, office: Office, *poisonous: int) -> None:
        self.office = office
        self.begun: list[int] = []
        self.poisonous = set(poisonous)
        self._end = asyncio.Event()
        self._handled = office.transaction.run
        office.transaction.run = self._begin  # type: ignore[method-assign]

    async def starts(
        self, pause: Callable[[float], Awaitable[None]] | None = None, lived: float = 0.0
    ) -> UpdateProcessor:
        """Return the processor of a process that has `lived` for so long; what is left passes by `pause`."""
        await self.office.units.run(lambda unit: unit.inbox.count_start())
        pause = pause or self.office.pause
        timer = chain([0.0], repeat(lived)).__next__
        return UpdateProcessor(self.office.units, self.office.transaction, Outages(), pause, timer)

    async def lives(self, updates: list[PendingUpdate] | None = None) -> None:
        """Start a process, which takes up what is left, or these updates; one of them may end it.

        Updates that are given are handled one after the other, and those that are left all at once.
        """
        processor = await self.starts()
        lanes = [updates] if updates is not None else [[update] for update in await self.office.left()]
        await self.ends_with(*(self.handles(processor, lane) for lane in lanes))

    async def handles(self, processor: UpdateProcessor, updates: list[PendingUpdate]) -> None:
        for update in updates:
            await processor(update)

    async def ends_with(self, *works: Coroutine[Any, Any, None]) -> None:
        """Run these until all are done, or the process ends in one of them: nothing is done after that."""
        self._end.clear()
        living = asyncio.gather(*works)
        living.add_done_callback(lambda _done: self._end.set())
        await self._end.wait()
        living.cancel()
        with suppress(asyncio.CancelledError):
            await living

    async def is_killed_early(self) -> None:
        """Start a process that is killed before it has lived for long enough to begin what was counted."""

        async def is_killed(seconds: float) -> None:
            assert 0 < seconds <= PROBATION
            await self.ends()

        processor = await self.starts(is_killed)
        await self.ends_with(*(processor(update) for update in await self.office.left()))

    async def ends(self) -> None:
        """End the process that lives."""
        self._end.set()
        await asyncio.Event().wait()

    async def _begin(self, pending: PendingUpdate) -> PendingUpdate | None:
        self.begun.append(pending.update_id)
        if pending.update_id in self.poisonous:
            await self.ends()
        return await self._handled(pending)
