"""Puts the bot together: the one place that knows every part."""

from __future__ import annotations

import asyncio
import gc
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

import structlog
from aiogram import Dispatcher
from aiogram.exceptions import TelegramAPIError, TelegramNotFound, TelegramUnauthorizedError

from bot.account_imports import WRONG, AccountImports
from bot.admin_makers import AdminMakers
from bot.archive import Archive, FolderArchive
from bot.archivist import Archivist
from bot.clock import Clock
from bot.clock_time import now
from bot.courier import Courier
from bot.delivery import Delivery
from bot.handling import Handling
from bot.holidays_of_indonesia import holidays_of_indonesia
from bot.imports_in_chat import ImportsInChat
from bot.intake import Inlet, Polling
from bot.lanes import Lanes
from bot.mail import open_letters
from bot.makers import Makers
from bot.master_data import fill_in_master_data, load_zones
from bot.package_lookup import PackageLookups
from bot.package_service import PackageService
from bot.settings import Settings, WrongSettings
from bot.telegram import Telegram
from bot.workshop import Bench, Workshop
from conversations.rendering import Renderer
from conversations.runner import Runner
from conversations.talks import TALKS
from handlers.arrivals import router
from handlers.scene import Helpdesk
from locales import load_translations
from storage.database import Database, open_database, upgrade
from storage.unit import Shelf, SqlUnit

log = structlog.get_logger()

# Seconds that what is in hand gets when the process is asked to stop; together less than ten.
LANES_GRACE, COURIER_GRACE = 5.0, 4.0
TAKEN_UP_AT_START = 10_000
# Seconds that Telegram gets at the start to say who the bot is.
ASKING = 10.0


@dataclass(frozen=True, slots=True)
class App:
    """The running parts, each started and stopped by `Process`; `poke` says that something was committed."""

    database: Database
    shelf: Shelf
    telegram: Telegram
    courier: Courier
    lanes: Lanes
    inlet: Inlet
    clock: Clock
    workshop: Workshop
    archivist: Archivist
    poke: Callable[[], None]
    lookups: PackageLookups | None = None

    def polling(self) -> Polling:
        return Polling(self.telegram, self.inlet)


async def create_database(settings: Settings) -> Database:
    """Open, and with all its tables."""
    database = open_database(settings.database_url)
    await upgrade(database)
    return database


def create_helpdesk(settings: Settings, link: str = "") -> Helpdesk:
    """Talks and screens; `link` opens the bot in Telegram."""
    renderer = Renderer(load_translations(), settings.zone)
    can_mail = settings.smtp_url is not None
    holidays = holidays_of_indonesia()
    return Helpdesk(Runner(TALKS), renderer, can_mail, link, holidays)


def create_lookups(
    settings: Settings, database: Database, shelf: Shelf, now: Callable[[], datetime]
) -> PackageLookups | None:
    """The service for package codes, where one is set."""
    if settings.packages_api_url is None:
        return None
    zones = load_zones()
    service = PackageService(
        str(settings.packages_api_url),
        settings.packages_api_token,
        lambda repository: zones.get(repository, settings.zone),
    )
    return PackageLookups(service, database, shelf, now)


def create_workshop(
    settings: Settings,
    database: Database,
    telegram: Telegram,
    archive: Archive,
    helpdesk: Helpdesk,
    shelf: Shelf,
    now: Callable[[], datetime],
) -> Workshop:
    """What makes documents."""
    makers = Makers(database, telegram, archive, helpdesk, shelf, settings.zone, now)
    admin = AdminMakers(database, helpdesk, shelf, settings.zone, now)
    accounts = AccountImports(database, telegram, helpdesk, shelf, now)
    imports = ImportsInChat(database, telegram, helpdesk, shelf, now)
    benches = (
        Bench(2, {"ticket_pdf": makers.ticket_pdf, "faq_csv": admin.faq, WRONG: accounts.wrong_lines}),
        # What draws and what loads is not made to be run twice at once.
        Bench(1, {"report_pictures": makers.report_pictures, "report_xlsx": makers.report_xlsx}),
        Bench(1, {"import": imports, "accounts": accounts.load}),
        Bench(
            2,
            {
                "csv": makers.table,
                "xlsx": makers.table,
                "bundle": makers.bundle,
                "trail_csv": admin.trail,
                "trail_xlsx": admin.trail,
            },
        ),
    )
    return Workshop(database, telegram, helpdesk, shelf, benches, now)


