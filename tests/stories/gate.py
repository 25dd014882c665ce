"""Put a gate before the bot's webhook, at which one kind of a person's updates can be held back."""

from __future__ import annotations

import asyncio

import orjson
from aiohttp import web

from bot.app import Process
from bot.wiring import create_app
from handlers.router import UPDATE_KINDS
from tests.stories.stage import TOKEN, Stage


class GatedStage(Stage):
    """A stage whose bot is behind a webhook, where each kind of a person's updates comes by itself."""

    _web: web.AppRunner | None = None
    _process: Process | None = None
    _held = ""
    _is_open = asyncio.Event()

    async def bot_starts(self) -> None:
        """Start the bot, and a web server that passes updates to it."""
        self._app = await create_app(self.settings, TOKEN, self.clock, self._waits)
        self._process = Process(self._app)
        await self._process.start()
        app = web.Application()
        app.router.add_post("/", self._take)
        self._web = web.AppRunner(app, access_log=None, shutdown_timeout=1.0)
        await self._web.setup()
        await web.TCPSite(self._web, "127.0.0.1", 0).start()
        url = f"http://127.0.0.1:{self._web.addresses[0][1]}/"
        await self.app.telegram.call("setWebhook", {"url": url, "allowed_updates": UPDATE_KINDS})

    async def bot_stops(self) -> None:
        if self._web is None or self._process is None:
            return
        await self._web.cleanup()
        await self._process.stop()
        self._web = self._app = None

    def holds(self, kind: str) -> None:
        """Keep all updates of this kind from the bot."""
        self._held, self._is_open = kind, asyncio.Event()

    async def lets_go(self) -> None:
        """Wait until the bot has handled all others, and pass on those that were held."""
        held, pending = self._held, self.box.world.updates.pending
        await self.box.settled(lambda: all(held in update for update in pending.values()))
        await self.app.lanes.idle()
        self._is_open.set()
        await self.all_is_quiet()

    async def _take(self, request: web.Request) -> web.Response:
        update = orjson.loads(await request.read())
        if self._held in update:
            await self._is_open.wait()
        await self.app.intake.take([update])
        return web.Response()
