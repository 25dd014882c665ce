"""Start, kill and freeze processes of the bot, and pass Telegram's updates on to those that live."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
from collections.abc import Callable
from multiprocessing.process import BaseProcess

import aiohttp
from aiohttp import web

from tests.torture.child import Start, fork

# Seconds in which a process ends that was killed.
_PATIENCE = 60.0


class BotProcess:
    """A process of the bot; `port` is where it takes updates, 0 where it polls for them."""

    def __init__(self, start: Start, port: int = 0) -> None:
        self.port = port
        self._process: BaseProcess = fork(start)

    @property
    def pid(self) -> int:
        """Return the number of the process."""
        assert self._process.pid is not None
        return self._process.pid

    @property
    def is_alive(self) -> bool:
        """Return whether the process runs, or is frozen."""
        return self._process.is_alive()

    @property
    def exit_code(self) -> int | None:
        """Return how the process ended, negative by a signal; None while it runs."""
        return self._process.exitcode

    def signal(self, number: signal.Signals) -> None:
        """Send a signal, if the process is still there."""
        if self.is_alive:
            os.kill(self.pid, number)

    async def kill(self) -> None:
        """End the process by SIGKILL, so that it finishes nothing."""
        self.signal(signal.SIGKILL)
        await asyncio.to_thread(self._process.join, _PATIENCE)

    async def ends(self, seconds: float) -> bool:
        """Wait for the process to end by itself; return False where it does not in so many seconds."""
        await asyncio.to_thread(self._process.join, seconds)
        return not self.is_alive


class Balancer:
    """One address for several processes: each update goes to the next of them that takes it."""

    def __init__(self, living: Callable[[], list[BotProcess]], delay: Callable[[], float]) -> None:
        """Set up; `delay` returns the seconds for which the next update is held up."""
        self._living = living
        self._delay = delay
        self._turn = 0
        self._web: web.AppRunner | None = None
        self._client: aiohttp.ClientSession | None = None
        self.url = ""

    async def open(self) -> None:
        """Listen on a free port."""
        app = web.Application()
        app.router.add_post("/", self._pass_on)
        self._client = aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=60, connect=1))
        self._web = web.AppRunner(app, access_log=None, shutdown_timeout=1.0)
        await self._web.setup()
        await web.TCPSite(self._web, "127.0.0.1", 0).start()
        self.url = f"http://127.0.0.1:{self._web.addresses[0][1]}/"

    async def close(self) -> None:
        """Pass nothing on any more."""
        if self._web is not None:
            await self._web.cleanup()
        if self._client is not None:
            await self._client.close()

    async def _pass_on(self, request: web.Request) -> web.Response:
        assert self._client is not None
        body = await request.read()
        await asyncio.sleep(self._delay())
        living = self._living()
        self._turn += 1
        for place in range(len(living)):
            process = living[(self._turn + place) % len(living)]
            try:
                async with self._client.post(
                    f"http://127.0.0.1:{process.port}/", data=body, headers=request.headers
                ) as answer:
                    return web.Response(status=answer.status, body=await answer.read())
            except aiohttp.ClientConnectorError:
                continue
            except (aiohttp.ClientError, TimeoutError):
                # The process may have taken it: Telegram asks again, as it does of a proxy that says this.
                break
        return web.Response(status=502)


def free_port() -> int:
    """Return a port of this machine that nobody listens on."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])
