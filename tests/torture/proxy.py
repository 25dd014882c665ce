"""Stand between the bot and its database server, and cut, freeze or refuse the connections there."""

from __future__ import annotations

import asyncio
from contextlib import suppress

_CHUNK = 65536


class Proxy:
    """Pass connections on to a server, as long as it is told to."""

    def __init__(self, host: str, port: int) -> None:
        """Set up for the server at this address."""
        self._host = host
        self._port = port
        self._server: asyncio.Server | None = None
        self._pairs: set[tuple[asyncio.StreamWriter, asyncio.StreamWriter]] = set()
        # Writers to the bot whose other side is gone, which the bot is not told.
        self._left_alone: set[asyncio.StreamWriter] = set()
        self._passes = asyncio.Event()
        self._passes.set()
        self._tasks: set[asyncio.Task[None]] = set()
        self.is_away = False

    async def open(self) -> int:
        """Listen on a free port and return it."""
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        return int(self._server.sockets[0].getsockname()[1])

    async def close(self) -> None:
        """End all connections, and take no more."""
        self.cut()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        if self._server is not None:
            self._server.close()

    def cut(self) -> None:
        """End all connections on both sides at once, without a goodbye."""
        for pair in [*self._pairs]:
            for writer in pair:
                writer.transport.abort()

    def cut_one_side(self) -> None:
        """End all connections on the server's side, and leave the bot in the belief that they are there."""
        for to_bot, to_server in [*self._pairs]:
            self._left_alone.add(to_bot)
            to_server.transport.abort()

    def freeze(self) -> None:
        """Let nothing through, in either direction, until `thaw`."""
        self._passes.clear()

    def thaw(self) -> None:
        """Let through what has waited, and everything after it."""
        self._passes.set()

    async def _serve(self, from_bot: asyncio.StreamReader, to_bot: asyncio.StreamWriter) -> None:
        if self.is_away:
            to_bot.transport.abort()
            return
        from_server, to_server = await asyncio.open_connection(self._host, self._port)
        pair = (to_bot, to_server)
        self._pairs.add(pair)
        for way in (self._pass_on(from_bot, to_server), self._pass_on(from_server, to_bot)):
            task = asyncio.create_task(way)
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    async def _pass_on(self, source: asyncio.StreamReader, target: asyncio.StreamWriter) -> None:
        # A process that is killed with something unread resets its connection: an end like any other.
        with suppress(OSError):
            while chunk := await source.read(_CHUNK):
                await self._passes.wait()
                target.write(chunk)
                await target.drain()
        if target not in self._left_alone:
            target.close()
