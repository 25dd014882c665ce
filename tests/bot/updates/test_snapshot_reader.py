"""Test that slow reads share answers, and keep neither short ones nor the courier waiting."""

import asyncio
import gc
from pathlib import Path
from threading import Event
from weakref import WeakSet

import pytest

from bot.process.settings import Settings
from bot.process.system_clock import now
from bot.updates.snapshot_reader import LONG_PLACES, FairSnapshotReader
from bot.wiring import create_helpdesk
from handlers.context.transaction_context import TransactionContext
from storage.units import open_units


class Slow:
    """A read that blocks until `goes_on` is set, and counts how often it runs."""

    def __init__(self) -> None:
        self.times = 0
        self.begun, self.goes_on = Event(), Event()

    def __call__(self, _context: TransactionContext) -> str:
        self.times += 1
        self.begun.set()
        assert self.goes_on.wait(30)
        return f"answer {self.times}"


async def test_who_asks_while_others_wait_shares_an_answer_that_is_no_older_than_the_question(
    tmp_path: Path,
) -> None:
    units = open_units(f"sqlite:///{tmp_path}/bot.sqlite3")
    reader = FairSnapshotReader(units, create_helpdesk(Settings(_env_file=None)), now)
    slow = Slow()
    first = asyncio.create_task(reader.read("tickets of all", slow))
    await asyncio.to_thread(slow.begun.wait, 10)
    later = [asyncio.create_task(reader.read("tickets of all", slow)) for _ in range(3)]
    other = asyncio.create_task(reader.read("tickets of Surabaya", lambda _context: "ours"))
    await asyncio.sleep(0)
    slow.goes_on.set()
    assert await first == "answer 1"
    assert await asyncio.gather(*later) == ["answer 2"] * 3
    assert await other == "ours"
    assert await reader.read("tickets of all", slow) == "answer 3", "nothing is kept"
    await units.close()


async def test_a_reading_that_fails_fails_for_who_wanted_it_and_the_next_goes_on(tmp_path: Path) -> None:
    units = open_units(f"sqlite:///{tmp_path}/bot.sqlite3")
    reader = FairSnapshotReader(units, create_helpdesk(Settings(_env_file=None)), now)

    def fails(_context: TransactionContext) -> None:
        raise LookupError("gone")

    with pytest.raises(LookupError):
        await reader.read("x", fails)
    assert await reader.read("x", lambda _context: "found") == "found"
    await units.close()


async def test_a_short_one_waits_for_none_of_three_long_ones(tmp_path: Path) -> None:
    units = open_units(f"sqlite:///{tmp_path}/bot.sqlite3")
    reader = FairSnapshotReader(units, create_helpdesk(Settings(_env_file=None)), now, long_after=0.01)
    slow = [Slow() for _ in range(LONG_PLACES)]
    long = [asyncio.create_task(reader.read(n, one)) for n, one in enumerate(slow)]
    assert await asyncio.wait_for(reader.read("short", lambda _context: "found"), 30) == "found"
    assert not any(task.done() for task in long)

    # A fourth long one stays where short ones begin, until another long one ends.
    fourth = Slow()
    last = asyncio.create_task(reader.read("fourth", fourth))
    await asyncio.to_thread(fourth.begun.wait, 10)
    waiting = asyncio.create_task(reader.read("short", lambda _context: "found"))
    slow[0].goes_on.set()
    assert await asyncio.wait_for(waiting, 30) == "found"
    assert not last.done()
    for one in (*slow, fourth):
        one.goes_on.set()
    assert await asyncio.gather(*long, last) == ["answer 1"] * 4
    await units.close()


async def test_what_sends_reads_while_all_others_are_kept_waiting(tmp_path: Path) -> None:
    """Test with every reader of a file busy: those of the leader are its own."""
    units = open_units(f"sqlite:///{tmp_path}/bot.sqlite3")
    await units.upgrade()
    go_on = Event()
    busy = [asyncio.create_task(units.read(lambda _unit: go_on.wait(30))) for _ in range(20)]
    leader = units.for_leader()
    assert await asyncio.wait_for(leader.read(lambda unit: unit.send_queue.next_due(now())), 20) is None
    assert not any(task.done() for task in busy)
    go_on.set()
    await asyncio.gather(*busy)
    await units.close()


async def test_an_answer_is_dropped_with_the_last_who_waits_for_it_also_while_others_wait(
    tmp_path: Path,
) -> None:
    """Test that a day on which somebody always waits fills no memory with the answers of that day."""
    units = open_units(f"sqlite:///{tmp_path}/bot.sqlite3")
    reader = FairSnapshotReader(units, create_helpdesk(Settings(_env_file=None)), now)

    class Table:
        """The large answer to a question."""

    slow, tables = Slow(), WeakSet[Table]()

    def large(_context: TransactionContext) -> Table:
        tables.add(table := Table())
        return table

    asked = [asyncio.create_task(reader.read(number, large)) for number in range(5)]
    waiting = asyncio.create_task(reader.read("last", slow))
    for question in asked:
        assert isinstance(await question, Table)
    del question
    asked.clear()
    await asyncio.to_thread(slow.begun.wait, 10)
    gc.collect()
    assert len(tables) == 0
    slow.goes_on.set()
    await waiting
    await units.close()
