"""The webhook: checks that an update is Telegram's, keeps it, and answers only then."""

from __future__ import annotations

import asyncio
import hmac

import orjson
import structlog
from aiohttp import web

from bot.intake import KINDS, Inlet
from bot.running import run_until_stopped
from bot.settings import Settings, WrongSettings
from bot.wiring import create_app

log = structlog.get_logger()

HEADER = "X-Telegram-Bot-Api-Secret-Token"
# Telegram's updates are far smaller.
LARGEST = 1024 * 1024


def create_web(inlet: Inlet, path: str, secret: str) -> web.Application:
    """One route for updates and one for whoever watches over the process."""

    async def take(request: web.Request) -> web.Response:
        given = request.headers.get(HEADER, "").encode("utf-8", "replace")
        if not hmac.compare_digest(given, secret.encode()):
            return web.Response(status=401)
        try:
            update = orjson.loads(await request.read())
        except orjson.JSONDecodeError:
            return web.Response(status=400)
        if isinstance(update, dict):
            await inlet.take([update])
        return web.Response()

    async def health(_request: web.Request) -> web.Response:
        return web.Response(text="ok")

    made = web.Application(client_max_size=LARGEST)
    made.router.add_post(path, take)
    made.router.add_get("/health", health)
    return made


async def run_webhook(settings: Settings, token: str) -> None:
    """Listen, tell Telegram where, and run until told to stop."""
    if settings.webhook_url is None or settings.webhook_secret is None:
        raise WrongSettings(["WEBHOOK_URL and WEBHOOK_SECRET are needed for the webhook"])
    app = await create_app(settings, token)
    runner = web.AppRunner(
        create_web(app.inlet, settings.webhook_url.path or "/", settings.webhook_secret), access_log=None
    )
    await runner.setup()
    try:
        await web.TCPSite(runner, "0.0.0.0", settings.webhook_port).start()  # noqa: S104 - a proxy is in front
    except OSError:
        line = f"WEBHOOK_PORT: {settings.webhook_port} is in use, or not ours to use"
        raise WrongSettings([line]) from None
    await app.telegram.call(
        "setWebhook",
        {
            "url": str(settings.webhook_url),
            "secret_token": settings.webhook_secret,
            "allowed_updates": KINDS,
            "max_connections": 40,
        },
    )

    async def listen() -> None:
        try:
            await asyncio.Event().wait()
        finally:
            await runner.cleanup()

    await run_until_stopped(app, listen())
