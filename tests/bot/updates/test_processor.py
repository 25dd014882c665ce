"""Test what becomes of updates that fail: tried again, put aside, or waited for, on both databases."""

from collections.abc import Callable
from typing import Any

import pytest
from structlog.testing import capture_logs

from bot.process.system_clock import now
from bot.updates.processor import MOST_TRIES
from storage.messaging.inbox import PendingUpdate
from storage.unit import SqlUnitOfWork
from tests.bot.updates.processing import Office


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
