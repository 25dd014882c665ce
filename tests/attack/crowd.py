"""Let many chats send updates at once through the bot's own intake and lanes, with no network."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count
from typing import Any

import structlog
from sqlalchemy import select
from structlog.testing import LogCapture

from bot.process.settings import Settings
from bot.updates.budgets import BudgetRates, SenderBudgets
from bot.updates.intake import UpdateIntake
from bot.updates.lanes import Lanes
from bot.updates.outages import Outages
from bot.updates.processor import UpdateProcessor
from bot.updates.transaction import UpdateTransaction
from bot.wiring import create_dispatcher, create_helpdesk
from storage.schema import tables as t
from storage.units import UnitsOfWork, open_units
from tests.attack.player import SilentTelegram
from tests.storage.office.driver import NOW

_ids = count(int(time.time()))


@dataclass(slots=True)
class Crowd:
    """The bot on one database, with a clock that is set."""

    units: UnitsOfWork
    intake: UpdateIntake
    lanes: Lanes
    log: LogCapture
    clock: list[datetime] = field(default_factory=list)

    async def sends(self, messages: Sequence[tuple[int, dict[str, Any]]]) -> None:
        """Take in messages of these chats together, and wait until all are handled."""
        await self.intake.take([self._update(chat_id, content) for chat_id, content in messages])
        await self.lanes.idle()

    async def rows(self, table: str) -> list[dict[str, Any]]:
        """Return the rows of a table."""
        found = t.metadata.tables[table]
        return await self.units.read(
            lambda unit: [dict(row) for row in unit.connection.execute(select(found)).mappings()]
        )

    def errors(self) -> list[str]:
        """Return what was logged as an error."""
        return [str(e["event"]) for e in self.log.entries if e["log_level"] in {"error", "critical"}]

    def _update(self, chat_id: int, content: dict[str, Any]) -> dict[str, Any]:
        number, at = next(_ids), int(self.clock[0].timestamp())
        user = {"id": chat_id, "is_bot": False, "first_name": "Siapa", "language_code": "id"}
        chat = {"id": chat_id, "type": "private"}
        message = {"message_id": number % 2**31, "date": at, "from": user, "chat": chat, **content}
        return {"update_id": number, "message": message}


@asynccontextmanager
async def opened_crowd(url: str, budgets: BudgetRates | None = None) -> AsyncIterator[Crowd]:
    """Yield the bot in the marked office, which this database has."""
    log, clock = LogCapture(), [NOW]
    structlog.configure(processors=[log])
    units = open_units(url)
    try:
        helpdesk = create_helpdesk(Settings(smtp_url="smtp://127.0.0.1:9", _env_file=None))
        updating = units.for_updates()

        def now() -> datetime:
            # Nothing happens at the same moment as something else.
            clock[0] += timedelta(microseconds=1)
            return clock[0]

        transaction = UpdateTransaction(SilentTelegram(), create_dispatcher(), updating, helpdesk, now)
        lanes = Lanes(UpdateProcessor(updating, transaction, Outages()))
        intake = UpdateIntake(units, lanes, now, helpdesk, SenderBudgets(budgets))
        yield Crowd(units, intake, lanes, log, clock)
    finally:
        await units.close()
        structlog.reset_defaults()
