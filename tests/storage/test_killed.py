"""A process that is killed in the middle of its work: what it had begun is there in whole, or not at all."""

import signal
import subprocess
import sys
from dataclasses import dataclass

import pytest
from sqlalchemy import Connection, Table, func, select

from storage import tables as t
from storage.database import open_database, upgrade
from storage.unit import Shelf, SqlUnit
from tests.storage.filing_process import STEPS
from tests.storage.house import ROOT, furnish


@dataclass(frozen=True)
class Left:
    """What a process has left in the database."""

    numbers: list[str]
    counted: int
    history: int
    parties: int
    messages: list[str]
    updates: int


def left(connection: Connection) -> Left:
    def count(table: Table) -> int:
        return connection.execute(select(func.count()).select_from(table)).scalar_one()

    payloads = select(t.outbox.c.payload).order_by(t.outbox.c.id)
    counters = select(func.coalesce(func.max(t.counters.c.last), 0))
    return Left(
        list(connection.execute(select(t.tickets.c.number).order_by(t.tickets.c.id)).scalars()),
        connection.execute(counters.where(t.counters.c.month == "2611")).scalar_one(),
        count(t.history),
        count(t.parties),
        [payload["text"] for payload in connection.execute(payloads).scalars()],
        count(t.inbox),
    )


def whole(filed: int) -> Left:
    """So many tickets with all that belongs to them."""
    numbers = [f"TPS261121{n:04d}" for n in range(1, filed + 1)]
    return Left(numbers, filed, filed, filed, numbers, filed)


async def made_ready(url: str) -> None:
    database = open_database(url)
    await upgrade(database)
    await database.run(lambda connection: furnish(SqlUnit(connection, Shelf())))
    await database.close()


async def look(url: str) -> Left:
    """As the next process finds it."""
    database = open_database(url)
    found = await database.run(left)
    await database.close()
    return found


def start(url: str, *arguments: str) -> "subprocess.Popen[str]":
    command = [sys.executable, "-m", "tests.storage.filing_process", url, *arguments]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)


@pytest.mark.parametrize("step", STEPS)
async def test_killed_in_the_middle_of_an_update_nothing_of_it_is_left(sqlite_url: str, step: str) -> None:
    await made_ready(sqlite_url)
    with start(sqlite_url, "1", step) as process:
        assert process.wait() == -signal.SIGKILL
    assert await look(sqlite_url) == whole(0)


async def test_killed_at_any_moment_tickets_are_whole_and_none_that_was_told_is_lost(
    sqlite_url: str,
) -> None:
    await made_ready(sqlite_url)
    before = 0
    for told in (1, 9, 40):
        with start(sqlite_url, str(1_000_000 * told)) as process:
            assert process.stdout is not None
            acknowledged = [process.stdout.readline().strip() for _ in range(told)]
            process.kill()
            acknowledged += [line.strip() for line in process.stdout if line.endswith("\n")]
        found = await look(sqlite_url)
        filed = len(found.numbers)
        assert found == whole(filed)
        assert filed >= before + told
        assert set(acknowledged) <= set(found.numbers)
        before = filed
