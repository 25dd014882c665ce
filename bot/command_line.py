"""Define the commands of the command line; only those that talk to Telegram import aiogram, which is slow."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Coroutine
from pathlib import Path
from threading import Timer
from typing import Annotated, NoReturn

import typer

from bot.command_settings import usable_settings as _settings
from bot.people_commands import people
from bot.process.logs import configure_logging
from bot.process.long_lived import long_lived
from bot.process.private_folders import keep_new_files_private
from bot.process.settings import Settings, WrongSettings, read_settings

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
problems = typer.Typer(help="What the bot has given up.", invoke_without_command=True)
app.add_typer(problems, name="problems")

app.add_typer(people, name="people")

# Seconds for threads to end once the bot has stopped.
LAST_GRACE = 5.0

FileToRead = Annotated[Path, typer.Argument(exists=True, dir_okay=False, readable=True)]


@app.command()
def run(
    take_over: Annotated[
        bool, typer.Option("--take-over", help="Delete a webhook that is set, instead of refusing to start.")
    ] = False,
    or_sandbox: Annotated[
        bool, typer.Option("--or-sandbox", help="Without a BOT_TOKEN, run the sandbox.")
    ] = False,
) -> None:
    """Run the bot by long polling, everything in one process; refuse where a webhook is set."""
    with _settings() as settings:
        if or_sandbox and settings.bot_token is None:
            with long_lived():
                from bot.sandbox_run import run_sandbox

            _run_bot(run_sandbox(settings))
        with long_lived():
            from bot.running import run_polling

        _run_bot(run_polling(settings, _token(settings), take_over=take_over))


@app.command()
def webhook() -> None:
    """Run the bot by webhook; with PostgreSQL, as many processes as wanted."""
    with _settings() as settings:
        with long_lived():
            from bot.webhook import run_webhook

        _run_bot(run_webhook(settings, _token(settings)))


@app.command()
def sandbox() -> None:
    """Run the bot against a Telegram on this machine, with a chat page to play in."""
    with _settings() as settings:
        with long_lived():
            from bot.sandbox_run import run_sandbox

        _run_bot(run_sandbox(settings))


@app.command()
def backup(
    file: Annotated[Path, typer.Argument(dir_okay=False)],
    no_files: Annotated[bool, typer.Option("--no-files", help="Save the database alone.")] = False,
) -> None:
    """Save database and copies of files in a new file, also while the bot runs; read it back and compare."""
    with _settings() as settings:
        from bot.backup import commands

        raise typer.Exit(asyncio.run(commands.backup(settings, file, files=not no_files)))


@app.command()
def restore(file: FileToRead) -> None:
    """Restore a backup into an empty place; numbers go on behind a gap."""
    with _settings() as settings:
        from bot.backup import commands

        raise typer.Exit(asyncio.run(commands.restore(settings, file)))


@app.command()
def move(to: Annotated[str, typer.Option("--to", help="The address of an empty database.")]) -> None:
    """Copy the database of a bot that is stopped to another address, and compare every table."""
    with _settings() as settings:
        from bot.backup import commands

        raise typer.Exit(asyncio.run(commands.move_to(settings, to)))


@app.command()
def migrate(
    no_backup: Annotated[
        bool, typer.Option("--no-backup", help="On SQLite, make no backup of the database before.")
    ] = False,
) -> None:
    """Bring the tables up to this version; on SQLite, after a backup of the database."""
    with _settings() as settings:
        from bot.backup import commands

        raise typer.Exit(asyncio.run(commands.migrate(settings, saves=not no_backup)))


@accounts.command("import")
def import_accounts(
    file: FileToRead,
    replace: Annotated[bool, typer.Option("--replace", help="Let empty cells erase what was known.")] = False,
) -> None:
    """Load accounts: columns email,name,phone,office,role,lpse_id,directorate, one row a role."""
    with _settings() as settings:
        from bot.imports.accounts_cli import import_accounts_file

        raise typer.Exit(asyncio.run(import_accounts_file(settings, file, replace=replace)))


@lpses.command("import")
def import_lpses(
    file: FileToRead,
    replace: Annotated[bool, typer.Option("--replace", help="Let empty cells erase what was known.")] = False,
) -> None:
    """Add and change LPSEs: columns as in data/lpse.csv, one row an LPSE; none is taken away."""
    with _settings() as settings:
        from bot.imports.lpses import import_lpses_file

        raise typer.Exit(asyncio.run(import_lpses_file(settings, file, replace=replace)))


@packages.command("import")
def import_packages(
    file: FileToRead,
    replace: Annotated[bool, typer.Option("--replace", help="Let empty cells erase what was known.")] = False,
) -> None:
    """Load package records: JSON as the INAPROC services answer, or a spreadsheet."""
    with _settings() as settings:
        from bot.imports.packages import import_packages_file

        raise typer.Exit(asyncio.run(import_packages_file(settings, file, replace=replace)))


@faq.command("import")
def import_faq(
    file: FileToRead,
    replace: Annotated[bool, typer.Option("--replace", help="Drop questions that are not in it.")] = False,
) -> None:
    """Load questions: JSON as data/faq.json, or columns topic,application,question,answer,code."""
    with _settings() as settings:
        from bot.imports.faq import import_faq_file

        raise typer.Exit(asyncio.run(import_faq_file(settings, file, replace=replace)))


@app.command()
def invite(email: str) -> None:
    """Print a single-use link with which the person of this account signs in; earlier ones become void."""
    with _settings() as settings:
        from bot.imports.accounts_cli import invite_person

        raise typer.Exit(asyncio.run(invite_person(settings, email)))


@app.command()
def doctor(
    json: Annotated[bool, typer.Option("--json", help="Print JSON, for programs.")] = False,
) -> None:
    """Check settings, database, files, Telegram, mail and packages; end with 1 where something is wrong."""
    from bot.doctor.examination import examine, report
    from bot.doctor.findings import wrong_setting

    try:
        settings = read_settings()
        configure_logging(settings.log_level, settings.log_format)
        findings = asyncio.run(examine(settings))
    except WrongSettings as wrong:
        findings = [wrong_setting(line) for line in wrong.lines]
    raise typer.Exit(report(findings, as_json=json))


@app.command()
def trace(subject: Annotated[str, typer.Argument(metavar="TICKET|EMAIL|REFERENCE")]) -> None:
    """Print what was sent about a ticket or to an account, and how it ended; or the update of a reference."""
    with _settings() as settings:
        from bot.trace import trace as print_trace

        raise typer.Exit(asyncio.run(print_trace(settings, subject)))


@problems.callback()
def begin_problems(context: typer.Context) -> None:
    """List what the bot has given up, without a command of its own."""
    if context.invoked_subcommand is None:
        list_problems()


@problems.command("list")
def list_problems() -> None:
    """List updates and messages that were given up: id, kind, since when, tries, where and why."""
    with _settings() as settings:
        from bot import problems as commands

        raise typer.Exit(asyncio.run(commands.list_problems(settings)))


@problems.command("retry")
def retry_problems(problem_id: Annotated[str | None, typer.Argument()] = None) -> None:
    """Let the running bot try this one again, or all of them."""
    with _settings() as settings:
        from bot import problems as commands

        raise typer.Exit(asyncio.run(commands.retry_problems(settings, problem_id)))


@problems.command("drop")
def drop_problem(problem_id: Annotated[str, typer.Argument()]) -> None:
    """Forget this one."""
    with _settings() as settings:
        from bot import problems as commands

        raise typer.Exit(asyncio.run(commands.drop_problem(settings, problem_id)))


def main(prog_name: str | None = None) -> None:
    """Run the command line as a process of its own, and end that.

    Threads that are still at work after the command have `LAST_GRACE` seconds: everything is committed, and
    closed.
    """
    keep_new_files_private()
    code: str | int | None = 1
    try:
        app(prog_name=prog_name)
    except SystemExit as ended:
        code = ended.code
        raise
    finally:
        ending = Timer(LAST_GRACE, os._exit, [code if isinstance(code, int) else int(code is not None)])
        ending.daemon = True
        ending.start()


def _run_bot(main: Coroutine[None, None, None]) -> NoReturn:
    """Run the bot until it has stopped; end the command with 1 where it has failed, as the log says."""
    from bot.app import LeadFailed

    code = 1
    with asyncio.Runner() as runner:
        try:
            runner.run(main)
            code = 0
        except LeadFailed:
            pass
    raise typer.Exit(code)


def _token(settings: Settings) -> str:
    """Return the bot's token; raise `WrongSettings` where none is set."""
    if settings.bot_token is None:
        raise WrongSettings(["BOT_TOKEN is not set; without one, use the command: sandbox"])
    return settings.bot_token
