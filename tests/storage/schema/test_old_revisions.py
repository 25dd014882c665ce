"""Migrate data of every earlier revision: no step loses any, and this release can read the oldest."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from itertools import pairwise
from typing import Any, TypeVar

import pytest
from alembic.script import Script
from sqlalchemy import Connection, make_url

from core.tickets.search import TicketFilters
from storage.engine.database import Database
from storage.engine.edition_cache import EditionCache
from storage.engine.sqlite import sqlite_engine
from storage.tickets.copies import CopyState
from storage.unit import SqlUnitOfWork
from tests.storage.office.reading import EVERYTHING
from tests.storage.office.rows import Columns, Rows, columns_in, dangling, insert_rows, read_rows, rows_for
from tests.storage.schema.steps import scripts, take

T = TypeVar("T")

# Tables to which a migration adds rows that say what is to be looked at.
ADDED = {"releases_due"}

# Columns that a migration drops on purpose, as "table.column", and why.
_NOW_BY_PERSON = "drafts are kept by person, in the table drafts"
DROPPED: dict[str, str] = {
    f"talks.{name}": _NOW_BY_PERSON for name in ("chat_id", "key", "state", "updated_at")
}


async def test_no_step_loses_anything_of_a_full_office(empty: Database, empty_url: str) -> None:
    """Test each step by itself: what none of them loses comes through from every revision.

    Every table is full before every step, so that a column is filled from the first revision that has it.
    """

    await empty.run(partial(take, script=scripts()[0]))
    columns = await empty.run(columns_in)
    for present, following in pairwise(scripts()):
        step = partial(losses_of_step, columns=columns, present=present, following=following)
        lost, columns = await undone(empty, empty_url, step)
        assert lost == [], f"lost on the way from {present.revision} to {following.revision}"
        await empty.run(partial(take, script=following))


def losses_of_step(
    connection: Connection, columns: Columns, present: Script, following: Script
) -> tuple[list[str], Columns]:
    """Fill the tables of one revision, which have these columns, and take the step to the next.

    Return what that loses, and the columns that there are then.
    """
    rows = rows_for(present.revision)
    assert "people" in columns
    with no_triggers(connection):
        insert_rows(connection, rows, columns)
    before = read_rows(connection, columns)
    assert {table: len(found) for table, found in before.items()} == {
        table: len(rows[table]) for table in columns
    }
    take(connection, following)
    now = columns_in(connection)
    return losses(connection, now, columns, before), now


@contextmanager
def no_triggers(connection: Connection) -> Iterator[None]:
    """Fill tables without the work of triggers on PostgreSQL, where it takes longer than the step."""
    if connection.dialect.name == "sqlite":
        yield
        return
    connection.exec_driver_sql("SET LOCAL session_replication_role = replica")
    yield
    connection.exec_driver_sql("SET LOCAL session_replication_role = origin")


class Undone(Exception):
    """Raised to roll a transaction back."""


async def undone(database: Database, url: str, work: Callable[[Connection], T]) -> T:
    """Run `work` in a transaction that is rolled back, and return its result."""
    parsed = make_url(url)
    if parsed.database and parsed.get_backend_name() == "sqlite":
        # Without the savepoints of the database's own writer: FTS5 can't drop what it made in one.
        engine = sqlite_engine(parsed.database, "PRAGMA synchronous=OFF", "BEGIN IMMEDIATE")
        with engine.connect() as connection:
            result = work(connection)
            connection.rollback()
        engine.dispose()
        return result
    results: list[T] = []

    def fail(connection: Connection) -> None:
        results.append(work(connection))
        raise Undone

    with pytest.raises(Undone):
        await database.run_long(fail)
    return results[0]


async def test_this_release_reads_the_oldest_data(empty: Database) -> None:
    """Test the whole way with each table filled in the first revision that has it, and left alone then."""

    def walk(connection: Connection) -> None:
        rows = rows_for(scripts()[0].revision)
        inserted: Columns = {}
        before: dict[str, list[dict[str, Any]]] = {}
        for script in scripts():
            take(connection, script)
            new = {table: names for table, names in columns_in(connection).items() if table not in inserted}
            # What a migration has filled by itself stays as it is.
            empty_ones = {
                table: new[table] for table, found in read_rows(connection, new).items() if not found
            }
            insert_rows(connection, rows, empty_ones)
            before |= read_rows(connection, empty_ones)
            inserted |= new
        full = {table: inserted[table] for table, found in before.items() if found}
        assert full.keys() > {"people", "assignments", "tickets", "history", "attachments", "parties"}
        assert losses(connection, columns_in(connection), full, before) == []
        can_be_read(connection, rows)

    await empty.run(walk)


def losses(connection: Connection, now: Columns, columns: Columns, before: Rows) -> list[str]:
    """Return what is missing of these rows: columns, tables whose rows differ, and dangling references.

    `now` are the columns that there are, and `columns` those of the rows.
    """
    kept = {
        table: {name: kind for name, kind in names.items() if name in now[table]}
        for table, names in columns.items()
        if table in now
    }
    lost = sorted(named(columns) - named(kept) - DROPPED.keys())
    after = read_rows(connection, kept)
    for table, names in kept.items():
        expected = sorted(({name: row[name] for name in names} for row in before[table]), key=repr)
        found = [row for row in after[table] if table not in ADDED or row in expected]
        if found != expected:
            lost.append(f"{table}: {differing(expected, found)}")
    return lost + [f"{column} dangles {count} times" for column, count in dangling(connection).items()]


def differing(expected: Iterable[dict[str, Any]], found: Iterable[dict[str, Any]]) -> str:
    """Return the rows of each side that the other has not."""
    there, here = list(expected), list(found)
    return f"{[row for row in there if row not in here]} became {[row for row in here if row not in there]}"


def named(columns: Columns) -> set[str]:
    """Return the columns as "table.column"."""
    return {f"{table}.{name}" for table, names in columns.items() for name in names}


def can_be_read(connection: Connection, rows: Rows) -> None:
    """Check that the repositories find people and tickets, and what migrations have made of them."""
    unit = SqlUnitOfWork(connection, EditionCache())
    for row in rows["people"]:
        person = unit.people.get(row["id"])
        assert (person is None) is bool(row["disabled"])
        assert person is None or (person.name, person.email) == (row["name"], row["email"])
        roles = [role["seat"] for role in rows["assignments"] if role["person_id"] == row["id"]]
        assert person is None or [role.key for role in person.assignments] == roles
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
    # Copies are wanted since 0011.
    files_of_all = {file["unique_ref"] for file in rows["attachments"]}
    assert {unit.copies.state(name) for name in files_of_all} == {CopyState.WANTED}
    # Looked at since 0025: who invited somebody to watch. Since 0012: of the people who had lost an account
    # or a role, this one holds a ticket.
    assert unit.releases.people_due(100) == [2, 12]
