"""The clock: a few sweeps over columns, so that no job holds state and a restart forgets nothing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from sqlalchemy import Connection

from bot.courier import Courier
from bot.lanes import Lanes
from core.use_cases.mind_due_tickets import MindDueTicket
from handlers.scene import Helpdesk, Scene
from handlers.telling import tell
from storage.database import Database
from storage.unit import Shelf, SqlUnit

log = structlog.get_logger()

# Seconds between sweeps.
DUE_EVERY, FORGOTTEN_EVERY, OLD_EVERY = 30, 5, 3600
AT_A_TIME = 100
# An update that nobody took up in this time was left behind by a process that is gone.
FORGOTTEN_AFTER = timedelta(seconds=10)
# Telegram repeats no update after a day; two are kept so that none can come in twice.
KEPT_FOR = timedelta(days=2)


class Clock:
    """What happens by itself."""

    def __init__(
        self,
        database: Database,
        helpdesk: Helpdesk,
        shelf: Shelf,
        courier: Courier,
        lanes: Lanes,
        now: Callable[[], datetime],
    ) -> None:
        self._database = database
        self._helpdesk = helpdesk
        self._shelf = shelf
        self._courier = courier
        self._lanes = lanes
        self._now = now
        self._scheduler = AsyncIOScheduler(timezone=UTC)

    def start(self) -> None:
        """Begin sweeping; a sweep that is still at it is not begun again."""
        for sweep, seconds in (
            (self.mind_due, DUE_EVERY),
            (self.take_up_forgotten, FORGOTTEN_EVERY),
            (self.forget_old, OLD_EVERY),
        ):
            self._scheduler.add_job(sweep, "interval", seconds=seconds, coalesce=True, max_instances=1)
        self._scheduler.start()

    def stop(self) -> None:
        """No more sweeps."""
        if self._scheduler.running:
            self._scheduler.shutdown(wait=False)

    async def mind_due(self) -> int:
        """Remind, and confirm what nobody confirmed; how many tickets were due."""
        now = self._now()
        ids = await self._database.read(lambda c: SqlUnit(c, self._shelf).lists.due(now, AT_A_TIME))
        for ticket_id in ids:
            await self._database.run(partial(self._mind, ticket_id, now))
        if ids:
            self._courier.poke()
        return len(ids)

    async def take_up_forgotten(self) -> None:
        """Updates whose process died between keeping and handling them."""
        until = self._now() - FORGOTTEN_AFTER
        waiting = await self._database.read(
            lambda c: SqlUnit(c, self._shelf).inbox.waiting(AT_A_TIME, older_than=until)
        )
        self._lanes.put(waiting)

    async def forget_old(self) -> None:
        """Raw updates and looked-up packages are kept no longer than they are good for."""
        before = self._now() - KEPT_FOR
        await self._database.run(lambda c: SqlUnit(c, self._shelf).inbox.forget(before))
        await self._database.run(lambda c: SqlUnit(c, self._shelf).package_answers.forget(before))

    def _mind(self, ticket_id: int, now: datetime, connection: Connection) -> None:
        unit = SqlUnit(connection, self._shelf)
        ticket = MindDueTicket(unit.tickets)(ticket_id, now)
        if ticket is not None:
            tell(Scene(self._helpdesk, unit, now), ticket)
