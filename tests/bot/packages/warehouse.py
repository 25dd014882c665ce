"""Fake a package service with set answers, and a clock that is set."""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web

from bot.packages.service import LookupFailure, PackageService, PackageServiceDown
from core.organisation.lpse import ZONES, Lpse
from core.packages import PackageFacts, PackageKind
from core.packages.zones import LpseZones

SAMPLES = json.loads(Path("data/packages_sample.json").read_text(encoding="utf-8"))
TENDERS = SAMPLES["tender_full_with_schedule"]
TENDER = next(record for record in TENDERS if record["kd_tender"] == "9877194")
CODE = "9877194"
TOKEN = "very-secret-token"

Answer = Callable[[web.Request], Awaitable[web.StreamResponse]]


class Warehouse:
    """A package service that gives its set answers one after the other, and the last for ever."""

    def __init__(self) -> None:
        self.asked: list[web.Request] = []
        self.answers: list[Answer] = [records(TENDER)]

    def will(self, *answers: Answer) -> None:
        """Set the answers to the next requests."""
        self.answers = list(answers)

    async def answer(self, request: web.Request) -> web.StreamResponse:
        """Answer a request and record it."""
        self.asked.append(request)
        return await (self.answers.pop(0) if len(self.answers) > 1 else self.answers[0])(request)


class Clock:
    """A clock in seconds that moves only when it is told to."""

    def __init__(self) -> None:
        self.now = 1_000.0

    def __call__(self) -> float:
        return self.now

    def pass_seconds(self, seconds: float) -> None:
        self.now += seconds


def says(status: int, text: str | bytes = "", **headers: str) -> Answer:
    """Return an answer with this status, body and headers; `_` in their names stands for `-`."""
    body = text if isinstance(text, bytes) else text.encode()
    named = {name.replace("_", "-"): value for name, value in headers.items()}

    async def answer(_request: web.Request) -> web.StreamResponse:
        return web.Response(status=status, body=body, headers=named)

    return answer


def records(*found: object) -> Answer:
    """Return a reply with these records."""
    return says(200, json.dumps({"success": True, "data": found, "meta": {"has_more": False}}))


async def hangs_up(request: web.Request) -> web.StreamResponse:
    """Close the connection without an answer."""
    assert request.transport is not None
    request.transport.close()
    return web.Response()


async def breaks_off(request: web.Request) -> web.StreamResponse:
    """Close the connection in the middle of an answer."""
    response = web.StreamResponse(headers={"Content-Length": "1000"})
    await response.prepare(request)
    await response.write(b'{"success": true, "data": [')
    return await hangs_up(request)


class Gate:
    """An answer that is held back until `opened` is set; `arrived` is set when it is asked for."""

    def __init__(self, then: Answer) -> None:
        self.arrived, self.opened, self._then = asyncio.Event(), asyncio.Event(), then

    async def __call__(self, request: web.Request) -> web.StreamResponse:
        self.arrived.set()
        await self.opened.wait()
        return await self._then(request)


OFFICE = Lpse(194, 194, "LPSE Kementerian Ketenagakerjaan", "", "WIT", "", "https://lpse.kemnaker.go.id", "")
ZONES_OF_OFFICES = LpseZones([OFFICE], ZONES["WIB"])


@asynccontextmanager
async def opened(url: str, clock: Clock, **options: Any) -> AsyncIterator[PackageService]:
    """Yield a client of the service at `url`, and close it at the end."""
    service = PackageService(url, TOKEN, clock, **options)
    try:
        yield service
    finally:
        await service.close()


async def find(service: PackageService, code: str = CODE) -> PackageFacts | None:
    """Look up a tender code."""
    return (await service.find(PackageKind.TENDER, code, ZONES_OF_OFFICES)).facts


async def trouble(service: PackageService, code: str = CODE) -> LookupFailure:
    """Look up a tender code that must fail; return why it failed."""
    with pytest.raises(PackageServiceDown) as down:
        await find(service, code)
    return down.value.reason
