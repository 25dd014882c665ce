"""Ask Telegram what it says of this bot: its token, webhook and groups."""

from __future__ import annotations

from datetime import datetime
from email.utils import parsedate_to_datetime
from typing import Any

import aiohttp


class NotAnswered(Exception):
    """Raised where Telegram refuses a call; `code` and the text are its own."""

    def __init__(self, code: int, description: str) -> None:
        super().__init__(description)
        self.code = code


class BotApi:
    """Calls of the Bot API for one token; `clock` is the time that the last answer was sent at."""

    def __init__(self, session: aiohttp.ClientSession, address: str, token: str) -> None:
        self._session = session
        self._address = f"{address.rstrip('/')}/bot{token}"
        self.clock: datetime | None = None

    async def ask(self, method: str, **parameters: object) -> Any:
        """Return the result of a method; raise `NotAnswered`, or what aiohttp raises."""
        async with self._session.post(f"{self._address}/{method}", json=parameters) as response:
            answer = await response.json()
            date = response.headers.get("Date")
        if not isinstance(answer, dict):
            raise NotAnswered(response.status, "no answer of a Bot API server")
        if not answer.get("ok"):
            raise NotAnswered(response.status, str(answer.get("description", "refused")))
        self.clock = parsedate_to_datetime(date) if date else None
        return answer["result"]
