"""Run the bot of a story with a sandbox, a mail server and a settable clock."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from functools import partial
from pathlib import Path
from typing import TypeVar

import structlog
from pydantic import AnyHttpUrl
from sqlalchemy import func, select
from structlog.testing import LogCapture

from bot.app import App
from bot.archive.folder import FolderArchive
from bot.imports.database import opened_units
from bot.imports.sandbox_people import CAST, Player, prepare_sandbox
from bot.process.holidays import holidays_of_indonesia
from bot.process.settings import Settings
from bot.process.waits import Waits
from bot.running import run_until_stopped
from bot.sending.bot_api import Telegram
from bot.wiring import create_app
from conversations.conversation import ConversationState
from core.organisation.lpse import zone_named
from core.organisation.office_hours import OfficeHours
from core.organisation.roles import Role
from core.people.people import Assignment, Person
from sandbox import Persona, Sandbox
from storage.schema import tables
from storage.unit import SqlUnitOfWork
from storage.units import open_units
from tests.stories.actor import PATIENCE, Actor
from tests.stories.direct_calls import DirectTelegram
from tests.stories.postman import Postman

T = TypeVar("T")

OFFICE = OfficeHours(zone_named("WIB"), holidays_of_indonesia())

TOKEN = "123456:sandbox"
# To read settings is a tenth of the work of a start: each stage copies these, and puts in its own.
USUAL_SETTINGS = Settings(_env_file=None)
# Settings that are attributes of a stage.
RATES = ("telegram_rate", "telegram_chat_rate", "telegram_group_rate", "person_budget", "stranger_budget")
SIDOARJO = 111
# Refusals of Telegram that are expected when screens are edited, and do no harm.
TOLERATED = ("message is not modified",)
GUESTS = (
    Player(
        2003, "Tono", "Wijaya", "LPSE Sidoarjo", Assignment(Role.HELPDESK_LPSE, SIDOARJO), "Helpdesk LPSE"
    ),
)
# No story waits for an album that isn't about one, for copies of files, or long for a mail server.
QUICK = Waits(album=timedelta(milliseconds=50), copies=timedelta(), mail_server=timedelta(milliseconds=200))
STRANGER, JOHN = Persona(9001, "Orang", "Asing"), Persona(9002, "John", "Smith", language_code="en")


@dataclass
class Clock:
    """A clock that runs as time does, and can be put forward."""

    ahead: timedelta = timedelta()

    def __call__(self) -> datetime:
        return datetime.now(UTC) + self.ahead


def people() -> list[Persona]:
    """Return everybody who has met the bot."""
    return [*(player.persona for player in (*CAST, *GUESTS)), STRANGER, JOHN]


async def furnish(url: str) -> None:
    """Create a database with everybody's account, to be copied for each story."""

    def add_guests(unit: SqlUnitOfWork) -> None:
        at = datetime.now(UTC)
        for guest in GUESTS:
            name = f"{guest.first_name} {guest.last_name}"
            person = Person(0, name, guest.email, office=guest.office, assignments=(guest.assignment,))
            unit.links.link(guest.id, unit.people.add(person, at).id, at)

    async with opened_units(Settings(database_url=url, _env_file=None)) as units:
        await prepare_sandbox(units)
        await units.run(add_guests)


