"""Migrate data from every earlier revision: nothing is lost, and this release can read it."""

from functools import partial

import pytest
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from core.tickets.search import TicketFilters
from storage.engine.database import Database, upgrade
from storage.engine.edition_cache import EditionCache
from storage.engine.migrate import migrate
from storage.tickets.copies import CopyState
from storage.unit import SqlUnitOfWork
from tests.storage.helpdesk import ROOT
from tests.storage.office.reading import EVERYTHING
from tests.storage.office.rows import Columns, Rows, columns_in, dangling, insert_rows, read_rows, rows_for
from tests.storage.schema.test_migrations import empty, empty_postgres_url, empty_sqlite_url, empty_url

__all__ = ["empty", "empty_postgres_url", "empty_sqlite_url", "empty_url"]

# Tables to which a migration adds rows that say what is to be looked at.
ADDED = {"releases_due"}

# Columns that a migration drops on purpose, as "table.column", and why.
_NOW_BY_PERSON = "drafts are kept by person, in the table drafts"
DROPPED: dict[str, str] = {
    f"talks.{name}": _NOW_BY_PERSON for name in ("chat_id", "key", "state", "updated_at")
}


def earlier_revisions() -> list[str]:
    """Return all revisions but the present one, the oldest first."""
    script = ScriptDirectory(str(ROOT / "storage" / "migrations"))
    return [step.revision for step in script.walk_revisions()][:0:-1]


@pytest.mark.parametrize("revision", earlier_revisions())
async def test_nothing_is_lost_on_the_way_from(revision: str, empty: Database) -> None:
    rows = rows_for(revision)
    await empty.run(partial(migrate, revision=revision))
    columns = await empty.read(columns_in)
    assert "people" in columns
    await empty.run(partial(insert_rows, rows=rows, columns=columns))
    before = await empty.read(partial(read_rows, columns=columns))
    assert {table: len(found) for table, found in before.items()} == {
        table: len(rows[table]) for table in columns
    }
    await upgrade(empty)

    now = await empty.read(columns_in)
    kept = {
        table: {name: kind for name, kind in names.items() if name in now[table]}
        for table, names in columns.items()
        if table in now
    }
    assert named(columns) - named(kept) <= DROPPED.keys()
    after = await empty.read(partial(read_rows, columns=kept))
    for table, names in kept.items():
        expected = [{name: row[name] for name in names} for row in before[table]]
        found = [row for row in after[table] if table not in ADDED or row in expected]
        assert found == sorted(expected, key=repr), table
    assert await empty.read(dangling) == {}
    await empty.read(partial(can_be_read, rows=rows, revision=revision))


def named(columns: Columns) -> set[str]:
    """Return the columns as "table.column"."""
    return {f"{table}.{name}" for table, names in columns.items() for name in names}


def can_be_read(connection: Connection, rows: Rows, revision: str) -> None:
    """Check that the repositories find the people and, where there were any, the tickets."""
    unit = SqlUnitOfWork(connection, EditionCache())
    for row in rows["people"]:
        person = unit.people.get(row["id"])
        assert (person is None) is bool(row["disabled"])
        assert person is None or (person.name, person.email) == (row["name"], row["email"])
        roles = [role["seat"] for role in rows["assignments"] if role["person_id"] == row["id"]]
        assert person is None or [role.key for role in person.assignments] == roles
    if revision < "0003":
        return
    for row in rows["tickets"]:
        ticket = unit.tickets.get(row["id"])
        assert ticket is not None
        assert (ticket.number, ticket.title, ticket.status) == (row["number"], row["title"], row["status"])
        parties = {party["person_id"] for party in rows["parties"] if party["ticket_id"] == ticket.id}
        assert ticket.party_ids | ticket.watcher_ids == parties
        happened = [event["kind"] for event in rows["history"] if event["ticket_id"] == ticket.id]
        assert [event.kind for event in unit.discussion.history(ticket.id)] == happened
        files = [file["name"] for file in rows["attachments"] if file["ticket_id"] == ticket.id]
        assert [file.name for file in unit.discussion.files(ticket.id)] == files
        lines = unit.search.page(EVERYTHING, TicketFilters(ticket.number)).items
        assert [line.id for line in lines] == [ticket.id]
    if revision < "0011":
        files_of_all = {file["unique_ref"] for file in rows["attachments"]}
        assert {unit.copies.state(name) for name in files_of_all} == {CopyState.WANTED}
    if revision < "0012":
        # Of the people who lost an account or a role, this one holds a ticket.
        assert unit.releases.people_due(100) == [12]
