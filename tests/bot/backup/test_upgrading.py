"""Test who upgrades the tables and when: never under processes that run, and with a way back."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import Connection, text

from bot.backup import commands
from bot.imports.database import create_units, opened_units
from bot.process.settings import Settings, WrongSettings
from storage.engine.database import open_database
from storage.engine.migrate import WORKS_SINCE, migrate
from storage.inspection import SchemaState, inspect_database
from tests.bot.backup.conftest import Place, opened
from tests.bot.backup.every_row import every_row
from tests.bot.backup.running import leading
from tests.storage.office.rows import Columns, Rows, columns_in, insert_rows, read_rows, rows_for
from tests.storage.office.stored import load_office
from tests.storage.schema.steps import scripts, take

OLD = "0023"


async def state_of(settings: Settings) -> SchemaState:
    return (await inspect_database(settings.database_url, 10)).schema


@pytest.fixture
async def old(place: Place) -> Settings:
    """Return the settings of an office of an older version."""
    settings = await place()
    await load_office(OLD, settings.database_url)
    return settings


async def run(settings: Settings) -> None:
    """Open the database as `run` and `webhook` do."""
    units = await create_units(settings, runs=True)
    await units.close()


# ------------------------------------------------------------------------------------- what runs the bot


async def test_a_start_on_an_empty_place_makes_the_tables(place: Place) -> None:
    empty = await place()
    await run(empty)
    assert await state_of(empty) is SchemaState.CURRENT
    assert not empty.backup_folder or not empty.backup_folder.exists()


async def test_a_start_after_an_upgrade_upgrades_the_tables_where_nobody_else_runs(old: Settings) -> None:
    await run(old)
    assert await state_of(old) is SchemaState.CURRENT


@pytest.mark.parametrize("engine", ["sqlite"])
async def test_on_sqlite_a_backup_is_made_before_and_brings_the_old_tables_back(
    old: Settings, place: Place
) -> None:
    await run(old)
    assert old.backup_folder is not None
    [saved] = old.backup_folder.iterdir()
    assert saved.name.startswith(f"before-upgrade-of-{OLD}-")
    again = await place()
    assert await commands.restore(again, saved) == 0
    assert (await every_row(again))["tickets"] == (await every_row(old))["tickets"]
    await run(old)
    assert [*old.backup_folder.iterdir()] == [saved], "nothing is saved where nothing is upgraded"


@pytest.mark.parametrize("engine", ["sqlite"])
async def test_where_no_backup_can_be_made_nothing_is_upgraded(old: Settings, tmp_path: Path) -> None:
    (tmp_path / "a-file").touch()
    elsewhere = old.model_copy(update={"backup_folder": tmp_path / "a-file" / "backups"})
    with pytest.raises(WrongSettings, match="no backup before the upgrade of the tables"):
        await run(elsewhere)
    assert await state_of(old) is SchemaState.OLDER


async def test_a_start_beside_others_that_run_refuses_in_one_line(old: Settings) -> None:
    async with leading(old):
        with pytest.raises(
            WrongSettings, match=r"other processes use them.*python -m bot migrate"
        ) as refused:
            await run(old)
        assert len(refused.value.lines) == 1
        assert await state_of(old) is SchemaState.OLDER
    await run(old)


async def test_a_start_beside_others_of_the_same_version_is_fine(current: Settings) -> None:
    async with leading(current):
        await run(current)


async def test_a_newer_schema_is_said_in_one_line(current: Settings) -> None:
    newer = current
    async with opened(newer) as units:
        renumber = text("UPDATE alembic_version SET version_num = '9999'")
        await units.run(lambda unit: unit.connection.execute(renumber))
    for start in (run, partial(commands.migrate, saves=True)):
        with pytest.raises(
            WrongSettings, match=r"newer version of the bot \(revision 9999\); install"
        ) as refused:
            await start(newer)
        assert len(refused.value.lines) == 1


# -------------------------------------------------------------------------------------------- commands


async def test_other_commands_make_tables_and_never_upgrade_them(old: Settings, place: Place) -> None:
    async with opened_units(await place()):
        """Loading accounts is what a new administrator does first."""
    with pytest.raises(WrongSettings, match="older than this version; first: python -m bot migrate"):
        async with opened_units(old):
            """It is not reached."""
    assert await state_of(old) is SchemaState.OLDER


async def test_migrate_upgrades_says_so_and_has_nothing_to_do_then(
    old: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    assert await commands.migrate(old, saves=True) == 0
    assert await state_of(old) is SchemaState.CURRENT
    said = capsys.readouterr().out
    assert "the tables are those of this version now" in said
    assert ("To go back" in said) is old.database_url.startswith("sqlite")
    assert await commands.migrate(old, saves=True) == 0
    assert "nothing to do" in capsys.readouterr().out


@pytest.mark.parametrize("engine", ["sqlite"])
async def test_migrate_without_a_backup_makes_none(old: Settings) -> None:
    assert await commands.migrate(old, saves=False) == 0
    assert old.backup_folder is not None
    assert not old.backup_folder.exists()


async def test_migrate_beside_a_running_bot(place: Place, capsys: pytest.CaptureFixture[str]) -> None:
    """Check PostgreSQL alone, where other processes go on meanwhile; that of SQLite can be stopped."""
    old = await place()
    async with opened(old) as units:
        await units.run(lambda unit: migrate(unit.connection, WORKS_SINCE))
    is_sqlite = old.database_url.startswith("sqlite")
    async with leading(old):
        assert await commands.migrate(old, saves=True) == int(is_sqlite)
    said = capsys.readouterr()
    if is_sqlite:
        assert "the bot is running; stop it first" in said.err
        assert await state_of(old) is SchemaState.OLDER
    else:
        assert "replace them one after the other" in said.out
        assert await state_of(old) is SchemaState.CURRENT


# --------------------------------------------------------------------------------- old and new at once


async def test_code_of_earlier_versions_reads_and_writes_the_present_tables(
    place: Place, current: Settings
) -> None:
    """Find its tables and columns with the same types, and insert its rows without the new columns.

    A migration that breaks this has to raise `WORKS_SINCE` to its own revision: then nobody migrates under
    running processes of the versions before.
    """
    old, new = open_database((await place()).database_url), open_database(current.database_url)
    try:
        present = await new.read(columns_in)
        looked_at = 0
        for script in scripts():
            await old.run(partial(take, script=script))
            if script.revision < WORKS_SINCE or script is scripts()[-1]:
                continue
            looked_at += 1
            columns = await old.read(columns_in)
            for table, names in columns.items():
                assert names.items() <= present.get(table, {}).items(), f"{table} of {script.revision}"
            rows = {table: found for table, found in rows_for(script.revision).items() if table in columns}
            with pytest.raises(Undone):
                await new.run(partial(insert_and_undo, rows=rows, columns=columns))
        assert looked_at == sum(script.revision >= WORKS_SINCE for script in scripts()[:-1])
    finally:
        await old.close()
        await new.close()


class Undone(Exception):
    """Raised to roll a transaction back."""


def insert_and_undo(connection: Connection, rows: Rows, columns: Columns) -> None:
    insert_rows(connection, rows, columns)
    for table, there in read_rows(connection, columns).items():
        assert len(there) == len(rows[table]), table
    raise Undone


@pytest.mark.postgres
@pytest.mark.parametrize("engine", ["postgres"])
async def test_an_upgrade_that_running_processes_would_not_survive_waits_until_they_are_stopped(
    place: Place, capsys: pytest.CaptureFixture[str]
) -> None:
    settings = await place()
    await load_office(OLD, settings.database_url)
    async with leading(settings):
        assert await commands.migrate(settings, saves=True) == 1
    assert "stop all processes of the bot first" in capsys.readouterr().err
    assert await state_of(settings) is SchemaState.OLDER
    assert await commands.migrate(settings, saves=True) == 0
