"""Ask Telegram what it says of this bot: its token, webhook and groups."""

from __future__ import annotations

from datetime import datetime
from email.utils import parsedate_to_datetime
from typing import Any

import aiohttp


class BotApiRefusal(Exception):
    """Raised where Telegram refuses a call; `code` is the HTTP status, the text is Telegram's description."""

    def __init__(self, code: int, description: str) -> None:
        super().__init__(description)
        self.code = code


class BotApi:
    """Calls of the Bot API for one token.

    `server_time` is the Date header of the last successful answer, with its time zone; None before the first.
    """

    def __init__(self, session: aiohttp.ClientSession, address: str, token: str) -> None:
        self._session = session
        self._address = f"{address.rstrip('/')}/bot{token}"
        self.server_time: datetime | None = None

    async def ask(self, method: str, **parameters: object) -> Any:
        """Return the result of a method.

        Raise `BotApiRefusal` for an error of Telegram's or an answer of another kind of server, and what
        aiohttp raises where nobody answers with JSON.
        """
        async with self._session.post(f"{self._address}/{method}", json=parameters) as response:
            answer = await response.json()
            date = response.headers.get("Date")
        if not isinstance(answer, dict):
            raise BotApiRefusal(response.status, "no answer of a Bot API server")
        if not answer.get("ok"):
            raise BotApiRefusal(response.status, str(answer.get("description", "refused")))
        self.server_time = parsedate_to_datetime(date) if date else None
        return answer["result"]
