"""A wire to a server that can go dead without either end being told, as when a machine loses its power."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from sqlalchemy import URL, make_url


class Wire:
    """Pass bytes between clients and a server until `dies` is called; then keep connections, pass none."""

    def __init__(self, server: URL) -> None:
        self._server = server
        self._alive = asyncio.Event()
        self._alive.set()
        self._tasks: set[asyncio.Task[None]] = set()
        self._writers: list[asyncio.StreamWriter] = []
        self.url = ""

    def dies(self) -> None:
        self._alive.clear()

    def recovers(self) -> None:
        self._alive.set()

    async def connect(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await self._alive.wait()
        server_reader, server_writer = await asyncio.open_connection(
            self._server.host or "127.0.0.1", self._server.port or 5432
        )
        self._writers += [writer, server_writer]
        for source, sink in ((reader, server_writer), (server_reader, writer)):
            task = asyncio.create_task(self._pass(source, sink))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    async def close(self) -> None:
        for task in [*self._tasks]:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        for writer in self._writers:
            writer.close()

    async def _pass(self, source: asyncio.StreamReader, sink: asyncio.StreamWriter) -> None:
        try:
            while data := await source.read(65536):
                await self._alive.wait()
                sink.write(data)
                await sink.drain()
        except ConnectionError:
            pass
        finally:
            sink.close()


@asynccontextmanager
async def wired(url: str) -> AsyncIterator[Wire]:
    """Yield a wire to the server of this URL; its own `url` leads to the same database."""
    target = make_url(url)
    wire = Wire(target)
    server = await asyncio.start_server(wire.connect, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    wire.url = target.set(host="127.0.0.1", port=port).render_as_string(hide_password=False)
    try:
        yield wire
    finally:
        server.close()
        await wire.close()
