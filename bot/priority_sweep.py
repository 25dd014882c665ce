"""Compute priorities again as the stages of tenders near, begin and end."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import datetime
from functools import partial

import structlog

from bot.packages.lookup import PackageLookups, PackageQuestion
from bot.process.logs import failure_location
from bot.sweep_backoff import SweepBackoff
from core.packages import Checked, PackageFacts
from core.use_cases.tickets.reassess_priority import ReassessPriority
from handlers.context.transaction_context import HelpdeskServices, TransactionContext
from handlers.notify.ticket_events import notify_all
from storage.tickets.due_priorities import DuePriority
from storage.unit import SqlUnitOfWork
from storage.units import UnitsOfWork

log = structlog.get_logger()

# Tickets read at a time, and asked about at once; a sweep goes on until there are no more.
AT_A_TIME = 10


class PrioritySweep:
    """Find tickets by the instant when the clock may change their priority, and reassess each by itself.

    Every ticket has its own transaction, with its new priority, its next instant and what is to be told.
    After a kill, the next sweep goes on with the rest; of two processes the second finds nothing due.
    """

    def __init__(
        self,
        units: UnitsOfWork,
        helpdesk: HelpdeskServices,
        lookups: PackageLookups | None,
        now: Callable[[], datetime],
    ) -> None:
        """Take `lookups` where a package service is set; otherwise newer facts come from imported records."""
        self._units = units
        self._helpdesk = helpdesk
        self._lookups = lookups
        self._now = now
        self._put_off = SweepBackoff(units, "reassess_priorities")

    async def run(self) -> int:
        """Reassess all tickets that are due; return how many that were. One that fails is put off."""
        now, done = self._now(), 0
        after: DuePriority | None = None
        self._put_off.forget_old()
        while found := await self._units.read(partial(_due, now, after)):
            answers = await asyncio.gather(*map(self._ask_again, found))
            for due, answered in zip(found, answers, strict=True):
                work = partial(self._reassess, due, answered, now)
                done += await self._put_off.run(due.id, work)
            after = found[-1]
        return done

    async def _ask_again(self, due: DuePriority) -> PackageFacts | None:
        """Return what the service says now of a validated package; None where it gives no facts.

        An answer that is a few minutes old is good enough, so tickets of one tender ask once.
        """
        if self._lookups is None:
            return None
        try:
            package = due.package
            if package.checked is not Checked.VALIDATED or package.facts is None:
                return None
            answer = await self._lookups.ask(PackageQuestion(package.facts.kind, package.code))
        except Exception as failure:  # noqa: BLE001 - what is stored with the ticket is good enough
            log.error("package_not_asked", ticket=due.id, **failure_location(failure))
            return None
        return answer.facts if answer else None

    def _reassess(
        self, due: DuePriority, answered: PackageFacts | None, now: datetime, unit: SqlUnitOfWork
    ) -> None:
        stored = due.package.facts
        # Without a service, a later import may have brought newer facts.
        imported = unit.packages.find(stored.kind, stored.code) if stored and not self._lookups else None
        reassess = ReassessPriority(unit.tickets, unit.master.catalogue, unit.master.settings)
        ticket = reassess(due.id, now, answered or imported)
        if ticket is not None:
            notify_all(TransactionContext(self._helpdesk, unit, now), ticket)


def _due(now: datetime, after: DuePriority | None, unit: SqlUnitOfWork) -> list[DuePriority]:
    return unit.due_priorities.due(now, AT_A_TIME, after)
