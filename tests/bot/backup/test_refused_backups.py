"""Test which backups and places are refused, and that nothing is changed or left behind then."""

from __future__ import annotations

import sqlite3
import tarfile
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import text

from bot.backup.making import Backup
from bot.backup.manifest import BackupError
from bot.process.settings import Settings
from tests.bot.backup.conftest import Place, files_in, opened
from tests.bot.backup.every_row import every_row
from tests.bot.backup.saving import bring_back, save


def every_path(folder: Path) -> list[Path]:
    return sorted(folder.rglob("*"))


async def test_a_full_place_is_refused_and_stays_as_it_is(
    office: Settings, backup: Backup, tmp_path: Path
) -> None:
    before = await every_row(office)
    elsewhere = office.model_copy(update={"archive_folder": tmp_path / "other"})
    with pytest.raises(BackupError, match="there is an office already"):
        await bring_back(elsewhere, backup.file)
    assert await every_row(office) == before
    assert files_in(elsewhere) == {}


async def test_a_folder_with_files_is_refused(office: Settings, backup: Backup, place: Place) -> None:
    empty = (await place()).model_copy(update={"archive_folder": office.archive_folder})
    before = files_in(office)
    with pytest.raises(BackupError, match="has files"):
        await bring_back(empty, backup.file)
    assert files_in(office) == before


async def test_a_place_where_a_bot_was_opened_once_is_empty(
    office: Settings, backup: Backup, current: Settings
) -> None:
    async with opened(current) as units:
        await units.upgrade()
    await bring_back(current, backup.file)
    assert (await every_row(current))["people"] == (await every_row(office))["people"]


@pytest.mark.parametrize("place_of_damage", [0.1, 0.3, 0.5, 0.7, 0.9])
async def test_a_damaged_backup_is_refused(
    backup: Backup, place: Place, tmp_path: Path, place_of_damage: float
) -> None:
    content = bytearray(backup.file.read_bytes())
    data = content.rstrip(b"\0")
    at = int(len(data) * place_of_damage)
    content[at] ^= 0xFF
    (tmp_path / "damaged.tar").write_bytes(content)
    empty = await place()
    with pytest.raises(BackupError, match=r"damaged \("):
        await bring_back(empty, tmp_path / "damaged.tar")
    assert files_in(empty) == {}


@pytest.mark.parametrize("length", [0, 1000, 20_000])
async def test_a_backup_that_was_cut_off_is_refused(
    backup: Backup, place: Place, tmp_path: Path, length: int
) -> None:
    (tmp_path / "short.tar").write_bytes(backup.file.read_bytes()[:length])
    with pytest.raises(BackupError, match=r"damaged \("):
        await bring_back(await place(), tmp_path / "short.tar")


# Both engines have their backups unpacked by the same code.
@pytest.mark.parametrize("engine", ["sqlite"])
@pytest.mark.parametrize("name", ["files/../../escaped", "/etc/escaped", "files/ab/short", "other"])
async def test_a_made_up_name_in_it_writes_nothing_elsewhere(place: Place, tmp_path: Path, name: str) -> None:
    (tmp_path / "content").write_text("hostile")
    with tarfile.open(tmp_path / "hostile.tar", "w") as tar:
        tar.add(tmp_path / "content", arcname=name)
    empty = await place()
    with pytest.raises(BackupError, match=r"damaged \("):
        await bring_back(empty, tmp_path / "hostile.tar")
    assert not [path for path in every_path(tmp_path) if "escaped" in path.name]
    assert files_in(empty) == {}


@pytest.mark.parametrize("engine", ["sqlite"])
async def test_a_link_in_it_is_refused(place: Place, tmp_path: Path) -> None:
    link = tarfile.TarInfo(f"files/ab/{'a' * 64}")
    link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
    with tarfile.open(tmp_path / "hostile.tar", "w") as tar:
        tar.addfile(link)
    with pytest.raises(BackupError, match="is no file"):
        await bring_back(await place(), tmp_path / "hostile.tar")


async def test_a_backup_of_a_newer_version_is_refused(office: Settings, place: Place, tmp_path: Path) -> None:
    async with opened(office) as units:
        renumber = text("UPDATE alembic_version SET version_num = '9999'")
        await units.run(lambda unit: unit.connection.execute(renumber))
    made = await save(office, tmp_path / "newer.tar")
    with pytest.raises(BackupError, match=r"newer version of the bot .* install that"):
        await bring_back(await place(), made.file)


async def test_nothing_is_written_over(office: Settings, tmp_path: Path) -> None:
    (tmp_path / "office.tar").write_text("another")
    with pytest.raises(BackupError, match="exists already"):
        await save(office, tmp_path / "office.tar")
    assert (tmp_path / "office.tar").read_text() == "another"


async def test_a_place_without_a_database_is_no_backup(place: Place, tmp_path: Path) -> None:
    empty = await place()
    with pytest.raises(BackupError, match="correct DATABASE_URL"):
        await save(empty, tmp_path / "empty.tar")
    assert not (tmp_path / "empty.tar").exists()


def damage(file: Path) -> None:
    """Write nonsense into some pages of a database."""
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    content = bytearray(file.read_bytes())
    for page in range(40, 60):
        content[page * 4096 : page * 4096 + 100] = b"\xff" * 100
    file.write_bytes(content)


@pytest.mark.parametrize("engine", ["sqlite"])
async def test_a_damaged_database_is_not_called_saved(office: Settings, tmp_path: Path) -> None:
    damage(Path(office.database_url.removeprefix("sqlite:///")))
    with pytest.raises(BackupError, match=r"is damaged \(.*restore the last good backup"):
        await save(office, tmp_path / "office.tar")
    assert not (tmp_path / "office.tar").exists()


async def test_a_failure_on_the_way_leaves_nothing(
    office: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_room(*_: object) -> None:
        raise OSError(28, "No space left on device")

    folder = tmp_path / "kept"
    folder.mkdir()
    monkeypatch.setattr("bot.backup.container.BackupWriter.add_manifest", no_room)
    with pytest.raises(BackupError, match=r"no room is left in .*; make room"):
        await save(office, folder / "office.tar")
    assert [*folder.iterdir()] == []
