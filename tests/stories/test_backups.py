"""Test that a backup is made every day, and that administrators are told when that fails and when no more."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.backup import commands
from bot.backup.restoring import restore_backup
from storage.unit import SqlUnitOfWork
from storage.units import open_units
from tests.stories.actor import Actor
from tests.stories.acts import files
from tests.stories.stage import Stage


class SavedStage(Stage):
    """A stage whose bot makes a backup every day and keeps two."""

    keeps = 2

    async def bot_starts(self) -> None:
        folder = self.archive.folder.parent / "backups"
        self.settings = self.settings.model_copy(
            update={"backup_folder": folder, "backup_keep": self.keeps, "backup_at": "02:00"}
        )
        await super().bot_starts()

    @property
    def folder(self) -> Path:
        assert self.settings.backup_folder is not None
        return self.settings.backup_folder

    def backups(self) -> list[str]:
        return sorted(file.name for file in self.folder.glob("*.tar")) if self.folder.is_dir() else []

    async def one_is_there(self) -> None:
        """Wait for the backup that the start makes; nobody is told of it."""
        async with asyncio.timeout(60):
            while not self.backups():  # noqa: ASYNC110 - nobody is told
                await asyncio.sleep(0.05)
        await self.app.scheduler.make_backup()


@pytest.fixture
async def stage(tmp_path: Path, furnished: Path) -> AsyncIterator[SavedStage]:
    stage = SavedStage(tmp_path, furnished)
    await stage.open()
    yield stage
    await stage.close()


async def test_a_backup_is_made_at_the_start_and_every_day_and_the_oldest_go(stage: SavedStage) -> None:
    await stage.one_is_there()
    [first] = stage.backups()
    await stage.app.scheduler.make_backup()
    assert stage.backups() == [first], "one a day"
    for _ in range(2):
        stage.clock.ahead += timedelta(days=1)
        await stage.app.scheduler.make_backup()
    assert len(stage.backups()) == 2
    assert first not in stage.backups()
    assert {file.stat().st_mode & 0o777 for file in stage.folder.iterdir()} == {0o600}


async def test_what_was_done_while_the_bot_runs_is_in_it(
    stage: SavedStage, budi: Actor, tmp_path: Path
) -> None:
    await stage.one_is_there()
    await files(budi)
    stage.clock.ahead += timedelta(days=1)
    await stage.app.scheduler.make_backup()
    url = f"sqlite:///{tmp_path}/again.sqlite3"
    newest = stage.folder / stage.backups()[-1]
    restored = await restore_backup(url, tmp_path / "again", newest, stage.clock())
    assert restored.manifest.rows_of("tickets") == 1

    def titles(unit: SqlUnitOfWork) -> list[str]:
        return [line.title for line in unit.lists.all(None, limit=10).items]

    expected = await stage.do(titles)
    units = open_units(url)
    assert await units.read(titles) == expected
    await units.close()


async def test_administrators_are_told_once_that_none_could_be_made_and_when_it_works_again(
    stage: SavedStage, administrator: Actor, budi: Actor
) -> None:
    await stage.one_is_there()
    for file in stage.folder.iterdir():
        file.unlink()
    stage.folder.rmdir()
    stage.folder.write_text("no folder")
    async with stage.nothing_reaches(budi):
        stage.clock.ahead += timedelta(days=1)
        await stage.app.scheduler.make_backup()
        await administrator.was_told("Cadangan data gagal dibuat", "BACKUP_FOLDER", "15 menit")
    async with stage.nothing_reaches(administrator):
        for _ in range(3):
            stage.clock.ahead += timedelta(minutes=16)
            await stage.app.scheduler.make_backup()
            await stage.app.scheduler.tell_alarms()
    stage.folder.unlink()
    await stage.app.scheduler.make_backup()
    assert stage.backups() == [], "it is tried again after a while, not at once"
    stage.clock.ahead += timedelta(minutes=16)
    await stage.app.scheduler.make_backup()
    assert len(stage.backups()) == 1
    await administrator.sees("Cadangan data berhasil dibuat lagi")
    async with stage.nothing_reaches(administrator):
        stage.clock.ahead += timedelta(days=1)
        await stage.app.scheduler.make_backup()


async def test_a_bot_that_is_restored_goes_on_with_everybody(
    stage: SavedStage, budi: Actor, helpdesk: Actor, tmp_path: Path
) -> None:
    """Give no number twice, and find no other ticket behind an old button."""
    await stage.one_is_there()
    assert await commands.backup(stage.settings, tmp_path / "by-hand.tar", files=True) == 0
    lost = await files(budi)
    await stage.all_is_quiet()
    await stage.bot_stops()
    url = f"sqlite:///{tmp_path}/again.sqlite3"
    await restore_backup(url, tmp_path / "again", tmp_path / "by-hand.tar", stage.clock())
    stage.settings = stage.settings.model_copy(
        update={"database_url": url, "archive_folder": tmp_path / "again"}
    )
    await stage.bot_starts()
    assert await files(budi) != lost
    await stage.all_is_quiet()
    await helpdesk.taps("Ambil Tiket", on=lost)
    await helpdesk.was_told("tidak ditemukan")
