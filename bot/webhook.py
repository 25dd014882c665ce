"""Receive updates by webhook: check that Telegram sent them, keep them, and answer only then."""

from __future__ import annotations

import asyncio
import hmac
import os
from collections.abc import Awaitable, Callable

import orjson
import structlog
from aiogram.exceptions import TelegramNetworkError, TelegramRetryAfter, TelegramServerError
from aiohttp import web

from bot.monitoring.health import Health
from bot.process.settings import Settings, WrongSettings
from bot.running import run_until_stopped
from bot.sending.bot_api import Telegram
from bot.updates.intake import UpdateIntake
from bot.wiring import create_app
from handlers.router import UPDATE_KINDS

log = structlog.get_logger()

HEADER = "X-Telegram-Bot-Api-Secret-Token"
UPDATE_TYPE = "application/json"
# Telegram's updates are far smaller.
LARGEST = 1024 * 1024
# Seconds for updates that are just coming in when the process is asked to stop; Telegram repeats the others.
SHUTDOWN_GRACE = 2.0
# Seconds before Telegram is told the address again, doubled with each try.
FIRST_PAUSE, LONGEST_PAUSE = 1.0, 30.0
# Every answer keeps out of caches, and is taken for what it says it is.
ANSWER_HEADERS = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}


def create_web(intake: UpdateIntake, health: Health, path: str, secret: str) -> web.Application:
    """Return a web application with a route for updates at `path`, and `/health` for monitoring.

    `/health` says "ok", or with 503 what is wrong. An update without the right `secret` is answered with 401,
    one of another content type with 415, one longer than `LARGEST` with 413, one that is no JSON with 400.
    """

    async def take(request: web.Request) -> web.Response:
        given = request.headers.get(HEADER, "").encode("utf-8", "replace")
        if not hmac.compare_digest(given, secret.encode()):
            return web.Response(status=401)
        if request.content_type != UPDATE_TYPE:
            return web.Response(status=415)
        try:
            update = orjson.loads(await request.read())
        except orjson.JSONDecodeError:
            return web.Response(status=400)
        if isinstance(update, dict):
            await intake.take([update])
        return web.Response()

    async def tell_health(_request: web.Request) -> web.Response:
        trouble = await health.trouble()
        return web.Response(text="ok") if trouble is None else web.Response(status=503, text=trouble)

    made = web.Application(client_max_size=LARGEST)
    made.on_response_prepare.append(_harden)
    made.router.add_post(path, take)
    made.router.add_get("/health", tell_health)
    return made


async def _harden(_request: web.Request, response: web.StreamResponse) -> None:
    """Add the headers of every answer, and take away the one that names versions of what runs here."""
    response.headers.update(ANSWER_HEADERS)
    response.headers.popall("Server", None)


async def run_webhook(settings: Settings, token: str, *, watched: bool = True) -> None:
    """Listen on the port, tell Telegram the address, and run until told to stop.

    Raise `WrongSettings` where the webhook is not set up or the port is not free. A process of its own is
    `watched`: it ends at once where something in it hangs.
    """
    if settings.webhook_url is None or settings.webhook_secret is None:
        raise WrongSettings(["WEBHOOK_URL and WEBHOOK_SECRET are needed for the webhook"])
    app = await create_app(settings, token)
    app.watch.is_webhook = True
    runner = web.AppRunner(
        create_web(app.intake, app.health, settings.webhook_url.path or "/", settings.webhook_secret),
        access_log=None,
        shutdown_timeout=SHUTDOWN_GRACE,
    )
    await runner.setup()
    try:
        await web.TCPSite(runner, settings.webhook_host, settings.webhook_port).start()
    except OSError as failure:
        place = f"{settings.webhook_host} {settings.webhook_port}"
        line = f"WEBHOOK_HOST, WEBHOOK_PORT: can't listen on {place} ({os.strerror(failure.errno or 0)})"
        raise WrongSettings([line]) from None

    async def listen() -> None:
        try:
            await set_webhook(app.telegram, settings, told_away=not app.bot_link.address)
            await asyncio.Event().wait()
        finally:
            await runner.cleanup()

    await run_until_stopped(app, listen(), watched=watched)


async def set_webhook(
    telegram: Telegram,
    settings: Settings,
    *,
    told_away: bool,
    pause: Callable[[float], Awaitable[None]] = asyncio.sleep,
) -> None:
    """Tell Telegram the address of the webhook, and wait for Telegram where it is away.

    The log says that once; with `told_away` it does already. Raise what else Telegram answers.
    """
    wait = FIRST_PAUSE
    parameters = {
        "url": str(settings.webhook_url),
        "secret_token": settings.webhook_secret,
        "allowed_updates": UPDATE_KINDS,
        "max_connections": 40,
    }
    while True:
        try:
            await telegram.call("setWebhook", parameters)
        except (TelegramNetworkError, TelegramServerError, TelegramRetryAfter) as failure:
            if not told_away:
                log.warning("webhook_not_set", error=type(failure).__name__, hint="trying again")
                told_away = True
            # Telegram says how long, where it was asked too often.
            told = failure.retry_after if isinstance(failure, TelegramRetryAfter) else 0.0
            await pause(max(wait, told))
            wait = min(wait * 2, LONGEST_PAUSE)
        else:
            log.info("webhook_set")
            return
