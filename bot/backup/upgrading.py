"""Bring the schema up to date, never under processes that run, and keep a way back."""

from __future__ import annotations

from datetime import datetime

import structlog

from bot.backup.making import as_backup_errors, make_backup
from bot.backup.manifest import BackupError
from bot.backup.rotation import upgrade_backup
from bot.process.private_folders import make_private_folder
from bot.process.settings import Settings, WrongSettings
from bot.process.system_clock import now
from storage.inspection import DatabaseState, SchemaState, inspect_database
from storage.transfer.addresses import is_in_memory, sqlite_file
from storage.transfer.running import is_running
from storage.units import SchemaTooNew, UnitsOfWork

log = structlog.get_logger()

# Seconds for a database to say which tables it has.
PATIENCE = 10.0
MIGRATE = "python -m bot migrate"


async def prepare_schema(settings: Settings, units: UnitsOfWork, *, upgrades: bool) -> None:
    """Make the tables of an empty database; of an older one, upgrade them where nobody else uses it.

    Only a process that `upgrades`, since it is about to run, does the latter. On SQLite a backup is made
    before. Raise `WrongSettings` where the schema is newer than the code, or older and stays so.
    """
    url = settings.database_url
    if is_in_memory(url):
        await units.upgrade()
        return
    # In this order: whoever runs has upgraded before, and is not seen as one that would be in the way.
    has_others = await is_running(url)
    state = await present_state(url)
    match state.schema:
        case SchemaState.NEWER:
            raise newer_schema(state.revision)
        case SchemaState.OLDER if not upgrades:
            raise WrongSettings([f"DATABASE_URL: its tables are older than this version; first: {MIGRATE}"])
        case SchemaState.OLDER if has_others:
            line = (
                "its tables are older than this version, and other processes use them; stop those, or first"
            )
            raise WrongSettings([f"DATABASE_URL: {line}: {MIGRATE}"])
        case SchemaState.OLDER:
            await _upgrade(settings, units, state)
        case SchemaState.EMPTY:
            await _make(units)


async def present_state(url: str) -> DatabaseState:
    """Return the state of a database; one whose file does not exist is empty."""
    try:
        return await inspect_database(url, PATIENCE)
    except FileNotFoundError:
        return DatabaseState(SchemaState.EMPTY)


async def save_before(settings: Settings, revision: str, at: datetime) -> str:
    """Save the database, without the copies of files, before an upgrade; return the name of the backup.

    Raise `BackupError` where that fails.
    """
    file = upgrade_backup(settings.database_url, settings.backup_folder, revision, at)
    with as_backup_errors(file.parent):
        make_private_folder(file.parent)
    await make_backup(settings.database_url, None, file, at)
    return str(file)


def newer_schema(revision: str | None) -> WrongSettings:
    """Return the refusal to touch tables that a newer version has made."""
    line = f"the database was made by a newer version of the bot (revision {revision}); install that version"
    return WrongSettings([f"DATABASE_URL: {line}, or restore a backup of before"])


async def _make(units: UnitsOfWork) -> None:
    try:
        await units.upgrade()
    except SchemaTooNew as newer:
        raise WrongSettings([f"DATABASE_URL: {newer}; install that version"]) from None


async def _upgrade(settings: Settings, units: UnitsOfWork, state: DatabaseState) -> None:
    if sqlite_file(settings.database_url) is not None:
        try:
            saved = await save_before(settings, str(state.revision), now())
        except BackupError as failure:
            advice = f"mend that, or upgrade without one: {MIGRATE} --no-backup"
            line = f"no backup before the upgrade of the tables: {failure}; {advice}"
            raise WrongSettings([line]) from None
        log.info("backup_made", file=saved)
    await _make(units)
    log.info("schema_upgraded", before=state.revision)
