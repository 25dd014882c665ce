"""Calls of the Bot API as plain data: JSON both ways, and aiogram's own errors where one fails."""

from __future__ import annotations

from typing import Any

import orjson
from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.exceptions import ClientDecodeError, TelegramNetworkError
from aiogram.methods import GetMe
from aiohttp import ClientError, ClientTimeout

# Seconds; a call that takes longer counts as a failure of the network.
TIMEOUT = 20.0


class Telegram:
    """One bot. Results are not parsed into objects: most of them nobody reads."""

    def __init__(self, token: str, api_url: str) -> None:
        self._session = AiohttpSession(api=TelegramAPIServer.from_base(api_url.rstrip("/")))
        self.bot = Bot(token, session=self._session)

    async def call(self, method: str, parameters: dict[str, Any], *, timeout: float = TIMEOUT) -> Any:
        """The result of a method; raises the subclasses of `aiogram.exceptions.TelegramAPIError`."""
        session = await self._session.create_session()
        url = self._session.api.api_url(token=self.bot.token, method=method)
        try:
            async with session.post(
                url,
                data=orjson.dumps(parameters),
                headers={"Content-Type": "application/json"},
                timeout=ClientTimeout(total=timeout),
            ) as response:
                status, content = response.status, await response.read()
        except TimeoutError as late:
            raise TelegramNetworkError(method=GetMe(), message=f"{method} timed out") from late
        except ClientError as broken:
            raise TelegramNetworkError(
                method=GetMe(), message=f"{method}: {type(broken).__name__}"
            ) from broken
        try:
            answer = orjson.loads(content)
        except orjson.JSONDecodeError as garbled:
            raise TelegramNetworkError(method=GetMe(), message=f"{method}: status {status}") from garbled
        if isinstance(answer, dict) and answer.get("ok") and "result" in answer:
            return answer["result"]
        if isinstance(answer, dict) and isinstance(answer.get("description"), str):
            try:
                self._session.check_response(self.bot, GetMe(), status, content.decode())
            except ClientDecodeError as foreign:
                raise TelegramNetworkError(method=GetMe(), message=f"{method}: status {status}") from foreign
        raise TelegramNetworkError(method=GetMe(), message=f"{method}: status {status}")

    async def close(self) -> None:
        """Let go of the connections; aiogram's own way out waits a quarter of a second for nothing."""
        session = await self._session.create_session()
        await session.close()
