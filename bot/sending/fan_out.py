"""Tell events to everybody concerned after their commit: in portions, in order for each ticket."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
from functools import partial

import structlog

from bot.process.logs import failure_location
from bot.sending.retry_pauses import RetryPauses
from core.messaging.outgoing import TellEvent
from handlers.context.transaction_context import HelpdeskServices, TransactionContext
from handlers.notify.fan_out import FAN_OUTS
from storage.unit import SqlUnitOfWork
from storage.units import UnitsOfWork

log = structlog.get_logger()

# People told in one transaction, and events that get a portion each before the database is asked for more.
PORTION, AT_A_TIME = 200, 50
# Seconds between looks without a wake-up: an event that failed waits for its time.
IDLE = 0.5
PAUSES = RetryPauses(timedelta(seconds=2), timedelta(minutes=10))


class FanOut:
    """Turn events of the outbox into messages to everybody concerned; only the leader runs it.

    Each portion of the people is one transaction, which also keeps how far the event was told: a kill undoes
    a whole portion or nothing. An event for many people leaves room for others after each portion.
    """

    def __init__(
        self,
        units: UnitsOfWork,
        helpdesk: HelpdeskServices,
        now: Callable[[], datetime],
    ) -> None:
        self._units = units
        self._helpdesk = helpdesk
        self._now = now
        self._woken = asyncio.Event()

    def wake(self) -> None:
        """Look at once for events to be told."""
        self._woken.set()

    async def run(self) -> None:
        """Tell all events, over and over, until cancelled."""
        while True:
            self._woken.clear()
            if not await self.tell_portions():
                await self._wait()

    async def tell_portions(self) -> int:
        """Tell each event that is due to its next portion of people; return how many events went on."""
        try:
            due = await self._units.read(lambda unit: unit.tells.due(self._now(), AT_A_TIME))
        except Exception as failure:  # noqa: BLE001 - the database may be away for a while
            log.error("fan_out_cannot_read", **failure_location(failure))
            return 0
        told = 0
        for row_id in due:
            told += await self._tell(row_id)
        return told

    async def _tell(self, row_id: int) -> bool:
        """Tell the next portion of people; put the event off where that fails, and return False then."""
        try:
            await self._units.run(partial(self.tell_portion, row_id))
        except Exception as failure:  # noqa: BLE001 - one event must not keep others from being told
            log.error("event_not_told", row=row_id, **failure_location(failure))
            await self._put_off(row_id, type(failure).__name__)
            return False
        return True

    def tell_portion(self, row_id: int, unit: SqlUnitOfWork) -> None:
        row = unit.tells.locked(row_id)
        if row is None:
            return
        now = self._now()
        if not isinstance(row.message, TellEvent):
            unit.outbox.fail(row_id, "unreadable", now, tries=0)
            return
        tell_portion = FAN_OUTS[row.message.kind]
        left = tell_portion(TransactionContext(self._helpdesk, unit, now), row.message, PORTION)
        if left is None:
            unit.outbox.sent(row_id)
        else:
            unit.outbox.remember(row_id, left)

    async def _put_off(self, row_id: int, error: str) -> None:
        try:
            await self._units.run(partial(self._retry_or_give_up, row_id, error))
        except Exception as failure:  # noqa: BLE001 - the database may be away for a while
            log.error("event_not_put_off", row=row_id, **failure_location(failure))

    def _retry_or_give_up(self, row_id: int, error: str, unit: SqlUnitOfWork) -> None:
        row, now = unit.tells.locked(row_id), self._now()
        if row is None:
            return
        if PAUSES.are_used_up(row.attempts, now - row.created_at):
            log.error("event_given_up", row=row_id)
            unit.outbox.fail(row_id, error, now)
        else:
            unit.outbox.retry(row_id, now + PAUSES.after(row.attempts), error)

    async def _wait(self) -> None:
        with suppress(TimeoutError):
            async with asyncio.timeout(IDLE):
                await self._woken.wait()
