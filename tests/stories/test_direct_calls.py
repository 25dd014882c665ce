"""Calls that go to the sandbox without HTTP end as those over HTTP do."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from aiogram.exceptions import TelegramAPIError, TelegramNetworkError

from bot.sending.bot_api import Telegram
from tests.stories.conftest import OVER_HTTP
from tests.stories.direct_calls import DirectTelegram
from tests.stories.stage import TOKEN, Stage


async def outcome(telegram: Telegram, method: str, **parameters: Any) -> Any:
    try:
        result = await telegram.call(method, parameters, timeout=2.0)
    except TelegramAPIError as failure:
        return type(failure), failure.message
    # Each message has a number of its own.
    return {**result, "message_id": 0} if isinstance(result, dict) else result


@pytest.mark.parametrize(
    ("method", "parameters"),
    [
        ("getMe", {}),
        ("sendMessage", {"chat_id": 1001, "text": "<b>Tiket</b> \u2028 \N{TICKET}", "parse_mode": "HTML"}),
        ("sendMessage", {"chat_id": 1001, "text": ""}),
        ("sendMessage", {"chat_id": 77, "text": "Halo"}),
        ("deleteMessage", {"chat_id": 1001, "message_id": 10**9}),
        ("getTheMoon", {}),
    ],
)
async def test_both_ways_return_the_same(stage: Stage, method: str, parameters: dict[str, Any]) -> None:
    stage.tolerates("")
    url = stage.box.url
    direct, over_http = DirectTelegram(stage.box, TOKEN, url), Telegram(TOKEN, url)
    try:
        assert await outcome(direct, method, **parameters) == await outcome(over_http, method, **parameters)
    finally:
        await direct.close()
        await over_http.close()


async def test_a_sandbox_in_trouble_is_called_over_http(stage: Stage) -> None:
    direct = DirectTelegram(stage.box, TOKEN, stage.box.url)
    try:
        stage.box.misbehave("getMe", error="drop")
        with pytest.raises(TelegramNetworkError):
            await direct.call("getMe", {})
        assert (await direct.call("getMe", {}))["is_bot"]
    finally:
        await direct.close()


def test_the_stories_over_http_are_there() -> None:
    files = {path.stem for path in Path(__file__).parent.glob("test_*.py")}
    assert files >= OVER_HTTP
