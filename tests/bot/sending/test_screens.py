"""A screen is known to the bot as soon as it is in the chat, since its answer may come at once."""

from __future__ import annotations

import asyncio
from typing import Any, cast

import pytest

from bot.sending.bot_api import Telegram
from bot.sending.courier import Courier
from bot.sending.delivery import Delivery
from core.messaging.outgoing import LIVE_SCREEN, ChatMessage, ShowResult, ShowScreen
from storage.units import UnitsOfWork
from tests.bot.office import ANSWER
from tests.storage.conftest import (
    helpdesk,
    migrated,
    postgres,
    postgres_helpdesk,
    postgres_url,
    sqlite_url,
    url,
)
from tests.storage.helpdesk import NOW, Helpdesk

__all__ = ["helpdesk", "migrated", "postgres", "postgres_helpdesk", "postgres_url", "sqlite_url", "url"]

CHAT, FORMER, SENT = 2001, 100, 101
CARD = "card:1"


class WatchingTelegram:
    """A Bot API that looks, at each call for an old message, at what the bot knows of the new one."""

    def __init__(self, units: UnitsOfWork) -> None:
        self._units = units
        self.removed = asyncio.Event()
        self.calls: list[tuple[str, int | None]] = []
        self.known: dict[str, int] = {}

    async def call(self, method: str, parameters: dict[str, Any]) -> Any:
        self.calls.append((method, parameters.get("message_id")))
        if method == "editMessageReplyMarkup":
            self.known = await self._units.read(
                lambda unit: unit.live_messages.find(CHAT, {LIVE_SCREEN, CARD})
            )
            self.removed.set()
        return {"message_id": SENT}


@pytest.mark.parametrize(
    ("message", "known"),
    [
        (ShowScreen({"text": "?"}, edits=False), {LIVE_SCREEN: SENT}),
        (ShowScreen({"text": "?"}, edits=True, message_id=FORMER - 1), {LIVE_SCREEN: SENT}),
        (ShowResult({"text": "!"}, edits=False, card=CARD), {CARD: SENT}),
    ],
)
async def test_a_new_screen_is_known_before_the_buttons_of_the_former_one_go(
    helpdesk: Helpdesk, message: ChatMessage, known: dict[str, int]
) -> None:
    await helpdesk.run(lambda unit: unit.live_messages.set(CHAT, LIVE_SCREEN, FORMER))
    await helpdesk.run(lambda unit: unit.outbox.add(message, chat_id=CHAT, priority=ANSWER, at=NOW))
    telegram = WatchingTelegram(helpdesk.units)
    delivery = Delivery(cast("Telegram", telegram))
    courier = Courier(helpdesk.units, delivery, lambda: NOW, can_mail=False)
    running = asyncio.create_task(courier.run())
    try:
        async with asyncio.timeout(30):
            await telegram.removed.wait()
    finally:
        await courier.stop(1.0)
        await running
    assert telegram.calls == [("sendMessage", None), ("editMessageReplyMarkup", FORMER)]
    assert telegram.known == known
