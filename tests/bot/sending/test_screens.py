"""A screen is known to the bot as soon as it is in the chat, since its answer may come at once."""

from __future__ import annotations

import asyncio
from functools import partial
from typing import Any, cast

import pytest

from bot.sending.bot_api import Telegram
from bot.sending.courier import Courier
from bot.sending.delivery import Delivery
from core.messaging.outgoing import LIVE_SCREEN, ChatMessage, ShowResult, ShowScreen
from storage.unit import SqlUnitOfWork
from storage.units import UnitsOfWork
from tests.bot.office import ANSWER
from tests.storage.conftest import (
    helpdesk,
    migrated,
    open_databases,
    postgres,
    postgres_helpdesk,
    postgres_url,
    sqlite_url,
    url,
)
from tests.storage.helpdesk import NOW, Helpdesk

__all__ = [
    "helpdesk",
    "migrated",
    "open_databases",
    "postgres",
    "postgres_helpdesk",
    "postgres_url",
    "sqlite_url",
    "url",
]

# The loop of the databases that stay open.
pytestmark = pytest.mark.asyncio(loop_scope="session")

CHAT, FORMER_CARD, FORMER, SENT = 2001, 90, 100, 101
CARD = "card:1"


class WatchingTelegram:
    """A Bot API that looks, at the first call for an old message, at what the bot knows of the new one."""

    def __init__(self, units: UnitsOfWork) -> None:
        self._units = units
        self.calls: list[tuple[str, object]] = []
        self.known: dict[str, int] = {}
        # What is sent to the chat while that call is under way.
        self.meanwhile: list[ChatMessage] = []

    async def call(self, method: str, parameters: dict[str, Any]) -> Any:
        self.calls.append((method, parameters.get("text") or parameters["message_id"]))
        if method != "editMessageReplyMarkup":
            return {"message_id": SENT + sum(one[0] == "sendMessage" for one in self.calls) - 1}
        self.known |= await self._units.read(
            lambda unit: unit.live_messages.find(CHAT, {LIVE_SCREEN, CARD} - set(self.known))
        )
        while self.meanwhile:
            await self._units.run(partial(add, self.meanwhile.pop()))
        return True


def add(message: ChatMessage, unit: SqlUnitOfWork) -> None:
    unit.outbox.add(message, chat_id=CHAT, priority=ANSWER, at=NOW)


async def sends_all(helpdesk: Helpdesk, telegram: WatchingTelegram) -> None:
    """Let a courier send until nothing waits."""
    delivery = Delivery(cast("Telegram", telegram))
    courier = Courier(helpdesk.units, delivery, lambda: NOW, can_mail=False)
    running = asyncio.create_task(courier.run())
    try:
        async with asyncio.timeout(30):
            while await helpdesk.units.read(lambda unit: unit.send_queue.next_in_chat(CHAT)):
                courier.wake()
                await courier.idle()
                await asyncio.sleep(0)
            await courier.idle()
    finally:
        await courier.stop(1.0)
        await running


@pytest.mark.parametrize(
    ("message", "known", "stale"),
    [
        (ShowScreen({"text": "?"}, edits=False), {LIVE_SCREEN: SENT, CARD: FORMER_CARD}, {FORMER}),
        (
            ShowScreen({"text": "?"}, edits=True, message_id=FORMER - 1),
            {LIVE_SCREEN: SENT, CARD: FORMER_CARD},
            {FORMER},
        ),
        (ShowResult({"text": "!"}, edits=False, card=CARD), {CARD: SENT}, {FORMER, FORMER_CARD}),
    ],
)
async def test_a_new_screen_is_known_before_the_buttons_of_the_former_one_go(
    helpdesk: Helpdesk, message: ShowScreen | ShowResult, known: dict[str, int], stale: set[int]
) -> None:
    await helpdesk.run(lambda unit: unit.live_messages.set(CHAT, LIVE_SCREEN, FORMER))
    await helpdesk.run(lambda unit: unit.live_messages.set(CHAT, CARD, FORMER_CARD))
    await helpdesk.run(partial(add, message))
    telegram = WatchingTelegram(helpdesk.units)
    await sends_all(helpdesk, telegram)
    assert telegram.calls[0] == ("sendMessage", message.body["text"])
    assert {one for method, one in telegram.calls if method == "editMessageReplyMarkup"} == stale
    assert telegram.known == known


async def test_what_took_the_place_of_the_next_screen_meanwhile_is_sent_instead_of_it(
    helpdesk: Helpdesk,
) -> None:
    await helpdesk.run(lambda unit: unit.live_messages.set(CHAT, LIVE_SCREEN, FORMER))
    await helpdesk.run(partial(add, ShowResult({"text": "done"}, edits=False)))
    await helpdesk.run(partial(add, ShowScreen({"text": "replaced"}, edits=False)))
    telegram = WatchingTelegram(helpdesk.units)
    telegram.meanwhile = [ShowScreen({"text": "newer"}, edits=False)]
    await sends_all(helpdesk, telegram)
    assert [one for method, one in telegram.calls if method == "sendMessage"] == ["done", "newer"]
