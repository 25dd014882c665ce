"""Answer presses of buttons, so that Telegram stops showing them as waiting."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import Any

import structlog
from aiogram.exceptions import TelegramAPIError

from bot.sending.bot_api import Telegram

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class CallbackAnswer:
    """The words shown over the screen for a press: briefly, or as an alert to be closed."""

    text: str = ""
    is_alert: bool = False


class CallbackAnswers:
    """Send answers to presses in the background: at once and once only, since later they are worthless."""

    def __init__(self, telegram: Telegram) -> None:
        self._telegram = telegram
        self._sending: set[asyncio.Task[None]] = set()

    def send(self, callback_query_id: str, answer: CallbackAnswer) -> None:
        """Begin to send an answer; a failure is logged and not retried."""
        task = asyncio.create_task(self._send(callback_query_id, answer))
        self._sending.add(task)
        task.add_done_callback(self._sending.discard)

    async def _send(self, callback_query_id: str, answer: CallbackAnswer) -> None:
        parameters: dict[str, Any] = {"callback_query_id": callback_query_id}
        if answer.text:
            parameters |= {"text": answer.text, "show_alert": answer.is_alert}
        try:
            await self._telegram.call("answerCallbackQuery", parameters)
        except TelegramAPIError as failure:
            log.info("press_not_answered", error=type(failure).__name__)
