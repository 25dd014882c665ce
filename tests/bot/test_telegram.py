"""Calls of the Bot API: results as plain data, and a fitting error for each thing that can go wrong."""

from collections.abc import AsyncIterator

import pytest
from aiogram.exceptions import (
    TelegramBadRequest,
    TelegramConflictError,
    TelegramForbiddenError,
    TelegramMigrateToChat,
    TelegramNetworkError,
    TelegramRetryAfter,
    TelegramServerError,
    TelegramUnauthorizedError,
)
from aiohttp import web

from bot.telegram import Telegram
from sandbox import Persona, Sandbox

TOKEN = "123456:sandbox"
RINA = 1001


@pytest.fixture
async def box() -> AsyncIterator[Sandbox]:
    box = Sandbox(TOKEN, [Persona(RINA, "Rina")])
    await box.start()
    yield box
    await box.stop()


@pytest.fixture
async def telegram(box: Sandbox) -> AsyncIterator[Telegram]:
    telegram = Telegram(TOKEN, box.url)
    yield telegram
    await telegram.close()


async def test_a_result_is_plain_data(telegram: Telegram) -> None:
    sent = await telegram.call("sendMessage", {"chat_id": RINA, "text": "<b>Halo</b>", "parse_mode": "HTML"})
    assert sent["text"] == "Halo"
    assert sent["entities"] == [{"type": "bold", "offset": 0, "length": 4}]


@pytest.mark.parametrize(
    ("code", "failure"),
    [
        (400, TelegramBadRequest),
        (401, TelegramUnauthorizedError),
        (403, TelegramForbiddenError),
        (409, TelegramConflictError),
        (500, TelegramServerError),
        (502, TelegramServerError),
        ("drop", TelegramNetworkError),
    ],
)
async def test_each_refusal_has_its_error(
    box: Sandbox, telegram: Telegram, code: int, failure: type[Exception]
) -> None:
    box.misbehave("sendMessage", code)
    with pytest.raises(failure):
        await telegram.call("sendMessage", {"chat_id": RINA, "text": "Halo"})


async def test_how_long_to_wait_and_where_a_group_has_gone_are_told(box: Sandbox, telegram: Telegram) -> None:
    box.misbehave("sendMessage", 429, retry_after=7)
    with pytest.raises(TelegramRetryAfter) as later:
        await telegram.call("sendMessage", {"chat_id": RINA, "text": "Halo"})
    assert later.value.retry_after == 7
    box.misbehave("sendMessage", 400, migrate_to_chat_id=-1009)
    with pytest.raises(TelegramMigrateToChat) as moved:
        await telegram.call("sendMessage", {"chat_id": RINA, "text": "Halo"})
    assert moved.value.migrate_to_chat_id == -1009


async def test_silence_and_refused_connections_are_failures_of_the_network(
    box: Sandbox, telegram: Telegram
) -> None:
    box.misbehave("getMe", "timeout")
    with pytest.raises(TelegramNetworkError, match="timed out"):
        await telegram.call("getMe", {}, timeout=0.1)
    await box.stop()
    with pytest.raises(TelegramNetworkError):
        await telegram.call("getMe", {})


@pytest.mark.parametrize(
    "body", ["<html>Bad gateway</html>", "", "[]", "null", '{"ok": tru', '{"ok": true}', "\\xff"]
)
async def test_a_gateway_that_answers_in_its_own_words_is_a_failure_of_the_network(body: str) -> None:
    async def gateway(_request: web.Request) -> web.Response:
        return web.Response(status=502, text=body)

    made = web.Application()
    made.router.add_route("*", "/{path:.*}", gateway)
    runner = web.AppRunner(made)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    telegram = Telegram(TOKEN, f"http://127.0.0.1:{runner.addresses[0][1]}/")
    with pytest.raises((TelegramNetworkError, TelegramServerError)) as failure:
        await telegram.call("getMe", {})
    assert TOKEN not in str(failure.value)
    await telegram.close()
    await runner.cleanup()
