"""Test what becomes of updates that fail: tried again, put aside, or waited for, on both databases."""

import asyncio
from collections.abc import AsyncIterator, Callable
from typing import Any

import pytest
from sqlalchemy import select
from structlog.testing import capture_logs

from bot.process.system_clock import now
from bot.updates.lanes import Lanes
from bot.updates.outages import Outages
from bot.updates.processor import MOST_TRIES, UpdateProcessor
from bot.updates.transaction import UpdateTransaction
from storage.messaging.inbox import PendingUpdate, Turn
from storage.schema import tables
from storage.unit import SqlUnitOfWork
from storage.units import UnitsOfWork, open_units
from tests.storage.conftest import migrated, postgres, postgres_url, sqlite_url, url

__all__ = ["migrated", "postgres", "postgres_url", "sqlite_url", "url"]

NOBODY: Any = None


class Transaction(UpdateTransaction):
    """Handles updates with a function that a test gives, and keeps whom it handled and put aside."""

    def __init__(self, units: UnitsOfWork, handler: Callable[[PendingUpdate], None]) -> None:
        self.units = units
        self.handler = handler
        self.handled: list[int] = []
        self.apologies: list[tuple[int, str]] = []

    async def run(self, pending: PendingUpdate) -> PendingUpdate | None:
        def work(unit: SqlUnitOfWork) -> PendingUpdate | None:
            claim = unit.inbox.claim(pending.update_id, pending.lane)
            if claim.turn is Turn.YOURS:
                self.handler(pending)
                unit.inbox.mark_done(pending.update_id, now())
                self.handled.append(pending.update_id)
            return claim.earlier

        return await self.units.run(work)

    async def put_aside(self, pending: PendingUpdate, reason: str, reference: str) -> None:
        def work(unit: SqlUnitOfWork) -> bool:
            return unit.inbox.put_aside(pending.update_id, pending.lane, reason, now())

        if await self.units.run(work):
            self.apologies.append((pending.update_id, reason))


class Office:
    """A processor on a database, with lanes before it."""

    def __init__(self, units: UnitsOfWork) -> None:
        self.units = units
        self.transaction = Transaction(units, lambda _pending: None)
        self.pauses: list[float] = []
        self.lanes = Lanes(UpdateProcessor(units, self.transaction, Outages(self._pause), self._pause))

    async def store(self, *updates: tuple[int, str]) -> list[PendingUpdate]:
        """Keep updates of (id, lane) as the intake does."""
        rows = [(update_id, lane, "{}") for update_id, lane in updates]
        await self.units.run(lambda unit: unit.inbox.store(rows, now()))
        return [PendingUpdate(*row, 0) for row in rows]

    async def left(self) -> list[PendingUpdate]:
        """Return what is not done, as the next process takes it up."""
        return await self.units.read(lambda unit: unit.inbox.pending(100))

    async def reasons(self) -> dict[int, str | None]:
        """Return the reasons that are kept with updates."""
        columns = select(tables.inbox.c.update_id, tables.inbox.c.reason)
        found = await self.units.read(lambda unit: unit.connection.execute(columns).all())
        return {row.update_id: row.reason for row in found}

    async def _pause(self, seconds: float) -> None:
        self.pauses.append(seconds)
        await asyncio.sleep(0)


@pytest.fixture
async def office(url: str) -> AsyncIterator[Office]:
    units = open_units(url)
    yield Office(units)
    await units.close()


def fails(times: int, failure: Exception, update_id: int = 1) -> Callable[[PendingUpdate], None]:
    """Return a handler of which the first calls for one update fail."""
    left = [failure] * times

    def handle(pending: PendingUpdate) -> None:
        if pending.update_id == update_id and left:
            raise left.pop()

    return handle


async def test_a_bug_is_tried_three_times_and_then_put_aside_with_its_place(office: Office) -> None:
    office.transaction.handler = fails(99, KeyError("secret"))
    with capture_logs() as logs:
        office.lanes.put(await office.store((1, "budi"), (2, "budi")))
        await office.lanes.idle()
    assert [line["event"] for line in logs] == ["update_failed"] * MOST_TRIES
    assert len(office.pauses) == MOST_TRIES - 1
    assert office.transaction.handled == [2]
    [(update_id, reason)] = office.transaction.apologies
    assert update_id == 1
    assert reason.startswith("KeyError")
    assert str(logs[-1]["reference"]) in reason
    assert "secret" not in reason


async def test_a_bug_that_passes_leaves_no_trace(office: Office) -> None:
    office.transaction.handler = fails(2, KeyError("x"))
    office.lanes.put(await office.store((1, "budi")))
    await office.lanes.idle()
    assert office.transaction.handled == [1]
    assert office.transaction.apologies == []
    assert await office.reasons() == {1: None}


