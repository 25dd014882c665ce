"""Misbehaviour on request."""

import asyncio
import time

import aiohttp
import pytest

from sandbox import Sandbox

from .conftest import HELPDESK, PPK, RawBot


async def test_too_many_requests_as_often_as_asked(box: Sandbox, bot: RawBot) -> None:
    box.misbehave("sendMessage", error=429, retry_after=4, times=2, chat_id=PPK.id)
    await bot.does("sendMessage", chat_id=HELPDESK.id, text="halo")
    for _ in range(2):
        assert await bot.tries("sendMessage", chat_id=PPK.id, text="halo") == {
            "ok": False,
            "error_code": 429,
            "description": "Too Many Requests: retry after 4",
            "parameters": {"retry_after": 4},
        }
    await bot.does("sendMessage", chat_id=PPK.id, text="halo")
    assert len(box.user(PPK.id).messages) == 1


@pytest.mark.parametrize(
    ("error", "description", "words"),
    [
        (500, "", "Internal Server Error"),
        (502, "", "Bad Gateway"),
        (403, "", "Forbidden: bot was blocked by the user"),
        (403, "Forbidden: user is deactivated", "Forbidden: user is deactivated"),
        (400, "Bad Request: can't parse entities: x", "Bad Request: can't parse entities: x"),
    ],
)
async def test_refusals_in_any_words(
    box: Sandbox, bot: RawBot, error: int, description: str, words: str
) -> None:
    box.misbehave(error=error, description=description)
    assert await bot.is_refused("sendMessage", chat_id=PPK.id, text="x") == words
    assert box.user(PPK.id).messages == []
    assert box.calls[-1].error is not None


async def test_a_dropped_connection_leaves_the_sender_in_doubt(box: Sandbox, bot: RawBot) -> None:
    box.misbehave("sendMessage", error="drop")
    with pytest.raises(aiohttp.ClientError):
        await bot.does("sendMessage", chat_id=PPK.id, text="sampai")
    box.misbehave("sendMessage", error="drop", before=True)
    with pytest.raises(aiohttp.ClientError):
        await bot.does("sendMessage", chat_id=PPK.id, text="tidak sampai")
    assert [message["text"] for message in box.user(PPK.id).messages] == ["sampai"]


async def test_silence_until_the_sender_gives_up(box: Sandbox, bot: RawBot) -> None:
    box.misbehave("sendMessage", error="timeout")
    call = asyncio.create_task(bot.does("sendMessage", chat_id=PPK.id, text="sampai"))
    await box.settled(lambda: bool(box.user(PPK.id).messages))
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(call, 0.05)


async def test_a_slow_answer(box: Sandbox, bot: RawBot) -> None:
    box.misbehave("getMe", delay=0.05)
    began = time.monotonic()
    await bot.does("getMe")
    assert time.monotonic() - began >= 0.05


async def test_trouble_for_ever_until_it_is_called_off(box: Sandbox, bot: RawBot) -> None:
    box.misbehave(error=500, times=-1)
    for _ in range(3):
        await bot.is_refused("getMe")
    box.behave()
    await bot.does("getMe")
