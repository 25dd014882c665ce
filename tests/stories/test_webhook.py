"""Test the bot behind a webhook: only Telegram gets in, and no update is lost."""

import socket
from collections.abc import Iterator
from io import BytesIO

import aiohttp
import pytest
from pydantic import AnyHttpUrl

from bot.webhook import HEADER, LARGEST, run_webhook
from tests.stories.actor import Actor
from tests.stories.acts import files, takes
from tests.stories.stage import TOKEN, Stage

SECRET = "a-secret-of-sixteen-signs"
JSON = {"Content-Type": "application/json"}


@pytest.fixture
def port() -> Iterator[int]:
    """Yield a port on which the bot may listen; it stays bound, so no other process is given it."""
    with socket.socket() as held:
        held.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        held.bind(("127.0.0.1", 0))
        yield held.getsockname()[1]


@pytest.fixture
async def address(stage: Stage, port: int) -> str:
    """Restart the bot as `python -m bot webhook` starts it, and return its address."""
    await stage.bot_stops()
    url = f"http://127.0.0.1:{port}/telegram"
    settings = stage.settings.model_copy(
        update={"webhook_url": AnyHttpUrl(url), "webhook_secret": SECRET, "webhook_port": port}
    )

    def is_set() -> bool:
        return any(call.method == "setWebhook" for call in stage.box.calls)

    await stage.runs(run_webhook(settings, TOKEN, watched=False), stage.box.settled(is_set))
    return url


async def test_a_ticket_is_filed_and_taken_by_webhook(address: str, ppk: Actor, helpdesk: Actor) -> None:
    number = await files(ppk)
    await takes(helpdesk, number)
    await ppk.was_told("Sari Lestari mulai mengerjakan tiket Anda", number)


async def test_nobody_but_telegram_gets_in(address: str, stage: Stage, ppk: Actor) -> None:
    forged = {
        "update_id": 5,
        "message": {
            "message_id": 1,
            "date": 1,
            "text": "/buat",
            "from": ppk.user.persona.as_user(),
            "chat": {"id": ppk.id, "type": "private"},
        },
    }
    async with aiohttp.ClientSession() as session:
        for headers in ({}, {HEADER: ""}, {HEADER: SECRET[:-1]}, {HEADER: SECRET.upper()}, {HEADER: "é"}):
            async with session.post(address, json=forged, headers=headers) as refused:
                assert refused.status == 401
        async with session.post(address, data=b"{", headers={HEADER: SECRET, **JSON}) as garbled:
            assert garbled.status == 400
        async with session.post(address, json=[1], headers={HEADER: SECRET}) as other:
            assert other.status == 200
        async with session.get(address.replace("/telegram", "/health")) as health:
            assert await health.text() == "ok"
    await ppk.types("/tiket")
    await ppk.sees("Tiket Saya")
    assert not ppk.saw("Judul")


async def test_what_telegram_never_sends_is_refused(address: str) -> None:
    deep, long = b"[" * 10_000, b" " * (LARGEST + 1)
    cases: list[tuple[str, dict[str, str], bytes, int]] = [
        ("GET", {}, b"", 405),
        ("PUT", JSON, b"{}", 405),
        ("POST", {"Content-Type": "text/plain"}, b"{}", 415),
        ("POST", {"Content-Type": "application/x-www-form-urlencoded"}, b"{}", 415),
        ("POST", JSON, deep, 400),
        ("POST", JSON, long, 413),
    ]
    async with aiohttp.ClientSession(headers={HEADER: SECRET}) as session:
        for method, headers, body, status in cases:
            async with session.request(method, address, data=BytesIO(body), headers=headers) as refused:
                assert refused.status == status


async def test_no_answer_tells_of_its_making_or_stays_in_a_cache(address: str) -> None:
    pages = {200: "/health", 405: "/telegram", 404: "/nowhere"}
    async with aiohttp.ClientSession(address.removesuffix("/telegram")) as session:
        for status, path in pages.items():
            async with session.get(path) as answer:
                assert answer.status == status
                assert "Server" not in answer.headers
                assert answer.headers["Cache-Control"] == "no-store"
                assert answer.headers["X-Content-Type-Options"] == "nosniff"
                assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"