async def test_an_outage_is_waited_for_without_counting_and_holds_up_nobody_else(office: Office) -> None:
    office.transaction.handler = fails(60, ConnectionResetError())
    with capture_logs() as logs:
        office.lanes.put(await office.store((1, "budi"), (2, "budi"), (3, "sari")))
        await office.lanes.idle()
    assert office.transaction.handled == [3, 1, 2]
    assert office.transaction.apologies == []
    assert [line["event"] for line in logs] == ["outage_began", "outage_over"]
    assert sum(office.pauses) > 200


async def test_a_database_that_is_away_while_a_failure_is_counted_leaves_no_lane_stuck(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    office.transaction.handler = fails(99, KeyError("x"))
    updates = await office.store((1, "budi"), (2, "budi"))
    run, calls = office.units.run, 0

    async def away(work: Callable[[SqlUnitOfWork], Any]) -> Any:
        nonlocal calls
        calls += 1
        if 1 < calls < 40 or 42 < calls < 50:
            raise ConnectionRefusedError
        return await run(work)

    monkeypatch.setattr(office.units, "run", away)
    office.lanes.put(updates)
    await office.lanes.idle()
    assert [update_id for update_id, _ in office.transaction.apologies] == [1]
    assert office.transaction.handled == [2]


async def test_an_earlier_update_that_comes_later_goes_first(office: Office) -> None:
    [five] = await office.store((5, "budi"))
    [four] = await office.store((4, "budi"))
    await office.store((3, "budi"), (2, "sari"))
    office.lanes.put([five, four])
    await office.lanes.idle()
    assert office.transaction.handled == [3, 4, 5]
    assert office.pauses == []
    assert [update.update_id for update in await office.left()] == [2]


async def test_who_was_served_by_another_process_meanwhile_reads_no_apology(office: Office) -> None:
    [update] = await office.store((1, "budi"))
    await office.units.run(lambda unit: [unit.inbox.count_try(1, "KeyError") for _ in range(MOST_TRIES - 1)])

    def handle(_pending: PendingUpdate) -> None:
        raise LookupError

    office.transaction.handler = handle
    count = office.transaction.put_aside

    async def too_late(pending: PendingUpdate, reason: str, reference: str) -> None:
        await office.units.run(lambda unit: unit.inbox.mark_done(1, now()))
        await count(pending, reason, reference)

    office.transaction.put_aside = too_late  # type: ignore[method-assign]
    office.lanes.put([update])
    await office.lanes.idle()
    assert office.transaction.apologies == []
    assert await office.reasons() == {1: None}


async def test_an_update_that_no_process_survives_is_put_aside_after_the_third_start(office: Office) -> None:
    starts: list[int] = []

    class Killed(BaseException):
        """The end of the process: nothing is done after it."""

    async def dies(pending: PendingUpdate) -> PendingUpdate | None:
        starts.append(pending.update_id)
        if pending.update_id == 1:
            raise Killed
        return await handled(pending)

    handled = office.transaction.run
    office.transaction.run = dies  # type: ignore[method-assign]
    updates = await office.store((1, "budi"), (2, "budi"), (3, "sari"))
    for _process in range(5):
        processor = UpdateProcessor(office.units, office.transaction, Outages())
        for update in updates:
            try:
                await processor(update)
            except Killed:
                break
        updates = await office.left()
    assert starts.count(1) == MOST_TRIES
    assert [update_id for update_id, _ in office.transaction.apologies] == [1]
    assert office.transaction.handled == [2, 3]
    assert (await office.reasons())[1] == office.transaction.apologies[0][1]


async def test_those_that_were_left_by_a_killed_process_are_not_counted_for_another(office: Office) -> None:
    """Test that what was counted before is begun alone, so that it can take down nothing else with it."""
    await office.store((1, "budi"), (2, "sari"), (3, "agus"))
    await office.units.run(lambda unit: [unit.inbox.count_try(update_id) for update_id in (1, 2, 3)])
    begun: list[int] = []
    one_is, goes_on = asyncio.Event(), asyncio.Event()
    run = office.transaction.run

    async def waits(pending: PendingUpdate) -> PendingUpdate | None:
        begun.append(pending.update_id)
        one_is.set()
        await goes_on.wait()
        return await run(pending)

    office.transaction.run = waits  # type: ignore[method-assign]
    office.lanes.put(await office.left())
    await one_is.wait()
    [attempts] = {update.attempts for update in await office.left() if update.update_id not in begun}
    assert attempts == 1
    assert len(begun) == 1
    goes_on.set()
    await office.lanes.idle()
    assert sorted(office.transaction.handled) == [1, 2, 3]
