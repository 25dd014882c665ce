"""Provide a fake package service, its address and a client of it."""

import socket
from collections.abc import AsyncIterator, Iterator

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from bot.packages.service import PackageService
from tests.bot.packages.warehouse import Clock, Warehouse, opened


@pytest.fixture
def warehouse() -> Warehouse:
    return Warehouse()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def address(warehouse: Warehouse) -> AsyncIterator[str]:
    """Serve the fake package service and yield its address."""
    app = web.Application()
    app.router.add_get("/{path:.*}", warehouse.answer)
    async with TestServer(app) as server:
        yield str(server.make_url("/"))


@pytest.fixture
async def service(address: str, clock: Clock) -> AsyncIterator[PackageService]:
    async with opened(address, clock) as made:
        yield made


@pytest.fixture
def free_port() -> Iterator[socket.socket]:
    """Yield a bound socket: nobody else gets its port, and connections are refused since nobody listens."""
    with socket.socket() as bound:
        bound.bind(("127.0.0.1", 0))
        yield bound
