"""Look package codes up in an INAPROC-style service, which may be slow, wrong, over quota or down."""

from __future__ import annotations

import asyncio
import re
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from http import HTTPStatus

import aiohttp
import structlog
from yarl import URL

from bot.packages.circuit_breaker import CircuitBreaker
from bot.packages.replies import (
    LookupFailure,
    PackageServiceDown,
    read_etag,
    read_facts,
    read_refusal,
    read_term,
)
from core.packages import PackageFacts, PackageKind
from core.packages.zones import LpseZones

__all__ = ["ROUTES", "LookupFailure", "PackageReply", "PackageService", "PackageServiceDown", "Route"]

log = structlog.get_logger()

# Seconds for a whole look-up: a person waits for it in the chat.
LIMIT = 2.0
# Seconds before the one retry.
PAUSE = 0.05
# Bytes of a reply, unpacked: room for a hundred tenders with their schedules.
LARGEST = 1024 * 1024

_TRANSIENT = {HTTPStatus.BAD_GATEWAY, HTTPStatus.SERVICE_UNAVAILABLE, HTTPStatus.GATEWAY_TIMEOUT}
# The service works; only this one code can't be asked for.
_SERVICE_WORKS = {LookupFailure.REFUSED, LookupFailure.OTHER_CODE}


@dataclass(frozen=True, slots=True)
class PackageReply:
    """A reply of the service; `facts` are None where it knows no such code, or where nothing has changed.

    `etag` names this version of the answer; the service wants it kept for `term` seconds.
    """

    facts: PackageFacts | None
    etag: str | None = None
    term: float | None = None
    is_unchanged: bool = False


@dataclass(frozen=True, slots=True)
class _Body:
    """The body of one response; None for a version that is still good."""

    content: bytes | None
    etag: str | None
    term: float | None


@dataclass(frozen=True, slots=True)
class Route:
    """A route of the service for the codes that `codes` matches; the group is the value of the parameter."""

    path: str
    parameter: str
    codes: str = "(.+)"


# The service does not document its routes openly. The paths are those that public clients of it use;
# only the parameter for tenders is known, the others are named after the fields of the records.
ROUTES: Mapping[PackageKind, Sequence[Route]] = {
    PackageKind.TENDER: (Route("api/v1/tender/pengumuman", "kode_tender"),),
    PackageKind.CATALOGUE: (
        Route("api/v1/ekatalog/paket-e-purchasing", "order_id", "EP-(.+)"),
        Route("api/v1/ekatalog-archive/paket-e-purchasing", "no_paket", "(.{3}-P.+)"),
    ),
    PackageKind.RUP: (
        Route("api/v1/rup/paket-penyedia-terumumkan", "kode_rup"),
        Route("api/v1/rup/paket-swakelola-terumumkan", "kode_rup"),
    ),
}


