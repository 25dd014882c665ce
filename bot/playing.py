"""The bot against the sandbox: a Telegram on this machine with a cast of people, and nothing else needed."""

from __future__ import annotations

import asyncio
from pathlib import Path

import typer

from bot.cast import CAST, prepare
from bot.master_data import fill_in_master_data
from bot.running import run_polling
from bot.settings import Settings, WrongSettings
from bot.wiring import create_database
from sandbox import Sandbox
from storage.unit import Shelf


async def run_sandbox(settings: Settings) -> None:
    """Start the sandbox, prepare its people, print the address of the chat page, and run the bot."""
    folder = settings.folder / "sandbox"
    token = "123456:sandbox"  # noqa: S105 - the sandbox's own, good on this machine alone
    box = Sandbox(token, [player.persona for player in CAST], folder=folder / "telegram")
    try:
        url = await box.start(port=settings.sandbox_port)
    except OSError:
        line = f"SANDBOX_PORT: {settings.sandbox_port} is in use; set another, or 0 for any"
        raise WrongSettings([line]) from None
    playing = _for_play(settings, url, folder)
    try:
        database, shelf = await create_database(playing), Shelf()
        await fill_in_master_data(database, shelf)
        await prepare(database, shelf)
        await database.close()
        ready = asyncio.Event()
        announcing = asyncio.create_task(_announce(url, ready))
        await run_polling(playing, token, ready)
        await announcing
    finally:
        await box.stop()


async def _announce(url: str, ready: asyncio.Event) -> None:
    await ready.wait()
    typer.echo(f"\n  LPSE Support Bot, sandbox. Open this page in a browser:\n\n    {url}/\n")


def _for_play(settings: Settings, url: str, folder: Path) -> Settings:
    """The same settings, with the sandbox for Telegram, and a database and letters of its own."""
    folder.mkdir(parents=True, exist_ok=True)
    changes: dict[str, object] = {"telegram_api_url": url, "telegram_local": False}
    if "archive_folder" not in settings.model_fields_set:
        changes["archive_folder"] = folder / "files"
    if "database_url" not in settings.model_fields_set:
        changes["database_url"] = f"sqlite:///{folder}/bot.sqlite3"
    if settings.smtp_url is None:
        changes["smtp_url"] = (folder / "mail").resolve().as_uri()
    return settings.model_copy(update=changes)
