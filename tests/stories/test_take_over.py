"""Test that polling takes no updates away from a webhook unless it is told to."""

from __future__ import annotations

import pytest
from pydantic import AnyHttpUrl

from bot.process.settings import WrongSettings
from bot.running import run_polling
from tests.stories.actor import Actor
from tests.stories.stage import TOKEN, Stage

ADDRESS = "https://127.0.0.1:8443/a-secret-path"


@pytest.fixture
async def webhook(stage: Stage) -> str:
    """Stop the bot and set a webhook, as another process has; return its address."""
    await stage.app.telegram.call("setWebhook", {"url": ADDRESS})
    stage.accepts("polling_conflict", "polling_failed")
    await stage.bot_stops()
    return ADDRESS


async def test_run_refuses_while_telegram_knows_a_webhook(stage: Stage, webhook: str) -> None:
    with pytest.raises(WrongSettings) as refused:
        await run_polling(stage.settings, TOKEN)
    [line] = refused.value.lines
    assert "a webhook at 127.0.0.1" in line
    assert "run --take-over" in line
    assert "secret-path" not in line
    assert stage.box.has_webhook


async def test_run_refuses_while_a_webhook_is_in_the_settings(stage: Stage) -> None:
    await stage.bot_stops()
    settings = stage.settings.model_copy(update={"webhook_url": AnyHttpUrl(ADDRESS)})
    before = len(stage.box.calls)
    with pytest.raises(WrongSettings, match=r"WEBHOOK_URL is set.*run --take-over"):
        await run_polling(settings, TOKEN)
    assert len(stage.box.calls) == before


async def test_told_to_take_over_it_polls(stage: Stage, webhook: str, ppk: Actor) -> None:
    settings = stage.settings.model_copy(update={"webhook_url": AnyHttpUrl(ADDRESS)})

    async def polls() -> None:
        await stage.box.settled(lambda: not stage.box.has_webhook)

    await stage.runs(run_polling(settings, TOKEN, take_over=True), polls())
    await ppk.types("/tiket")
    await ppk.sees("Tiket Saya")


async def test_a_webhook_that_is_found_once_telegram_is_back_ends_the_process(
    stage: Stage, webhook: str
) -> None:
    stage.accepts("webhook_is_set", "webhook_not_looked_up")
    # Away when the process starts, and at the first look of the polling.
    stage.box.misbehave("getWebhookInfo", "drop", times=2, before=True)
    with pytest.raises(WrongSettings, match="run --take-over"):
        await run_polling(stage.settings, TOKEN)
    assert stage.box.has_webhook
