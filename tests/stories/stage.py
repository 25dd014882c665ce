"""The stage of a story: a Telegram, a mail server, a settable clock, and the bot between them, all real."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from pathlib import Path
from typing import TypeVar

import structlog
from sqlalchemy import func, select
from structlog.testing import LogCapture

from bot.archive import FolderArchive
from bot.cast import CAST, Player, prepare
from bot.master_data import fill_in_master_data
from bot.running import run_until_stopped
from bot.settings import Settings
from bot.wiring import App, create_app, create_database
from core.people import Assignment, Person
from core.roles import Role
from sandbox import Persona, Sandbox
from storage import tables
from storage.database import open_database
from storage.unit import Shelf, SqlUnit
from tests.stories.actor import PATIENCE, Actor
from tests.stories.postman import Postman

T = TypeVar("T")

TOKEN = "123456:sandbox"
SIDOARJO = 111
# Refusals that belong to the way in which screens are edited, and harm nobody.
TOLERATED = ("message is not modified",)
GUESTS = (
    Player(
        2003, "Tono", "Wijaya", "LPSE Sidoarjo", Assignment(Role.HELPDESK_LPSE, SIDOARJO), "Helpdesk LPSE"
    ),
)
STRANGER, JOHN = Persona(9001, "Orang", "Asing"), Persona(9002, "John", "Smith", language_code="en")


@dataclass
class Clock:
    """Runs as time does, and can be put forward."""

    ahead: timedelta = timedelta()

    def __call__(self) -> datetime:
        return datetime.now(UTC) + self.ahead


def people() -> list[Persona]:
    """Everybody who has met the bot."""
    return [*(player.persona for player in (*CAST, *GUESTS)), STRANGER, JOHN]


async def furnish(url: str) -> None:
    """A database with everybody's account in it, to be copied for each story."""
    database, shelf = await create_database(Settings(database_url=url, _env_file=None)), Shelf()
    await fill_in_master_data(database, shelf)
    await prepare(database, shelf)

    def add_guests(unit: SqlUnit) -> None:
        at = datetime.now(UTC)
        for guest in GUESTS:
            name = f"{guest.first_name} {guest.last_name}"
            person = Person(0, name, guest.email, office=guest.office, assignments=(guest.assignment,))
            unit.links.link(guest.id, unit.people.add(person, at).id, at)

    await database.run(lambda connection: add_guests(SqlUnit(connection, shelf)))
    await database.close()


