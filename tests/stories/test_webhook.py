"""The same bot behind a webhook: only Telegram gets in, and what comes in is not lost."""

import socket

import aiohttp
import pytest
from pydantic import AnyHttpUrl

from bot.webhook import HEADER, run_webhook
from tests.stories.actor import Actor
from tests.stories.acts import files, takes
from tests.stories.stage import TOKEN, Stage

SECRET = "a-secret-of-sixteen-signs"


@pytest.fixture
async def address(stage: Stage) -> str:
    """The bot of this story, started anew as `python -m bot webhook` starts it."""
    await stage.bot_stops()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    url = f"http://127.0.0.1:{port}/telegram"
    settings = stage.settings.model_copy(
        update={"webhook_url": AnyHttpUrl(url), "webhook_secret": SECRET, "webhook_port": port}
    )

    def is_set() -> bool:
        return any(call.method == "setWebhook" for call in stage.box.calls)

    await stage.runs(run_webhook(settings, TOKEN), stage.box.settled(is_set))
    return url


async def test_a_ticket_is_filed_and_taken_by_webhook(address: str, ppk: Actor, helpdesk: Actor) -> None:
    number = await files(ppk)
    await takes(helpdesk, number)
    await ppk.was_told("diambil dan mulai dikerjakan oleh Sari Lestari", number)


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
        async with session.post(address, data=b"{", headers={HEADER: SECRET}) as garbled:
            assert garbled.status == 400
        async with session.post(address, json=[1], headers={HEADER: SECRET}) as other:
            assert other.status == 200
        async with session.get(address.replace("/telegram", "/health")) as health:
            assert await health.text() == "ok"
    await ppk.types("/tiket")
    await ppk.sees("Tiket Saya")
    assert not ppk.saw("Judul")