class PackageService:
    """Find the facts of packages by asking the service.

    `limit` is the time for one look-up in seconds; `clock` counts seconds for the pauses after failures, and
    `pause` waits for so many before the second try.
    """

    def __init__(
        self,
        url: str,
        token: str | None,
        clock: Callable[[], float] = time.monotonic,
        *,
        limit: float = LIMIT,
        pause: Callable[[float], Awaitable[None]] = asyncio.sleep,
        routes: Mapping[PackageKind, Sequence[Route]] = ROUTES,
    ) -> None:
        """Raise ValueError, without repeating them, where the address or the token can't be used."""
        self._url = URL(url)
        if self._url.scheme not in {"http", "https"} or not self._url.host or self._url.user:
            raise ValueError("the address must be http(s)://HOST, without a user; the token is set apart")
        if token is not None and not re.fullmatch("[!-~]+", token):
            raise ValueError("the token must be one word of plain letters, digits and signs")
        self._headers = {"Accept": "application/json", "User-Agent": "lpse-support-bot"}
        if token is not None:
            self._headers["Authorization"] = f"Bearer {token}"
        self._limit = limit
        self._pause = pause
        self._routes = routes
        self._circuit = CircuitBreaker(clock)
        self._under_way: dict[tuple[PackageKind, str], asyncio.Task[PackageReply]] = {}
        self._session: aiohttp.ClientSession | None = None
        self._closed = False

    async def find(
        self, kind: PackageKind, code: str, zones: LpseZones, etag: str | None = None
    ) -> PackageReply:
        """Return the reply for a code as `read_code` gives it.

        `zones` tell the LPSE and time zone of a record. `etag` is that of an earlier reply: where it is still
        good, the reply says so and has no facts. Raise `PackageServiceDown` where it could not answer. Calls
        for the same code at once share a request.
        """
        if self._closed:
            raise PackageServiceDown(LookupFailure.CLOSED)
        key = kind, code
        task = self._under_way.get(key)
        if task is None:
            task = self._under_way[key] = asyncio.create_task(self._ask(kind, code, zones, etag))
            task.add_done_callback(lambda done: self._end(key, done))
        # One caller that is cancelled must not take the answer from the others.
        return await asyncio.shield(task)

    async def close(self) -> None:
        """Wait for requests under way, at most `limit` seconds, and close the connections."""
        self._closed = True
        await asyncio.gather(*self._under_way.values(), return_exceptions=True)
        if self._session is not None:
            await self._session.close()

    def _end(self, key: tuple[PackageKind, str], task: asyncio.Task[PackageReply]) -> None:
        del self._under_way[key]
        if not task.cancelled():
            # Retrieved here, since every caller may have been cancelled.
            task.exception()

    async def _ask(self, kind: PackageKind, code: str, zones: LpseZones, etag: str | None) -> PackageReply:
        questions = self._questions(kind, code)
        if not questions:
            raise PackageServiceDown(LookupFailure.NO_ROUTE)
        if not self._circuit.admit():
            raise PackageServiceDown(LookupFailure.RESTING)
        try:
            async with asyncio.timeout(self._limit):
                found = await self._look_up(kind, code, questions, zones, etag)
        except PackageServiceDown as failure:
            down = failure
        except TimeoutError:
            down = PackageServiceDown(LookupFailure.SLOW)
        except aiohttp.ClientResponseError:
            down = PackageServiceDown(LookupFailure.NONSENSE)
        except (aiohttp.ClientError, OSError):
            down = PackageServiceDown(LookupFailure.UNREACHABLE)
        except BaseException:
            self._circuit.release()
            raise
        else:
            self._circuit.succeed()
            return found
        self._count(down)
        log.warning("package service down", reason=str(down), kind=kind.value, wait=down.wait)
        # Raised outside of the except blocks, so that it does not keep the error that holds the token.
        raise down

    def _count(self, down: PackageServiceDown) -> None:
        if down.wait is not None:
            self._circuit.open_for(down.wait)
        elif down.reason in _SERVICE_WORKS:
            self._circuit.succeed()
        else:
            self._circuit.fail()

    def _questions(self, kind: PackageKind, code: str) -> list[URL]:
        return [
            (self._url / route.path).with_query({route.parameter: serves[1]})
            for route in self._routes.get(kind, ())
            if (serves := re.fullmatch(route.codes, code))
        ]

    async def _look_up(
        self, kind: PackageKind, code: str, questions: Sequence[URL], zones: LpseZones, etag: str | None
    ) -> PackageReply:
        terms: list[float] = []
        for url in questions:
            # A version is that of one route, whose path stands before it.
            path, _blank, version = (etag or "").partition(" ")
            body = await self._get_or_retry(url, version if path == url.path else None)
            if body.term is not None:
                terms.append(body.term)
            if body.content is None:
                return PackageReply(None, etag, body.term, is_unchanged=True)
            facts = read_facts(kind, code, body.content, zones)
            if facts is not None:
                return PackageReply(facts, f"{url.path} {body.etag}" if body.etag else None, body.term)
        return PackageReply(None, term=min(terms, default=None))

    async def _get_or_retry(self, url: URL, version: str | None) -> _Body:
        try:
            return await self._get(url, version)
        except aiohttp.ClientConnectorError:
            pass
        except PackageServiceDown as down:
            if down.status not in _TRANSIENT or down.wait is not None:
                raise
        await self._pause(PAUSE)
        return await self._get(url, version)

    async def _get(self, url: URL, version: str | None) -> _Body:
        if self._session is None:
            self._session = aiohttp.ClientSession(
                headers=self._headers,
                cookie_jar=aiohttp.DummyCookieJar(),
                # The limit of the whole look-up covers the retry too.
                timeout=aiohttp.ClientTimeout(total=None),
            )
        asks = {} if version is None else {"If-None-Match": version}
        async with self._session.get(url, allow_redirects=False, headers=asks) as response:
            if version is not None and response.status == HTTPStatus.NOT_MODIFIED:
                return _Body(None, version, read_term(response.headers))
            if response.status != HTTPStatus.OK:
                raise read_refusal(response.status, response.headers)
            body = bytearray()
            async for chunk in response.content.iter_chunked(64 * 1024):
                body += chunk
                if len(body) > LARGEST:
                    raise PackageServiceDown(LookupFailure.NONSENSE)
            return _Body(bytes(body), read_etag(response.headers), read_term(response.headers))