class Stage:
    """Everything around a story; `close` looks whether the bot behaved all through it."""

    def __init__(self, folder: Path, furnished: Path, *, local: bool = False) -> None:
        """`local`: Telegram is a Bot API server with --local on this machine."""
        self.clock = Clock()
        self.box = Sandbox(
            TOKEN,
            people(),
            folder=folder / "telegram" if local else None,
            clock=lambda: self.clock().timestamp(),
            webhook_delay=0.01,
            local=local,
        )
        self.postman = Postman(self.box.world.stir)
        self.log = LogCapture()
        self.settings = Settings(_env_file=None)
        self.archive = FolderArchive(folder / "files")
        self._local = local
        self._file = folder / "bot.sqlite3"
        self._tolerated = set(TOLERATED)
        self._accepted: set[str] = set()
        self._actors: dict[int, Actor] = {}
        self._app: App | None = None
        self._running: asyncio.Task[None] | None = None
        shutil.copy(furnished, self._file)

    @property
    def app(self) -> App:
        """The parts of the running bot."""
        assert self._app is not None, "the bot does not run"
        return self._app

    def plays(self, user_id: int) -> Actor:
        """The person with this Telegram id."""
        if user_id not in self._actors:
            self._actors[user_id] = Actor(self.box, self.box.user(user_id))
        return self._actors[user_id]

    async def open(self) -> None:
        """Telegram, mail, and the bot."""
        structlog.configure(processors=[self.log])
        self.settings = Settings(
            telegram_api_url=await self.box.start(),
            database_url=f"sqlite:///{self._file}",
            smtp_url=await self.postman.open(),
            archive_folder=self.archive.folder,
            telegram_local=self._local,
            _env_file=None,
        )
        for player in (*CAST, *GUESTS):
            self.plays(player.id)
        await self.bot_starts()

    async def bot_starts(self) -> None:
        """The bot, by long polling."""
        self._app = await create_app(self.settings, TOKEN, self.clock)
        ready = asyncio.Event()
        await self.runs(run_until_stopped(self._app, self._app.polling().run(), ready), ready.wait())

    async def runs(self, bot: Coroutine[None, None, None], ready: Coroutine[None, None, object]) -> None:
        """A bot of the story's own; what ends it early is raised here."""
        self._running = asyncio.create_task(bot)
        waiting = asyncio.ensure_future(ready)
        await asyncio.wait({self._running, waiting}, return_when=asyncio.FIRST_COMPLETED)
        if self._running.done():
            waiting.cancel()
            self._running.result()

    async def bot_stops(self) -> None:
        """As when the process is asked to end."""
        if self._running is not None:
            self._running.cancel()
            await asyncio.gather(self._running, return_exceptions=True)
            self._running = self._app = None

    async def bot_restarts(self) -> None:
        await self.bot_stops()
        await self.bot_starts()

    async def close(self) -> None:
        """The end of the story: nothing that the bot sent was wrong, and nothing went wrong inside it."""
        await self.bot_stops()
        await self.postman.close()
        await self.box.stop()
        structlog.reset_defaults()
        refused = [
            (call.method, call.error["description"], call.params.get("text"))
            for call in self.box.calls
            if call.error and call.error.get("error_code") == 400
        ]
        wrong = [r for r in refused if not any(words in r[1] for words in self._tolerated)]
        assert not wrong, wrong
        failed = [e for e in self.log.entries if e["log_level"] in {"error", "critical"}]
        unexpected = [e for e in failed if e["event"] not in self._accepted]
        assert not unexpected, unexpected

    def accepts(self, *events: str) -> None:
        """This story is about trouble: these errors in the log belong to it."""
        self._accepted |= set(events)

    def tolerates(self, *words: str) -> None:
        """This story makes Telegram refuse calls in these words."""
        self._tolerated |= set(words)

    async def do(self, work: Callable[[SqlUnit], T]) -> T:
        """A unit of work beside the bot."""
        if self._app is not None:
            shelf = self._app.shelf
            return await self._app.database.run(lambda connection: work(SqlUnit(connection, shelf)))
        database, shelf = open_database(self.settings.database_url), Shelf()
        try:
            return await database.run(lambda connection: work(SqlUnit(connection, shelf)))
        finally:
            await database.close()

    async def time_passes(self, **amount: float) -> None:
        """Put the clock forward, and let it sweep."""
        self.clock.ahead += timedelta(**amount)
        await self.app.clock.mind_due()

    async def all_is_quiet(self) -> None:
        """Until the bot has handled every update and sent every answer."""
        while True:
            await self.box.settled(lambda: not self.box.world.updates.pending, PATIENCE)
            await self.app.lanes.idle()
            if sending := self.app.courier._busy.values():
                await asyncio.wait(sending)
                continue
            seen = self._sent
            if not await self.do(_unsent):
                return
            if self.app.workshop._in_hand:
                # It takes its order off the list some time after it has sent the document.
                continue
            await self.box.settled(lambda: self._sent != seen, PATIENCE)  # noqa: B023 - of this very round

    async def letter_to(self, address: str, number: int = 1) -> EmailMessage:
        """The so-manieth letter to this address, once it has come."""
        await self.box.settled(lambda: len(self.postman.letters_to(address)) >= number, PATIENCE)
        return self.postman.letters_to(address)[number - 1]

    @property
    def _sent(self) -> tuple[object, int]:
        """Another one after each thing that the bot sends or tries to send."""
        return self.box.calls[-1], self.postman.tries


def _unsent(unit: SqlUnit) -> int:
    waiting = select(func.count()).select_from(tables.outbox).where(tables.outbox.c.failed_at.is_(None))
    return int(unit.connection.execute(waiting).scalar_one())
