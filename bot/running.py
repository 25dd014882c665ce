"""Run the parts of the bot beside its source of updates, such as polling, until a signal or an error."""

from __future__ import annotations

import asyncio
import gc
import signal
from collections.abc import Awaitable

import structlog
from aiogram.exceptions import TelegramAPIError

from bot.app import App, LeadFailed, Process
from bot.process.settings import Settings, WrongSettings
from bot.process.watchdog import watch
from bot.sending.introduction import introduce
from bot.sending.mail import Letters
from bot.updates.polling import WebhookIsSet, check_webhook
from bot.wiring import create_app, create_telegram

log = structlog.get_logger()


async def run_polling(
    settings: Settings,
    token: str,
    ready: asyncio.Event | None = None,
    *,
    take_over: bool = False,
    letters: Letters | None = None,
) -> None:
    """Run everything in one process until SIGTERM or SIGINT; set `ready` once updates are taken.

    `letters` is a way to send letters in place of the one in the settings.

    Raise `WrongSettings` where the bot has a webhook, by the settings or by what Telegram says: its updates
    are somebody else's then. With `take_over` that webhook is deleted.
    """
    if not take_over:
        await check_no_webhook(settings, token)
    app = await create_app(settings, token, letters=letters)
    polling = app.polling(take_over=take_over)
    try:
        await run_until_stopped(app, polling.run(), ready, watched=True)
    except WebhookIsSet as found:
        raise WrongSettings([str(found)]) from None


async def check_no_webhook(settings: Settings, token: str) -> None:
    """Raise `WrongSettings` if the bot has a webhook; while Telegram is away, leave that check to polling."""
    if settings.webhook_url is not None:
        line = (
            "WEBHOOK_URL is set, so updates come by webhook: use the command webhook, "
            "or run --take-over to delete the webhook and poll"
        )
        raise WrongSettings([line])
    telegram = create_telegram(settings, token)
    try:
        await check_webhook(telegram)
    except WebhookIsSet as found:
        raise WrongSettings([str(found)]) from None
    except TelegramAPIError as failure:
        # The start that follows logs that Telegram is away.
        log.debug("webhook_not_looked_up", error=type(failure).__name__)
    finally:
        await telegram.close()


async def run_until_stopped(
    app: App, work: Awaitable[None], ready: asyncio.Event | None = None, *, watched: bool = False
) -> None:
    """Run `work` beside the parts of the app; stop them all on a signal or when `work` ends.

    After everything has stopped, raise what `work` raised, or `LeadFailed` if a part that only the leader
    runs ended by an error. Raise `WrongSettings` if this process could never become the leader. With
    `watched`, a watchdog ends the process where its event loop or database threads hang; tests leave it off.
    """
    watching = asyncio.ensure_future(watch(app.units.busy_seconds)) if watched else None
    if watched:
        # The parts of the app live as long as the process, as its modules do: see `long_lived`.
        gc.freeze()
    process = Process(app)
    try:
        await process.start()
    except BaseException:
        asyncio.ensure_future(work).cancel()
        await process.stop(at_once=True)
        raise
    stop = process.has_to_end
    loop = asyncio.get_running_loop()
    for name in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(name, stop.set)
    working = asyncio.ensure_future(work)
    working.add_done_callback(lambda _done: stop.set())
    try:
        introducing = asyncio.create_task(introduce(app.telegram, app.bot_link))
        log.info("running")
        if ready is not None:
            ready.set()
        await stop.wait()
    finally:
        log.info("stopping")
        app.health.stopping = True
        failed = working.done() and not working.cancelled() and working.exception()
        for task in (working, introducing):
            task.cancel()
        await asyncio.gather(working, introducing, return_exceptions=True)
        await process.stop()
        if watching is not None:
            watching.cancel()
        log.info("stopped")
    if failed:
        raise failed
    if process.has_failed:
        raise LeadFailed
