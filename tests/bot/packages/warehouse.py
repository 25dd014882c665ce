"""A package service on this machine that answers as it is told to, and a clock that is set."""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import tzinfo
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web

from bot.package_service import PackageService, PackageServiceDown, Trouble
from core.lpse import ZONES
from core.packages import PackageFacts, PackageKind

SAMPLES = json.loads(Path("data/packages_sample.json").read_text(encoding="utf-8"))
TENDERS = SAMPLES["tender_full_with_schedule"]
TENDER = next(record for record in TENDERS if record["kd_tender"] == "4439194")
CODE = "4439194"
TOKEN = "very-secret-token"

Answer = Callable[[web.Request], Awaitable[web.StreamResponse]]


class Warehouse:
    """The service: gives the answers it was told to, one after the other and the last for ever."""

    def __init__(self) -> None:
        self.asked: list[web.Request] = []
        self.answers: list[Answer] = [records(TENDER)]

    def will(self, *answers: Answer) -> None:
        self.answers = list(answers)

    async def answer(self, request: web.Request) -> web.StreamResponse:
        self.asked.append(request)
        return await (self.answers.pop(0) if len(self.answers) > 1 else self.answers[0])(request)


class Clock:
    def __init__(self) -> None:
        self.now = 1_000.0

    def __call__(self) -> float:
        return self.now

    def pass_seconds(self, seconds: float) -> None:
        self.now += seconds


def says(status: int, text: str | bytes = "", **headers: str) -> Answer:
    body = text if isinstance(text, bytes) else text.encode()
    named = {name.replace("_", "-"): value for name, value in headers.items()}

    async def answer(_request: web.Request) -> web.StreamResponse:
        return web.Response(status=status, body=body, headers=named)

    return answer


def records(*found: object) -> Answer:
    return says(200, json.dumps({"success": True, "data": found, "meta": {"has_more": False}}))


async def hangs_up(request: web.Request) -> web.StreamResponse:
    assert request.transport is not None
    request.transport.close()
    return web.Response()


async def breaks_off(request: web.Request) -> web.StreamResponse:
    response = web.StreamResponse(headers={"Content-Length": "1000"})
    await response.prepare(request)
    await response.write(b'{"success": true, "data": [')
    return await hangs_up(request)


class Gate:
    """An answer that is held back until it is let through."""

    def __init__(self, then: Answer) -> None:
        self.arrived, self.opened, self._then = asyncio.Event(), asyncio.Event(), then

    async def __call__(self, request: web.Request) -> web.StreamResponse:
        self.arrived.set()
        await self.opened.wait()
        return await self._then(request)


def zone_of(repository: int | None) -> tzinfo:
    return ZONES["WIT" if repository == 194 else "WIB"]


@asynccontextmanager
async def opened(url: str, clock: Clock, **options: Any) -> AsyncIterator[PackageService]:
    service = PackageService(url, TOKEN, zone_of, clock, **options)
    try:
        yield service
    finally:
        await service.close()


async def find(service: PackageService, code: str = CODE) -> PackageFacts | None:
    return await service.find(PackageKind.TENDER, code)


async def trouble(service: PackageService, code: str = CODE) -> Trouble:
    with pytest.raises(PackageServiceDown) as down:
        await find(service, code)
    return down.value.reason