async def ask_link(telegram: Telegram) -> str:
    """Where the bot is opened. A token that Telegram does not know is a wrong setting; silence is not."""
    try:
        me = await telegram.call("getMe", {}, timeout=ASKING)
    except (TelegramUnauthorizedError, TelegramNotFound):
        await telegram.close()
        raise WrongSettings(["BOT_TOKEN: Telegram does not know this token"]) from None
    except TelegramAPIError as failure:
        log.warning("telegram_not_reached", error=type(failure).__name__)
        return ""
    return f"https://t.me/{me['username']}"


async def create_app(settings: Settings, token: str, now: Callable[[], datetime] = now) -> App:
    """Everything, connected and not yet running."""
    telegram = Telegram(token, str(settings.telegram_api_url), local=settings.telegram_local)
    link = await ask_link(telegram)
    database, shelf = await create_database(settings), Shelf()
    await fill_in_master_data(database, shelf)
    helpdesk = create_helpdesk(settings, link)
    letters = open_letters(settings.smtp_url, settings.mail_from) if settings.smtp_url else None
    courier = Courier(database, Delivery(telegram), letters, shelf, now)
    archive = FolderArchive(settings.archive_folder)
    archivist = Archivist(database, telegram, archive, shelf, now, settings.archived_for)

    workshop = create_workshop(settings, database, telegram, archive, helpdesk, shelf, now)

    def poke() -> None:
        for part in (courier, workshop, archivist):
            part.poke()

    dispatcher = Dispatcher(disable_fsm=True)
    dispatcher.include_router(router())
    lookups = create_lookups(settings, database, shelf, now)
    lanes = Lanes(Handling(telegram, dispatcher, database, helpdesk, shelf, poke, now, lookups))
    inlet = Inlet(database, lanes, now)
    clock = Clock(database, helpdesk, shelf, courier, lanes, archivist, now)
    return App(database, shelf, telegram, courier, lanes, inlet, clock, workshop, archivist, poke, lookups)


class Process:
    """Starts the parts in order, and stops them in the order in which nothing is lost."""

    def __init__(self, app: App) -> None:
        self._app = app
        self._leading: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Take up what an earlier process left, and begin sending."""
        app = self._app
        waiting = await app.database.read(lambda c: SqlUnit(c, app.shelf).inbox.waiting(TAKEN_UP_AT_START))
        if waiting:
            log.info("taken_up", updates=len(waiting))
        app.lanes.put(waiting)
        self._leading = asyncio.create_task(app.database.lead(self._lead, app.poke))
        # Imports and tables live as long as the process: the collector need not look at them again.
        gc.collect()
        gc.freeze()

    async def _lead(self) -> None:
        """What one process does for all: sending, making, archiving, and the sweeps of the clock."""
        log.info("leading")
        self._app.clock.start()
        beside = [asyncio.create_task(part.run()) for part in (self._app.workshop, self._app.archivist)]
        try:
            await self._app.courier.run()
        finally:
            self._app.clock.stop()
            for task in beside:
                task.cancel()
            await asyncio.gather(*beside, return_exceptions=True)

    async def stop(self) -> None:
        """Within ten seconds; what is not finished is taken up by the next process."""
        app = self._app
        await app.lanes.stop(LANES_GRACE)
        await app.courier.stop(COURIER_GRACE)
        if self._leading is not None:
            self._leading.cancel()
            await asyncio.gather(self._leading, return_exceptions=True)
        if app.lookups is not None:
            await app.lookups.close()
        await app.telegram.close()
        await app.database.close()
