"""Finds out, beside the writers, what takes longer than a transaction may: one thing at a time."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Hashable
from datetime import datetime
from functools import partial
from time import monotonic

from sqlalchemy import Connection

from handlers.scene import Helpdesk, Scene
from handlers.wanted import ReadingWanted
from storage.database import Database
from storage.unit import Shelf, SqlUnit


class Readings:
    """Long readings. One at a time, so that they never use up the readers that the courier needs too.

    Whoever asks what somebody asks already gets the same answer, if it was not begun before they asked.
    """

    def __init__(
        self, database: Database, helpdesk: Helpdesk, shelf: Shelf, now: Callable[[], datetime]
    ) -> None:
        self._database = database
        self._helpdesk = helpdesk
        self._shelf = shelf
        self._now = now
        self._turn = asyncio.Lock()
        self._waiting = 0
        self._found: dict[Hashable, tuple[float, object]] = {}

    async def find(self, wanted: ReadingWanted) -> object:
        """The answer; what the reading raises is raised here."""
        asked = monotonic()
        self._waiting += 1
        try:
            async with self._turn:
                begun, answer = self._found.get(wanted.question, (0.0, None))
                if begun < asked:
                    begun, answer = monotonic(), await self._database.read(partial(self._read, wanted))
                    self._found[wanted.question] = begun, answer
                return answer
        finally:
            self._waiting -= 1
            if not self._waiting:
                self._found.clear()

    def _read(self, wanted: ReadingWanted, connection: Connection) -> object:
        return wanted.read(Scene(self._helpdesk, SqlUnit(connection, self._shelf), self._now()))
