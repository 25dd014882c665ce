"""Looks package codes up in an INAPROC-style service, which may be slow, wrong, over quota or down."""

from __future__ import annotations

import asyncio
import re
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import tzinfo
from http import HTTPStatus

import aiohttp
import structlog
from yarl import URL

from bot.circuit import Circuit
from bot.package_replies import PackageServiceDown, Trouble, read_facts, read_refusal
from core.packages import PackageFacts, PackageKind

__all__ = ["ROUTES", "PackageService", "PackageServiceDown", "Route", "Trouble"]

log = structlog.get_logger()

# Seconds for everything: the person waits for it in the chat.
LIMIT = 2.0
# Seconds before the one retry.
PAUSE = 0.05
# Bytes of a reply, unpacked: room for a hundred tenders with their schedules.
LARGEST = 1024 * 1024

_PASSING = {HTTPStatus.BAD_GATEWAY, HTTPStatus.SERVICE_UNAVAILABLE, HTTPStatus.GATEWAY_TIMEOUT}
# The service is well, only this one code can't be asked.
_WELL = {Trouble.REFUSED, Trouble.OTHER_CODE}


@dataclass(frozen=True, slots=True)
class Route:
    """Where to ask; `codes` matches the codes it serves, and its group is what the parameter carries."""

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
    """`zone_of` gives the time zone of the LPSE with this repository number; it is None where not known.

    `limit` are the seconds for one look-up, `clock` counts them for the rests between failures.
    """

    def __init__(
        self,
        url: str,
        token: str | None,
        zone_of: Callable[[int | None], tzinfo],
        clock: Callable[[], float] = time.monotonic,
        *,
        limit: float = LIMIT,
        routes: Mapping[PackageKind, Sequence[Route]] = ROUTES,
    ) -> None:
        """ValueError where the address or the token can't be used, without repeating either."""
        self._url = URL(url)
        if self._url.scheme not in {"http", "https"} or not self._url.host or self._url.user:
            raise ValueError("the address must be http(s)://HOST, without a user; the token is set apart")
        if token is not None and not re.fullmatch("[!-~]+", token):
            raise ValueError("the token must be one word of plain letters, digits and signs")
        self._headers = {"Accept": "application/json", "User-Agent": "lpse-support-bot"}
        if token is not None:
            self._headers["Authorization"] = f"Bearer {token}"
        self._zone_of = zone_of
        self._limit = limit
        self._routes = routes
        self._circuit = Circuit(clock)
        self._under_way: dict[tuple[PackageKind, str], asyncio.Task[PackageFacts | None]] = {}
        self._session: aiohttp.ClientSession | None = None
        self._closed = False

    async def find(self, kind: PackageKind, code: str) -> PackageFacts | None:
        """The facts of a code as `read_code` gives it; None where the service knows no such code.

        PackageServiceDown where it could not say. Whoever asks for the same meanwhile shares the request.
        """
        if self._closed:
            raise PackageServiceDown(Trouble.CLOSED)
        key = kind, code
        task = self._under_way.get(key)
        if task is None:
            task = self._under_way[key] = asyncio.create_task(self._ask(kind, code))
            task.add_done_callback(lambda done: self._end(key, done))
        # One person who gives up must not take the answer from the others.
        return await asyncio.shield(task)

    async def close(self) -> None:
        """Wait for what is under way, which is short, and hang up."""
        self._closed = True
        await asyncio.gather(*self._under_way.values(), return_exceptions=True)
        if self._session is not None:
            await self._session.close()

    def _end(self, key: tuple[PackageKind, str], task: asyncio.Task[PackageFacts | None]) -> None:
        del self._under_way[key]
        if not task.cancelled():
            # Looked at here, since everybody who asked may have given up.
            task.exception()

    async def _ask(self, kind: PackageKind, code: str) -> PackageFacts | None:
        questions = self._questions(kind, code)
        if not questions:
            raise PackageServiceDown(Trouble.NO_ROUTE)
        if not self._circuit.admit():
            raise PackageServiceDown(Trouble.RESTING)
        try:
            async with asyncio.timeout(self._limit):
                found = await self._look_up(kind, code, questions)
        except PackageServiceDown as said:
            down = said
        except TimeoutError:
            down = PackageServiceDown(Trouble.SLOW)
        except aiohttp.ClientResponseError:
            down = PackageServiceDown(Trouble.NONSENSE)
        except (aiohttp.ClientError, OSError):
            down = PackageServiceDown(Trouble.UNREACHABLE)
        except BaseException:
            self._circuit.forgo()
            raise
        else:
            self._circuit.succeed()
            return found
        self._count(down)
        log.warning("package service down", reason=str(down), kind=kind.value, wait=down.wait)
        # Out here, it does not drag along the client's error, which holds the request with its token.
        raise down

    def _count(self, down: PackageServiceDown) -> None:
        if down.wait is not None:
            self._circuit.hold(down.wait)
        elif down.reason in _WELL:
            self._circuit.succeed()
        else:
            self._circuit.fail()

    def _questions(self, kind: PackageKind, code: str) -> list[URL]:
        return [
            (self._url / route.path).with_query({route.parameter: serves[1]})
            for route in self._routes.get(kind, ())
            if (serves := re.fullmatch(route.codes, code))
        ]

    async def _look_up(self, kind: PackageKind, code: str, questions: Sequence[URL]) -> PackageFacts | None:
        for url in questions:
            facts = read_facts(kind, code, await self._get_or_retry(url), self._zone_of)
            if facts is not None:
                return facts
        return None

    async def _get_or_retry(self, url: URL) -> bytes:
        try:
            return await self._get(url)
        except aiohttp.ClientConnectorError:
            pass
        except PackageServiceDown as down:
            if down.status not in _PASSING or down.wait is not None:
                raise
        await asyncio.sleep(PAUSE)
        return await self._get(url)

    async def _get(self, url: URL) -> bytes:
        if self._session is None:
            self._session = aiohttp.ClientSession(
                headers=self._headers,
                cookie_jar=aiohttp.DummyCookieJar(),
                # One limit is set around everything, the retry too.
                timeout=aiohttp.ClientTimeout(total=None),
            )
        async with self._session.get(url, allow_redirects=False) as response:
            if response.status != HTTPStatus.OK:
                raise read_refusal(response.status, response.headers)
            body = bytearray()
            async for chunk in response.content.iter_chunked(64 * 1024):
                body += chunk
                if len(body) > LARGEST:
                    raise PackageServiceDown(Trouble.NONSENSE)
            return bytes(body)
