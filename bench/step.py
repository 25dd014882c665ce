"""One step of the new-ticket talk, durable, against bare aiogram's echo without a network."""

from __future__ import annotations

import asyncio
import tempfile
import time
from collections.abc import AsyncGenerator
from typing import Any

from aiogram import Bot, Dispatcher
from aiogram.client.session.base import BaseSession
from aiogram.methods import TelegramMethod
from aiogram.types import Chat, Message

from bench.stage import TOKEN, create_bench_app, last_texts, row, text_update
from bot.cast import CAST
from bot.wiring import App

ROUNDS, WARM_UP = 400, 50
AT_ONCE = 32


class AtOnce(BaseSession):
    """Answers every call with the same message, without a network."""

    async def close(self) -> None:
        """Nothing is open."""

    async def make_request(self, bot: Bot, method: TelegramMethod[Any], timeout: int | None = None) -> Any:
        return Message(message_id=1, date=0, chat=Chat(id=1, type="private"))  # type: ignore[arg-type]

    async def stream_content(self, *args: Any, **kwargs: Any) -> AsyncGenerator[bytes, None]:
        yield b""


def _echo() -> tuple[Bot, Dispatcher]:
    bot, dispatcher = Bot(TOKEN, session=AtOnce()), Dispatcher()

    @dispatcher.message()
    async def echo(message: Message) -> None:
        await message.answer(message.text or "")

    return bot, dispatcher


async def _one(app: App, update: dict[str, Any]) -> None:
    """Intake commit, lane, dispatch, talk and its commit: until the lane is empty again."""
    await app.inlet.take([update])
    await app.lanes.idle()


async def measure_step() -> str:
    """Alternating, so that a slow moment of the machine is everybody's."""
    bot, dispatcher = _echo()
    ours: list[float] = []
    rival: list[float] = []
    with tempfile.TemporaryDirectory() as folder:
        app = await create_bench_app(folder)
        person = CAST[0].id
        await _one(app, text_update(person, "/buat"))
        for at in range(WARM_UP + ROUNDS):
            # A text where a button is expected: heard, refused with its sentence, and shown again.
            update = text_update(person, "Tidak bisa unggah" if at == 0 else "zzz")
            start = time.perf_counter()
            await _one(app, update)
            ours.append(time.perf_counter() - start)
            echoed = text_update(person, "halo")
            start = time.perf_counter()
            await dispatcher.feed_raw_update(bot, echoed)
            rival.append(time.perf_counter() - start)
        assert any("LPSE" in text for text in await last_texts(app)), "the talk did not run"
        together = await _together(app)
        await app.database.close()
        await app.telegram.close()
    lines = [
        "| what | median ms | p95 ms | x echo |",
        "|---|---|---|---|",
        row("aiogram echo, no network", rival[WARM_UP:]),
        row("step of the new-ticket talk, two durable commits", ours[WARM_UP:], rival[WARM_UP:]),
        row(f"the same, {AT_ONCE} people at once, per step", together, rival[WARM_UP:]),
    ]
    return "\n".join(lines) + "\n"


async def _together(app: App) -> list[float]:
    """Steps of many people at once share their commits; time for each, over several rounds."""
    people = range(10_000, 10_000 + AT_ONCE)
    times: list[float] = []
    for _ in range(20):
        updates = [text_update(person, "halo") for person in people]
        start = time.perf_counter()
        await asyncio.gather(*(app.inlet.take([update]) for update in updates))
        await app.lanes.idle()
        times.append((time.perf_counter() - start) / AT_ONCE)
    return times
