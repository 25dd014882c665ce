"""Hold back what a reading found, so that a test decides what happens before it is used."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TypeVar

from storage.engine.database import Database
from storage.unit import SqlUnitOfWork
from storage.units import UnitsOfWork

T = TypeVar("T")


class PausedReading(UnitsOfWork):
    """Says by `were_read` when somebody has read, and returns what was found once `may_return` is set.

    A reading that had begun before `were_read` was cleared does not set it again.
    """

    def __init__(self, database: Database) -> None:
        super().__init__(database)
        self.were_read = asyncio.Event()
        self.may_return = asyncio.Event()
        self.may_return.set()

    async def read(self, work: Callable[[SqlUnitOfWork], T]) -> T:
        is_awaited = not self.were_read.is_set()
        found = await super().read(work)
        if is_awaited:
            self.were_read.set()
        await self.may_return.wait()
        return found
