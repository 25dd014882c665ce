"""A stage on which several processes of the bot share one PostgreSQL database behind one webhook."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from pathlib import Path

import orjson
from aiohttp import web

from bot.intake import KINDS
from bot.wiring import App, Process, create_app
from tests.stories.actor import PATIENCE
from tests.stories.stage import TOKEN, Stage, _unsent


@dataclass(slots=True, eq=False)
class Member:
    """One process: an app with all its parts running."""

    app: App
    process: Process

    @property
    def leads(self) -> bool:
        """Whether this is the one that sends and keeps the clock."""
        return bool(self.app.clock._scheduler.running)

    async def stops(self) -> None:
        """As when it is asked to end."""
        await self.process.stop()

    async def dies(self) -> None:
        """As when it is killed: nothing is finished, and its connections break."""
        assert self.process._leading is not None
        ended = {self.process._leading, *self.app.courier._busy.values(), *self.app.lanes._running}
        for task in ended:
            task.cancel()
        await asyncio.gather(*ended, return_exceptions=True)
        await self.app.telegram.close()
        await self.app.database.close()


class Cluster(Stage):
    """Each update goes to the process whose turn it is."""

    def __init__(self, folder: Path, furnished: Path, url: str) -> None:
        super().__init__(folder, furnished)
        self.members: list[Member] = []
        self._url = url
        self._turn = 0
        self._web: web.AppRunner | None = None

    @property
    def leader(self) -> Member:
        [leader] = [member for member in self.members if member.leads]
        return leader

    @property
    def follower(self) -> Member:
        return next(member for member in self.members if not member.leads)

    async def bot_starts(self) -> None:
        """Two processes, of which the first leads, and what stands before them."""
        self.settings = self.settings.model_copy(update={"database_url": self._url})
        for _ in range(2):
            await self.joins()
            await self.has_a_leader()
        app = web.Application()
        app.router.add_post("/", self._take)
        self._web = web.AppRunner(app, access_log=None, shutdown_timeout=1.0)
        await self._web.setup()
        await web.TCPSite(self._web, "127.0.0.1", 0).start()
        url = f"http://127.0.0.1:{self._web.addresses[0][1]}/"
        await self.app.telegram.call("setWebhook", {"url": url, "allowed_updates": KINDS})

    async def joins(self) -> None:
        """One process more."""
        app = await create_app(self.settings, TOKEN, self.clock)
        member = Member(app, Process(app))
        await member.process.start()
        self.members.append(member)
        self._app = self.members[0].app

    async def has_a_leader(self) -> None:
        """Until one of the processes leads."""
        while not any(member.leads for member in self.members):
            await self.do(_unsent)

    async def bot_stops(self) -> None:
        if self._web is not None:
            await self._web.cleanup()
            self._web = None
        for member in [*self.members]:
            await self.leaves(member)

    async def leaves(self, member: Member, *, killed: bool = False) -> None:
        """From now on updates go to the others."""
        self.members.remove(member)
        self._app = self.members[0].app if self.members else None
        await (member.dies() if killed else member.stops())

    async def all_is_quiet(self) -> None:
        while True:
            await self.box.settled(lambda: not self.box.world.updates.pending, PATIENCE)
            for member in self.members:
                await member.app.lanes.idle()
            if not await self.do(_unsent):
                return

    async def _take(self, request: web.Request) -> web.Response:
        update = orjson.loads(await request.read())
        if not self.members:
            return web.Response(status=503)
        self._turn += 1
        await self.members[self._turn % len(self.members)].app.inlet.take([update])
        return web.Response()
