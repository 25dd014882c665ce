"""Test that a start waits for what is away, and says so once."""

from __future__ import annotations

import pytest
from aiogram.exceptions import TelegramBadRequest, TelegramNetworkError, TelegramRetryAfter
from aiogram.methods import GetMe
from pydantic import AnyHttpUrl
from structlog.testing import capture_logs

from bot.process.absence import retry_while_away
from bot.process.settings import Settings
from bot.sending.introduction import introduce
from bot.webhook import set_webhook
from handlers.context.transaction_context import BotLink


class Pauses:
    """Pauses that take no time."""

    def __init__(self) -> None:
        self.taken: list[float] = []

    async def __call__(self, seconds: float) -> None:
        self.taken.append(seconds)


class Telegram:
    """Telegram, away for the first calls."""

    def __init__(self, away: int) -> None:
        self.away = away
        self.called: list[str] = []

    async def call(self, method: str, _parameters: object, **_more: object) -> dict[str, object]:
        if self.away:
            self.away -= 1
            raise TelegramNetworkError(GetMe(), "no route")
        self.called.append(method)
        return {"username": "lpse_bot"}


class Database:
    """A database that can't be reached for the first tries."""

    def __init__(self, away: int, failure: Exception) -> None:
        self._away, self._failure = away, failure

    async def __call__(self) -> str:
        if self._away:
            self._away -= 1
            raise self._failure
        return "open"


async def test_a_start_waits_for_a_database_server_that_is_away_and_says_so_once() -> None:
    pauses = Pauses()
    with capture_logs() as said:
        found = await retry_while_away(Database(6, ConnectionRefusedError()), is_server=True, pause=pauses)
    assert found == "open"
    assert [line["event"] for line in said] == ["database_away", "database_back"]
    assert pauses.taken == [1, 2, 4, 8, 15, 15]


@pytest.mark.parametrize(
    ("failure", "is_server"), [(ValueError("a bug"), True), (PermissionError("no access"), False)]
)
async def test_what_does_not_pass_by_itself_is_not_waited_for(failure: Exception, is_server: bool) -> None:
    with pytest.raises(type(failure)):
        await retry_while_away(Database(1, failure), is_server=is_server, pause=Pauses())


async def test_the_link_of_the_bot_is_learnt_when_telegram_is_there() -> None:
    telegram, link = Telegram(away=3), BotLink()
    with capture_logs() as said:
        await introduce(telegram, link, Pauses())  # type: ignore[arg-type]
    assert link.address == "https://t.me/lpse_bot"
    assert "setMyCommands" in telegram.called
    assert [line["event"] for line in said] == ["link_learnt"], "the start has said that Telegram is away"


@pytest.mark.parametrize(("told_away", "events"), [(True, []), (False, ["webhook_not_set"])])
async def test_a_webhook_is_set_as_soon_as_telegram_is_there(told_away: bool, events: list[str]) -> None:
    settings = Settings(
        webhook_url=AnyHttpUrl("https://bot.example.go.id/telegram"),
        webhook_secret="0123456789abcdef0123",
        _env_file=None,
    )
    telegram = Telegram(away=3)
    with capture_logs() as said:
        await set_webhook(telegram, settings, told_away=told_away, pause=Pauses())  # type: ignore[arg-type]
    assert telegram.called == ["setWebhook"]
    assert [line["event"] for line in said] == [*events, "webhook_set"]


async def test_a_webhook_is_set_no_sooner_than_telegram_asks_to_wait() -> None:
    class Throttling(Telegram):
        async def call(self, method: str, _parameters: object, **more: object) -> dict[str, object]:
            if self.away:
                self.away -= 1
                raise TelegramRetryAfter(GetMe(), "Too Many Requests", retry_after=40)
            return await super().call(method, _parameters, **more)

    telegram, pauses = Throttling(away=2), Pauses()
    await set_webhook(telegram, Settings(_env_file=None), told_away=False, pause=pauses)  # type: ignore[arg-type]
    assert pauses.taken == [40, 40]
    assert telegram.called == ["setWebhook"]


async def test_a_webhook_that_telegram_refuses_ends_the_start() -> None:
    class Refusing(Telegram):
        async def call(self, method: str, _parameters: object, **_more: object) -> dict[str, object]:
            raise TelegramBadRequest(GetMe(), "bad webhook")

    settings = Settings(_env_file=None)
    with pytest.raises(TelegramBadRequest):
        await set_webhook(Refusing(0), settings, told_away=False, pause=Pauses())  # type: ignore[arg-type]
