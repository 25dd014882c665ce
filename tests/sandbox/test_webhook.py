"""Updates delivered to the bot's own address."""

from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import pytest
from aiohttp import web

from sandbox import Sandbox

from .conftest import HELPDESK, PPK, RawBot

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class Address:
    """The bot's own server: takes updates and answers as the test wants."""

    def __init__(self) -> None:
        self.heard: list[dict[str, Any]] = []
        self.secrets: list[str | None] = []
        self.answers: list[web.Response] = []
        self.url = ""

    async def hear(self, request: web.Request) -> web.StreamResponse:
        self.heard.append(await request.json())
        self.secrets.append(request.headers.get("X-Telegram-Bot-Api-Secret-Token"))
        return self.answers.pop(0) if self.answers else web.Response()

    @property
    def texts(self) -> list[str]:
        return [update["message"]["text"] for update in self.heard]


@pytest.fixture
async def address() -> AsyncIterator[Address]:
    address = Address()
    app = web.Application()
    app.router.add_post("/hook", address.hear)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    address.url = f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
    yield address
    await runner.cleanup()


async def delivered(box: Sandbox) -> None:
    """Everything has reached the bot."""
    await box.settled(lambda: not box.world.updates.pending)


async def test_updates_come_in_order_with_the_secret(box: Sandbox, bot: RawBot, address: Address) -> None:
    await box.user(PPK.id).types("sebelum")
    await bot.does("setWebhook", url=address.url, secret_token="rahasia_1")
    for text in ("satu", "dua", "tiga"):
        await box.user(PPK.id).types(text)
    await delivered(box)
    assert address.texts == ["sebelum", "satu", "dua", "tiga"]
    assert set(address.secrets) == {"rahasia_1"}
    assert (await bot.does("getWebhookInfo"))["pending_update_count"] == 0
    assert await bot.is_refused("getUpdates") == (
        "Conflict: can't use getUpdates method while webhook is active; "
        "use deleteWebhook to delete the webhook first"
    )


async def test_a_failing_update_holds_up_only_its_own_chat(
    box: Sandbox, bot: RawBot, address: Address
) -> None:
    address.answers = [web.Response(status=500), web.Response(status=503)]
    await bot.does("setWebhook", url=address.url)
    await box.user(PPK.id).types("satu")
    await box.user(PPK.id).types("dua")
    await delivered(box)
    assert address.texts == ["satu", "satu", "satu", "dua"]
    assert "503" in (await bot.does("getWebhookInfo"))["last_error_message"]
    address.heard.clear()
    address.answers = [web.Response(status=429, headers={"Retry-After": "3600"})]
    await box.user(PPK.id).types("nanti")
    await box.settled(lambda: bool(address.heard) or not box.world.updates.pending)
    await box.user(HELPDESK.id).types("sekarang")
    await box.settled(lambda: len(box.world.updates.pending) == 1)
    assert address.texts == ["nanti", "sekarang"]


async def test_a_repeated_update_comes_again(box: Sandbox, bot: RawBot, address: Address) -> None:
    box.repeat_updates(1)
    await bot.does("setWebhook", url=address.url)
    await box.user(PPK.id).types("satu")
    await box.user(PPK.id).types("dua")
    await box.settled(lambda: not box.world.updates.pending and not box.world.updates.again)
    assert address.texts == ["satu", "dua", "satu"]


async def test_a_method_in_the_reply_is_carried_out(box: Sandbox, bot: RawBot, address: Address) -> None:
    reply = {"method": "sendMessage", "chat_id": PPK.id, "text": "terima kasih"}
    address.answers = [web.json_response(reply)]
    await bot.does("setWebhook", url=address.url)
    await box.user(PPK.id).types("halo")
    await box.settled(lambda: box.user(PPK.id).messages[-1]["text"] == "terima kasih")


async def test_without_the_webhook_updates_wait_for_a_poller(
    box: Sandbox, bot: RawBot, address: Address
) -> None:
    await bot.does("setWebhook", url=address.url)
    await bot.does("deleteWebhook")
    await box.user(PPK.id).types("halo")
    assert [update["message"]["text"] for update in await bot.hears()] == ["halo"]
    assert address.heard == []
    await box.user(PPK.id).types("terlupakan")
    await bot.does("setWebhook", url=address.url, drop_pending_updates=True)
    await box.user(PPK.id).types("baru")
    await delivered(box)
    assert address.texts == ["baru"]


@pytest.mark.parametrize("url", ["https://example.com/hook", "ftp://127.0.0.1/", "http://10.0.0.1/", "x"])
async def test_only_this_machine_is_an_address(bot: RawBot, url: str) -> None:
    assert "this machine only" in await bot.is_refused("setWebhook", url=url)


async def test_a_secret_has_plain_letters_only(bot: RawBot, address: Address) -> None:
    words = await bot.is_refused("setWebhook", url=address.url, secret_token="é")
    assert words == "Bad Request: secret token contains unallowed characters"
