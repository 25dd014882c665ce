"""Load accounts from a file and invite people, from the command line."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from itertools import islice
from pathlib import Path

import aiohttp
import typer

from bot.imports.database import opened_units
from bot.imports.progress import ProblemList, Progress, progress, tell_unused_parts
from bot.imports.sentences import LANGUAGE, shell_renderer
from bot.imports.spreadsheet_file import Spreadsheet, UnreadableFile, names_all, open_spreadsheet
from bot.process.settings import Settings, WrongSettings
from bot.process.system_clock import now
from conversations.rendering.renderer import Renderer
from conversations.screens.admin.account_import import fault_note
from core.administration.account_rows import (
    COLUMNS,
    AccountRow,
    LpseIdSet,
    RowError,
    read_accounts,
)
from core.administration.accounts import record_imported_changes, record_new_administrators
from core.administration.audit import AuditChange, ChangeType
from core.errors import Refusal
from core.input.fault_columns import unused_columns
from core.use_cases.accounts.invite_account import InviteByCommand
from core.use_cases.own_account.invitation import InvitePerson
from storage.master_data.bulk_import import AccountCounts
from storage.unit import SqlUnitOfWork
from storage.units import UnitsOfWork

# The name of the sandbox's bot, for links made without a token.
SANDBOX_BOT = "lpse_support_bot"
TIMEOUT = 10
# Rows loaded in one transaction: for so long nobody else can write.
PORTION = 1_000


async def import_accounts_file(settings: Settings, file: Path, *, replace: bool = False) -> int:
    """Load the right rows and print a line for every wrong one; return 1 where any was wrong, else 0.

    What a row leaves empty stays as it is, unless `replace`.
    """
    renderer = shell_renderer(settings)
    try:
        with open_spreadsheet(file, names_all(COLUMNS)) as sheet:
            tell_unused_parts(unused_columns(sheet.heading, COLUMNS), sheet.other_sheets)
        async with opened_units(settings) as units:
            with progress(sheet.length) as show:
                loading = AccountImport(units, file.name, partial(_described, renderer), replace=replace)
                with open_spreadsheet(file, names_all(COLUMNS)) as sheet:
                    await loading.load(sheet, show)
    except UnreadableFile as fault:
        typer.echo(f"error: {fault}", err=True)
        return 1
    loading.doubts.write()
    loading.wrong.write()
    counts = loading.counts
    typer.echo(f"{counts.rows} rows, {counts.new_people} new people, {counts.new_roles} new roles")
    return 1 if loading.wrong.count else 0


def _described(renderer: Renderer, row: RowError) -> str:
    return f"line {row.line}: {renderer.sentence(fault_note(row), LANGUAGE)}"


class AccountImport:
    """An import of accounts, one portion of rows after the other, each in a transaction of its own.

    One that is cut off has loaded whole portions, and the trail says how many rows; loading the file again
    does no harm.
    """

    def __init__(
        self, units: UnitsOfWork, name: str, describe: Callable[[RowError], str], *, replace: bool = False
    ) -> None:
        """Import a file of this name; `describe` makes a line of what is wrong with a row.

        With `replace`, an empty cell erases what was there.
        """
        self.counts = AccountCounts(0, 0, 0)
        self.wrong = ProblemList()
        self.doubts = ProblemList()
        self._replace = replace
        self._units = units
        self._name = name
        self._describe = describe

    async def load(self, sheet: Spreadsheet, show: Progress) -> None:
        """Load all rows that are right, and count and keep those that are wrong."""
        known = LpseIdSet(await self._units.read(lambda unit: unit.lpses.ids()))
        rows, read = read_accounts(sheet.rows, known), 0
        try:
            while portion := list(islice(rows, PORTION)):
                right = [row for row in portion if isinstance(row, AccountRow)]
                self._count(await self._units.run(partial(self._load, right)))
                for row in portion:
                    if isinstance(row, RowError):
                        self.wrong.add(self._describe(row))
                    else:
                        for doubt in row.notes:
                            self.doubts.add(self._describe(doubt))
                read += len(portion)
                show(sheet.position(), read)
                await self._units.give_way()
        finally:
            if self.counts.rows:
                await self._units.run(self._trace)

    def _count(self, counts: AccountCounts) -> None:
        self.counts = AccountCounts(
            self.counts.rows + counts.rows,
            self.counts.new_people + counts.new_people,
            self.counts.new_roles + counts.new_roles,
        )

    def _load(self, rows: list[AccountRow], unit: SqlUnitOfWork) -> AccountCounts:
        counts = unit.bulk.import_accounts(rows, now(), replace=self._replace)
        record_imported_changes(unit.audit, counts.changes, None, now())
        record_new_administrators(unit.audit, counts.administrators, None, now())
        return counts

    def _trace(self, unit: SqlUnitOfWork) -> None:
        counts = self.counts
        counted = {"rows": counts.rows, "new_people": counts.new_people, "new_roles": counts.new_roles}
        counted["wrong"] = self.wrong.count
        unit.audit.add(AuditChange(ChangeType.ACCOUNTS_IMPORTED, self._name, now(), None, {}, counted))


async def invite_person(settings: Settings, email: str) -> int:
    """Print a single-use sign-in link as the last line; return 1 where no account has this address.

    Links that were made for the account before are void from then on.
    """

    def work(unit: SqlUnitOfWork) -> str | None:
        make = InvitePerson(unit.invitations, unit.master.settings)
        try:
            return InviteByCommand(unit.accounts, unit.people, make, unit.audit)(email.strip(), now())
        except Refusal:
            return None

    async with opened_units(settings) as units:
        name = await _bot_name(settings)
        code = await units.run(work)
    if code is None:
        typer.echo(
            "error: no active account has this address; load it with the command: accounts import", err=True
        )
        return 1
    typer.echo("Good for one sign-in:")
    typer.echo(f"https://t.me/{name}?start={code}")
    return 0


async def _bot_name(settings: Settings) -> str:
    """Return the bot's username; raise `WrongSettings` where Telegram can't be asked for it."""
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
