"""Process updates until each is done or put aside: earlier ones first, and again after an outage."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Awaitable, Callable
from functools import partial
from time import monotonic

import structlog

from bot.process.logs import failure_location, failure_place
from bot.updates.outages import Outages
from bot.updates.ranked_lock import RankedLock
from bot.updates.transaction import UpdateTransaction
from storage.messaging.inbox import PendingUpdate
from storage.unit import SqlUnitOfWork
from storage.units import UnitsOfWork

log = structlog.get_logger()

# Tries of an update that fails, and processes in a row that end while it is under way.
MOST_TRIES = 3
# Seconds before the second try; the third comes after twice as many.
RETRY_PAUSE = 0.2
# Seconds after its start before a process begins a suspect (see `_is_suspect`). If it ends earlier, something
# else ended it, and no update is counted for that.
PROBATION = 5.0
# Seconds to wait where another process has begun an update since this one read it. If that one ends instead
# of finishing it, it takes the update up itself when it is started anew.
LEFT_TO_OTHERS = 10.0
# How often an update is begun again at most, whatever its count of failed tries: one that ends several
# processes each time (by using up the machine's memory) looks as if something else ended them.
MOST_BEGUN_AGAIN = 10


class UpdateProcessor:
    """Process updates; called by the lanes, with one update of each person at a time.

    Errors of handlers and outages of the database are dealt with here. Any other exception is a bug of this
    class; the update is still in the inbox then.
    """

    def __init__(
        self,
        units: UnitsOfWork,
        transaction: UpdateTransaction,
        outages: Outages,
        pause: Callable[[float], Awaitable[None]] = asyncio.sleep,
        timer: Callable[[], float] = monotonic,
    ) -> None:
        """Note the time: PROBATION counts from here, so create this at the start of the process.

        `timer` returns seconds and only moves forward; `pause` sleeps for so many.
        """
        self._units = units
        self._transaction = transaction
        self._outages = outages
        self._pause = pause
        self._timer = timer
        self._began = timer()
        self._suspects = RankedLock()

    async def __call__(self, pending: PendingUpdate) -> None:
        """Process an update until it is done or put aside, after the earlier ones of its person.

        Those may come later than this one, or have been stored by another process; they are done here, since
        the lane lets one transaction in at a time and the other process then finds them done.
        """
        waiting = [pending]
        while waiting:
            waiting += await self._finish(waiting.pop())

    async def _finish(self, pending: PendingUpdate) -> list[PendingUpdate]:
        """Try until the update is done or put aside; return updates that are left to do, the last one first.

        An update that a process may not have survived gets its try counted just before it is begun again. A
        suspect (one that was counted before) runs alone among suspects, so that no other is counted for what
        it does, and not before `PROBATION` is over, so that it is not counted for what ends every process.
        The suspect that was begun last goes first: if it ends processes, it is begun by each of them in a
        row.
        """
        with structlog.contextvars.bound_contextvars(
            update_id=pending.update_id, reference=secrets.token_hex(4)
        ):
            if _is_suspect(pending):
                rank = (-(pending.begun_after_starts or 0), pending.update_id)
                async with self._suspects.hold(rank, partial(self._live_for, PROBATION)):
                    left = await self._try(pending)
            else:
                left = await self._try(pending)
        if left and left[-1].update_id == pending.update_id:
            await self._pause(LEFT_TO_OTHERS)
        return left

    async def _live_for(self, seconds: float) -> None:
        """Wait until this process has lived for so long."""
        left = self._began + seconds - self._timer()
        if left > 0:
            await self._pause(left)

    async def _try(self, pending: PendingUpdate) -> list[PendingUpdate]:
        """Try until the update is done or put aside, or others go first; what is logged names the update."""
        if pending.maybe_begun:
            claim = await self._outages.outlast(
                lambda: self._units.run(lambda unit: unit.inbox.begin_again(pending))
            )
            if claim.begun is None:
                return [pending, claim.earlier] if claim.earlier else []
            pending = claim.begun
            if pending.attempts >= MOST_TRIES or pending.begun_again > MOST_BEGUN_AGAIN:
                await self._give_up(pending)
                return []
        while True:
            try:
                earlier = await self._outages.outlast(partial(self._transaction.run, pending))
            except Exception as failure:  # noqa: BLE001 - whatever a handler does wrong must not stop its lane
                log.error(
                    "update_failed",
                    update_id=pending.update_id,
                    reference=_reference(),
                    **failure_location(failure),
                )
                if not await self._may_try_again(pending, failure_place(failure)):
                    return []
            else:
                return [pending, earlier] if earlier else []

    async def _may_try_again(self, pending: PendingUpdate, why: str) -> bool:
        """Count a try that failed; after the last, put the update aside and return False.

        Return False also where another process has done it.
        """
        count = partial(_count_try, pending.update_id, why)
        tries = await self._outages.outlast(lambda: self._units.run(count))
        if tries is None:
            return False
        if tries < MOST_TRIES:
            await self._pause(RETRY_PAUSE * tries)
            return True
        await self._put_aside(pending, why)
        return False

    async def _give_up(self, pending: PendingUpdate) -> None:
        """Put aside an update that processes did not survive."""
        log.error("update_ended_process", update_id=pending.update_id, reference=_reference())
        await self._put_aside(pending, "the process ended")

    async def _put_aside(self, pending: PendingUpdate, why: str) -> None:
        reference = _reference()
        reason = f"{why}, reference {reference}"
        await self._outages.outlast(partial(self._transaction.put_aside, pending, reason, reference))


def _is_suspect(pending: PendingUpdate) -> bool:
    """Return whether the update was begun again before, or failed, and its process may have ended then."""
    return pending.maybe_begun and (pending.attempts > 0 or pending.begun_again > 0)


def _count_try(update_id: int, why: str, unit: SqlUnitOfWork) -> int | None:
    return unit.inbox.count_try(update_id, why)


def _reference() -> str:
    """Return the reference under which the log names the update that is processed in this context."""
    return str(structlog.contextvars.get_contextvars()["reference"])
