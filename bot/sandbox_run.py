"""Run the bot against the sandbox: a Telegram on this machine with sample people, and nothing else needed."""

from __future__ import annotations

import asyncio
from pathlib import Path

import typer

from bot.imports.database import opened_units
from bot.imports.sandbox_people import CAST, prepare_sandbox
from bot.process.private_folders import make_private_folder
from bot.process.settings import Settings, WrongSettings
from bot.running import run_polling
from bot.sandbox_office import SandboxOffice
from bot.sending.mail import FolderLetters
from sandbox import Sandbox

# Settings of a bot on Telegram, which the sandbox never uses: what they name belongs to people.
PRODUCTION = (
    "bot_token",
    "database_url",
    "archive_folder",
    "backup_folder",
    "smtp_url",
    "bounces_url",
    "webhook_url",
)


async def run_sandbox(settings: Settings, ready: asyncio.Event | None = None) -> None:
    """Start the sandbox, prepare its people, print the address of the chat page, and run the bot.

    Database, files and letters are the sandbox's own, whatever the settings say. Set `ready` once it plays.
    """
    if line := unused_settings(settings):
        typer.echo(line, err=True)
    folder = settings.folder / "sandbox"
    token = "123456:sandbox"  # noqa: S105 - the sandbox's own, good on this machine alone
    box = Sandbox(token, [player.persona for player in CAST], folder=folder / "telegram")
    try:
        url = await box.start(port=settings.sandbox_port)
    except OSError:
        line = f"SANDBOX_PORT: {settings.sandbox_port} is in use; set another, or 0 for any"
        raise WrongSettings([line]) from None
    sandbox_settings = _sandbox_settings(settings, url, folder)
    try:
        async with opened_units(sandbox_settings, runs=True) as units:
            await prepare_sandbox(units)
            box.open_office(SandboxOffice(units))
            letters = FolderLetters(folder / "mail", settings.mail_from, box.mailbox.deliver)
            plays = ready or asyncio.Event()
            announcing = asyncio.create_task(_announce(url, plays))
            try:
                await run_polling(sandbox_settings, token, plays, take_over=True, letters=letters)
            finally:
                announcing.cancel()
    finally:
        await box.stop()


async def _announce(url: str, ready: asyncio.Event) -> None:
    await ready.wait()
    typer.echo(f"\n  LPSE Support Bot, sandbox. Open this page in a browser:\n\n    {url}/\n")


def unused_settings(settings: Settings) -> str:
    """Return a line that names the settings of production that the sandbox does not use; "" for none."""
    unused = [name.upper() for name in PRODUCTION if name in settings.model_fields_set]
    if not unused:
        return ""
    reason = "" if settings.bot_token else "BOT_TOKEN is not set, so "
    return f"note: {reason}this is the sandbox, which does not use {', '.join(unused)}"


def _sandbox_settings(settings: Settings, url: str, folder: Path) -> Settings:
    """Return these settings with the sandbox for Telegram, and a database, files and letters of its own."""
    make_private_folder(folder)
    return settings.model_copy(
        update={
            "bot_token": None,
            "telegram_api_url": url,
            "telegram_local": False,
            "database_url": f"sqlite:///{folder}/bot.sqlite3",
            "archive_folder": folder / "files",
            "backup_folder": None,
            "smtp_url": (folder / "mail").resolve().as_uri(),
            "bounces_url": None,
            "webhook_url": None,
            "webhook_secret": None,
        }
    )
