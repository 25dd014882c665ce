"""Look at the running bot for whoever monitors it, and keep what was found for some seconds."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from time import monotonic
from typing import Any

import structlog
from aiogram.exceptions import TelegramAPIError

from bot.archive.folder import FolderArchive
from bot.doctor.files import database_file
from bot.doctor.webhook import compare_webhook
from bot.monitoring.checks import (
    Check,
    Severity,
    check_backlog,
    check_bounces,
    check_clock,
    check_desks,
    check_emergencies,
    check_room,
)
from bot.monitoring.health import Health
from bot.monitoring.metrics import Metrics
from bot.process.logs import failure_location
from bot.process.settings import Settings
from bot.sending.bot_api import Telegram
from core.administration.service_faults import Fault, FaultKey
from core.people.desks import Desk
from core.people.reachability import UnreachedDesk
from storage.queries.backlog import Backlog, TicketCount
from storage.unit import SqlUnitOfWork
from storage.units import UnitsOfWork

log = structlog.get_logger()

# Seconds: for which findings hold, for which what Telegram says of the webhook does, and for all of a look.
GOOD_FOR, WEBHOOK_FOR, PATIENCE = 5.0, 300.0, 10.0
# Emergency tickets that are looked at.
MOST_EMERGENCIES = 100


@dataclass(frozen=True, slots=True)
class _Read:
    """Hold what one transaction read of the database."""

    backlog: Backlog
    untaken: Sequence[tuple[str, datetime]]
    tickets: Sequence[TicketCount]
    ahead: float | None
    unreached: Sequence[UnreachedDesk]


class Watch:
    """Check everything that people need of the bot; those who ask at once share one look.

    `is_webhook` says that this process takes updates by webhook, `leads` whether it sends for all others, and
    `bounces_trouble` why it can't read the mailbox of returned letters, or "".
    """

    def __init__(
        self,
        settings: Settings,
        units: UnitsOfWork,
        telegram: Telegram,
        health: Health,
        metrics: Metrics,
        now: Callable[[], datetime],
    ) -> None:
        self._settings = settings
        self._units = units
        self._telegram = telegram
        self._health = health
        self._metrics = metrics
        self._now = now
        self._turn = asyncio.Lock()
        self._looked_at, self._found = float("-inf"), list[Check]()
        self._asked_telegram_at, self._webhook = float("-inf"), Check("webhook")
        self.is_webhook = False
        self.leads: Callable[[], bool] = lambda: False
        self.bounces_trouble: Callable[[], str] = lambda: ""

    async def findings(self) -> list[Check]:
        """Return what was found within the last seconds, or look now."""
        async with self._turn:
            return self._found if monotonic() - self._looked_at <= GOOD_FOR else await self._look()

    async def look(self) -> list[Check]:
        """Look now, and return what was found."""
        async with self._turn:
            return await self._look()

    async def _look(self) -> list[Check]:
        self._found = await self._find()
        self._looked_at = monotonic()
        return self._found

    async def _find(self) -> list[Check]:
        found = [self._check_process(), await self._check_database(), self._check_leader()]
        room, free = await check_room(self._places())
        found += [room, await self._check_archive(), await self._check_webhook()]
        found.append(check_bounces(self.bounces_trouble() if self.leads() else ""))
        if found[1].severity is Severity.OK:
            found += await self._check_work()
        self._show(found, free)
        return found

    def _check_process(self) -> Check:
        return Check("process", Severity.FAILING, "stopping") if self._health.stopping else Check("process")

    async def _check_database(self) -> Check:
        if await self._health.can_keep():
            return Check("database")
        return Check("database", Severity.FAILING, "updates can't be kept")

    def _check_leader(self) -> Check:
        if self._health.is_leaderless:
            return Check("leader", Severity.FAILING, "nobody leads: nothing is sent")
        return Check("leader")

    async def _check_archive(self) -> Check:
        folder = self._settings.archive_folder
        try:
            # A disk that hangs must not hold up what stops the process.
            await asyncio.to_thread(FolderArchive(folder).check_writable)  # noqa: TID251
        except OSError as failure:
            reason = f"nothing can be written to {folder} ({failure.strerror})"
            return Check("archive", Severity.WARNING, reason, (FaultKey(Fault.ARCHIVE),))
        return Check("archive")

    async def _check_webhook(self) -> Check:
        """Return whether Telegram sends updates here; what it said is good for some minutes."""
        if not self.is_webhook or monotonic() - self._asked_telegram_at < WEBHOOK_FOR:
            return self._webhook
        self._asked_telegram_at = monotonic()
        try:
            info: dict[str, Any] = await self._telegram.call("getWebhookInfo", {}, timeout=PATIENCE)
        except TelegramAPIError:
            # Messages that wait say so, if it lasts.
            return self._webhook
        wrong = [finding for finding in compare_webhook(self._settings, info) if finding.is_wrong]
        faults = (FaultKey(Fault.WEBHOOK),)
        self._webhook = Check("webhook")
        if wrong:
            self._webhook = Check("webhook", Severity.FAILING, wrong[0].found, faults)
        return self._webhook

    async def _check_work(self) -> list[Check]:
        now = self._now()
        try:
            async with asyncio.timeout(PATIENCE):
                read = await self._units.read(self._read)
        except Exception as failure:  # noqa: BLE001 - whatever a driver raises is the finding
            log.warning("health_failed", **failure_location(failure))
            return [Check("backlog", Severity.FAILING, "the database does not answer in time")]
        self._show_work(read, now)
        return [
            *check_backlog(read.backlog, now),
            check_emergencies(read.untaken, now),
            check_clock(read.ahead),
            check_desks(read.unreached),
        ]

    def _read(self, unit: SqlUnitOfWork) -> _Read:
        theirs = unit.backlog.database_time()
        ahead = (self._now() - theirs).total_seconds() if theirs is not None else None
        return _Read(
            unit.backlog.read(self._now()),
            unit.backlog.untaken_emergencies(MOST_EMERGENCIES),
            unit.backlog.open_tickets() if self.leads() else [],
            ahead,
            unit.reachability.unreached(_reported_desks(unit)),
        )

    def _places(self) -> list[Path]:
        places = [self._settings.archive_folder]
        if (database := database_file(self._settings)) is not None:
            places.append(database.parent)
        return places

    def _show(self, found: Sequence[Check], free: dict[str, int]) -> None:
        for check in found:
            self._metrics.checks.labels(check.name).set(check.severity is Severity.OK)
        for place, size in free.items():
            self._metrics.disk.labels(place).set(size)
        self._metrics.leads.set(self.leads())

    def _show_work(self, read: _Read, now: datetime) -> None:
        metrics, backlog = self._metrics, read.backlog
        for what in ("updates", "messages", "letters", "jobs"):
            waiting = getattr(backlog, what)
            age = (now - waiting.since).total_seconds() if waiting.since is not None else 0.0
            metrics.waiting.labels(what).set(waiting.count)
            metrics.oldest.labels(what).set(max(age, 0.0))
        ages = [(now - since).total_seconds() for _number, since in read.untaken]
        metrics.untaken.set(len(ages))
        metrics.untaken_age.set(max(ages, default=0.0))
        if read.ahead is not None:
            metrics.clock.set(read.ahead)
        metrics.tickets.clear()
        for one in read.tickets:
            metrics.tickets.labels(one.desk, one.status.value, one.priority.value).set(one.count)


def faults_in(found: Sequence[Check]) -> dict[FaultKey, str]:
    """Return the faults that administrators are told of, with what operators are told of each."""
    return {fault: check.reason for check in found for fault in check.faults}


def _reported_desks(unit: SqlUnitOfWork) -> list[Desk]:
    """Return the desks of which administrators were told that nobody can be reached."""
    standing = (one.key for one in unit.service_faults.standing())
    return [Desk.from_key(key.subject) for key in standing if key.fault is Fault.DESK]
