"""Connect the parts of the bot: the composition root, and the one module that knows every part."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, tzinfo
from functools import cache, partial

import structlog
from aiogram import Dispatcher
from aiogram.exceptions import TelegramAPIError, TelegramNotFound, TelegramUnauthorizedError
from aiogram.types import Update

from bot.app import App, LeadingParts
from bot.archive.fetcher import FileArchiver
from bot.archive.folder import FolderArchive
from bot.bounces.reader import BounceReader
from bot.imports.database import create_units
from bot.imports.shipped_data import load_faq_wordings, load_known_errors, load_stages
from bot.job_pools import create_job_worker
from bot.monitoring.health import Health
from bot.monitoring.measured import MeasuredLetters, MeasuredPackageService, measured_job
from bot.monitoring.metrics import Metrics
from bot.monitoring.server import MonitoringServer, create_monitoring
from bot.monitoring.watch import Watch, faults_in
from bot.packages.lookup import PackageLookups
from bot.process.absence import retry_while_away
from bot.process.holidays import holidays_of_indonesia
from bot.process.imap_url import read_imap_url
from bot.process.settings import Settings, WrongSettings
from bot.process.system_clock import now
from bot.process.waits import Waits
from bot.scheduled_backups import ScheduledBackups
from bot.scheduler import Scheduler
from bot.sending.bot_api import Telegram
from bot.sending.courier import Courier
from bot.sending.delivery import Delivery
from bot.sending.fan_out import FanOut
from bot.sending.introduction import link_of
from bot.sending.mail import Letters, open_letters
from bot.sending.mail_courier import MailCourier
from bot.sending.rate_limit import SendRates
from bot.updates.budgets import BudgetRates, SenderBudgets
from bot.updates.intake import UpdateIntake
from bot.updates.lanes import Lanes
from bot.updates.outages import Outages
from bot.updates.processor import UpdateProcessor
from bot.updates.transaction import UpdateTransaction
from bot.wake_ups import WakeUps
from conversations.engine.runner import Runner
from conversations.flows import CONVERSATIONS
from conversations.rendering.renderer import Renderer
from core.administration.service_faults import FaultKey
from handlers.context.transaction_context import BotLink, HelpdeskServices, TransactionContext
from handlers.router import router
from handlers.staff_groups import release_group
from handlers.telegram.message_format import TELEGRAM
from locales import load_translations
from storage.retention import ON_REQUEST, RETENTION, RetentionRule, chosen_rules
from storage.unit import SqlUnitOfWork
from storage.units import Topic, UnitsOfWork

log = structlog.get_logger()

# Seconds that Telegram gets at the start to say who the bot is.
GET_ME_TIMEOUT = 10.0

Now = Callable[[], datetime]
Client = Callable[..., Telegram]
USUAL = Waits()


async def create_app(
    settings: Settings,
    token: str,
    now: Now = now,
    waits: Waits = USUAL,
    letters: Letters | None = None,
    client: Client = Telegram,
) -> App:
    """Connect every part of the bot; none of them runs yet.

    `letters` is a way to send letters in place of the one in the settings, and `client` makes the client of
    the Bot API from the parameters of `Telegram`.

    Raise `WrongSettings` where Telegram does not know the token.
    """
    metrics = Metrics()
    telegram = create_telegram(settings, token, metrics, client)
    helpdesk = create_helpdesk(settings, await ask_link(telegram), waits)
    archive = FolderArchive(settings.archive_folder)
    try:
        units = await retry_while_away(
            partial(create_units, settings, runs=True),
            is_server=not settings.database_url.startswith("sqlite"),
        )
    except BaseException:
        await telegram.close()
        raise

    leading = create_leading_parts(settings, units, telegram, archive, helpdesk, metrics, now, waits, letters)
    wake = create_wake_ups(leading)
    units.on_outgoing(wake)
    lookups = create_lookups(settings, units, now, metrics)
    updating = units.for_updates()
    transaction = UpdateTransaction(telegram, create_dispatcher(), updating, helpdesk, now, lookups)
    lanes = Lanes(metrics.timed_updates(UpdateProcessor(updating, transaction, Outages())))
    health = Health(units)
    watch = Watch(settings, units, telegram, health, metrics, now)
    leader = units.for_leader()
    bounces = create_bounce_reader(settings, leader, helpdesk, now)
    if bounces is not None:
        watch.bounces_trouble = lambda: bounces.trouble
    budgets = SenderBudgets(BudgetRates(settings.person_budget, settings.stranger_budget))
    return App(
        units=units,
        telegram=telegram,
        intake=UpdateIntake(units, lanes, now, helpdesk, budgets),
        lanes=lanes,
        leading=leading,
        scheduler=Scheduler(
            leader,
            helpdesk,
            lanes,
            leading.file_archiver,
            now,
            partial(find_faults, watch),
            ScheduledBackups(settings, leader, helpdesk, now),
            lookups,
            bounces.read_new if bounces is not None else None,
            chosen_retention(settings),
        ),
        health=health,
        metrics=metrics,
        watch=watch,
        monitoring=create_monitoring_server(settings, watch, metrics),
        wake=wake,
        lookups=lookups,
        bot_link=helpdesk.bot_link,
        bounces=bounces,
    )


def create_leading_parts(
    settings: Settings,
    units: UnitsOfWork,
    telegram: Telegram,
    archive: FolderArchive,
    helpdesk: HelpdeskServices,
    metrics: Metrics,
    now: Now,
    waits: Waits,
    letters: Letters | None,
) -> LeadingParts:
    """Return what one process does for all; `letters` sends e-mail in place of the server in the settings."""
    leader = units.for_leader()
    found = letters or create_letters(settings)
    sent = MeasuredLetters(found, metrics) if found else None
    job_worker = create_job_worker(settings, units, telegram, archive, helpdesk, now)
    job_worker.handlers = {
        kind: measured_job(kind, handler, metrics) for kind, handler in job_worker.handlers.items()
    }
    return LeadingParts(
        fan_out=FanOut(leader, helpdesk, now),
        courier=create_courier(settings, leader, telegram, helpdesk, now),
        mail_courier=MailCourier(leader, sent, now, waits.mail_server),
        job_worker=job_worker,
        file_archiver=FileArchiver(leader, telegram, archive, now, settings.archived_for, waits.copies),
    )


def chosen_retention(settings: Settings) -> Sequence[RetentionRule]:
    """Return what is deleted after how long, with the times of the settings in place of the usual ones."""
    names = {rule.setting for rule in (*RETENTION, *ON_REQUEST)}
    return chosen_rules(settings.model_dump(include=names))


def create_wake_ups(leading: LeadingParts) -> WakeUps:
    """Return what wakes each of these parts when something for it is committed."""
    return WakeUps(
        leading.courier,
        {
            Topic.LETTERS: leading.mail_courier,
            Topic.JOBS: leading.job_worker,
            Topic.EVENTS: leading.fan_out,
            Topic.FILES: leading.file_archiver,
        },
    )


async def find_faults(watch: Watch) -> Mapping[FaultKey, str]:
    """Look at everything now, and return what administrators are told of, with its reason."""
    return faults_in(await watch.look())


def create_monitoring_server(settings: Settings, watch: Watch, metrics: Metrics) -> MonitoringServer | None:
    """Return what answers those who monitor the bot, where a port is set."""
    if settings.health_port is None:
        return None
    return MonitoringServer(create_monitoring(watch, metrics), settings.health_host, settings.health_port)


def create_telegram(
    settings: Settings, token: str, metrics: Metrics | None = None, client: Client = Telegram
) -> Telegram:
    """Return the client of the Bot API server, with no connection yet; its calls are measured."""

    def observe(method: str, outcome: str, seconds: float) -> None:
        if metrics is not None:
            metrics.calls.labels(method, outcome).observe(seconds)

    return client(token, str(settings.telegram_api_url), local=settings.telegram_local, observe=observe)


async def ask_link(telegram: Telegram) -> str:
    """Return the link that opens the bot; empty where Telegram is not reached.

    Raise `WrongSettings` where Telegram does not know the token.
    """
    try:
        me = await telegram.call("getMe", {}, timeout=GET_ME_TIMEOUT)
    except (TelegramUnauthorizedError, TelegramNotFound):
        await telegram.close()
        raise WrongSettings(["BOT_TOKEN: Telegram does not know this token"]) from None
    except TelegramAPIError as failure:
        log.warning("telegram_away", error=type(failure).__name__, hint="waiting for it")
        return ""
    return link_of(me)


def create_helpdesk(settings: Settings, link: str = "", waits: Waits = USUAL) -> HelpdeskServices:
    """Return what every transaction shares: conversations, texts and holidays; `link` opens the bot."""
    return HelpdeskServices(
        runner=Runner(CONVERSATIONS),
        renderer=create_renderer(settings.zone),
        can_mail=settings.smtp_url is not None,
        bot_link=BotLink(link),
        holidays=holidays_of_indonesia(),
        album=waits.album,
        stages=load_stages(),
        session_days=settings.admin_session_days,
        known_errors=load_known_errors(),
        faq_wordings=load_faq_wordings(),
    )


def create_courier(
    settings: Settings, units: UnitsOfWork, telegram: Telegram, helpdesk: HelpdeskServices, now: Now
) -> Courier:
    """Return the courier, which sends at the rates of the settings."""

    def give_up_group(unit: SqlUnitOfWork, group_id: int, at: datetime) -> None:
        release_group(TransactionContext(helpdesk, unit, at), group_id)

    return Courier(
        units,
        Delivery(telegram),
        now,
        can_mail=helpdesk.can_mail,
        rates=SendRates(settings.telegram_rate, settings.telegram_chat_rate, settings.telegram_group_rate),
        release_group=give_up_group,
    )


@cache
def create_renderer(zone: tzinfo) -> Renderer:
    """Return the renderer for a zone, always the same one: it keeps the templates that it has compiled."""
    return Renderer(load_translations(), zone, TELEGRAM)


def create_letters(settings: Settings) -> Letters | None:
    """Return the way to send e-mail, where a mail server is set."""
    return open_letters(settings.smtp_url, settings.mail_from) if settings.smtp_url else None


def create_bounce_reader(
    settings: Settings, units: UnitsOfWork, helpdesk: HelpdeskServices, now: Now
) -> BounceReader | None:
    """Return what reads which letters came back, where a mailbox for that is set."""
    if settings.bounces_url is None:
        return None
    return BounceReader(units, helpdesk, read_imap_url(settings.bounces_url), now)


def create_dispatcher() -> Dispatcher:
    """Return aiogram's dispatcher, which finds the handler of an update and keeps no state of its own."""
    Update.model_rebuild()  # Before the first update comes, and in one thread.
    dispatcher = Dispatcher(disable_fsm=True)
    dispatcher.include_router(router())
    return dispatcher


def create_lookups(
    settings: Settings, units: UnitsOfWork, now: Now, metrics: Metrics
) -> PackageLookups | None:
    """Return the lookups of package codes, where a service is set."""
    if settings.packages_api_url is None:
        return None
    service = MeasuredPackageService(str(settings.packages_api_url), settings.packages_api_token, metrics)
    return PackageLookups(service, units, now, settings.zone)
