"""Receive raw updates by long polling; asking for later ones acknowledges those before."""

from __future__ import annotations

import asyncio
from typing import Any
from urllib.parse import urlsplit

import structlog
from aiogram.exceptions import (
    TelegramAPIError,
    TelegramConflictError,
    TelegramRetryAfter,
    TelegramUnauthorizedError,
)

from bot.process.logs import failure_location
from bot.sending.bot_api import Telegram
from bot.updates.intake import UpdateIntake, has_id
from handlers.router import UPDATE_KINDS

log = structlog.get_logger()

# Seconds: how long Telegram may hold a request that has nothing to say, and how long we wait on top of it.
POLL, GRACE = 50, 15
LONGEST_PAUSE = 30.0


class WebhookIsSet(Exception):
    """Raised where updates of this bot go to a webhook, so that polling would take them away from there."""


async def check_webhook(telegram: Telegram) -> None:
    """Raise `WebhookIsSet`, with what to do, where Telegram says that the bot has a webhook."""
    info = await telegram.call("getWebhookInfo", {})
    if isinstance(info, dict) and info.get("url"):
        # The path of the address may be secret.
        host = urlsplit(str(info["url"])).hostname or "another place"
        raise WebhookIsSet(
            f"Telegram sends the updates of this bot to a webhook at {host}: stop what runs there, "
            "then start with run --take-over, which deletes the webhook"
        )


class Polling:
    """Call getUpdates in a loop; asking for later updates confirms earlier ones, so it follows the commit."""

    def __init__(
        self, telegram: Telegram, intake: UpdateIntake, *, take_over: bool = False, told_away: bool = False
    ) -> None:
        """Set up; `take_over` deletes a webhook, which would otherwise end the loop.

        `told_away`: the log says already that Telegram is away.
        """
        self._telegram = telegram
        self._intake = intake
        self._take_over = take_over
        self._told_away = told_away

    async def run(self) -> None:
        """Receive until cancelled; try again after failures, with pauses that grow to `LONGEST_PAUSE`.

        The log says once that Telegram is away, and once that it is back.

        Raise `WebhookIsSet` where the bot has a webhook that is not to be taken over, and
        TelegramUnauthorizedError where Telegram does not know the token.
        """
        offset, pause, polls = 0, 0.5, False
        while True:
            try:
                if not polls:
                    await self._make_way()
                    polls = True
                updates = await self._ask(offset)
                await self._intake.take(updates)
            except WebhookIsSet:
                log.critical("webhook_is_set", hint="it takes the updates; run --take-over deletes it")
                raise
            except TelegramUnauthorizedError:
                log.critical("polling_unauthorized", hint="Telegram does not know this BOT_TOKEN")
                raise
            except TelegramConflictError:
                log.error("polling_conflict", hint="another process polls, or has set a webhook")
                await asyncio.sleep(pause := min(pause * 2, LONGEST_PAUSE))
            except TelegramRetryAfter as later:
                await asyncio.sleep(later.retry_after)
            except TelegramAPIError as failure:
                self._tell_away(failure)
                await asyncio.sleep(pause := min(pause * 2, LONGEST_PAUSE))
            except Exception as failure:  # noqa: BLE001 - the database may be away, or its disk full, for a while
                log.error("intake_failed", **failure_location(failure))
                await asyncio.sleep(pause := min(pause * 2, LONGEST_PAUSE))
            else:
                offset = max((u["update_id"] + 1 for u in updates if has_id(u)), default=offset)
                pause = 0.5
                self._tell_back()

    def _tell_away(self, failure: TelegramAPIError) -> None:
        if not self._told_away:
            log.warning("polling_failed", error=type(failure).__name__, hint="trying again")
        self._told_away = True

    def _tell_back(self) -> None:
        if self._told_away:
            log.info("polling_works")
        self._told_away = False

    async def _make_way(self) -> None:
        """Make sure that no webhook is set: Telegram answers no polling meanwhile."""
        if self._take_over:
            await self._telegram.call("deleteWebhook", {"drop_pending_updates": False})
        else:
            await check_webhook(self._telegram)

    async def _ask(self, offset: int) -> list[dict[str, Any]]:
        parameters = {"offset": offset, "timeout": POLL, "limit": 100, "allowed_updates": UPDATE_KINDS}
        updates = await self._telegram.call("getUpdates", parameters, timeout=POLL + GRACE)
        return [u for u in updates if isinstance(u, dict)] if isinstance(updates, list) else []
