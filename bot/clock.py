"""The clock: a few sweeps over columns, so that no job holds state and a restart forgets nothing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from sqlalchemy import Connection

from bot.archivist import Archivist
from bot.courier import Courier
from bot.lanes import Lanes
from core.use_cases.mind_due_tickets import MindDueTicket
from core.use_cases.release_tickets import ReleaseTicket
from handlers.scene import Helpdesk, Scene
from handlers.telling import tell
from storage.database import Database
from storage.unit import Shelf, SqlUnit

log = structlog.get_logger()

# Seconds between sweeps.
DUE_EVERY, LOST_EVERY, FORGOTTEN_EVERY, OLD_EVERY = 30, 5, 5, 3600
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
        archivist: Archivist,
        now: Callable[[], datetime],
    ) -> None:
        self._database = database
        self._helpdesk = helpdesk
        self._shelf = shelf
        self._courier = courier
        self._lanes = lanes
        self._archivist = archivist
        self._now = now
        self._scheduler = AsyncIOScheduler(timezone=UTC)

    def start(self) -> None:
        """Begin sweeping; a sweep that is still at it is not begun again."""
        for sweep, seconds in (
            (self.mind_due, DUE_EVERY),
            (self.release_held, LOST_EVERY),
            (self.take_up_forgotten, FORGOTTEN_EVERY),
            (self.forget_old, OLD_EVERY),
            (self.let_copies_go, OLD_EVERY),
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

    async def release_held(self) -> int:
        """Put back what is held by people who can't work it any more; how many people were looked at.

        A transaction a ticket: killed on the way, the next sweep goes on with the rest.
        """
        people = await self._database.read(lambda c: SqlUnit(c, self._shelf).releases.due(AT_A_TIME))
        for person_id in people:
            after = 0
            while ids := await self._database.read(partial(self._held, person_id, after)):
                for ticket_id in ids:
                    await self._database.run(partial(self._release, ticket_id, self._now()))
                after = ids[-1]
                self._courier.poke()
            await self._database.run(partial(self._looked, person_id))
        return len(people)

    async def take_up_forgotten(self) -> None:
        """Updates whose process died between keeping and handling them."""
        until = self._now() - FORGOTTEN_AFTER
        waiting = await self._database.read(
            lambda c: SqlUnit(c, self._shelf).inbox.waiting(AT_A_TIME, older_than=until)
        )
        self._lanes.put(waiting)

    async def forget_old(self) -> None:
        """Raw updates, looked-up packages and expired links are kept no longer than they are good for."""
        before = self._now() - KEPT_FOR
        await self._database.run(lambda c: SqlUnit(c, self._shelf).inbox.forget(before))
        await self._database.run(lambda c: SqlUnit(c, self._shelf).package_answers.forget(before))
        await self._database.run(lambda c: SqlUnit(c, self._shelf).watch_links.forget(before))

    async def let_copies_go(self) -> None:
        """Copies of files are kept for a time after the last ticket that has them was closed."""
        await self._archivist.let_go()

    def _mind(self, ticket_id: int, now: datetime, connection: Connection) -> None:
        unit = SqlUnit(connection, self._shelf)
        ticket = MindDueTicket(unit.tickets, unit.master.rules)(ticket_id, now)
        if ticket is not None:
            tell(Scene(self._helpdesk, unit, now), ticket)

    def _held(self, person_id: int, after: int, connection: Connection) -> list[int]:
        return SqlUnit(connection, self._shelf).releases.held(person_id, after, AT_A_TIME)

    def _looked(self, person_id: int, connection: Connection) -> None:
        SqlUnit(connection, self._shelf).releases.looked(person_id)

    def _release(self, ticket_id: int, now: datetime, connection: Connection) -> None:
        unit = SqlUnit(connection, self._shelf)
        ticket = ReleaseTicket(unit.tickets, unit.people)(ticket_id, now)
        if ticket is not None:
            tell(Scene(self._helpdesk, unit, now), ticket)
