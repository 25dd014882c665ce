"""Test that a person's updates are handled in their order, and that nothing stops a lane for good."""

import asyncio

import pytest
import structlog
from structlog.testing import capture_logs

import bot.updates.lanes
from bot.updates.lanes import LATER_AT_ONCE, Lanes
from storage.messaging.inbox import PendingUpdate


def update_of(update_id: int, lane: str = "budi") -> PendingUpdate:
    return PendingUpdate(update_id, lane, "{}", 0)


async def test_of_those_that_wait_the_earliest_goes_first() -> None:
    handled: list[int] = []
    goes_on = asyncio.Event()

    async def handle(update: PendingUpdate) -> None:
        await goes_on.wait()
        handled.append(update.update_id)

    lanes = Lanes(handle)
    lanes.put([update_of(5)])
    await asyncio.sleep(0)
    lanes.put([update_of(9), update_of(7)])
    lanes.put([update_of(8), update_of(7)])
    goes_on.set()
    await lanes.idle()
    assert handled == [5, 7, 8, 9]


async def test_strangers_keep_nobody_waiting_however_many_they_are() -> None:
    begun: list[str] = []
    places: asyncio.Queue[None] = asyncio.Queue()

    async def handle(update: PendingUpdate) -> None:
        begun.append(update.lane)
        await places.get()

    lanes = Lanes(handle)
    flood = [
        PendingUpdate(n * 40 + at, f"stranger {n}", "{}", 0, makes_way=True)
        for n in range(60)
        for at in range(40)
    ]
    lanes.put(flood)
    await asyncio.sleep(0)
    assert len(begun) == LATER_AT_ONCE
    lanes.put([update_of(9000), update_of(9001)])
    await asyncio.sleep(0)
    assert begun[LATER_AT_ONCE:] == ["budi"], "she waits for none of them"
    for _ in range(len(flood) + 2):
        places.put_nowait(None)
    await lanes.idle()
    assert begun.count("budi") == 2
    fifty = [lane for lane in begun if lane != "budi"][:50]
    assert len(set(fifty)) == 50, "strangers take turns, an update at a time"


async def test_a_stranger_whose_update_takes_long_keeps_no_other_stranger_waiting(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(bot.updates.lanes, "LATER_FOR", 0)
    begun: asyncio.Queue[str] = asyncio.Queue()

    async def handle(update: PendingUpdate) -> None:
        begun.put_nowait(update.lane)
        await asyncio.Event().wait()

    lanes = Lanes(handle)
    lanes.put([PendingUpdate(n, f"stranger {n}", "{}", 0, makes_way=True) for n in range(3)])
    assert [await begun.get() for _ in range(3)] == ["stranger 0", "stranger 1", "stranger 2"]
    await lanes.stop(0)


async def test_whatever_goes_wrong_with_an_update_its_lane_goes_on_and_it_may_come_again() -> None:
    structlog.reset_defaults()
    handled: list[int] = []

    async def handle(update: PendingUpdate) -> None:
        handled.append(update.update_id)
        if handled.count(update.update_id) == 1 and update.update_id == 1:
            raise ConnectionError

    lanes = Lanes(handle)
    with capture_logs() as logs:
        lanes.put([update_of(1), update_of(2)])
        await lanes.idle()
        lanes.put([update_of(1)])
        await lanes.idle()
    assert handled == [1, 2, 1]
    assert [(line["event"], line["update_id"]) for line in logs] == [("lane_failed", 1)]


async def test_a_lane_that_is_stopped_forgets_what_it_has_not_begun() -> None:
    begun: list[int] = []

    async def handle(update: PendingUpdate) -> None:
        begun.append(update.update_id)
        await asyncio.Event().wait()

    lanes = Lanes(handle)
    lanes.put([update_of(1), update_of(2)])
    await asyncio.sleep(0)
    await lanes.stop(0)
    assert begun == [1]
