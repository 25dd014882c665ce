"""Measure the time from a press to its answer and to the next screen, over HTTP in the sandbox."""

from __future__ import annotations

import asyncio
import tempfile
import time
from functools import partial
from pathlib import Path

from bench.stage import TOKEN, row
from bot.app import Process
from bot.imports.sandbox_people import CAST, prepare_sandbox
from bot.process.settings import Settings
from bot.wiring import create_app
from sandbox import Sandbox, User

ROUNDS, WARM_UP = 100, 10
PAUSE = 0.04


async def measure_press() -> str:
    """Measure presses that open profile and menu in turn; SQLite is on disk, with synchronous commits."""
    box = Sandbox(TOKEN, [player.persona for player in CAST])
    url = await box.start()
    answered: list[float] = []
    shown: list[float] = []
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(
            database_url=f"sqlite:///{folder}/bench.sqlite3",
            telegram_api_url=url,
            archive_folder=Path(folder) / "files",
        )
        app = await create_app(settings, TOKEN)
        await prepare_sandbox(app.units)
        process = Process(app)
        await process.start()
        polling = asyncio.create_task(app.polling().run())
        person = box.user(CAST[0].id)
        await person.types("/start")
        await box.settled(lambda: bool(person.messages[1:]))
        for at in range(WARM_UP + ROUNDS):
            label, next_word = ("Profil", "@contoh.go.id") if at % 2 == 0 else ("Menu", "LPSE Support")
            toasts, start = len(person.toasts), time.perf_counter()
            await person.presses(label)
            await box.settled(partial(_answered, person, toasts))
            answered.append(time.perf_counter() - start)
            await box.settled(partial(_shows, person, next_word))
            shown.append(time.perf_counter() - start)
            # Slower than Telegram's thirty calls a second, so that its rate limit is not measured.
            await asyncio.sleep(PAUSE)
        polling.cancel()
        await asyncio.gather(polling, return_exceptions=True)
        await process.stop()
        await box.stop()
    lines = ["| what | median ms | p95 ms | x answer |", "|---|---|---|---|"]
    lines += [
        row("press answered", answered[WARM_UP:]),
        row("next screen out", shown[WARM_UP:], answered[WARM_UP:]),
    ]
    return "\n".join(lines) + "\n"


def _answered(person: User, before: int) -> bool:
    return len(person.toasts) > before


def _shows(person: User, word: str) -> bool:
    return word in str(person.messages[-1].get("text"))
