"""The running bot: its parts, and the order in which they start and stop."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable
from dataclasses import dataclass
from typing import NamedTuple

import structlog

from bot.archive.fetcher import FileArchiver
from bot.bounces.reader import BounceReader
from bot.jobs.worker import JobWorker
from bot.monitoring.health import Health
from bot.monitoring.metrics import Metrics
from bot.monitoring.server import MonitoringServer
from bot.monitoring.watch import Watch
from bot.packages.lookup import PackageLookups
from bot.process.logs import failure_location
from bot.process.settings import WrongSettings
from bot.scheduler import Scheduler
from bot.sending.bot_api import Telegram
from bot.sending.courier import Courier
from bot.sending.fan_out import FanOut
from bot.sending.mail_courier import MailCourier
from bot.updates.intake import UpdateIntake
from bot.updates.lanes import Lanes
from bot.updates.polling import Polling
from bot.wake_ups import WakeUps
from handlers.context.transaction_context import BotLink
from storage.units import CannotLead, UnitsOfWork

log = structlog.get_logger()

# Seconds to finish what has begun when the process is asked to stop: updates, sending, the leader's other
# parts, connections, and the database. All of it is needed only where Telegram and the database are dead.
LANES_GRACE, COURIER_GRACE, LEAD_GRACE, CLOSE_GRACE, DATABASE_GRACE = 4.0, 3.0, 4.0, 1.0, 5.0
# Updates of an earlier process that are taken up at the start; the scheduler takes up the rest.
TAKEN_UP_AT_START = 10_000


class LeadingParts(NamedTuple):
    """The parts that run in one process for all: telling, sending, mail, documents and copies of files."""

    fan_out: FanOut
    courier: Courier
    mail_courier: MailCourier
    job_worker: JobWorker
    file_archiver: FileArchiver


@dataclass(frozen=True, slots=True)
class App:
    """The connected parts of the bot; `wake` tells those that lead that something was committed."""

    units: UnitsOfWork
    telegram: Telegram
    intake: UpdateIntake
    lanes: Lanes
    leading: LeadingParts
    scheduler: Scheduler
    health: Health
    metrics: Metrics
    watch: Watch
    wake: WakeUps
    bot_link: BotLink
    lookups: PackageLookups | None = None
    monitoring: MonitoringServer | None = None
    bounces: BounceReader | None = None

    def polling(self, *, take_over: bool = False) -> Polling:
        """Return the loop that receives updates by long polling; `take_over` deletes a webhook before."""
        return Polling(self.telegram, self.intake, take_over=take_over, told_away=not self.bot_link.address)


class LeadFailed(Exception):
    """Raised where the lead, or a part of what the leader does, ended unasked; the log says why."""


class Process:
    """Start the parts of an app in order, and stop them in the order in which nothing is lost.

    `leads`: this process sends for all others. `has_to_end` is set when it should stop, and `has_failed` if
    that is because what the leader does ended by itself, so that nothing would be sent any more. No such part
    is started anew here: each goes on by itself after every failure that is known, so what ends it is not
    known, and a new process, or another that leads, begins with a clean memory.
    """

    def __init__(self, app: App) -> None:
        self._app = app
        self._leading: asyncio.Task[None] | None = None
        self.leads = False
        self.has_failed = False
        self.has_to_end = asyncio.Event()
        app.watch.leads = lambda: self.leads

    async def start(self) -> None:
        """Take up updates that an earlier process left, and begin to send once no other process does.

        Raise `WrongSettings` where this process could never lead.
        """
        app = self._app
        try:
            app.units.check_can_lead()
        except CannotLead as no:
            raise WrongSettings([f"DATABASE_URL: {no}"]) from None
        if app.monitoring is not None:
            await app.monitoring.start()
        await self._count_start()
        pending = await app.units.read(lambda unit: unit.inbox.pending(TAKEN_UP_AT_START))
        if pending:
            log.info("taken_up", updates=len(pending))
        app.lanes.put(pending)
        self._leading = asyncio.create_task(app.units.lead(self._lead, app.wake))
        self._leading.add_done_callback(self._lead_ended)

    async def _count_start(self) -> None:
        """Count this start, which shows later what an update ended and what it did not; go on without it."""
        try:
            await self._app.units.run(lambda unit: unit.inbox.count_start())
        except Exception as failure:  # noqa: BLE001 - the database may be full, and people can be answered still
            log.warning("start_not_counted", **failure_location(failure))

    def _lead_ended(self, leading: asyncio.Task[None]) -> None:
        if self._app.health.stopping:
            return
        failure = None if leading.cancelled() else leading.exception()
        log.critical("lead_ended", **(failure_location(failure) if failure else {}))
        self.has_failed = True
        self.has_to_end.set()

    async def _lead(self) -> None:
        """Run what one process does for all: telling, sending, mail, documents, copies of files, sweeps.

        Raise what any of them raises, and `LeadFailed` where one ends without being asked to.
        """
        log.info("leading")
        app = self._app
        self.leads = True
        app.scheduler.start()
        parts = [asyncio.create_task(part.run()) for part in app.leading]
        try:
            ended, _ = await asyncio.wait(parts, return_when=asyncio.FIRST_COMPLETED)
            for part in ended:
                # A part that found the lead lost is cancelled, and cancels this task.
                await part
            if not app.health.stopping:
                raise LeadFailed
            # `stop` ends the lead, once what is being sent is finished and written down.
            await asyncio.Event().wait()
        finally:
            self.leads = False
            app.scheduler.stop()
            app.leading.courier.abandon()
            for part in parts:
                part.cancel()
            await asyncio.gather(*parts, return_exceptions=True)

    async def stop(self, *, at_once: bool = False) -> None:
        """Stop within a few seconds, or `at_once`; the next process takes up what is not finished."""
        app = self._app
        app.health.stopping = True
        await app.lanes.stop(0 if at_once else LANES_GRACE)
        grace = 0 if at_once else COURIER_GRACE
        await asyncio.gather(app.leading.courier.stop(grace), app.leading.mail_courier.stop(grace))
        if self._leading is not None:
            self._leading.cancel()
            await _wait_for("lead", self._leading, LEAD_GRACE)
        if app.lookups is not None:
            await _wait_for("lookups", app.lookups.close(), CLOSE_GRACE)
        if app.monitoring is not None:
            await _wait_for("monitoring", app.monitoring.stop(), CLOSE_GRACE)
        await _wait_for("telegram", app.telegram.close(), CLOSE_GRACE)
        await _wait_for("database", app.units.close(), DATABASE_GRACE)


async def _wait_for(part: str, ending: Awaitable[None], seconds: float) -> None:
    """Wait so many seconds for a part to end; where it does not, say so in the log and leave it behind."""
    task = asyncio.ensure_future(ending)
    ended, _ = await asyncio.wait({task}, timeout=seconds)
    if not ended:
        log.warning("not_stopped_in_time", part=part)
        task.cancel()
    elif not task.cancelled() and (failure := task.exception()):
        log.warning("not_stopped_well", part=part, **failure_location(failure))
