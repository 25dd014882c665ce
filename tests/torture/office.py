"""Open the office: a Telegram, a mail server, a database, the bot's processes, and people at work in it."""

from __future__ import annotations

import asyncio
import signal
import time
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import datetime
from pathlib import Path
from random import Random

from sqlalchemy import make_url

from bot.imports.sandbox_people import Player
from core.people.desks import Desk
from sandbox import Sandbox
from tests.torture.cast import OFFICE
from tests.torture.child import Start, set_clock
from tests.torture.engines import Engine, database
from tests.torture.eyes import Eyes
from tests.torture.journal import Journal
from tests.torture.mailbox import Mailbox
from tests.torture.person import Temper, Worker
from tests.torture.processes import Balancer, BotProcess, free_port
from tests.torture.proxy import Proxy
from tests.torture.seams import Seam

TOKEN = "123456:sandbox"
_SECRET = "torture-torture-torture"
# Seconds in which a process is ready, however busy the machine is.
_PATIENCE = 300.0


class Office:
    """Everything around the bot, and what is done to its processes."""

    def __init__(
        self,
        folder: Path,
        engine: Engine,
        url: str,
        random: Random,
        players: Mapping[int, Player] = OFFICE,
        temper: Temper | None = None,
    ) -> None:
        self.folder = folder
        self.engine = engine
        self.url = url
        self.random = random
        self.journal = Journal()
        # Seconds by which everybody's clock is ahead of the machine's.
        self._ahead = 0.0
        self.box = Sandbox(
            TOKEN,
            [player.persona for player in players.values()],
            clock=lambda: time.time() + self._ahead,
            webhook_delay=0.1,
        )
        # Figures for the report, and what a campaign itself has found to be wrong.
        self.notes: list[str] = []
        self.findings: list[str] = []
        self.postman = Mailbox(self.box.world.stir)
        self.processes: list[BotProcess] = []
        self._bot_url = url
        # The seconds by which the clocks of processes are wrong.
        self.clocks = [folder / f"clock-{place}" for place in range(3)]
        self.proxy: Proxy | None = None
        self.kills = 0
        # Exit codes of processes that ended by themselves, which a supervisor starts again.
        self.ended: list[int | None] = []
        self.players = players
        self.people = [
            Worker(self.box, player, self.journal, Random(random.random()), temper or Temper())
            for player in players.values()
        ]
        self.is_closing = False
        # Staff groups by chat: their desk, since when, and what is seen there.
        self.groups: dict[int, tuple[Desk, datetime, Eyes]] = {}
        self._moved: dict[int, int] = {}
        # How often in 1 an update is held up on its way, so that those of other queues overtake it.
        self.disorder = 0.0
        self._balancer = Balancer(lambda: self.living, self._delay)
        self._working: list[asyncio.Task[None]] = []
        self._smtp = ""

    @property
    def living(self) -> list[BotProcess]:
        """Return the processes that have not ended."""
        return [process for process in self.processes if process.is_alive]

    @property
    def wanted(self) -> int:
        """Return how many processes there are to be."""
        return 1 if self.engine is Engine.SQLITE else 2

    async def open(self) -> None:
        """Start everything, the bot last."""
        for clock in self.clocks:
            set_clock(clock, 0.0)
        if self.engine is Engine.POSTGRES:
            server = make_url(self.url)
            self.proxy = Proxy(server.host or "127.0.0.1", server.port or 5432)
            through = server.set(host="127.0.0.1", port=await self.proxy.open())
            self._bot_url = through.render_as_string(hide_password=False)
        await self.box.start()
        self._smtp = await self.postman.open()
        await self._balancer.open()
        while len(self.processes) < self.wanted:
            await self.starts()

    async def close(self) -> None:
        """End everything at once."""
        for task in self._working:
            task.cancel()
        await asyncio.gather(*self._working, return_exceptions=True)
        for process in self.processes:
            await process.kill()
        await self.box.stop()
        await self._balancer.close()
        await self.postman.close()
        if self.proxy is not None:
            await self.proxy.close()

    def begins_work(self) -> None:
        """Let everybody work from now on."""
        self._working = [asyncio.create_task(person.live(lambda: self.is_closing)) for person in self.people]

    async def ends_work(self) -> None:
        """Let everybody finish what they are doing, and do nothing more."""
        self.is_closing = True
        await asyncio.gather(*self._working)
        self._working = []

    async def starts(self, seam: Seam | None = None) -> BotProcess:
        """Start one more process and wait until it takes updates, or has ended at its seam."""
        began = time.monotonic()
        process = self.forks(seam)
        while process.is_alive and not await self._is_ready(process, began):
            if time.monotonic() > began + _PATIENCE:
                raise TimeoutError(f"a process does not start; see {self.folder / 'log'}")
            await asyncio.sleep(0.05)
        return process

    def forks(self, seam: Seam | None = None) -> BotProcess:
        """Start one more process, without waiting for it."""
        place = len(self.living)
        port = 0 if self.engine is Engine.SQLITE else free_port()
        settings = {
            "BOT_TOKEN": TOKEN,
            "TELEGRAM_API_URL": self.box.url,
            "DATABASE_URL": self._bot_url,
            "SMTP_URL": self._smtp,
            "ARCHIVE_FOLDER": str(self.folder / "files"),
            "LOG_LEVEL": "INFO",
        }
        if port:
            settings |= {
                "WEBHOOK_URL": self._balancer.url,
                "WEBHOOK_SECRET": _SECRET,
                "WEBHOOK_PORT": str(port),
            }
        clock = self.clocks[place % len(self.clocks)]
        command = "run" if self.engine is Engine.SQLITE else "webhook"
        process = BotProcess(Start(self.folder, command, settings, seam, clock), port)
        self.processes = [*self.living, process]
        return process

    async def ensures_life(self) -> None:
        """Start processes until there are as many as there are to be."""
        self.ended += [p.exit_code for p in self.processes if p.exit_code not in {None, -signal.SIGKILL}]
        while len(self.living) < self.wanted:
            await self.starts()

    def _delay(self) -> float:
        return self.random.uniform(0, 3) if self.random.random() < self.disorder else 0.0

    def move_chat(self, old: int, new: int) -> None:
        """Make a group a supergroup for good, which has another number."""
        self._moved[old] = new
        self.behave()

    def behave(self) -> None:
        """End all misbehaviour of Telegram; a group that has moved stays where it is."""
        self.box.behave()
        for old, new in self._moved.items():
            self.box.misbehave("*", times=-1, chat_id=old, migrate_to_chat_id=new)

    def lets_pass(self, seconds: float) -> None:
        """Put everybody's clock ahead."""
        self._ahead += seconds
        for clock in self.clocks:
            set_clock(clock, self._ahead, self._ahead)

    async def somebody(self) -> BotProcess:
        """Return any process that lives; start one where all have ended."""
        await self.ensures_life()
        return self.random.choice(self.living)

    async def _is_ready(self, process: BotProcess, began: float) -> bool:
        if not process.port:
            return any(call.method == "getUpdates" and call.at > began for call in reversed(self.box.calls))
        try:
            _, writer = await asyncio.open_connection("127.0.0.1", process.port)
        except OSError:
            return False
        writer.close()
        return True


@asynccontextmanager
async def opened_office(
    folder: Path,
    engine: Engine,
    seed: int,
    players: Mapping[int, Player] = OFFICE,
    temper: Temper | None = None,
) -> AsyncIterator[Office]:
    """Open an office on a new database, and close it at the end, whatever happens."""
    async with AsyncExitStack() as stack:
        url = await stack.enter_async_context(database(engine, folder))
        office = Office(folder, engine, url, Random(seed), players, temper)
        stack.push_async_callback(office.close)
        await office.open()
        yield office
