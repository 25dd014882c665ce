"""Show in the chat how far a long job is."""

from __future__ import annotations

from collections.abc import Callable

import structlog
from aiogram.exceptions import TelegramAPIError

from bot.sending.bot_api import TIMEOUT, Telegram

log = structlog.get_logger()

# Lines between two messages about progress.
SHOWN_EVERY = 2_000


class ShownProgress:
    """A message in the chat that says how far a long job is, and is deleted at its end."""

    def __init__(self, telegram: Telegram, chat_id: int | None, say: Callable[[int], str]) -> None:
        self._telegram = telegram
        self._chat_id = chat_id
        self._say = say
        self._message_id: int | None = None
        self._shown = 0

    async def show(self, count: int) -> None:
        """Show this number of lines, if it is much larger than the one shown before."""
        if count < self._shown + SHOWN_EVERY:
            return
        self._shown = count
        body = {"chat_id": self._chat_id, "text": self._say(count)}
        try:
            if self._message_id is None:
                self._message_id = (await self._telegram.call("sendMessage", body))["message_id"]
            else:
                await self._telegram.call("editMessageText", {**body, "message_id": self._message_id})
        except TelegramAPIError as failure:
            log.info("progress_not_told", error=type(failure).__name__)

    async def end(self, within: float = TIMEOUT) -> None:
        """Delete the message, or leave it where that takes longer than `within` seconds."""
        message_id, self._message_id = self._message_id, None
        if message_id is None:
            return
        try:
            body = {"chat_id": self._chat_id, "message_id": message_id}
            await self._telegram.call("deleteMessage", body, timeout=within)
        except TelegramAPIError as failure:
            log.info("progress_not_taken_away", error=type(failure).__name__)
