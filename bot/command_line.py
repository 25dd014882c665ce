"""What can be asked of the bot from a shell; only what talks to Telegram pays for importing aiogram."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from bot.logs import configure_logging
from bot.settings import Settings, WrongSettings, read_settings

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="LPSE Support Bot: the helpdesk of Indonesia's e-procurement.",
)
accounts = typer.Typer(no_args_is_help=True, help="Accounts of people.")
lpses = typer.Typer(no_args_is_help=True, help="The offices that handle tickets.")
packages = typer.Typer(no_args_is_help=True, help="Records of procurement packages.")
app.add_typer(accounts, name="accounts")
faq = typer.Typer(no_args_is_help=True, help="Questions of the FAQ.")
app.add_typer(lpses, name="lpses")
app.add_typer(packages, name="packages")
app.add_typer(faq, name="faq")

FileToRead = Annotated[Path, typer.Argument(exists=True, dir_okay=False, readable=True)]


@app.command()
def run() -> None:
    """Run the bot by long polling, everything in one process."""
    with _settings() as settings:
        from bot.running import run_polling

        asyncio.run(run_polling(settings, _token(settings)))


@app.command()
def webhook() -> None:
    """Run the bot by webhook; with PostgreSQL, as many processes as wanted."""
    with _settings() as settings:
        from bot.webhook import run_webhook

        asyncio.run(run_webhook(settings, _token(settings)))


@app.command()
def sandbox() -> None:
    """Run the bot against a Telegram on this machine, with a chat page to play in."""
    with _settings() as settings:
        from bot.playing import run_sandbox

        asyncio.run(run_sandbox(settings))


@accounts.command("import")
def import_accounts(file: FileToRead) -> None:
    """Load accounts: columns email,name,phone,office,role,lpse_id,directorate, one row a role."""
    with _settings() as settings:
        from bot.accounts import import_accounts_file

        raise typer.Exit(asyncio.run(import_accounts_file(settings, file)))


@lpses.command("import")
def import_lpses(file: FileToRead) -> None:
    """Add and change LPSEs: columns as in data/lpse.csv, one row an LPSE; none is taken away."""
    with _settings() as settings:
        from bot.lpse_import import import_lpses_file

        raise typer.Exit(asyncio.run(import_lpses_file(settings, file)))


@packages.command("import")
def import_packages(file: FileToRead) -> None:
    """Load package records: JSON as the INAPROC services answer, or a spreadsheet saved as CSV."""
    with _settings() as settings:
        from bot.package_import import import_packages_file

        raise typer.Exit(asyncio.run(import_packages_file(settings, file)))


@faq.command("import")
def import_faq(
    file: FileToRead,
    replace: Annotated[bool, typer.Option("--replace", help="Drop questions that are not in it.")] = False,
) -> None:
    """Load questions: JSON as data/faq.json, or CSV with columns topic,application,question,answer,code."""
    with _settings() as settings:
        from bot.faq_files import import_faq_file

        raise typer.Exit(asyncio.run(import_faq_file(settings, file, replace=replace)))


@app.command()
def invite(email: str) -> None:
    """Print a single-use link with which the person of this account signs in."""
    with _settings() as settings:
        from bot.accounts import invite_person

        raise typer.Exit(asyncio.run(invite_person(settings, email)))


@app.command()
def doctor() -> None:
    """Check settings, database, archive, Telegram and mail, one line each."""
    with _settings() as settings:
        from bot.doctor import examine

        raise typer.Exit(asyncio.run(examine(settings)))


@contextmanager
def _settings() -> Iterator[Settings]:
    """The settings, read and logging set up; wrong ones end the command with one clear line each."""
    try:
        settings = read_settings()
        configure_logging(settings.log_level)
        yield settings
    except WrongSettings as wrong:
        for line in wrong.lines:
            typer.echo(f"error: {line}", err=True)
        raise typer.Exit(2) from None


def _token(settings: Settings) -> str:
    if settings.bot_token is None:
        raise WrongSettings(["BOT_TOKEN is not set; without one, use: python -m bot sandbox"])
    return settings.bot_token
