"""Look package codes up in the service, outside of the transaction that needs them, and keep the answers."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo

import structlog

from bot.packages.service import PackageService, PackageServiceDown
from core.errors import Refusal
from core.organisation.lpse import ZONES
from core.packages import PackageFacts, PackageKind
from core.packages.freshness import GOOD_FOR
from core.packages.zones import LpseZones
from handlers.context.slow_reads import PrefetchedAnswers
from storage.master_data.package_answers import CachedAnswer
from storage.unit import SqlUnitOfWork
from storage.units import UnitsOfWork

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class PackageQuestion:
    """The question for the facts of one package."""

    kind: PackageKind
    code: str


class PackageLookups:
    """Ask the service for package codes, and keep its answers in the database for as long as they are good.

    `unknown_zone` is that of tenders of which nobody knows the LPSE.
    """

    def __init__(
        self,
        service: PackageService,
        units: UnitsOfWork,
        now: Callable[[], datetime],
        unknown_zone: tzinfo = ZONES["WIB"],
    ) -> None:
        self._service = service
        self._units = units
        self._now = now
        self._unknown_zone = unknown_zone
        self._under_way: dict[PackageQuestion, asyncio.Task[CachedAnswer | None]] = {}

    def records(self, unit: SqlUnitOfWork, answers: PrefetchedAnswers) -> LookedUpPackages:
        """Return the package records for one transaction."""
        return LookedUpPackages(self, unit, self._now(), answers)

    async def ask(self, question: PackageQuestion) -> CachedAnswer | None:
        """Ask the service and keep its answer; return None where it could not give one.

        All who ask for a code at once get the same answer, and nobody asks again while it is being kept.
        """
        task = self._under_way.get(question)
        if task is None:
            task = self._under_way[question] = asyncio.create_task(self._ask(question))
            task.add_done_callback(lambda done: self._end(question, done))
        # One caller that is cancelled must not take the answer from the others.
        return await asyncio.shield(task)

    def _end(self, question: PackageQuestion, task: asyncio.Task[CachedAnswer | None]) -> None:
        del self._under_way[question]
        if not task.cancelled():
            # Retrieved here, since every caller may have been cancelled.
            task.exception()

    async def _ask(self, question: PackageQuestion) -> CachedAnswer | None:
        kind, code = question.kind, question.code
        asked_at = self._now()

        def read(unit: SqlUnitOfWork) -> tuple[LpseZones, int | None, CachedAnswer | None]:
            zones = LpseZones(unit.lpses.all_by_name(), self._unknown_zone)
            kept = unit.package_answers.get(kind, code, asked_at - GOOD_FOR)
            return zones, unit.lpses.edition(), kept

        zones, lpses, kept = await self._units.read(read)
        if kept and kept.is_fresh(asked_at, urgent=True):
            # It has been asked for since the caller looked.
            return kept
        try:
            reply = await self._service.find(kind, code, zones, kept.etag if kept else None)
        except PackageServiceDown as down:
            log.warning("packages_down", reason=down.reason)
            return None
        facts = kept.facts if kept and reply.is_unchanged else reply.facts
        good_until = None if reply.term is None else asked_at + timedelta(seconds=reply.term)
        answer = CachedAnswer(facts, asked_at, reply.etag, good_until)
        await self._units.run(lambda unit: unit.package_answers.put(kind, code, answer, lpses))
        return answer

    async def close(self) -> None:
        """Close the connection to the service, and wait until its last answers are kept."""
        await self._service.close()
        await asyncio.gather(*self._under_way.values(), return_exceptions=True)


class LookedUpPackages:
    """Package records of one transaction: what the service says, or what was imported."""

    def __init__(
        self, lookups: PackageLookups, unit: SqlUnitOfWork, now: datetime, answers: PrefetchedAnswers
    ) -> None:
        """Take answers that are good at `now`, and those that were fetched for this transaction."""
        self._lookups = lookups
        self._unit = unit
        self._now = now
        self._answers = answers

    def find(self, kind: PackageKind, code: str, *, urgent: bool = False) -> PackageFacts | None:
        """Return the facts, None for a code that neither the service nor any imported record has.

        While the service is down, what it said within a day counts, then what was imported. Raise
        `SlowReadNeeded` where the service has to be asked first, and the refusal `packages_down` where it is
        down and nothing else is known.
        """
        kept = self._unit.package_answers.get(kind, code, self._now - GOOD_FOR)
        answer = kept if kept and kept.is_fresh(self._now, urgent=urgent) else None
        if answer is None:
            answer = self._fetched(PackageQuestion(kind, code))
        if answer is None and kept and kept.facts:
            return kept.facts
        if answer and answer.facts:
            return answer.facts
        facts = self._unit.packages.find(kind, code)
        if facts is None and answer is None:
            raise Refusal("packages_down")
        return facts

    def _fetched(self, question: PackageQuestion) -> CachedAnswer | None:
        return self._answers.get(question, lambda _reader: self._lookups.ask(question))
