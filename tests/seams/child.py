"""The bot as a process of its own, against a Telegram in the test's process: to be killed at a seam."""

from __future__ import annotations

import asyncio
import os
import shutil
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from sqlalchemy import func, select

from bot.archive import FolderArchive
from sandbox import Sandbox
from storage import tables
from storage.database import open_database
from storage.unit import Shelf, SqlUnit
from tests.stories.actor import Actor
from tests.stories.stage import TOKEN, people

T = TypeVar("T")

ROOT = Path(__file__).parents[2]
# Seconds in which a process starts or ends.
PATIENCE = 20.0


class Child:
    """A bot that is started, killed and started again over the same database."""

    def __init__(self, folder: Path, furnished: Path) -> None:
        self.box = Sandbox(TOKEN, people())
        self.file = folder / "bot.sqlite3"
        self.said = folder / "stderr"
        self.mail = folder / "mail"
        self.archive = FolderArchive(folder / "files")
        self._folder = folder
        self._process: asyncio.subprocess.Process | None = None
        shutil.copy(furnished, self.file)

    async def open(self) -> None:
        await self.box.start()
        await self.starts()

    async def close(self) -> None:
        if self._process is not None and self._process.returncode is None:
            await self.is_killed()
        await self.box.stop()

    def plays(self, user_id: int) -> Actor:
        return Actor(self.box, self.box.user(user_id))

    async def starts(self) -> None:
        """`python -m bot run`, until it has asked for updates."""
        settings = {
            "BOT_TOKEN": TOKEN,
            "TELEGRAM_API_URL": self.box.url,
            "DATABASE_URL": f"sqlite:///{self.file}",
            "SMTP_URL": self.mail.as_uri(),
            "ARCHIVE_FOLDER": str(self.archive.folder),
            "LOG_LEVEL": "DEBUG",
        }
        before = self._polls()
        with self.said.open("ab") as said:
            self._process = await asyncio.create_subprocess_exec(
                sys.executable, "-m", "bot", "run",
                cwd=self._folder, env=os.environ | settings | {"PYTHONPATH": str(ROOT)}, stderr=said,
            )  # fmt: skip
        await self.box.settled(lambda: self._polls() > before, PATIENCE)

    async def is_killed(self) -> None:
        """kill -9: nothing is said, nothing is finished."""
        assert await self._ends(signal.SIGKILL) == -signal.SIGKILL

    async def is_terminated(self) -> int:
        """SIGTERM; the exit code."""
        return await self._ends(signal.SIGTERM)

    async def numbers(self) -> list[str]:
        """The tickets that there are."""
        return await self.look(lambda unit: list(unit.connection.scalars(select(tables.tickets.c.number))))

    async def taken(self) -> None:
        """Until every update is acknowledged, which is after the commit that keeps it."""
        await self.box.settled(lambda: not self.box.world.updates.pending)

    async def look(self, work: Callable[[SqlUnit], T]) -> T:
        """A unit of work beside the bot's."""
        database, shelf = open_database(f"sqlite:///{self.file}"), Shelf()
        try:
            return await database.run(lambda connection: work(SqlUnit(connection, shelf)))
        finally:
            await database.close()

    async def _ends(self, how: signal.Signals) -> int:
        assert self._process is not None
        self._process.send_signal(how)
        return await asyncio.wait_for(self._process.wait(), PATIENCE)

    def _polls(self) -> int:
        return sum(call.method == "getUpdates" for call in self.box.calls)


def count_waiting(unit: SqlUnit) -> int:
    """Updates that are kept and not handled."""
    waiting = select(func.count()).select_from(tables.inbox).where(tables.inbox.c.done_at.is_(None))
    return int(unit.connection.execute(waiting).scalar_one())


def count_unsent(unit: SqlUnit) -> int:
    """Calls that are committed and not sent."""
    return int(unit.connection.execute(select(func.count()).select_from(tables.outbox)).scalar_one())
