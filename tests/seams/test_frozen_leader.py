"""Test that a leader which is frozen while it sends, and woken later, neither stops nor doubles anything."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.app import Process
from bot.process.settings import Settings
from bot.wiring import create_app
from tests.seams.child import Child, count_unsent
from tests.seams.test_killed import HELPDESK, PPK, SAVED, is_one_yes_away, told_of
from tests.storage.conftest import postgres, postgres_url
from tests.stories.stage import TOKEN, furnish

__all__ = ["postgres", "postgres_url"]

pytestmark = [pytest.mark.postgres, pytest.mark.timeout(240)]


@pytest.fixture
async def child(tmp_path: Path, furnished: Path, postgres_url: str) -> AsyncIterator[Child]:
    await furnish(postgres_url)
    child = Child(tmp_path, furnished, url=postgres_url)
    try:
        await child.open()
        yield child
    finally:
        await child.close()


async def test_another_sends_and_the_woken_one_does_not(child: Child, tmp_path: Path) -> None:
    ppk, helpdesk, verifikator = child.plays(PPK), child.plays(HELPDESK), child.plays(2002)
    await is_one_yes_away(ppk)
    settings = Settings(
        telegram_api_url=child.box.url,
        database_url=child.url,
        # The reporter's letter waits too, where the other process froze before it was sent.
        smtp_url=child.mail.as_uri(),
        archive_folder=tmp_path / "files",
        _env_file=None,
    )
    other = Process(await create_app(settings, TOKEN))
    await other.start()
    # Frozen with both alerts sent, and Telegram's answers on their way.
    for person in (HELPDESK, 2002):
        child.box.misbehave("sendMessage", "timeout", chat_id=person)
    await ppk.taps("Ya")
    await told_of(helpdesk, "menunggu diambil")
    await told_of(verifikator, "menunggu diambil")
    child.freezes()
    try:
        while not other.leads:  # noqa: ASYNC110 - nobody tells when it does
            await asyncio.sleep(0.05)
        await child.until(lambda unit: not count_unsent(unit))
        await told_of(ppk, SAVED)
        # Nobody knew whether they had come.
        await told_of(helpdesk, "menunggu diambil", times=2)
        await told_of(verifikator, "menunggu diambil", times=2)
        child.wakes()
        while "lead_lost" not in child.said.read_text():  # noqa: ASYNC110 - nobody tells when it does
            await asyncio.sleep(0.05)
        assert await child.is_terminated() == 0
        await told_of(helpdesk, "menunggu diambil", times=2)
        assert len(await child.numbers()) == 1
        assert await child.look(count_unsent) == 0
        assert other.leads
    finally:
        await other.stop(at_once=True)
