"""Test that a move brings every row to the other engine and back, and refuses what would lose any."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Table, text

from bot.process.settings import Settings
from core.messaging.outgoing import SendNotice
from core.people.people import Person
from storage.schema.tables import metadata
from storage.transfer.move import UnusableSource, move
from storage.transfer.postgres_side import PostgresTarget
from storage.transfer.running import StillRunning
from storage.transfer.sqlite_side import SqliteTarget
from storage.transfer.sums import RowsDiffer
from storage.transfer.target_database import DatabaseNotEmpty
from storage.unit import SqlUnitOfWork
from tests.bot.backup.conftest import RestoredPlace, opened
from tests.bot.backup.every_row import every_row
from tests.bot.backup.running import leading
from tests.storage.office.stored import load_office

NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
Places = Callable[[str], Awaitable[Settings]]
OTHER = {"sqlite": "postgres", "postgres": "sqlite"}


@pytest.mark.postgres
async def test_every_row_comes_to_the_other_engine_and_back(
    office: Settings, engine: str, places: Places
) -> None:
    before = await every_row(office)
    other, back = await places(OTHER[engine]), await places(engine)
    sums = await move(office.database_url, other.database_url)
    assert {name: one.rows for name, one in sums.items()} == {
        name: len(rows) for name, rows in before.items()
    }
    assert sums.keys() == metadata.tables.keys()
    assert await every_row(other) == before
    assert await move(other.database_url, back.database_url) == sums
    assert await every_row(back) == before
    assert await every_row(office) == before


@pytest.mark.postgres
async def test_search_works_there_and_work_goes_on_with_ids_that_nobody_has(
    office: Settings, engine: str, places: Places
) -> None:
    other = await places(OTHER[engine])

    def go_on(unit: SqlUnitOfWork) -> tuple[int, int]:
        sent = unit.outbox.add(SendNotice({}), chat_id=7, priority=1, at=NOW)
        return sent, unit.people.add(Person(0, "Baru", f"baru{sent}@kantor.example"), NOW).id

    def forget(unit: SqlUnitOfWork) -> None:
        unit.connection.execute(text("DELETE FROM outbox WHERE id = (SELECT max(id) FROM outbox)"))

    async with opened(office) as units:
        last = await units.run(go_on)
        await units.run(forget)
    await move(office.database_url, other.database_url)
    async with opened(other) as units:
        await units.run(is_whole)
        after = await units.run(go_on)
        number = await units.run(lambda unit: unit.numbers.next("TPS", "2611"))
    assert after[0] > last[0], "an id of a message that was sent is not used again"
    assert after[1] > last[1]
    async with opened(office) as units:
        assert await units.run(lambda unit: unit.numbers.next("TPS", "2611")) == number


def is_whole(unit: SqlUnitOfWork) -> None:
    """Check that the indexes for searching fit the tickets, and that SQLite has its rules."""
    ask = unit.connection.exec_driver_sql
    if unit.connection.dialect.name == "sqlite":
        for index in ("search_index", "account_index"):
            ask(f"INSERT INTO {index} ({index}, rank) VALUES ('integrity-check', 1)")
        assert ask("SELECT count(*) FROM sqlite_schema WHERE type = 'trigger'").scalar_one() > 10
        return
    in_step = (
        "SELECT count(*) FROM tickets FULL JOIN search_documents ON ticket_id = id "
        "WHERE document IS DISTINCT FROM search_document(tickets)"
    )
    assert ask(in_step).scalar_one() == 0


async def test_a_target_with_an_office_is_refused(office: Settings, restored: RestoredPlace) -> None:
    full = restored.settings
    before = await every_row(full)
    with pytest.raises(DatabaseNotEmpty, match="it has people"):
        await move(office.database_url, full.database_url)
    assert await every_row(full) == before


async def test_a_source_that_a_bot_uses_is_refused(office: Settings, engine: str, places: Places) -> None:
    empty = await places(engine)
    async with leading(office):
        with pytest.raises(StillRunning):
            await move(office.database_url, empty.database_url)
    await move(office.database_url, empty.database_url)


async def test_a_source_of_an_older_version_is_refused(engine: str, places: Places) -> None:
    old, empty = await places(engine), await places(engine)
    await load_office("0023", old.database_url)
    with pytest.raises(UnusableSource, match="of another version"):
        await move(old.database_url, empty.database_url)


async def test_nothing_to_be_moved_is_refused(engine: str, places: Places) -> None:
    nothing, empty = await places(engine), await places(engine)
    with pytest.raises(UnusableSource):
        await move(nothing.database_url, empty.database_url)


@pytest.mark.postgres
async def test_rows_that_come_over_otherwise_leave_the_target_empty(
    office: Settings, engine: str, places: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = await places(OTHER[engine])
    target = PostgresTarget if engine == "sqlite" else SqliteTarget
    usual = target.put

    async def lose_one(self: Any, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
        await usual(self, table, rows[:-1] if table.name == "packages" else rows)

    with monkeypatch.context() as patch:
        patch.setattr(target, "put", lose_one)
        with pytest.raises(RowsDiffer, match="packages: 1 rows, not 2"):
            await move(office.database_url, other.database_url)
    await move(office.database_url, other.database_url)


async def test_a_file_that_is_new_is_for_its_owner_alone(
    office: Settings, places: Places, tmp_path: Path
) -> None:
    new = tmp_path / "below" / "moved.sqlite3"
    await move(office.database_url, f"sqlite:///{new}")
    assert new.stat().st_mode & 0o777 == 0o600
    assert [one.name for one in sorted(new.parent.iterdir())] == ["moved.sqlite3", "moved.sqlite3-lead"]
