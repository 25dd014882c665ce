"""Run timed work as sweeps over columns, so that no job holds state and a restart forgets nothing."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import datetime, timedelta
from functools import partial

import structlog

from bot.archive.fetcher import FileArchiver
from bot.packages.lookup import PackageLookups
from bot.priority_sweep import PrioritySweep
from bot.process.logs import failure_location
from bot.scheduled_backups import ScheduledBackups
from bot.sweep_backoff import SweepBackoff
from bot.sweep_timer import SweepTimer
from bot.updates.lanes import Lanes
from core.administration.alarms import OF_SENDERS
from core.administration.service_faults import FaultKey
from core.people.staff_groups import needs_review
from core.tickets.deadlines import Deadlines
from core.use_cases.staff_groups.release_group import ReviewGroup
from core.use_cases.tickets.release_tickets import ReleaseTicket
from core.use_cases.tickets.remind_or_confirm import RemindOrConfirmTicket
from core.use_cases.tickets.watch_ticket import WithdrawWatcher
from handlers.context.transaction_context import HelpdeskServices, TransactionContext
from handlers.notify.alarms import tell_alarms
from handlers.notify.group_notes import tell_verdict
from handlers.notify.service_faults import tell_faults
from handlers.notify.ticket_events import notify_all
from handlers.notify.withdrawn_watcher import tell_withdrawn_watcher
from storage.queries.lists import DueTicket
from storage.retention import PORTION, RETENTION, RetentionRule
from storage.unit import SqlUnitOfWork
from storage.units import UnitsOfWork

log = structlog.get_logger()

# Seconds between sweeps.
DUE_EVERY, LOST_EVERY, GROUPS_EVERY, ABANDONED_EVERY, ALARMS_EVERY, OLD_EVERY = 30, 5, 60, 5, 15, 3600
FAULTS_EVERY, PRIORITIES_EVERY, BACKUP_EVERY, BOUNCES_EVERY = 30, 30, 60, 300
# Rows read at a time; a sweep goes on until there are no more.
AT_A_TIME = 100
# An update that nobody took up in this time was left behind by a process that is gone.
ABANDONED_AFTER = timedelta(seconds=10)


class Scheduler:
    """Run the sweeps: reminders, priorities, releases, abandoned updates, alarms, clearing up, backups."""

    def __init__(
        self,
        units: UnitsOfWork,
        helpdesk: HelpdeskServices,
        lanes: Lanes,
        file_archiver: FileArchiver,
        now: Callable[[], datetime],
        find_faults: Callable[[], Awaitable[Mapping[FaultKey, str]]],
        backups: ScheduledBackups,
        lookups: PackageLookups | None = None,
        read_bounces: Callable[[], Awaitable[object]] | None = None,
        retention: Sequence[RetentionRule] = RETENTION,
    ) -> None:
        """Take `lookups` where a package service is set, and `read_bounces` where a mailbox is."""
        self._retention = retention
        self._units = units
        self._helpdesk = helpdesk
        self._lanes = lanes
        self._file_archiver = file_archiver
        self._now = now
        self._find_faults = find_faults
        self._backups = backups
        self._read_bounces = read_bounces
        self._reminding = SweepBackoff(units, "remind_or_confirm")
        self._priorities = PrioritySweep(units, helpdesk, lookups, now)
        self._releasing = SweepBackoff(units, "release")
        self._reviewing = SweepBackoff(units, "review_groups")
        self._timer = SweepTimer()

    def start(self) -> None:
        """Begin to run all sweeps, each at once; a sweep that is still running is not started again."""
        self._timer.start(
            (
                (self.remind_and_confirm, DUE_EVERY),
                (self.reassess_priorities, PRIORITIES_EVERY),
                (self.release_held, LOST_EVERY),
                (self.review_groups, GROUPS_EVERY),
                (self.requeue_abandoned, ABANDONED_EVERY),
                (self.tell_alarms, ALARMS_EVERY),
                (self.tell_faults, FAULTS_EVERY),
                (self.delete_old, OLD_EVERY),
                (self.delete_expired_copies, OLD_EVERY),
                (self.make_backup, BACKUP_EVERY),
                *(((self._read_bounces, BOUNCES_EVERY),) if self._read_bounces else ()),
            )
        )

    def stop(self) -> None:
        """Start no more sweeps."""
        self._timer.stop()

    async def idle(self) -> None:
        """Wait until no sweep runs that has begun by itself."""
        await self._timer.idle()

    async def remind_and_confirm(self) -> int:
        """Remind, and confirm solutions that nobody answered in time; return how many tickets that were.

        A ticket that fails is put off, and those behind it are not.
        """
        now, done = self._now(), 0
        after: DueTicket | None = None
        self._reminding.forget_old()
        while found := await self._units.read(partial(_due, now, after)):
            for ticket in found:
                work = partial(self._remind_or_confirm, ticket.id, now)
                done += await self._reminding.run(ticket.id, work)
            after = found[-1]
        return done

    async def reassess_priorities(self) -> int:
        """Compute priorities again that the clock may have changed; return how many tickets that were."""
        return await self._priorities.run()

    async def release_held(self) -> int:
        """Release tickets whose holders can't work them any more; return how many people were looked at.

        Watchers whom these people invited, and may not invite any more, are removed. Each ticket has its own
        transaction: after a kill, the next sweep goes on with the rest. A ticket that fails is put off, and
        its holder is looked at again.
        """
        looked, last = 0, 0
        self._releasing.forget_old()
        while people := await self._units.read(partial(_people_due, last)):
            for person_id in people:
                released = await self._release_all_of(person_id)
                if await self._withdraw_watchers_of(person_id) and released:
                    mark = partial(_mark_looked, person_id)
                    await self._releasing.run(("person", person_id), mark)
            looked, last = looked + len(people), people[-1]
        return looked

    async def _release_all_of(self, person_id: int) -> bool:
        """Release the tickets of one person; return whether none of them has to be looked at again."""
        all_done, after = True, 0
        while ids := await self._units.read(partial(_held, person_id, after)):
            for ticket_id in ids:
                release = partial(self._release, ticket_id, self._now())
                all_done &= await self._releasing.run(("ticket", ticket_id), release)
            after = ids[-1]
        return all_done

    async def _withdraw_watchers_of(self, person_id: int) -> bool:
        """Remove whom one person invited to watch and may not any more; return whether all were looked at."""
        all_done, after = True, (0, 0)
        while found := await self._units.read(partial(_invited_by, person_id, after)):
            for ticket_id, watcher_id in found:
                withdraw = partial(self._withdraw_watcher, ticket_id, watcher_id, self._now())
                all_done &= await self._releasing.run(("watcher", ticket_id, watcher_id), withdraw)
            after = found[-1]
        return all_done

    async def review_groups(self) -> None:
        """End staff groups that nobody backs any more, and ask for those to be confirmed that need it."""
        after: int | None = None
        self._reviewing.forget_old()
        is_over = False
        while not is_over:
            now = self._now()
            due, after = await self._units.read(partial(_groups_due, after, now))
            for chat_id in due:
                await self._reviewing.run(chat_id, partial(self._review_group, chat_id, now))
            is_over = after is None

    async def requeue_abandoned(self) -> None:
        """Put updates into their lanes whose process died between keeping and handling them."""
        until = self._now() - ABANDONED_AFTER
        waiting = await self._units.read(lambda unit: unit.inbox.pending(AT_A_TIME, older_than=until))
        self._lanes.put(waiting)

    async def tell_alarms(self) -> None:
        """Tell administrators who sends too much or guesses, and when that is over."""
        if await self._units.read(_has_alarms):
            await self._units.run(partial(_tell_alarms, self._helpdesk, self._now()))

    async def tell_faults(self) -> None:
        """Tell administrators which faults of the service have begun, and which are over."""
        found = await self._find_faults()
        if bool(found) or await self._units.read(_has_faults):
            await self._units.run(partial(_tell_faults, self._helpdesk, self._now(), found))

    async def delete_old(self) -> None:
        """Delete what no rule keeps any longer, in portions of their own until nothing is left."""
        now = self._now()
        for rule in await self._passed_rules(now):
            try:
                while await self._units.run(partial(_delete_portion, rule, now)) == PORTION:
                    await self._units.give_way()
            except Exception as failure:  # noqa: BLE001 - the other kinds of rows must not wait for this one
                log.error("retention_failed", rows=rule.name, **failure_location(failure))

    async def _passed_rules(self, now: datetime) -> Sequence[RetentionRule]:
        """Return the rules that have rows to delete: mostly none has, and writers need not wait for that."""

        def passed(unit: SqlUnitOfWork) -> list[RetentionRule]:
            return [rule for rule in self._retention if unit.retention.has_old(rule, now)]

        try:
            return await self._units.read(passed)
        except Exception:  # noqa: BLE001 - which rule fails, and why, is told where each is tried by itself
            return self._retention

    async def delete_expired_copies(self) -> None:
        """Delete copies of files some time after the last ticket that has them was closed."""
        await self._file_archiver.delete_expired()

    async def make_backup(self) -> None:
        """Make the daily backup, where one is wanted and due."""
        await self._backups.make_due()

    def _remind_or_confirm(self, ticket_id: int, now: datetime, unit: SqlUnitOfWork) -> None:
        deadlines = Deadlines.at_offices(unit.master.settings, unit.lpses, self._helpdesk.holidays)
        ticket = RemindOrConfirmTicket(unit.tickets, deadlines)(ticket_id, now)
        if ticket is not None:
            notify_all(TransactionContext(self._helpdesk, unit, now), ticket)

    def _release(self, ticket_id: int, now: datetime, unit: SqlUnitOfWork) -> None:
        ticket = ReleaseTicket(unit.tickets, unit.people)(ticket_id, now)
        if ticket is not None:
            notify_all(TransactionContext(self._helpdesk, unit, now), ticket)

    def _withdraw_watcher(self, ticket_id: int, watcher_id: int, now: datetime, unit: SqlUnitOfWork) -> None:
        ticket = WithdrawWatcher(unit.tickets, unit.people)(ticket_id, watcher_id, now)
        if ticket is not None:
            tell_withdrawn_watcher(TransactionContext(self._helpdesk, unit, now), ticket, watcher_id)

    def _review_group(self, chat_id: int, now: datetime, unit: SqlUnitOfWork) -> None:
        reviewed = ReviewGroup(unit.groups, unit.lpses, unit.audit)(chat_id, now)
        if reviewed is not None:
            tell_verdict(TransactionContext(self._helpdesk, unit, now), *reviewed)


def _due(now: datetime, after: DueTicket | None, unit: SqlUnitOfWork) -> list[DueTicket]:
    return unit.lists.due(now, AT_A_TIME, after)


def _people_due(after: int, unit: SqlUnitOfWork) -> list[int]:
    return unit.releases.people_due(AT_A_TIME, after)


def _has_alarms(unit: SqlUnitOfWork) -> bool:
    return any(unit.alarms.standing(kind) for kind in OF_SENDERS)


def _tell_alarms(helpdesk: HelpdeskServices, now: datetime, unit: SqlUnitOfWork) -> None:
    tell_alarms(TransactionContext(helpdesk, unit, now))


def _has_faults(unit: SqlUnitOfWork) -> bool:
    return bool(unit.service_faults.standing())


def _tell_faults(
    helpdesk: HelpdeskServices, now: datetime, found: Mapping[FaultKey, str], unit: SqlUnitOfWork
) -> None:
    tell_faults(TransactionContext(helpdesk, unit, now), found)


def _delete_portion(rule: RetentionRule, now: datetime, unit: SqlUnitOfWork) -> int:
    return unit.retention.delete_portion(rule, now)


def _held(person_id: int, after: int, unit: SqlUnitOfWork) -> list[int]:
    return unit.releases.held_by(person_id, after, AT_A_TIME)


def _invited_by(person_id: int, after: tuple[int, int], unit: SqlUnitOfWork) -> list[tuple[int, int]]:
    return unit.releases.invited_by(person_id, after, AT_A_TIME)


def _groups_due(after: int | None, now: datetime, unit: SqlUnitOfWork) -> tuple[list[int], int | None]:
    """Return the groups of a page that need a review, and the id behind which the next page begins."""
    page = unit.groups.page(after, AT_A_TIME)
    due = [backed.group.chat_id for backed in page if needs_review(backed, unit.lpses, now)]
    return due, page[-1].group.chat_id if len(page) == AT_A_TIME else None


def _mark_looked(person_id: int, unit: SqlUnitOfWork) -> None:
    unit.releases.mark_checked(person_id)
