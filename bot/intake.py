"""Takes updates raw, writes them down, and only then acknowledges them."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

import orjson
import structlog
from aiogram.exceptions import (
    TelegramAPIError,
    TelegramConflictError,
    TelegramRetryAfter,
    TelegramUnauthorizedError,
)
from sqlalchemy import Connection

from bot.lanes import Lanes
from bot.logs import where
from bot.telegram import Telegram
from storage.database import Database
from storage.inbox import SqlInbox, Waiting

log = structlog.get_logger()

KINDS = ("message", "edited_message", "callback_query", "my_chat_member")
# Seconds: how long Telegram may hold a request that has nothing to say, and how long we wait on top of it.
POLL, GRACE = 50, 15
LONGEST_PAUSE = 30.0


def lane_of(update: dict[str, Any]) -> str:
    """Who caused it: what one person does is handled in order, whichever chat it was done in."""
    for kind in KINDS:
        part = update.get(kind)
        if isinstance(part, dict):
            sender = part.get("from")
            if isinstance(sender, dict) and "id" in sender:
                return str(sender["id"])
    return "nobody"


class Inlet:
    """Where updates come in, by polling or by webhook: one durable commit before anybody is told."""

    def __init__(self, database: Database, lanes: Lanes, now: Callable[[], datetime]) -> None:
        self._database = database
        self._lanes = lanes
        self._now = now

    async def take(self, updates: Sequence[dict[str, Any]]) -> None:
        """Keep these updates and set their lanes going; those that are known already are dropped."""
        rows = [(u["update_id"], lane_of(u), orjson.dumps(u).decode()) for u in updates if _has_id(u)]
        if not rows:
            return
        at = self._now()

        def keep(connection: Connection) -> list[int]:
            return SqlInbox(connection).keep(rows, at)

        new = set(await self._database.run(keep))
        self._lanes.put([Waiting(i, lane, raw, 0) for i, lane, raw in rows if i in new])


class Polling:
    """getUpdates without end. Confirming is asking for what comes after; so it follows the commit."""

    def __init__(self, telegram: Telegram, inlet: Inlet) -> None:
        self._telegram = telegram
        self._inlet = inlet

    async def run(self) -> None:
        """Until cancelled; a failure is logged and tried again, at first soon and then less often."""
        offset, pause, polls = 0, 0.5, False
        while True:
            try:
                if not polls:
                    # Telegram answers no polling while a webhook is set.
                    await self._telegram.call("deleteWebhook", {"drop_pending_updates": False})
                    polls = True
                updates = await self._ask(offset)
                await self._inlet.take(updates)
            except TelegramUnauthorizedError:
                log.critical("polling_unauthorized", hint="Telegram does not know this BOT_TOKEN")
                raise
            except TelegramConflictError:
                log.error("polling_conflict", hint="another process polls with the same BOT_TOKEN")
                await asyncio.sleep(pause := min(pause * 2, LONGEST_PAUSE))
            except TelegramRetryAfter as later:
                await asyncio.sleep(later.retry_after)
            except TelegramAPIError as failure:
                log.warning("polling_failed", error=type(failure).__name__)
                await asyncio.sleep(pause := min(pause * 2, LONGEST_PAUSE))
            except Exception as failure:  # noqa: BLE001 - the database may be away, or its disk full, for a while
                log.error("intake_failed", **where(failure))
                await asyncio.sleep(pause := min(pause * 2, LONGEST_PAUSE))
            else:
                offset = max((u["update_id"] + 1 for u in updates if _has_id(u)), default=offset)
                pause = 0.5

    async def _ask(self, offset: int) -> list[dict[str, Any]]:
        parameters = {"offset": offset, "timeout": POLL, "limit": 100, "allowed_updates": KINDS}
        updates = await self._telegram.call("getUpdates", parameters, timeout=POLL + GRACE)
        return [u for u in updates if isinstance(u, dict)] if isinstance(updates, list) else []


def _has_id(update: dict[str, Any]) -> bool:
    return isinstance(update.get("update_id"), int)
