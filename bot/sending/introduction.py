"""Learn from Telegram who the bot is, and tell it what it shows of the bot, as soon as it is there."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping

import structlog
from aiogram.exceptions import TelegramAPIError

from bot.sending.bot_api import Telegram
from bot.sending.command_menu import register_commands
from bot.sending.descriptions import set_descriptions
from handlers.context.transaction_context import BotLink

log = structlog.get_logger()

# Seconds before another try, doubled with each.
FIRST_PAUSE, LONGEST_PAUSE = 2.0, 60.0


def link_of(me: Mapping[str, object]) -> str:
    """Return the link that opens the bot of this answer of getMe."""
    return f"https://t.me/{me['username']}"


async def introduce(
    telegram: Telegram, link: BotLink, pause: Callable[[float], Awaitable[None]] = asyncio.sleep
) -> None:
    """Learn the bot's link where it is unknown; register commands and descriptions; try until all is done."""
    wait, is_told = FIRST_PAUSE, False
    while True:
        try:
            if not link.address:
                link.address = link_of(await telegram.call("getMe", {}))
                log.info("link_learnt")
            await register_commands(telegram)
            await set_descriptions(telegram)
        except TelegramAPIError as failure:
            # If the link is unknown, the start has logged already that Telegram is away.
            if link.address and not is_told:
                log.warning("commands_not_registered", error=type(failure).__name__, hint="trying again")
                is_told = True
            await pause(wait)
            wait = min(wait * 2, LONGEST_PAUSE)
        else:
            return
