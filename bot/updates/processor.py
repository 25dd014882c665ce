"""Process updates until each is done or put aside: earlier ones first, and again after an outage."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Awaitable, Callable
from contextlib import nullcontext
from dataclasses import dataclass, replace
from functools import partial

import structlog

from bot.process.logs import failure_location, failure_place
from bot.updates.outages import Outages
from bot.updates.transaction import UpdateTransaction
from storage.messaging.inbox import PendingUpdate
from storage.unit import SqlUnitOfWork
from storage.units import UnitsOfWork

log = structlog.get_logger()

# Tries of an update that fails, or that its process does not survive; those of earlier processes count.
MOST_TRIES = 3
# Seconds before the second try; the third comes after twice as many.
RETRY_PAUSE = 0.2


@dataclass(frozen=True, slots=True)
class _Failure:
    """Why a try came to nothing; `why` is None where all that is known is that the process ended in it."""

    reference: str
    why: str | None = None


class UpdateProcessor:
    """Process updates; called by the lanes, with one update of each person at a time.

    What it raises is a fault of its own, and the update is still in the inbox then.
    """

    def __init__(
        self,
        units: UnitsOfWork,
        transaction: UpdateTransaction,
        outages: Outages,
        pause: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._units = units
        self._transaction = transaction
        self._outages = outages
        self._pause = pause
        self._one_at_a_time = asyncio.Lock()

    async def __call__(self, pending: PendingUpdate) -> None:
        """Process an update until it is done or put aside, after the earlier ones of its person.

        Those may come later than this one, or have been stored by another process; they are done here, since
        the lane lets one transaction in at a time and the other process then finds them done.
        """
        waiting = [pending]
        while waiting:
            earlier = await self._finish(waiting[-1])
            if earlier is None:
                waiting.pop()
                continue
            # Its try is counted already, if there was one to count.
            waiting[-1] = replace(waiting[-1], maybe_begun=False)
            waiting.append(earlier)

    async def _finish(self, pending: PendingUpdate) -> PendingUpdate | None:
        """Try until the update is done or put aside; return an earlier one that has to be finished first.

        An update that a process may not have survived is counted before it is begun again. One that was
        counted before runs alone among those, so that no other is counted for what it does.
        """
        is_suspect = pending.maybe_begun and pending.attempts > 0
        with structlog.contextvars.bound_contextvars(
            update_id=pending.update_id, reference=secrets.token_hex(4)
        ):
            return await self._try(pending, is_suspect=is_suspect)

    async def _try(self, pending: PendingUpdate, *, is_suspect: bool) -> PendingUpdate | None:
        """Try until the update is done or put aside; what is logged meanwhile names the update."""
        async with self._one_at_a_time if is_suspect else nullcontext():
            failure = _Failure(_reference()) if pending.maybe_begun else None
            while failure is None or await self._may_try_again(pending, failure):
                try:
                    return await self._outages.outlast(partial(self._transaction.run, pending))
                except Exception as failed:  # noqa: BLE001 - whatever a handler does wrong must not stop its lane
                    failure = _log_failure(pending, failed)
        return None

    async def _may_try_again(self, pending: PendingUpdate, failure: _Failure) -> bool:
        """Count a try that came to nothing; after the last, put the update aside and return False.

        Return False also where another process has done it.
        """
        count = partial(_count_try, pending.update_id, failure.why)
        tries = await self._outages.outlast(lambda: self._units.run(count))
        if tries is None:
            return False
        if tries < MOST_TRIES:
            if failure.why is not None:
                await self._pause(RETRY_PAUSE * tries)
            return True
        if failure.why is None:
            log.error("update_ended_process", update_id=pending.update_id, reference=failure.reference)
        reason = f"{failure.why or 'the process ended'}, reference {failure.reference}"
        put_aside = partial(self._transaction.put_aside, pending, reason, failure.reference)
        await self._outages.outlast(put_aside)
        return False


def _count_try(update_id: int, why: str | None, unit: SqlUnitOfWork) -> int | None:
    return unit.inbox.count_try(update_id, why)


def _log_failure(pending: PendingUpdate, failure: Exception) -> _Failure:
    """Log the failure under a reference that its sender can name."""
    reference = _reference()
    log.error("update_failed", update_id=pending.update_id, reference=reference, **failure_location(failure))
    return _Failure(reference, failure_place(failure))


def _reference() -> str:
    """Return the reference under which the log names the update that is processed in this context."""
    return str(structlog.contextvars.get_contextvars()["reference"])
