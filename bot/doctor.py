"""Looks whether everything that the bot needs is there, and says so line by line."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import aiohttp
import aiosmtplib
import typer
from sqlalchemy import text

from bot.archive import FolderArchive
from bot.mail import read_smtp_url
from bot.settings import Settings
from storage.database import open_database

TIMEOUT = 10


class Ailment(Exception):
    """What is wrong, in a few words without secrets."""


async def examine(settings: Settings) -> int:
    """0 when all is well, 1 when anything is not."""
    checks: dict[str, Callable[[Settings], Awaitable[str]]] = {
        "database": _database,
        "archive": _archive,
        "telegram": _telegram,
        "mail": _mail,
    }
    ill = False
    for name, check in checks.items():
        try:
            typer.echo(f"ok     {name}: {await check(settings)}")
        except Ailment as ailment:
            ill = True
            typer.echo(f"WRONG  {name}: {ailment}")
    return int(ill)


async def _database(settings: Settings) -> str:
    try:
        database = open_database(settings.database_url)
        try:
            await database.read(lambda connection: connection.execute(text("SELECT 1")).scalar_one())
        finally:
            await database.close()
    except Exception as failure:  # noqa: BLE001 - whatever a driver raises is the finding
        raise Ailment(type(failure).__name__) from None
    return settings.database_url.partition(":")[0]


async def _archive(settings: Settings) -> str:
    try:
        FolderArchive(settings.archive_folder).try_out()
    except OSError as failure:
        raise Ailment(f"nothing can be written to {settings.archive_folder} ({failure.strerror})") from None
    return f"copies of files go into {settings.archive_folder}"


async def _telegram(settings: Settings) -> str:
    if settings.bot_token is None:
        return "no BOT_TOKEN, so the sandbox it is"
    url = f"{str(settings.telegram_api_url).rstrip('/')}/bot{settings.bot_token}/getMe"
    try:
        async with (
            aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=TIMEOUT)) as session,
            session.get(url) as response,
        ):
            answer = await response.json()
    except (aiohttp.ClientError, TimeoutError, ValueError) as failure:
        raise Ailment(f"not reached ({type(failure).__name__})") from None
    if not answer.get("ok"):
        raise Ailment(str(answer.get("description", "refused")))
    return f"@{answer['result']['username']}"


async def _mail(settings: Settings) -> str:
    if settings.smtp_url is None:
        return "no SMTP_URL: people sign in by invitation only"
    server = read_smtp_url(settings.smtp_url)
    if server.scheme == "file":
        return f"letters go into {server.host}"
    client = aiosmtplib.SMTP(
        hostname=server.host, port=server.port, use_tls=server.scheme == "smtps", timeout=TIMEOUT
    )
    try:
        async with client:
            await client.noop()
    except (aiosmtplib.SMTPException, OSError) as failure:
        raise Ailment(f"not reached ({type(failure).__name__})") from None
    return server.host
