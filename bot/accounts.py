"""Accounts from the command line: loading them from a file, and inviting a person."""

from __future__ import annotations

from pathlib import Path

import aiohttp
import typer
from sqlalchemy import Connection

from bot.clock_time import now
from bot.master_data import fill_in_lpses
from bot.settings import Settings, WrongSettings
from core.use_cases.sign_in import InvitePerson
from storage.accounts import AccountRow, RowError, read_accounts
from storage.database import open_database, upgrade
from storage.imports import AccountCounts, import_accounts
from storage.unit import Shelf, SqlUnit

# The name of the sandbox's bot, for links made without a token.
SANDBOX_BOT = "lpse_support_bot"
TIMEOUT = 10


async def import_accounts_file(settings: Settings, file: Path) -> int:
    """Load what is right and name every line that is not; 1 where any was wrong."""
    database, shelf = open_database(settings.database_url), Shelf()
    try:
        await upgrade(database)
        await fill_in_lpses(database, shelf)
        wrong: list[RowError] = []

        def work(connection: Connection) -> AccountCounts:
            wrong.clear()
            unit = SqlUnit(connection, shelf)

            def right(lines: list[str]) -> list[AccountRow]:
                rows: list[AccountRow] = []
                for row in read_accounts(lines, unit.offices):
                    (rows if isinstance(row, AccountRow) else wrong).append(row)  # type: ignore[arg-type]
                return rows

            with file.open(encoding="utf-8-sig", newline="") as lines:
                return import_accounts(connection, right(list(lines)), now())

        counts = await database.run(work)
    finally:
        await database.close()
    for error in wrong:
        facts = ", ".join(f"{name}={value!r}" for name, value in error.facts.items())
        typer.echo(f"line {error.line}: {error.code} {facts}".rstrip(), err=True)
    typer.echo(f"{counts.rows} rows, {counts.new_people} new people, {counts.new_roles} new roles")
    return 1 if wrong else 0


async def invite_person(settings: Settings, email: str) -> int:
    """Print the deep link as the last line; 1 where no account has this address."""
    database, shelf = open_database(settings.database_url), Shelf()
    try:
        await upgrade(database)

        def work(connection: Connection) -> str | None:
            unit = SqlUnit(connection, shelf)
            person = unit.people.by_email(email.strip())
            return InvitePerson(unit.invitations)(person, now()) if person else None

        name = await _bot_name(settings)
        code = await database.run(work)
    finally:
        await database.close()
    if code is None:
        typer.echo(
            "error: no active account has this address; load it with: python -m bot accounts import", err=True
        )
        return 1
    typer.echo("Good for one sign-in within seven days:")
    typer.echo(f"https://t.me/{name}?start={code}")
    return 0


async def _bot_name(settings: Settings) -> str:
    if settings.bot_token is None:
        return SANDBOX_BOT
    url = f"{str(settings.telegram_api_url).rstrip('/')}/bot{settings.bot_token}/getMe"
    try:
        async with (
            aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=TIMEOUT)) as session,
            session.get(url) as response,
        ):
            return str((await response.json())["result"]["username"])
    except (aiohttp.ClientError, TimeoutError, KeyError, ValueError):
        raise WrongSettings(["TELEGRAM_API_URL or BOT_TOKEN: the bot's name can't be asked there"]) from None
