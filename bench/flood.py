"""Measure how long somebody who is signed in waits for an answer while strangers flood the bot."""

from __future__ import annotations

import asyncio
import tempfile
import time
from functools import partial
from itertools import count
from pathlib import Path
from typing import Any

from bench.stage import TOKEN, row
from bot.app import App, Process
from bot.imports.sandbox_people import CAST, prepare_sandbox
from bot.process.settings import Settings
from bot.wiring import create_app
from sandbox import Persona, Sandbox, User

STRANGERS, STICKERS = 60, 40
# Together an even number, since two presses lead back to the menu.
ROUNDS, WARM_UP = 40, 10
PAUSE = 0.04
# Below the numbers that the sandbox gives.
_ids = count(1)


async def measure_flood() -> str:
    """Measure presses that open profile and menu in turn, without strangers and while all of them flood.

    The budget of strangers is so large that every one of their stickers is handled.
    """
    strangers = [Persona(90_000 + n, "Orang", "Asing") for n in range(STRANGERS)]
    box = Sandbox(TOKEN, [*(player.persona for player in CAST), *strangers])
    url = await box.start()
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(
            database_url=f"sqlite:///{folder}/bench.sqlite3",
            telegram_api_url=url,
            archive_folder=Path(folder) / "files",
            stranger_budget=100_000,
        )
        app = await create_app(settings, TOKEN)
        await prepare_sandbox(app.units)
        process = Process(app)
        await process.start()
        polling = asyncio.create_task(app.polling().run())
        person = box.user(CAST[0].id)
        await person.types("/start")
        await box.settled(lambda: bool(person.messages[1:]))
        idle = await _presses(box, person)
        await app.intake.take([_sticker(one.id) for _ in range(STICKERS) for one in strangers])
        flooded = await _presses(box, person)
        waiting = await _waiting(app)
        polling.cancel()
        await asyncio.gather(polling, return_exceptions=True)
        await process.stop(at_once=True)
        await box.stop()
    lines = ["| what | median ms | p95 ms | x idle |", "|---|---|---|---|"]
    lines += [
        row("next screen, nobody else", idle),
        row(f"next screen, {STRANGERS} strangers with {STICKERS} stickers each", flooded, idle),
    ]
    return "\n".join(lines) + f"\n\n{waiting} stickers still waited at the end.\n"


async def _presses(box: Sandbox, person: User) -> list[float]:
    """Return the seconds from each press to the next screen."""
    times = []
    for at in range(WARM_UP + ROUNDS):
        label, next_word = ("Profil", "@contoh.go.id") if at % 2 == 0 else ("Menu", "LPSE Support")
        start = time.perf_counter()
        await person.presses(label)
        await box.settled(partial(_shows, person, next_word))
        times.append(time.perf_counter() - start)
        await asyncio.sleep(PAUSE)
    return times[WARM_UP:]


def _shows(person: User, word: str) -> bool:
    return word in str(person.messages[-1].get("text"))


async def _waiting(app: App) -> int:
    """Return how many updates are not handled yet, to show that the flood lasted."""
    return len(await app.units.read(lambda unit: unit.inbox.pending(100_000)))


def _sticker(sender: int) -> dict[str, Any]:
    """Return the update of a sticker that a stranger sends."""
    number = next(_ids)
    return {
        "update_id": number,
        "message": {
            "message_id": number,
            "date": int(time.time()),
            "chat": {"id": sender, "type": "private"},
            "from": {"id": sender, "is_bot": False, "first_name": "Orang"},
            "sticker": {"file_id": "s", "file_unique_id": "s"},
        },
    }
