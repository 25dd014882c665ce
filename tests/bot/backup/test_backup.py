"""Test that a backup of an office with rows in every table brings all of it back, and that none is half."""

from __future__ import annotations

import os
import shutil
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import func, select, text

from bot.archive.folder import FolderArchive
from bot.backup.making import Backup
from bot.backup.manifest import BackupError, DataFormat
from bot.backup.restoring import restore_backup
from bot.process.settings import Settings
from core.administration.audit import AuditChange, ChangeType
from core.messaging.outgoing import SendNotice
from core.people.people import Person
from storage.schema import tables as t
from storage.unit import SqlUnitOfWork
from tests.bot.backup.conftest import NOW, Place, RestoredPlace, files_in, kept, opened, settings_at
from tests.bot.backup.every_row import every_row
from tests.bot.backup.saving import apart_from_gaps, bring_back, save
from tests.storage.lending import FilledDatabases
from tests.storage.office.stored import load_office, stored_revisions, upgrade_office

# ---------------------------------------------------------------------------------------- all comes back


async def test_every_row_and_every_file_comes_back(
    office: Settings, backup: Backup, restored: RestoredPlace
) -> None:
    before = await every_row(office)
    assert all(before.values()), "a table without rows tests nothing"
    assert backup.manifest.files is not None
    assert backup.manifest.files.count == len(files_in(office)) > 0
    after = await every_row(restored.settings)
    assert apart_from_gaps(after) == apart_from_gaps(before)
    assert len(after["chats"]) == len(before["chats"])
    assert files_in(restored.settings) == files_in(office)


