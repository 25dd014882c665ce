"""Updates delivered to the bot's own address."""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import aiohttp
import pytest
from aiohttp import web

from sandbox import Sandbox
from sandbox.webhook_queues import Retries, queue_of
from tests.cases import for_each

from .conftest import HELPDESK, PPK, Clock, RawBot, keys

SELESAI = {"text": "Selesai", "callback_data": "selesai"}
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class Address:
    """The bot's own server: takes updates and answers as the test wants."""

    def __init__(self) -> None:
        self.heard: list[dict[str, Any]] = []
        self.secrets: list[str | None] = []
        self.answers: list[web.Response] = []
        self.blocked: set[str] = set()
        self.released = asyncio.Event()
        self.news = asyncio.Event()
        self.url = ""

    async def hear(self, request: web.Request) -> web.StreamResponse:
        update = await request.json()
        self.heard.append(update)
        self.news.set()
        if self.blocked & update.keys():
            await self.released.wait()
        self.secrets.append(request.headers.get("X-Telegram-Bot-Api-Secret-Token"))
        return self.answers.pop(0) if self.answers else web.Response()

    @property
    def texts(self) -> list[str]:
        return [update["message"]["text"] for update in self.heard]

    async def has_heard(self, count: int) -> None:
        """Wait until so many updates have come."""
        async with asyncio.timeout(30):
            while len(self.heard) < count:
                self.news.clear()
                await self.news.wait()

    @property
    def kinds(self) -> list[str]:
        return [list(update)[1] for update in self.heard]


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
    address.released.set()
    await runner.cleanup()


async def delivered(box: Sandbox) -> None:
    """Wait until everything has reached the bot."""
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


async def test_a_press_does_not_wait_for_the_messages_before_it(
    box: Sandbox, bot: RawBot, address: Address
) -> None:
    ppk = box.user(PPK.id)
    await bot.does("sendMessage", chat_id=PPK.id, text="Berkas?", reply_markup=keys([SELESAI]))
    address.blocked = {"message"}
    await bot.does("setWebhook", url=address.url)
    await ppk.sends(("a.pdf", b"a"), ("b.pdf", b"b"))
    await ppk.presses("Selesai")
    ppk.blocks_bot()
    await box.settled(lambda: len(box.world.updates.pending) == 2)
    assert sorted(address.kinds) == ["callback_query", "message", "my_chat_member"]
    address.released.set()
    await delivered(box)
    names = [update["message"]["document"]["file_name"] for update in address.heard if "message" in update]
    assert names == ["a.pdf", "b.pdf"]


async def test_no_more_updates_are_on_their_way_than_the_bot_asked_for(
    box: Sandbox, bot: RawBot, address: Address
) -> None:
    address.blocked = {"message"}
    await bot.does("setWebhook", url=address.url, max_connections=2)
    for user_id in range(3001, 3006):
        await box.user(user_id).types("halo")
    await address.has_heard(2)
    await bot.does("getWebhookInfo")
    assert len(address.heard) == 2
    address.released.set()
    await delivered(box)
    assert len(address.heard) == 5


def test_every_kind_has_its_queue() -> None:
    chat, person = {"id": 7}, {"id": 9}
    member = {"user": {"id": 11}}
    queues = {
        "message": ({"chat": chat, "from": person}, 7),
        "edited_message": ({"chat": chat, "from": person}, 7),
        "callback_query": ({"from": person, "message": {"chat": chat}}, 9 + (3 << 33)),
        "my_chat_member": ({"chat": chat, "from": person, "new_chat_member": member}, 7 + (5 << 33)),
        "chat_member": ({"chat": chat, "from": person, "new_chat_member": member}, 11 + (6 << 33)),
        "message_reaction": ({"chat": chat, "user": person}, 7 + (8 << 33)),
    }
    for kind, (payload, queue) in queues.items():
        assert queue_of({"update_id": 1, kind: payload}) == queue


