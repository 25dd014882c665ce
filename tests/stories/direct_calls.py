"""Hand the bot's calls to the sandbox of the same process, without HTTP between them."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import Any

from aiogram.exceptions import TelegramNetworkError
from aiogram.methods import GetMe
from aiohttp import FormData

from bot.sending.bot_api import Telegram
from sandbox import Sandbox


class DirectTelegram(Telegram):
    """A client that saves the processor time of HTTP, which is a quarter of that of an update.

    Files go over HTTP, and so does every call while the sandbox does not listen or misbehaves.
    """

    def __init__(self, box: Sandbox, *parameters: Any, **options: Any) -> None:
        """Take the parameters of `Telegram` behind the sandbox."""
        super().__init__(*parameters, **options)
        self._box = box

    async def _exchange(
        self, method: str, data: bytes | FormData, headers: Mapping[str, str], timeout: float
    ) -> tuple[int, bytes]:
        # As at a connection, others get a turn before the answer.
        await asyncio.sleep(0)
        if isinstance(data, bytes):
            try:
                async with asyncio.timeout(timeout):
                    answer = await self._box.call(method, data)
            except TimeoutError as late:
                raise TelegramNetworkError(method=GetMe(), message=f"{method} timed out") from late
            if answer is not None:
                return answer
        return await super()._exchange(method, data, headers, timeout)
