"""Provide what the measurements share: a bot with a database of its own, updates, and rows of tables."""

from __future__ import annotations

import statistics
import time
from collections.abc import Sequence
from itertools import count
from pathlib import Path
from typing import Any

from bot.app import App
from bot.imports.sandbox_people import prepare_sandbox
from bot.process.settings import Settings
from bot.wiring import create_app

TOKEN = "123456:bench"
_ids = count(int(time.time()))


async def create_bench_app(folder: str) -> App:
    """Return the whole bot with the sandbox's people, on SQLite with synchronous commits in `folder`."""
    settings = Settings(
        database_url=f"sqlite:///{folder}/bench.sqlite3",
        telegram_api_url="http://127.0.0.1:9",
        archive_folder=Path(folder) / "files",
        person_budget=100_000,  # Measurements are not to be slowed down.
        stranger_budget=100_000,
    )
    app = await create_app(settings, TOKEN)
    await prepare_sandbox(app.units)
    return app


def text_update(person: int, text: str) -> dict[str, Any]:
    """Return the update of a text message of a person in the private chat with the bot."""
    number = next(_ids)
    return {
        "update_id": number,
        "message": {
            "message_id": number % 2**31,
            "date": int(time.time()),
            "chat": {"id": person, "type": "private", "first_name": "Rina"},
            "from": {"id": person, "is_bot": False, "first_name": "Rina", "language_code": "id"},
            "text": text,
        },
    }


async def last_texts(app: App) -> list[str]:
    """Return the texts that wait in the outbox, to check that the bot did what is measured."""
    from bot.process.system_clock import now

    rows = await app.units.read(lambda unit: unit.send_queue.due(now(), 1000))
    return [str(getattr(row.message, "body", {}).get("text", "")) for row in rows]


def row(name: str, seconds: Sequence[float], baseline: Sequence[float] | None = None) -> str:
    """Return a row of a table: median and 95th percentile in milliseconds, and the ratio of the medians."""
    median = statistics.median(seconds)
    tail = sorted(seconds)[int(len(seconds) * 0.95)]
    ratio = median / statistics.median(baseline) if baseline else 1
    times = f"{ratio:.1f}" if ratio > 1 else f"{ratio:.2g}"
    return f"| {name} | {median * 1000:.2f} | {tail * 1000:.2f} | {times} |"
