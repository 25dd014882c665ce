"""Runs the bot until it is told to stop: by long polling, by webhook, or against the sandbox."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Awaitable

import structlog
from aiogram.exceptions import TelegramAPIError

from bot.commands import register_commands
from bot.settings import Settings
from bot.wiring import App, Process, create_app

log = structlog.get_logger()


async def run_polling(settings: Settings, token: str, ready: asyncio.Event | None = None) -> None:
    """Everything in one process, until SIGTERM or SIGINT; `ready` is set once updates are taken."""
    app = await create_app(settings, token)
    await run_until_stopped(app, app.polling().run(), ready)


async def run_until_stopped(app: App, work: Awaitable[None], ready: asyncio.Event | None = None) -> None:
    """Run `work` beside the parts of the app; stop them all when asked to, or when `work` ends."""
    process = Process(app)
    await process.start()
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(name, stop.set)
    working = asyncio.ensure_future(work)
    working.add_done_callback(lambda _done: stop.set())
    try:
        await _introduce(app)
        log.info("running")
        if ready is not None:
            ready.set()
        await stop.wait()
    finally:
        log.info("stopping")
        failed = working.done() and not working.cancelled() and working.exception()
        working.cancel()
        await asyncio.gather(working, return_exceptions=True)
        await process.stop()
        log.info("stopped")
    if failed:
        raise failed


async def _introduce(app: App) -> None:
    """The commands' list is a convenience: where it can't be set now, the next start will."""
    try:
        await register_commands(app.telegram)
    except TelegramAPIError as failure:
        log.warning("commands_not_registered", error=type(failure).__name__)
