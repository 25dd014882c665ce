"""Test that the sandbox touches nothing of a bot on Telegram, whatever the settings say."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.process.settings import Settings, read_settings
from bot.sandbox_run import run_sandbox
from storage.units import open_units
from tests.stories.postman import Postman

ADMINISTRATOR = 6001


@pytest.fixture
async def postman() -> AsyncIterator[Postman]:
    postman = Postman()
    yield postman
    await postman.close()


@pytest.fixture
async def production(
    tmp_path: Path, furnished: Path, postman: Postman, monkeypatch: pytest.MonkeyPatch
) -> Path:
    """Set everything that a bot on Telegram needs, except a token; return the folder of its data."""
    monkeypatch.chdir(tmp_path)
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    folder = tmp_path / "production"
    folder.mkdir()
    shutil.copy(furnished, folder / "bot.sqlite3")
    monkeypatch.setenv("BOT_TOKEN", "")
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{folder}/bot.sqlite3")
    monkeypatch.setenv("ARCHIVE_FOLDER", str(folder / "files"))
    monkeypatch.setenv("SMTP_URL", await postman.open())
    monkeypatch.setenv("WEBHOOK_URL", "https://bot.example.go.id/telegram")
    monkeypatch.setenv("WEBHOOK_SECRET", "sixteen-or-more-signs")
    monkeypatch.setenv("SANDBOX_PORT", "0")
    return folder


async def play(settings: Settings) -> None:
    """Run the sandbox until it takes updates, and stop it."""
    ready = asyncio.Event()
    playing, waiting = asyncio.create_task(run_sandbox(settings, ready)), asyncio.create_task(ready.wait())
    await asyncio.wait({playing, waiting}, return_when=asyncio.FIRST_COMPLETED)
    waiting.cancel()
    playing.cancel()
    await asyncio.gather(playing, return_exceptions=True)
    assert ready.is_set(), playing


def names_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


async def is_linked(file: Path, chat_id: int) -> bool:
    units = open_units(f"sqlite:///{file}")
    try:
        chat = await units.read(lambda unit: unit.chats.get(chat_id))
        return chat is not None and chat.person_id is not None
    finally:
        await units.close()


async def test_production_stays_as_it_was(
    production: Path, postman: Postman, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = (production / "bot.sqlite3").read_bytes()
    await play(read_settings())
    assert names_in(production) == ["bot.sqlite3"]
    assert (production / "bot.sqlite3").read_bytes() == before
    assert postman.sessions == 0
    assert await is_linked(tmp_path / "var" / "sandbox" / "bot.sqlite3", ADMINISTRATOR)
    [told] = [line for line in capsys.readouterr().err.splitlines() if line.startswith("note:")]
    assert told == (
        "note: BOT_TOKEN is not set, so this is the sandbox, which does not use "
        "DATABASE_URL, ARCHIVE_FOLDER, SMTP_URL, WEBHOOK_URL"
    )


async def test_with_a_token_the_sandbox_is_the_same(
    production: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("BOT_TOKEN", "123456:AA-secret-part-of-a-token")
    before = (production / "bot.sqlite3").read_bytes()
    await play(read_settings())
    assert (production / "bot.sqlite3").read_bytes() == before
    said = capsys.readouterr().err
    assert "note: this is the sandbox, which does not use BOT_TOKEN, DATABASE_URL" in said
    assert "secret-part" not in said