@pytest.mark.postgres
@pytest.mark.parametrize("engine", ["postgres"])
async def test_without_pg_dump_it_dumps_by_itself(
    office: Settings, place: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = await every_row(office)
    monkeypatch.setenv("PATH", str(tmp_path))
    made = await save(office, tmp_path / "office.tar")
    assert made.manifest.database is DataFormat.COPY
    empty = await place()
    await bring_back(empty, made.file)
    assert apart_from_gaps(await every_row(empty)) == apart_from_gaps(before)


@pytest.mark.skipif(shutil.which("pg_dump") is None, reason="pg_dump is not installed")
@pytest.mark.postgres
@pytest.mark.parametrize("engine", ["postgres"])
async def test_a_backup_of_pg_dump_needs_pg_restore_and_says_so(
    backup: Backup, place: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert backup.manifest.database is DataFormat.PG_DUMP
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(BackupError, match="install PostgreSQL's client programs"):
        await bring_back(await place(), backup.file)


async def test_search_works_in_what_was_restored(restored: RestoredPlace) -> None:
    def is_whole(unit: SqlUnitOfWork) -> None:
        ask = unit.connection.exec_driver_sql
        if unit.connection.dialect.name == "sqlite":
            assert ask("PRAGMA foreign_key_check").all() == []
            for index in ("search_index", "account_index"):
                ask(f"INSERT INTO {index} ({index}, rank) VALUES ('integrity-check', 1)")
            return
        in_step = (
            "SELECT count(*) FROM tickets FULL JOIN search_documents ON ticket_id = id "
            "WHERE document IS DISTINCT FROM search_document(tickets)"
        )
        assert ask(in_step).scalar_one() == 0
        keys = "SELECT count(*) FROM pg_constraint WHERE contype = 'f' AND convalidated"
        assert ask(keys).scalar_one() > 10
        disabled = "SELECT count(*) FROM pg_trigger WHERE NOT tgisinternal AND tgenabled = 'D'"
        assert ask(disabled).scalar_one() == 0

    async with opened(restored.settings) as units:
        await units.run(is_whole)


@pytest.mark.parametrize("revision", [one for one in stored_revisions() if one >= "0023"])
async def test_a_backup_of_an_older_version_is_upgraded(
    revision: str, engine: str, place: Place, filled_databases: FilledDatabases, tmp_path: Path
) -> None:
    old = await place()
    await load_office(revision, old.database_url)
    made = await save(old, tmp_path / "old.tar")
    assert made.manifest.revision == revision
    empty = await place()
    await bring_back(empty, made.file)
    url = await filled_databases.lend(
        engine, f"office of {revision}", partial(upgrade_office, revision), tmp_path
    )
    expected = apart_from_gaps(await every_row(settings_at(url, tmp_path)))
    found = apart_from_gaps(await every_row(empty))
    assert found.keys() == expected.keys()
    # None of the files that these offices keep is in their archive, which has none.
    assert [name for name, rows in expected.items() if found[name] != rows and name != "copies"] == []


async def test_what_is_done_while_it_is_made_is_in_it_whole_or_not_at_all(
    office: Settings, place: Place, tmp_path: Path
) -> None:
    # On SQLite all of it stands in the write-ahead log, which a plain copy of the file would miss.
    async with opened(office) as units:
        await units.run(lambda unit: unit.outbox.add(SendNotice({}), chat_id=7, priority=1, at=NOW))
        made = await save(office, tmp_path / "office.tar")
        before = await every_row(office)
        await units.run(lambda unit: unit.outbox.add(SendNotice({}), chat_id=8, priority=1, at=NOW))
    empty = await place()
    await bring_back(empty, made.file)
    assert (await every_row(empty))["outbox"] == before["outbox"]


async def test_it_is_for_its_owner_alone_and_leaves_nothing_beside_it(
    office: Settings, tmp_path: Path
) -> None:
    umask = os.umask(0)
    try:
        folder = tmp_path / "kept"
        folder.mkdir()
        made = await save(office, folder / "office.tar")
    finally:
        os.umask(umask)
    assert made.file.stat().st_mode & 0o777 == 0o600
    assert [one.name for one in folder.iterdir()] == ["office.tar"]


# ------------------------------------------------------------------------------------------- files in step


async def test_files_are_those_that_the_database_keeps_and_missing_ones_are_fetched_again(
    office: Settings, place: Place, tmp_path: Path
) -> None:
    async with opened(office) as units:
        first, *others = await units.read(kept)
    archive = FolderArchive(office.archive_folder)
    archive.remove(first)
    with archive.arriving() as path:
        path.write_bytes(b"of a ticket that came later")
        archive.keep("later", path)
    made = await save(office, tmp_path / "office.tar")
    assert made.manifest.files is not None
    assert (made.manifest.files.count, made.manifest.files.missing) == (len(others), 1)
    empty = await place()
    restored = await restore_backup(empty.database_url, empty.archive_folder, made.file, NOW)
    assert restored.missing == 1
    async with opened(empty) as units:
        assert await units.read(kept) == others
        wanted = await units.read(lambda unit: unit.copies.state(first))
    assert wanted == "wanted"
    assert len(files_in(empty)) == len(others)


async def test_of_the_database_alone_it_leaves_the_files_as_they_are(
    office: Settings, tmp_path: Path, place: Place
) -> None:
    made = await save(office, tmp_path / "office.tar", files=False)
    again = await place()
    again = again.model_copy(update={"archive_folder": office.archive_folder})
    before = files_in(office)
    restored = await restore_backup(again.database_url, again.archive_folder, made.file, NOW)
    assert restored.missing == 0
    assert files_in(again) == before


# ---------------------------------------------------------------------------------------- numbers go on


async def test_no_number_that_was_given_after_the_backup_is_given_again(
    office: Settings, restored: RestoredPlace
) -> None:
    def go_on(unit: SqlUnitOfWork) -> tuple[list[int], int, int, int, int]:
        drawn = [unit.numbers.next(prefix, "2611") for prefix in ("TPS", "TPQ")]
        sent = unit.outbox.add(SendNotice({}), chat_id=7, priority=1, at=NOW)
        person = unit.people.add(Person(0, "Baru", f"baru{drawn[0]}@kantor.example"), NOW)
        unit.audit.add(AuditChange(ChangeType.ACCOUNT_OPENED, "Baru", NOW, None))
        ticket_id = unit.connection.execute(select(t.tickets.c.id).limit(1)).scalar_one()
        ticket = unit.tickets.get_for_change(ticket_id)
        assert ticket is not None
        ticket.mark_unreached(NOW)
        unit.tickets.save(ticket)
        newest = [select(func.max(table.c.id)) for table in (t.audit, t.history)]
        audited, happened = (unit.connection.execute(one).scalar_one() for one in newest)
        return drawn, sent, person.id, audited, happened

    async with opened(office) as units:
        given = [await units.run(go_on) for _ in range(3)]
    async with opened(restored.settings) as units:
        after = await units.run(go_on)
    for before in given:
        assert all(new > old for new, old in zip(after[0], before[0], strict=True))
        assert after[1:] > before[1:]
        assert all(new > old for new, old in zip(after[2:], before[2:], strict=True))


async def test_a_month_that_began_after_the_backup_begins_behind_the_gap(
    backup: Backup, place: Place
) -> None:
    empty = await place()
    await bring_back(empty, backup.file, NOW + timedelta(days=30))
    async with opened(empty) as units:
        assert await units.run(lambda unit: unit.numbers.next("TPS", "2612")) > 1000
        assert await units.run(lambda unit: unit.numbers.next("TPS", "2702")) == 1


async def test_a_button_of_a_screen_that_came_later_fits_none_to_come(
    office: Settings, restored: RestoredPlace
) -> None:
    def revisions(unit: SqlUnitOfWork) -> dict[int, int]:
        found = unit.connection.execute(text("SELECT chat_id, revision FROM chats"))
        return {row.chat_id: row.revision for row in found}

    async with opened(office) as units:
        before = await units.read(revisions)
    async with opened(restored.settings) as units:
        after = await units.read(revisions)
    assert before
    assert after == {chat: revision + 1000 for chat, revision in before.items()}


async def test_what_waited_is_kept_and_counted(restored: RestoredPlace) -> None:
    async with opened(restored.settings) as units:
        waiting = await units.read(
            lambda unit: len(
                unit.connection.execute(t.outbox.select().where(t.outbox.c.failed_at.is_(None))).all()
            )
        )
    told = restored.result.waiting
    assert told.messages + told.letters == waiting > 0
