"""Test processes that are killed during their work: each update is stored completely, or not at all."""

import os
import signal
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import Connection, Table, func, select

from storage.engine.database import open_database, upgrade
from storage.engine.edition_cache import EditionCache
from storage.schema import tables as t
from storage.unit import SqlUnitOfWork
from tests.storage.filing_process import STEPS, fork
from tests.storage.helpdesk import add_people

# Processes start one after the other, each of which may take a minute on a busy machine.
pytestmark = pytest.mark.timeout(240)


@dataclass(frozen=True)
class StoredRows:
    """The rows that a process has left in the database."""

    numbers: list[str]
    counted: int
    history: int
    parties: int
    messages: list[str]
    updates: int


def stored_rows(connection: Connection) -> StoredRows:
    def count(table: Table) -> int:
        return connection.execute(select(func.count()).select_from(table)).scalar_one()

    payloads = select(t.outbox.c.payload).order_by(t.outbox.c.id)
    counters = select(func.coalesce(func.max(t.counters.c.last), 0))
    return StoredRows(
        list(connection.execute(select(t.tickets.c.number).order_by(t.tickets.c.id)).scalars()),
        connection.execute(counters.where(t.counters.c.month == "2611")).scalar_one(),
        count(t.history),
        count(t.parties),
        [payload["text"] for payload in connection.execute(payloads).scalars()],
        count(t.inbox),
    )


def complete_rows(filed: int) -> StoredRows:
    """Return the rows of this number of tickets, with everything that belongs to them."""
    numbers = [f"TPS261121{n:04d}" for n in range(1, filed + 1)]
    return StoredRows(numbers, filed, filed, filed, numbers, filed)


async def prepare(url: str) -> None:
    database = open_database(url)
    await upgrade(database)
    await database.run(lambda connection: add_people(SqlUnitOfWork(connection, EditionCache())))
    await database.close()


async def read_rows(url: str) -> StoredRows:
    """Return the rows as the next process finds them."""
    database = open_database(url)
    found = await database.run(stored_rows)
    await database.close()
    return found


@pytest.mark.parametrize("step", STEPS)
async def test_killed_in_the_middle_of_an_update_nothing_of_it_is_left(
    sqlite_url: str, tmp_path: Path, step: str
) -> None:
    await prepare(sqlite_url)
    process = fork(sqlite_url, 1, tmp_path / "said", step)
    process.join()
    assert process.exitcode == -signal.SIGKILL
    assert await read_rows(sqlite_url) == complete_rows(0)


async def test_killed_at_any_moment_tickets_are_whole_and_none_that_was_told_is_lost(
    sqlite_url: str, tmp_path: Path
) -> None:
    await prepare(sqlite_url)
    pipe = tmp_path / "said"
    os.mkfifo(pipe)
    before = 0
    for told in (1, 9, 40):
        process = fork(sqlite_url, 1_000_000 * told, pipe)
        with pipe.open() as said:
            acknowledged = [said.readline().strip() for _ in range(told)]
            process.kill()
            acknowledged += [line.strip() for line in said if line.endswith("\n")]
        process.join()
        found = await read_rows(sqlite_url)
        filed = len(found.numbers)
        assert found == complete_rows(filed)
        assert filed >= before + told
        assert set(acknowledged) <= set(found.numbers)
        before = filed
