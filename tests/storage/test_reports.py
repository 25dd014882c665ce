"""What reports are made of: the tickets of a period and a place, with when they were taken and solved."""

from datetime import datetime, timedelta

from core.lifecycle import Action, Status
from core.rating import Rating
from core.report import Filed
from storage.unit import SqlUnit
from tests.storage.house import ADI, BUDI, NOW, SARI, TONO, House, file, report, work
from tests.storage.test_plans import BLIND, KNOWING, full_house, plans

__all__ = ["full_house"]

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
SINCE, UNTIL = NOW - DAY, NOW + DAY


async def filed(
    house: House, lpse_ids: tuple[int, ...] | None = None, since: datetime = SINCE, until: datetime = UNTIL
) -> list[Filed]:
    return await house.look(lambda unit: list(unit.reports.filed(lpse_ids, since, until)))


def seconds(at: datetime) -> int:
    return int(at.timestamp())


async def test_a_ticket_comes_with_all_its_sides(house: House) -> None:
    await house.do(file)
    [ticket] = await filed(house)
    kind = ("spse", "spse-login", "waiting", "medium", "1", seconds(NOW))
    assert ticket == (10, *kind, None, None, None)


async def test_a_period_begins_with_its_first_instant_and_ends_before_its_last(house: House) -> None:
    for at in (SINCE - timedelta(microseconds=1), SINCE, UNTIL - timedelta(microseconds=1), UNTIL):
        await house.do(file, at=at)
    assert sorted(ticket[6] for ticket in await filed(house)) == [seconds(SINCE), seconds(UNTIL) - 1]


async def test_a_report_is_of_ones_own_places_or_of_all(house: House) -> None:
    await house.do(file)
    await house.do(file, TONO, report(lpse_id=20))
    places: list[tuple[tuple[int, ...] | None, list[int]]] = [
        ((10,), [10]),
        ((20,), [20]),
        ((10, 20), [10, 20]),
        ((), []),
        (None, [10, 20]),
    ]
    for lpse_ids, expected in places:
        assert sorted(ticket[0] for ticket in await filed(house, lpse_ids)) == expected


async def test_taken_is_when_it_was_first_taken_and_solved_when_it_stayed_solved(house: House) -> None:
    ticket_id = (await house.do(file)).id
    moves = [
        (SARI, Action.TAKE),
        (SARI, Action.HAND_BACK),
        (SARI, Action.TAKE),
        (SARI, Action.SOLVE),
        (BUDI, Action.REJECT),
    ]
    for hours, (by, action) in enumerate(moves, start=1):
        await house.do(work, by, action, ticket_id, at=NOW + HOUR * hours)
    [refused] = await filed(house)
    assert refused[7:9] == (seconds(NOW + HOUR), None), "what was refused is not solved"

    status = Status(refused[3])
    by = SARI if status is Status.WORKING else ADI
    if status is Status.WAITING:
        await house.do(work, by, Action.TAKE, ticket_id, at=NOW + HOUR * 6)
    await house.do(work, by, Action.SOLVE, ticket_id, at=NOW + HOUR * 7)
    [solved] = await filed(house)
    assert solved[7:9] == (seconds(NOW + HOUR), seconds(NOW + HOUR * 7))


async def test_a_rating_comes_as_it_was_given(house: House) -> None:
    ticket_id = (await house.do(file)).id
    for by, action in ((SARI, Action.TAKE), (SARI, Action.SOLVE), (BUDI, Action.CONFIRM)):
        await house.do(work, by, action, ticket_id)

    def rate(unit: SqlUnit) -> None:
        ticket = unit.tickets.get_for_change(ticket_id)
        assert ticket is not None
        ticket.rating = Rating(4, ("speed",), "Baik")
        unit.tickets.save(ticket)

    await house.do(rate)
    [rated] = await filed(house)
    assert rated[9] == {"stars": 4, "chips": ["speed"], "message": "Baik"}


async def test_no_report_looks_through_a_table(full_house: House) -> None:
    def read(unit: SqlUnit) -> None:
        for lpse_ids in (None, (10,), (10, 20)):
            assert list(unit.reports.filed(lpse_ids, SINCE, UNTIL))

    found = await full_house.do(plans, read, BLIND, KNOWING)
    steps = {step for steps in found.values() for step in steps}
    for name in ("tickets_filed", "tickets_lpse_filed"):
        assert any(name in step for step in steps)
    assert any("COVERING INDEX history_milestones (ticket_id=? AND kind=?)" in step for step in steps)
    assert {step for step in steps if "SCAN" in step or "TEMP B-TREE" in step} == set()
