"""Run several processes of the bot on one PostgreSQL database behind one webhook."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import orjson
from aiohttp import web

from bot.app import App, Process
from bot.wiring import create_app
from handlers.router import UPDATE_KINDS
from tests.stories.actor import PATIENCE
from tests.stories.stage import TOKEN, Stage, count_unsent


@dataclass(slots=True, eq=False)
class Member:
    """A process of the cluster: an app with all its parts running."""

    app: App
    process: Process

    @property
    def leads(self) -> bool:
        """Return whether this process sends and runs the sweeps."""
        return self.process.leads

    async def stops(self) -> None:
        """Stop as a process does that is asked to end."""
        await self.process.stop()

    async def dies(self) -> None:
        """Stop as a process does that is killed: nothing is finished, and its connections break."""
        await self.process.stop(at_once=True)


class Cluster(Stage):
    """A stage on which several processes take updates in turn."""

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
        """Start two processes, of which the first leads, and a web server that passes updates to them."""
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
        await self.app.telegram.call("setWebhook", {"url": url, "allowed_updates": UPDATE_KINDS})

    async def joins(self) -> None:
        """Start a further process."""
        app = await create_app(self.settings, TOKEN, self.clock)
        member = Member(app, Process(app))
        await member.process.start()
        self.members.append(member)
        self._app = self.members[0].app

    async def has_a_leader(self) -> None:
        """Wait until one of the processes leads."""
        while not any(member.leads for member in self.members):
            await self.do(count_unsent)

    async def bot_stops(self) -> None:
        if self._web is not None:
            await self._web.cleanup()
            self._web = None
        for member in [*self.members]:
            await self.leaves(member)

    async def leaves(self, member: Member, *, killed: bool = False) -> None:
        """Stop or kill a process; the others get all updates from then on."""
        self.members.remove(member)
        self._app = self.members[0].app if self.members else None
        await (member.dies() if killed else member.stops())

    async def all_is_quiet(self) -> None:
        while True:
            await self.box.settled(lambda: not self.box.world.updates.pending, PATIENCE)
            for member in self.members:
                await member.app.lanes.idle()
            if not await self.do(count_unsent):
                return

    async def _take(self, request: web.Request) -> web.Response:
        update = orjson.loads(await request.read())
        if not self.members:
            return web.Response(status=503)
        self._turn += 1
        await self.members[self._turn % len(self.members)].app.intake.take([update])
        return web.Response()
