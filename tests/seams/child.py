"""Run the bot in a process of its own, to be killed, against a Telegram in the test's process."""

from __future__ import annotations

import asyncio
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import TypeVar

from sqlalchemy import func, select

from bot.archive.folder import FolderArchive
from sandbox import Sandbox
from storage.schema import tables
from storage.unit import SqlUnitOfWork
from storage.units import open_units
from tests.seams.bot_process import fork_bot
from tests.stories.actor import Actor
from tests.stories.stage import TOKEN, people

T = TypeVar("T")

ROOT = Path(__file__).parents[2]
# Seconds in which a process starts or ends.
PATIENCE = 60.0


class Child:
    """A bot process that is started, killed and started again over the same database."""

    def __init__(self, folder: Path, furnished: Path, *, forked: bool = True, url: str = "") -> None:
        """Set up; `forked` starts from a process with all imports done, else the shell command runs.

        `url` is that of a furnished PostgreSQL database; none: a file of its own.
        """
        self.box = Sandbox(TOKEN, people())
        self.file = folder / "bot.sqlite3"
        self.said = folder / "stderr"
        self.mail = folder / "mail"
        self.archive = FolderArchive(folder / "files")
        # The command that a process runs which is not forked, and settings beside the usual ones.
        self.command, self.settings = "run", dict[str, str]()
        # Runs in each process that is forked, before the bot does.
        self.prepare: Callable[[], None] = do_nothing
        self._folder = folder
        self._forked = forked
        self._process: BaseProcess | subprocess.Popen[bytes] | None = None
        self.url = url or f"sqlite:///{self.file}"
        if not url:
            shutil.copy(furnished, self.file)

    async def open(self) -> None:
        await self.box.start()
        await self.starts()

    async def close(self) -> None:
        if self._process is not None:
            await self.is_killed()
        await self.box.stop()

    def plays(self, user_id: int) -> Actor:
        return Actor(self.box, self.box.user(user_id))

    async def starts(self) -> None:
        """Run `python -m bot run`, and wait until it has asked for updates."""
        before = self._polls()
        self.launches()
        await self.box.settled(lambda: self._polls() > before, PATIENCE)

    def launches(self) -> None:
        """Run `python -m bot run`, which may end before it has asked for anything."""
        settings = {
            "BOT_TOKEN": TOKEN,
            "TELEGRAM_API_URL": self.box.url,
            "DATABASE_URL": self.url,
            "SMTP_URL": self.mail.as_uri(),
            "ARCHIVE_FOLDER": str(self.archive.folder),
            "LOG_LEVEL": "DEBUG",
            **self.settings,
        }
        if self._forked:
            self._process = fork_bot(self._folder, settings, self.said, self.prepare)
        else:
            command = [sys.executable, "-m", "bot", self.command]
            environment = os.environ | settings | {"PYTHONPATH": str(ROOT)}
            with self.said.open("ab") as said:
                self._process = subprocess.Popen(command, cwd=self._folder, env=environment, stderr=said)

    async def is_killed(self) -> None:
        """Kill the process by SIGKILL, so that it finishes nothing."""
        assert await self._ends(signal.SIGKILL) == -signal.SIGKILL

    async def is_terminated(self) -> int:
        """Stop the process by SIGTERM; return its exit code."""
        return await self._ends(signal.SIGTERM)

    def freezes(self) -> None:
        """Stop the process where it is, by SIGSTOP; it holds on to everything."""
        os.kill(self.pid, signal.SIGSTOP)

    def wakes(self) -> None:
        """Let the frozen process go on."""
        os.kill(self.pid, signal.SIGCONT)

    @property
    def pid(self) -> int:
        assert self._process is not None
        assert self._process.pid is not None
        return self._process.pid

    async def numbers(self) -> list[str]:
        """Return the numbers of all tickets."""
        return await self.look(lambda unit: list(unit.connection.scalars(select(tables.tickets.c.number))))

    async def taken(self) -> None:
        """Wait until every update is acknowledged, which is after the commit that keeps it."""
        await self.box.settled(lambda: not self.box.world.updates.pending)

    async def look(self, work: Callable[[SqlUnitOfWork], T]) -> T:
        """Run a unit of work beside the bot's."""
        units = open_units(self.url)
        try:
            return await units.run(work)
        finally:
            await units.close()

    async def until(self, condition: Callable[[SqlUnitOfWork], bool]) -> None:
        """Wait until this holds in the database, which tells nobody when it changes."""
        while not await self.look(condition):  # noqa: ASYNC110 - nobody is told
            await asyncio.sleep(0.05)

    async def _ends(self, how: signal.Signals) -> int:
        os.kill(self.pid, how)
        return await self.ends()

    async def ends(self) -> int:
        """Wait until the process has ended; return its exit code."""
        process, self._process = self._process, None
        assert process is not None
        if isinstance(process, subprocess.Popen):
            return await asyncio.to_thread(process.wait, PATIENCE)
        await asyncio.to_thread(process.join, PATIENCE)
        assert process.exitcode is not None, "it goes on"
        return process.exitcode

    def _polls(self) -> int:
        return sum(call.method == "getUpdates" for call in self.box.calls)


def do_nothing() -> None:
    """Leave the process as it is."""


def count_waiting(unit: SqlUnitOfWork) -> int:
    """Return how many updates are kept and not handled."""
    waiting = select(func.count()).select_from(tables.inbox).where(tables.inbox.c.done_at.is_(None))
    return int(unit.connection.execute(waiting).scalar_one())


def count_unsent(unit: SqlUnitOfWork) -> int:
    """Return how many calls are committed and not sent."""
    return int(unit.connection.execute(select(func.count()).select_from(tables.outbox)).scalar_one())