def test_a_failed_update_is_tried_at_once_and_then_ever_later() -> None:
    retries = Retries(1.0)
    waits = [retries.wait(0) for _ in range(10)]
    assert waits[:6] == [0, 2, 4, 8, 16, 32]
    assert all(60 <= wait <= 120 for wait in waits[6:])
    assert retries.wait(5) == 5
    assert retries.wait(9999) == 3600
    assert 60 <= retries.wait(0) <= 120


async def test_a_press_that_would_be_too_old_at_the_next_try_is_dropped(
    box: Sandbox, bot: RawBot, address: Address, clock: Clock
) -> None:
    await bot.does("sendMessage", chat_id=PPK.id, text="Berkas?", reply_markup=keys([SELESAI]))
    address.answers = [web.Response(status=503, headers={"Retry-After": "151"})]
    await bot.does("setWebhook", url=address.url)
    await box.user(PPK.id).presses("Selesai")
    await delivered(box)
    assert address.kinds == ["callback_query"]

    await bot.does("deleteWebhook")
    await box.user(PPK.id).presses("Selesai")
    await box.user(PPK.id).types("halo")
    clock.passes(151)
    await bot.does("setWebhook", url=address.url)
    await delivered(box)
    assert address.kinds == ["callback_query", "message"]


async def test_a_redirect_is_a_failure(box: Sandbox, bot: RawBot, address: Address) -> None:
    address.answers = [web.Response(status=302, headers={"Location": address.url})]
    await bot.does("setWebhook", url=address.url)
    await box.user(PPK.id).types("halo")
    await delivered(box)
    assert address.texts == ["halo", "halo"]
    assert "302" in (await bot.does("getWebhookInfo"))["last_error_message"]


async def test_a_bot_that_is_gone_for_a_day_loses_its_webhook(
    box: Sandbox, bot: RawBot, address: Address, clock: Clock
) -> None:
    address.answers = [web.Response(status=410) for _ in range(20)]
    await bot.does("setWebhook", url=address.url)
    await box.user(PPK.id).types("halo")
    await address.has_heard(2)
    clock.passes(23 * 3600 + 1)
    await box.settled(lambda: not box.has_webhook)
    assert (await bot.does("getWebhookInfo"))["url"] == ""
    assert [update["message"]["text"] for update in await bot.hears()] == ["halo"]


async def test_a_failing_update_holds_up_only_its_own_queue(
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


async def test_a_method_in_the_reply_may_bring_its_file(box: Sandbox, bot: RawBot, address: Address) -> None:
    form = aiohttp.FormData({"method": "sendDocument", "chat_id": str(PPK.id)})
    form.add_field("document", b"isi", filename="surat.pdf")
    body = form()
    written = await body.as_bytes()
    address.answers = [web.Response(body=written, headers={"Content-Type": body.headers["Content-Type"]})]
    await bot.does("setWebhook", url=address.url)
    await box.user(PPK.id).types("halo")
    await box.settled(lambda: "document" in box.user(PPK.id).messages[-1])
    assert box.user(PPK.id).messages[-1]["document"]["file_name"] == "surat.pdf"


@pytest.mark.parametrize(
    "reply", [{"method": "deleteWebhook"}, {"method": "getMe"}, {"method": "logOut"}, {"method": 7}, [], "x"]
)
async def test_a_reply_that_is_no_sending_method_is_passed_over(
    box: Sandbox, bot: RawBot, address: Address, reply: object
) -> None:
    address.answers = [web.Response(text=json.dumps(reply), content_type="application/json")]
    await bot.does("setWebhook", url=address.url)
    await box.user(PPK.id).types("halo")
    await delivered(box)
    assert [call.method for call in box.calls] == ["setWebhook"]
    assert (await bot.does("getWebhookInfo"))["url"] == address.url


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


@for_each("url", ["https://example.com/hook", "ftp://127.0.0.1/", "http://10.0.0.1/", "x"])
async def test_only_this_machine_is_an_address(bot: RawBot, url: str) -> None:
    assert "this machine only" in await bot.is_refused("setWebhook", url=url)


async def test_a_secret_has_plain_letters_only(bot: RawBot, address: Address) -> None:
    words = await bot.is_refused("setWebhook", url=address.url, secret_token="é")
    assert words == "Bad Request: secret token contains unallowed characters"
