"""Run the commands that save, restore, move and upgrade the database, and print what they did."""

from __future__ import annotations

from pathlib import Path

import typer
from pydantic import ValidationError

from bot.backup.making import make_backup
from bot.backup.manifest import BackupError, Manifest
from bot.backup.restoring import Restored, restore_backup
from bot.backup.upgrading import newer_schema, present_state, save_before
from bot.process.settings import Settings
from bot.process.system_clock import now
from storage.inspection import WORKS_SINCE, SchemaState
from storage.transfer.addresses import DATABASE_ERRORS, is_same, sqlite_file
from storage.transfer.gaps import GAP
from storage.transfer.move import UnusableSource, move
from storage.transfer.running import StillRunning, is_running
from storage.transfer.sums import RowsDiffer
from storage.transfer.target_database import DatabaseNotEmpty
from storage.units import upgrade_schema


async def backup(settings: Settings, file: Path, *, files: bool) -> int:
    """Make a backup and print what is in it; return 1 where that failed."""
    archive = settings.archive_folder if files else None
    try:
        made = await make_backup(settings.database_url, archive, file, now())
    except BackupError as failure:
        return _failed(f"no backup was made: {failure}")
    typer.echo(f"{file}: {_contents(made.manifest)}; read back and compared")
    if made.manifest.files is not None and made.manifest.files.missing:
        missing = made.manifest.files.missing
        _warn(f"{missing} copies of files that the database has are missing in {archive}")
    return 0


async def restore(settings: Settings, file: Path) -> int:
    """Restore a backup, and print what is to be known about it; return 1 where that failed."""
    try:
        restored = await restore_backup(settings.database_url, settings.archive_folder, file, now())
    except BackupError as failure:
        return _failed(f"nothing was restored: {failure}")
    _print_restored(settings, restored)
    return 0


async def move_to(settings: Settings, target: str) -> int:
    """Copy the database to another address, and print the counts; return 1 where that failed."""
    try:
        target = Settings(database_url=target, _env_file=None).database_url
    except ValidationError:
        return _failed("--to: write sqlite:///FILE, or postgresql+asyncpg://USER:PASSWORD@HOST/NAME")
    if is_same(settings.database_url, target):
        return _failed("nothing was moved: both addresses are the same")
    try:
        sums = await move(settings.database_url, target)
    except StillRunning:
        return _failed("nothing was moved: the bot is running; stop it first")
    except UnusableSource as old:
        return _failed(f"nothing was moved: DATABASE_URL: {old}; first: python -m bot migrate")
    except DatabaseNotEmpty as full:
        return _failed(f"nothing was moved: there is an office already ({full}); move to an empty database")
    except RowsDiffer as other:
        return _failed(f"nothing was moved: not all came over ({other})")
    except (OSError, ValueError, *DATABASE_ERRORS) as failure:
        words = str(failure) if isinstance(failure, ValueError) else type(failure).__name__
        return _failed(f"nothing was moved: a database fails ({words}); check both addresses")
    width = max(map(len, sums))
    for name, found in sums.items():
        typer.echo(f"{name:{width}} {found.rows:>10}  {found.digest[:12]}")
    typer.echo(
        f"{sum(one.rows for one in sums.values())} rows in {len(sums)} tables, the same on both sides. "
        "Now set DATABASE_URL to the new address; the old database stays as it is. "
        f"Copies of files stay in {settings.archive_folder}."
    )
    return 0


async def migrate(settings: Settings, *, saves: bool) -> int:
    """Bring the schema up to date, on SQLite after a backup; return 1 where that failed."""
    url = settings.database_url
    has_others = await is_running(url)
    state = await present_state(url)
    if state.schema is SchemaState.NEWER:
        raise newer_schema(state.revision)
    if state.schema is SchemaState.CURRENT:
        typer.echo(f"nothing to do: the tables are those of this version (revision {state.revision})")
        return 0
    if has_others and sqlite_file(url) is not None:
        return _failed("the tables stay as they are: the bot is running; stop it first")
    if has_others and str(state.revision) < WORKS_SINCE:
        line = f"processes of that version ({state.revision}) don't work on the tables of this one"
        return _failed(f"the tables stay as they are: {line}; stop all processes of the bot first")
    saved = ""
    if state.schema is SchemaState.OLDER and sqlite_file(url) is not None and saves:
        try:
            saved = await save_before(settings, str(state.revision), now())
        except BackupError as failure:
            return _failed(f"the tables stay as they are: no backup could be made: {failure}")
    await upgrade_schema(url)
    reached = await present_state(url)
    typer.echo(f"the tables are those of this version now (revision {reached.revision})")
    if saved:
        typer.echo(
            f"To go back: stop the bot, install the version of before, move {sqlite_file(url)} away, and "
            f"restore the database: python -m bot restore {saved}"
        )
    if has_others:
        typer.echo("Processes of the version of before are running; replace them one after the other now.")
    return 0


def _contents(manifest: Manifest) -> str:
    counts = f"{manifest.rows_of('tickets')} tickets, {manifest.rows_of('people')} people"
    files = manifest.files
    copies = "no files" if files is None else f"{files.count} files ({files.size / 1e6:.1f} MB)"
    rows = sum(one.rows for one in manifest.tables.values())
    return f"{counts}, {copies}; {rows} rows in {len(manifest.tables)} tables, revision {manifest.revision}"


def _print_restored(settings: Settings, restored: Restored) -> None:
    manifest = restored.manifest
    made_at = manifest.made_at.astimezone(settings.zone)
    typer.echo(f"restored as of {made_at:%d.%m.%Y %H:%M:%S %Z}: {_contents(manifest)}")
    _warn("what was done after that moment is not in it")
    _warn(
        f"ticket numbers, ids and outbox ids go on {GAP} higher, so that none of those given since is given "
        "again; update ids are Telegram's, and stay"
    )
    if restored.waiting.messages or restored.waiting.letters:
        waiting = f"{restored.waiting.messages} messages and {restored.waiting.letters} letters"
        _warn(f"{waiting} waited to be sent then, and will be; some come a second time")
    if restored.missing:
        _warn(f"{restored.missing} copies of files are missing, and will be fetched from Telegram again")


def _warn(line: str) -> None:
    typer.echo(f"warning: {line}", err=True)


def _failed(line: str) -> int:
    typer.echo(f"error: {line}", err=True)
    return 1
