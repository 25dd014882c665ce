"""Say whether this process does its work, for whoever monitors it."""

from __future__ import annotations

import asyncio
from time import monotonic

import structlog

from bot.process.logs import failure_location
from storage.units import UnitsOfWork

log = structlog.get_logger()

# Seconds: without a leader, within which the database has to keep something, and for which that holds good.
LEADERLESS, PATIENCE, GOOD_FOR = 45.0, 5.0, 5.0


class Health:
    """Find what keeps this process from its work; `stopping` is set by the process."""

    def __init__(self, units: UnitsOfWork, leaderless: float = LEADERLESS) -> None:
        """Take no leader for `leaderless` seconds as a fault."""
        self._units = units
        self._leaderless = leaderless
        self._probe = asyncio.Lock()
        self._probed_at, self._is_good = 0.0, False
        self.stopping = False

    async def trouble(self) -> str | None:
        """Return in a few words what is wrong, or None."""
        if self.stopping:
            return "stopping"
        if not await self.can_keep():
            return "updates can't be kept"
        if self.is_leaderless:
            return "nobody leads: nothing is sent"
        return None

    @property
    def is_leaderless(self) -> bool:
        """Return whether this process has known of no leader for longer than a change of leaders takes."""
        return self._units.leaderless_for > self._leaderless

    async def can_keep(self) -> bool:
        """Return whether the database commits what is written; many who ask at once share one answer."""
        asked_at = monotonic()
        async with self._probe:
            good_until = self._probed_at + (GOOD_FOR if self._is_good else 0.0)
            if good_until < asked_at:
                self._is_good = await self._keeps()
                self._probed_at = monotonic()
            return self._is_good

    async def _keeps(self) -> bool:
        try:
            async with asyncio.timeout(PATIENCE):
                await self._units.run(lambda unit: unit.inbox.try_to_store())
        except Exception as failure:  # noqa: BLE001 - whatever a driver raises is the finding
            log.warning("health_failed", **failure_location(failure))
            return False
        return True
