"""Test that the people of the campaigns know what the bot says, and do each act once by their own doing."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from random import Random
from typing import Any

import aiohttp

from core.tickets.lifecycle import Action, EventType
from sandbox import Sandbox
from tests.stories.conftest import furnished, one_tls_context, stage, waits
from tests.stories.stage import TOKEN, Stage
from tests.torture import intents
from tests.torture.cast import OFFICE
from tests.torture.intents import Intent
from tests.torture.journal import Entry, Journal, Outcome
from tests.torture.person import Temper, Worker

__all__ = ["furnished", "one_tls_context", "stage", "waits"]

RINA, SARI, AGUS, DEWI = 1001, 2001, 2002, 3001
# People who do nothing twice and never get lost by themselves.
CALM = Temper(patience=30.0, pause=0.0, does_twice=0.0, types_start=0.0)
NUMBER = "TPS2611300001"


class Desk:
    """Let people of the office do one act after the other, each when what the last one caused has come.

    Somebody who begins an act by asking for the menu would otherwise act on a notice before the menu comes.
    """

    def __init__(self, box: Sandbox, temper: Temper, quiet: Callable[[], Awaitable[None]]) -> None:
        self.journal = Journal()
        self._quiet = quiet
        self._workers = {
            chat: Worker(box, player, self.journal, Random(chat), temper) for chat, player in OFFICE.items()
        }

    async def does(self, chat: int, intent: Callable[[str], Intent]) -> Entry:
        """Let somebody do what `intent` makes of a word of its own; return how it ended."""
        entry = self.journal.begin(chat, EventType.FILED)
        made = intent(entry.token)
        entry.kind, entry.number = made.kind, made.number
        await self._quiet()
        await self._workers[chat].pursue(made, entry)
        return entry


async def test_everybody_knows_when_an_act_is_done(stage: Stage) -> None:
    desk = Desk(stage.box, CALM, stage.all_is_quiet)
    filed = await desk.does(RINA, intents.file_ticket)
    number = filed.number
    for chat, intent in (
        (SARI, lambda _token: intents.take(number)),
        (SARI, lambda token: intents.remark(Action.HAND_BACK, number, token)),
        (AGUS, lambda _token: intents.take(number)),
        (AGUS, lambda token: intents.remark(Action.ASK_FEEDBACK, number, token)),
        (RINA, lambda token: intents.remark(Action.GIVE_FEEDBACK, number, token)),
        (AGUS, lambda token: intents.remark(Action.ESCALATE, number, token)),
        (DEWI, lambda _token: intents.take(number)),
        (DEWI, lambda token: intents.remark(Action.SOLVE, number, token)),
        (RINA, lambda token: intents.reject(number, token)),
        (DEWI, lambda token: intents.remark(Action.SOLVE, number, token)),
        (RINA, lambda _token: intents.confirm(number)),
        (RINA, lambda token: intents.rate(number, token, 4)),
    ):
        done = await desk.does(chat, intent)
        assert done.outcome is Outcome.CONFIRMED, "\n".join(desk.journal.diary[-20:])
    second = await desk.does(RINA, intents.file_ticket)
    closing = await desk.does(RINA, lambda token: intents.remark(Action.CLOSE, second.number, token))
    assert {filed.outcome, second.outcome, closing.outcome} == {Outcome.CONFIRMED}
    assert not desk.journal.starts_when_lost, "somebody waited for an answer in vain"


class ForgetfulBot:
    """A bot that asks for the same words again when it was sent them, and never says that it is done."""

    def __init__(self, box: Sandbox) -> None:
        self.words: list[str] = []
        self._api = f"{box.url}/bot{TOKEN}"

    async def run(self) -> None:
        """Answer updates until cancelled."""
        offset = 0
        async with aiohttp.ClientSession() as client:
            while True:
                async with client.post(
                    f"{self._api}/getUpdates", json={"offset": offset, "timeout": 30}
                ) as answer:
                    updates = (await answer.json())["result"]
                for update in updates:
                    offset = update["update_id"] + 1
                    await client.post(f"{self._api}/sendMessage", json=self._answer(update))

    def _answer(self, update: dict[str, Any]) -> dict[str, Any]:
        text, label = f"Butuh Feedback. Minimal 15 huruf. {NUMBER}", "Batal"
        if "message" in update and not update["message"]["text"].startswith("/"):
            words = update["message"]["text"]
            self.words.append(words)
            text, label = f"Butuh Feedback. Apakah semua data sudah benar? {NUMBER} {words}", "Ya"
        button = {"text": label, "callback_data": str(update["update_id"])}
        return {"chat_id": AGUS, "text": text, "reply_markup": {"inline_keyboard": [[button]]}}


async def nothing_happens() -> None:
    """Return at once, where nobody causes anything but who acts."""


async def test_words_that_were_sent_are_sent_by_no_other_act() -> None:
    box = Sandbox(TOKEN, [OFFICE[AGUS].persona])
    await box.start()
    bot = ForgetfulBot(box)
    running = asyncio.create_task(bot.run())
    entry = await Desk(box, replace(CALM, patience=10.0), nothing_happens).does(
        AGUS, lambda token: intents.remark(Action.ASK_FEEDBACK, NUMBER, token)
    )
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)
    await box.stop()
    assert (entry.outcome, entry.is_sent, len(bot.words)) == (Outcome.UNSURE, True, 1)
