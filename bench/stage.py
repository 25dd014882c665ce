"""What the measurements share: a bot on a disk of its own, and updates as Telegram writes them."""

from __future__ import annotations

import statistics
import time
from collections.abc import Iterator, Sequence
from itertools import count
from pathlib import Path
from typing import Any

from bot.cast import CAST, prepare
from bot.settings import Settings
from bot.wiring import App, create_app
from storage.unit import SqlUnit

TOKEN = "123456:bench"
_ids = count(int(time.time()))


async def create_bench_app(folder: str) -> App:
    """The whole bot, its people in the database, SQLite with synchronous commits."""
    settings = Settings(
        database_url=f"sqlite:///{folder}/bench.sqlite3",
        telegram_api_url="http://127.0.0.1:9",
        archive_folder=Path(folder) / "files",
    )
    app = await create_app(settings, TOKEN)
    await prepare(app.database, app.shelf)
    return app


def text_update(person: int, text: str) -> dict[str, Any]:
    """A message of a person in the private chat with the bot."""
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
    """What waits in the outbox, as a check that the bot did what is measured."""
    from bot.clock_time import now

    rows = await app.database.read(lambda c: SqlUnit(c, app.shelf).outbox.due(now(), 1000))
    return [str(row.payload.get("text", "")) for row in rows]


def people() -> Iterator[int]:
    """The cast's reporter, again and again."""
    while True:
        yield CAST[0].id


def row(name: str, seconds: Sequence[float], rival: Sequence[float] | None = None) -> str:
    """A line of a table: median and 95th percentile in milliseconds, and the ratio of the medians."""
    median = statistics.median(seconds)
    tail = sorted(seconds)[int(len(seconds) * 0.95)]
    ratio = median / statistics.median(rival) if rival else 1
    times = f"{ratio:.1f}" if ratio > 1 else f"{ratio:.2g}"
    return f"| {name} | {median * 1000:.2f} | {tail * 1000:.2f} | {times} |"
