"""Accounts from the command line: loading them from a file, and inviting a person."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TextIO

import aiohttp
import typer
from sqlalchemy import Connection

from bot.clock_time import now
from bot.loading import (
    Lines,
    Progress,
    UnreadableFile,
    beginning_of,
    length_of,
    lines_of,
    position_in,
    progress,
)
from bot.master_data import fill_in_master_data
from bot.settings import Settings, WrongSettings
from conversations.rendering import Renderer
from conversations.screens.account_import import fault_note
from core.accounts import trace_administrators
from core.audit import Change, Changed
from core.use_cases.sign_in import InvitePerson
from locales import load_translations
from storage.accounts import AccountRow, read_accounts
from storage.database import open_database, upgrade
from storage.imports import AccountCounts, import_accounts
from storage.unit import Shelf, SqlUnit

# The name of the sandbox's bot, for links made without a token.
SANDBOX_BOT = "lpse_support_bot"
TIMEOUT = 10
# What the command line speaks.
LANGUAGE = "en"


async def import_accounts_file(settings: Settings, file: Path) -> int:
    """Load what is right and name every line that is not; 1 where any was wrong."""
    database, shelf = open_database(settings.database_url), Shelf()
    renderer = Renderer(load_translations(), settings.zone)
    try:
        beginning_of(file)
        await upgrade(database)
        await fill_in_master_data(database, shelf)
        with progress(length_of(file)) as show:
            counts, wrong = await database.run(lambda c: _load(SqlUnit(c, shelf), file, show, renderer))
    except UnreadableFile as fault:
        typer.echo(f"error: {fault}", err=True)
        return 1
    finally:
        await database.close()
    wrong.say()
    typer.echo(f"{counts.rows} rows, {counts.new_people} new people, {counts.new_roles} new roles")
    return 1 if wrong.count else 0


def _load(unit: SqlUnit, file: Path, show: Progress, renderer: Renderer) -> tuple[AccountCounts, Lines]:
    """All rows that are right, in one transaction, and what is wrong with the others."""
    wrong = Lines()

    def right(text: TextIO) -> Iterator[AccountRow]:
        for read, row in enumerate(read_accounts(lines_of(text), unit.offices), 1):
            show(position_in(text), read)
            if isinstance(row, AccountRow):
                yield row
            else:
                wrong.add(f"line {row.line}: {renderer.sentence(fault_note(row), LANGUAGE)}")

    with file.open(encoding="utf-8-sig", newline="") as text:
        try:
            counts = import_accounts(unit.connection, right(text), now())
        except UnicodeDecodeError:
            raise UnreadableFile(f"{file} is not written in UTF-8; save it as CSV UTF-8") from None
    if counts.rows:
        said = {"rows": counts.rows, "new_people": counts.new_people, "new_roles": counts.new_roles}
        said["wrong"] = wrong.count
        unit.audit.add(Change(Changed.ACCOUNTS_IMPORTED, file.name, now(), None, {}, said))
        trace_administrators(unit.audit, counts.administrators, None, now())
    return counts, wrong


async def invite_person(settings: Settings, email: str) -> int:
    """Print the deep link as the last line; 1 where no account has this address."""
    database, shelf = open_database(settings.database_url), Shelf()
    try:
        await upgrade(database)

        def work(connection: Connection) -> str | None:
            unit = SqlUnit(connection, shelf)
            person = unit.people.by_email(email.strip())
            return InvitePerson(unit.invitations, unit.master.rules)(person, now()) if person else None

        name = await _bot_name(settings)
        code = await database.run(work)
    finally:
        await database.close()
    if code is None:
        typer.echo(
            "error: no active account has this address; load it with: python -m bot accounts import", err=True
        )
        return 1
    typer.echo("Good for one sign-in:")
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