class Stage:
    """A bot with all that surrounds it; `close` checks that it did nothing wrong throughout the story."""

    settings: Settings
    # In most stories people act, and Telegram takes messages, as fast as the machine can.
    person_budget = stranger_budget = 100_000
    telegram_rate, telegram_chat_rate, telegram_group_rate = 1000, 30.0, 1000
    # Strangers beside those who have names.
    crowd: tuple[Persona, ...] = ()
    # Whether every call of the bot goes over HTTP; by itself only those do that show what a connection is.
    over_http = False

    def __init__(self, folder: Path, furnished: Path, *, local: bool = False, waits: Waits = QUICK) -> None:
        """Set up without starting; where `local`, Telegram is a Bot API server with --local here."""
        self.clock = Clock()
        self.box = Sandbox(
            TOKEN,
            [*people(), *self.crowd],
            folder=folder / "telegram" if local else None,
            clock=lambda: self.clock().timestamp(),
            webhook_delay=0.01,
            local=local,
        )
        self.postman = Postman(self.box.world.stir)
        self.log = LogCapture()
        self.archive = FolderArchive(folder / "files")
        self._local = local
        self._waits = waits
        self._file = folder / "bot.sqlite3"
        self._tolerated = set(TOLERATED)
        self._accepted: set[str] = set()
        self._actors: dict[int, Actor] = {}
        self._app: App | None = None
        self._running: asyncio.Task[None] | None = None
        shutil.copy(furnished, self._file)

    @property
    def app(self) -> App:
        """Return the parts of the running bot."""
        assert self._app is not None, "the bot does not run"
        return self._app

    def plays(self, user_id: int) -> Actor:
        """Return the person with this Telegram id."""
        if user_id not in self._actors:
            self._actors[user_id] = Actor(self.box, self.box.user(user_id))
            self._actors[user_id].quiet = self.all_is_quiet
            self._actors[user_id].parks = partial(self.has_parked, user_id)
        return self._actors[user_id]

    async def open(self) -> None:
        """Start Telegram, the mail server and the bot."""
        structlog.configure(processors=[self.log])
        own = {
            "telegram_api_url": AnyHttpUrl(await self.box.start()),
            "database_url": f"sqlite:///{self._file}",
            "smtp_url": await self.postman.open(),
            "archive_folder": self.archive.folder,
            "telegram_local": self._local,
            **{name: getattr(self, name) for name in RATES},
        }
        self.settings = USUAL_SETTINGS.model_copy(update=own)
        for player in (*CAST, *GUESTS):
            self.plays(player.id)
        await self.bot_starts()

    async def bot_starts(self) -> None:
        """Start the bot by long polling."""
        client = Telegram if self.over_http else partial(DirectTelegram, self.box)
        self._app = await create_app(self.settings, TOKEN, self.clock, self._waits, client=client)
        ready = asyncio.Event()
        await self.runs(run_until_stopped(self._app, self._app.polling().run(), ready), ready.wait())

    async def runs(self, bot: Coroutine[None, None, None], ready: Coroutine[None, None, object]) -> None:
        """Run another bot than the usual one; raise here what ends it early."""
        self._running = asyncio.create_task(bot)
        waiting = asyncio.ensure_future(ready)
        await asyncio.wait({self._running, waiting}, return_when=asyncio.FIRST_COMPLETED)
        if self._running.done():
            waiting.cancel()
            self._running.result()

    async def bot_stops(self) -> None:
        """Stop the bot as a process is asked to end."""
        if self._running is not None:
            self._running.cancel()
            await asyncio.gather(self._running, return_exceptions=True)
            self._running = self._app = None

    async def bot_restarts(self) -> None:
        await self.bot_stops()
        await self.bot_starts()

    async def close(self) -> None:
        """Stop everything; fail where Telegram refused a call or an error was logged that is not allowed."""
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
        """Allow these errors in the log, since the story is about trouble."""
        self._accepted |= set(events)

    def tolerates(self, *words: str) -> None:
        """Allow calls that Telegram refuses with these words."""
        self._tolerated |= set(words)

    async def do(self, work: Callable[[SqlUnitOfWork], T]) -> T:
        """Run a unit of work beside the bot."""
        if self._app is not None:
            return await self._app.units.run(work)
        units = open_units(self.settings.database_url)
        try:
            return await units.run(work)
        finally:
            await units.close()

    async def has_parked(self, user_id: int, state: ConversationState) -> None:
        """Store a draft of this person, with the LPSE that the conversation answers by itself."""

        def park(unit: SqlUnitOfWork) -> None:
            chat = unit.chats.get(user_id)
            assert chat is not None
            assert chat.person_id is not None
            person = unit.people.get(chat.person_id)
            assert person is not None
            lpse = next(str(role.lpse_id) for role in person.assignments if role.lpse_id is not None)
            own = replace(state, draft={"lpse": lpse, "was": {"lpse": lpse}, **state.draft})
            unit.parked_drafts.put(person.id, state.key, own.to_dict(), self.clock())

        await self.do(park)

    async def until(self, condition: Callable[[SqlUnitOfWork], bool]) -> None:
        """Wait until this holds in the database, which tells nobody when it changes."""
        while not await self.do(condition):  # noqa: ASYNC110 - nobody is told
            await asyncio.sleep(0.01)

    async def time_passes(self, **amount: float) -> None:
        """Put the clock forward, and let everything look at it."""
        self.clock.ahead += timedelta(**amount)
        self.app.wake()
        await self.app.scheduler.remind_and_confirm()
        await self.app.scheduler.reassess_priorities()

    async def time_passes_until(self, moment: datetime) -> None:
        """Put the clock forward to this moment, and let everything look at it."""
        await self.time_passes(seconds=(moment - self.clock()).total_seconds())

    async def is_a_working_morning(self) -> None:
        """Put the clock forward to ten o'clock of the next day on which the offices of Java are open."""
        opening = OFFICE.add_days(self.clock(), 1)
        await self.time_passes_until(opening.replace(hour=10, minute=0))

    async def all_is_handled(self) -> None:
        """Wait until the bot has handled every update; answers may still be on their way."""
        await self.box.settled(lambda: not self.box.world.updates.pending, PATIENCE)
        await self.app.lanes.idle()

    async def all_is_quiet(self) -> None:
        """Wait until the bot has handled every update and sent every message."""
        while True:
            await self.all_is_handled()
            await self.app.leading.courier.idle()
            await self.app.leading.mail_courier.idle()
            # It takes its order off the list some time after it has sent the document.
            await self.app.leading.job_worker.idle()
            await self.app.scheduler.idle()
            if not await self.do(count_unsent):
                return
            # Nobody tells when an event is told, or an alert withdrawn, of which nothing is sent.
            await asyncio.sleep(0.01)

    @asynccontextmanager
    async def nothing_reaches(self, actor: Actor) -> AsyncIterator[None]:
        """Hold that nothing new reaches the actor during the block, nor after it because of it.

        What was on its way before the block is waited for first, and does not count.
        """
        await self.all_is_quiet()
        before = len(actor.sights)
        yield
        await self.all_is_quiet()
        assert not actor.sights[before:], f"{actor.user.persona.first_name} was told something"

    async def letter_to(self, address: str, number: int = 1) -> EmailMessage:
        """Wait for the letter with this number to this address, counted from 1, and return it."""
        await self.box.settled(lambda: len(self.postman.letters_to(address)) >= number, PATIENCE)
        return self.postman.letters_to(address)[number - 1]


def count_unsent(unit: SqlUnitOfWork) -> int:
    waiting = select(func.count()).select_from(tables.outbox).where(tables.outbox.c.failed_at.is_(None))
    return int(unit.connection.execute(waiting).scalar_one())
