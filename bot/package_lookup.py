"""Looks package codes up in the service, outside of the transaction that needs them; keeps the answers."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import datetime, timedelta
from typing import TypeAlias

import structlog
from sqlalchemy import Connection

from bot.package_service import PackageService, PackageServiceDown
from core.errors import Refusal
from core.packages import PackageFacts, PackageKind
from storage.database import Database
from storage.unit import Shelf, SqlUnit

log = structlog.get_logger()

Asked: TypeAlias = tuple[PackageKind, str]

# A schedule can change from one day to the next, hardly within one.
GOOD_FOR = timedelta(days=1)


class LookUpWanted(Exception):
    """A transaction needs an answer of the service first; it is undone, and tried again with that in hand."""

    def __init__(self, kind: PackageKind, code: str) -> None:
        super().__init__(kind, code)
        self.kind = kind
        self.code = code


class PackagesInHand:
    """Package records within one transaction: answers in hand, or what is loaded here while it is down."""

    def __init__(self, unit: SqlUnit, now: datetime, down: Collection[Asked]) -> None:
        self._unit = unit
        self._now = now
        self._down = down

    def find(self, kind: PackageKind, code: str) -> PackageFacts | None:
        """As `core.ports.PackageRecords` says; raises `LookUpWanted` where nobody has been asked yet."""
        answer = self._unit.package_answers.get(kind, code, self._now - GOOD_FOR)
        if answer is not None:
            return answer.facts
        if (kind, code) not in self._down:
            raise LookUpWanted(kind, code)
        facts = self._unit.packages.find(kind, code)
        if facts is None:
            raise Refusal("packages_down")
        return facts


class PackageLookups:
    """The service, with its answers kept in the database."""

    def __init__(
        self, service: PackageService, database: Database, shelf: Shelf, now: Callable[[], datetime]
    ) -> None:
        self._service = service
        self._database = database
        self._shelf = shelf
        self._now = now

    async def ask(self, wanted: LookUpWanted) -> bool:
        """Get the answer into hand; False where the service could not give one."""
        kind, code = wanted.kind, wanted.code
        try:
            facts = await self._service.find(kind, code)
        except PackageServiceDown as down:
            log.warning("packages_down", reason=down.reason)
            return False

        def keep(connection: Connection) -> None:
            SqlUnit(connection, self._shelf).package_answers.put(kind, code, facts, self._now())

        await self._database.run(keep)
        return True

    async def close(self) -> None:
        """Hang up."""
        await self._service.close()
