"""Test that a failing package service is left alone for growing pauses and tried once in between."""

import asyncio

import pytest

from bot.packages.service import LookupFailure, PackageService
from tests.bot.packages.warehouse import (
    TENDER,
    TENDERS,
    Answer,
    Clock,
    Gate,
    Warehouse,
    find,
    records,
    says,
    trouble,
)


async def test_after_five_failures_the_service_is_left_in_peace_and_then_tried_once(
    service: PackageService, warehouse: Warehouse, clock: Clock
) -> None:
    warehouse.will(says(500))
    for rest in (30, 60, 120, 240, 480, 600, 600):
        # Five look-ups the first time, one each time after.
        while await trouble(service) is not LookupFailure.RESTING:
            pass
        clock.pass_seconds(rest - 0.1)
        assert await trouble(service) is LookupFailure.RESTING
        clock.pass_seconds(0.1)
    assert len(warehouse.asked) == 5 + 6

    warehouse.will(records(TENDER))
    assert await find(service) is not None
    warehouse.will(says(500))
    assert [await trouble(service) for _ in range(6)] == [LookupFailure.FAILING] * 5 + [LookupFailure.RESTING]
    clock.pass_seconds(30)
    assert await trouble(service) is LookupFailure.FAILING


async def test_a_success_between_failures_starts_the_count_again(
    service: PackageService, warehouse: Warehouse
) -> None:
    for _ in range(3):
        warehouse.will(says(500))
        assert [await trouble(service) for _ in range(4)] == [LookupFailure.FAILING] * 4
        warehouse.will(records())
        assert await find(service) is None


async def test_one_try_is_one_even_when_many_want_to_know(
    service: PackageService, warehouse: Warehouse, clock: Clock
) -> None:
    warehouse.will(says(500))
    while await trouble(service) is not LookupFailure.RESTING:
        pass
    clock.pass_seconds(30)
    gate = Gate(records(TENDER))
    warehouse.will(gate)
    trying = asyncio.create_task(find(service))
    await gate.arrived.wait()
    assert await trouble(service, "4307194") is LookupFailure.RESTING
    gate.opened.set()
    assert await trying is not None
    warehouse.will(records())
    assert await find(service, "4307194") is None


async def test_failures_that_began_together_make_one_rest(
    service: PackageService, warehouse: Warehouse, clock: Clock
) -> None:
    gate = Gate(says(500))
    warehouse.will(gate)
    many = [asyncio.create_task(find(service, str(10_000 + n))) for n in range(12)]
    await gate.arrived.wait()
    gate.opened.set()
    ended = await asyncio.gather(*many, return_exceptions=True)
    assert [str(end) for end in ended] == ["failing (500)"] * 12
    clock.pass_seconds(30)
    warehouse.will(records(TENDER))
    assert await find(service) is not None


@pytest.mark.parametrize("answer", [says(400), says(404), records(TENDERS[0])])
async def test_codes_that_can_not_be_asked_do_not_close_the_service_to_others(
    service: PackageService, warehouse: Warehouse, answer: Answer
) -> None:
    warehouse.will(answer)
    for _ in range(10):
        assert await trouble(service) in {LookupFailure.REFUSED, LookupFailure.OTHER_CODE}
    assert len(warehouse.asked) == 10
