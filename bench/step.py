"""Measure one durable step of the new-ticket conversation against aiogram's echo without a network."""

from __future__ import annotations

import asyncio
import tempfile
import time
from collections.abc import AsyncGenerator, Iterable
from functools import partial
from typing import Any

from aiogram import Bot, Dispatcher
from aiogram.client.session.base import BaseSession
from aiogram.methods import TelegramMethod
from aiogram.types import Chat, Message

from bench.stage import TOKEN, create_bench_app, last_texts, row, text_update
from bot.app import App
from bot.imports.sandbox_people import CAST
from bot.process.system_clock import now
from core.people.people import Person
from storage.unit import SqlUnitOfWork

ROUNDS, WARM_UP = 400, 50
AT_ONCE, ROUNDS_TOGETHER = 32, 20


class OfflineSession(BaseSession):
    """Answer every call with the same message, without a network."""

    async def close(self) -> None:
        """Do nothing, since nothing is open."""

    async def make_request(self, bot: Bot, method: TelegramMethod[Any], timeout: int | None = None) -> Any:
        return Message(message_id=1, date=0, chat=Chat(id=1, type="private"))  # type: ignore[arg-type]

    async def stream_content(self, *args: Any, **kwargs: Any) -> AsyncGenerator[bytes, None]:
        yield b""


def _echo() -> tuple[Bot, Dispatcher]:
    bot, dispatcher = Bot(TOKEN, session=OfflineSession()), Dispatcher()

    @dispatcher.message()
    async def echo(message: Message) -> None:
        await message.answer(message.text or "")

    return bot, dispatcher


async def _process(app: App, update: dict[str, Any]) -> None:
    """Process one update: intake commit, lane, dispatch, conversation and its commit."""
    await app.intake.take([update])
    await app.lanes.idle()


async def measure_step() -> str:
    """Measure step and echo in turn, so that a slow moment of the machine affects both."""
    bot, dispatcher = _echo()
    ours: list[float] = []
    baseline: list[float] = []
    with tempfile.TemporaryDirectory() as folder:
        app = await create_bench_app(folder)
        person = CAST[0].id
        await _process(app, text_update(person, "/buat"))
        for at in range(WARM_UP + ROUNDS):
            # A text where a button is expected: it is refused, and the step is shown again.
            update = text_update(person, "Tidak bisa unggah" if at == 0 else "zzz")
            start = time.perf_counter()
            await _process(app, update)
            ours.append(time.perf_counter() - start)
            echoed = text_update(person, "halo")
            start = time.perf_counter()
            await dispatcher.feed_raw_update(bot, echoed)
            baseline.append(time.perf_counter() - start)
        assert any("Aplikasi mana" in text for text in await last_texts(app)), "the conversation did not run"
        together = await _together(app)
        await app.units.close()
        await app.telegram.close()
    lines = [
        "| what | median ms | p95 ms | x echo |",
        "|---|---|---|---|",
        row("aiogram echo, no network", baseline[WARM_UP:]),
        row("step of the new-ticket conversation, two durable commits", ours[WARM_UP:], baseline[WARM_UP:]),
        row(f"the same, {AT_ONCE} people at once, per step", together, baseline[WARM_UP:]),
    ]
    return "\n".join(lines) + "\n"


async def _together(app: App) -> list[float]:
    """Return seconds for each step of many people at once, who share commits, over several rounds."""
    people = range(10_000, 10_000 + AT_ONCE)
    await app.units.run(partial(_sign_in, people))
    times: list[float] = []
    for text in ("/buat", "Tidak bisa unggah", *["zzz"] * ROUNDS_TOGETHER):
        updates = [text_update(person, text) for person in people]
        start = time.perf_counter()
        await asyncio.gather(*(app.intake.take([update]) for update in updates))
        await app.lanes.idle()
        times.append((time.perf_counter() - start) / AT_ONCE)
    return times[2:]


def _sign_in(people: Iterable[int], unit: SqlUnitOfWork) -> None:
    """Give a reporter's account to each of these chats."""
    office = CAST[0].assignment
    for chat_id in people:
        person = Person(0, f"Pelapor {chat_id}", f"{chat_id}@contoh.go.id", assignments=(office,))
        unit.links.link(chat_id, unit.people.add(person, now()).id, now())
