"""A running sandbox, people in it, and a plain HTTP client that speaks for the bot."""

from collections.abc import AsyncIterator, Callable
from typing import Any

import aiohttp
import pytest

from sandbox import Persona, Sandbox
from tests.tls_contexts import one_tls_context

__all__ = ["one_tls_context"]

TOKEN = "123456:sandbox"
PPK = Persona(1001, "Siti", "Rahma", "siti", label="PPK, Kota Surabaya")
HELPDESK = Persona(1002, "Budi", label="Helpdesk Level 1")


class Clock:
    """A clock that only moves when told to."""

    def __init__(self) -> None:
        self.seconds = 1_800_000_000.0

    def __call__(self) -> float:
        return self.seconds

    def passes(self, seconds: float) -> None:
        """Let time pass."""
        self.seconds += seconds


class RawBot:
    """The bot's side without any library: plain requests and answers."""

    def __init__(self, http: aiohttp.ClientSession, url: str) -> None:
        self.http = http
        self.url = url

    async def tries(self, method: str, **params: Any) -> dict[str, Any]:
        """Call a method and return the whole answer, refusal or not."""
        async with self.http.post(f"{self.url}/bot{TOKEN}/{method}", json=params) as reply:
            answer: dict[str, Any] = await reply.json()
            assert reply.status == answer.get("error_code", 200)
            return answer

    async def does(self, method: str, **params: Any) -> Any:
        """Call a method and return the result."""
        answer = await self.tries(method, **params)
        assert answer["ok"], answer
        return answer["result"]

    async def is_refused(self, method: str, **params: Any) -> str:
        """Call a method and return the words of the refusal."""
        answer = await self.tries(method, **params)
        assert not answer["ok"], answer
        return str(answer["description"])

    async def hears(self, **params: Any) -> list[dict[str, Any]]:
        """Take the pending updates and confirm them."""
        updates: list[dict[str, Any]] = await self.does("getUpdates", **params)
        if updates:
            await self.does("getUpdates", offset=updates[-1]["update_id"] + 1, limit=1)
        return updates


def keys(*rows: list[dict[str, Any]]) -> dict[str, Any]:
    """Return an inline keyboard of these rows."""
    return {"inline_keyboard": list(rows)}


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def box(clock: Clock) -> AsyncIterator[Sandbox]:
    box = Sandbox(TOKEN, [PPK, HELPDESK], clock=clock, webhook_delay=0.01)
    await box.start()
    yield box
    await box.stop()


@pytest.fixture
async def http() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as session:
        yield session


@pytest.fixture
def bot(box: Sandbox, http: aiohttp.ClientSession) -> RawBot:
    return RawBot(http, box.url)


@pytest.fixture
def page(box: Sandbox, http: aiohttp.ClientSession) -> Callable[..., Any]:
    """Return a function that posts to the page's side as the page does."""

    async def post(path: str, **body: Any) -> Any:
        async with http.post(f"{box.url}/sandbox{path}", json=body, headers={"X-Sandbox": "1"}) as reply:
            return await reply.json()

    return post
