"""Test the rows that statistics are computed from: tickets of a period, with when they were solved."""

from datetime import datetime, timedelta

from core.organisation.roles import Role
from core.tickets.actors import Actor
from core.tickets.lifecycle import Action, Status
from core.tickets.rating import Rating
from core.tickets.statistics import FiledTicket
from storage.unit import SqlUnitOfWork
from tests.storage.helpdesk import ADI, BUDI, NOW, SARI, TONO, Helpdesk, file, ticket_draft, work
from tests.storage.queries.test_plans import WITH_STATISTICS, WITHOUT_STATISTICS, helpdesk_with_tickets, plans

__all__ = ["helpdesk_with_tickets"]

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
SINCE, UNTIL = NOW - DAY, NOW + DAY


async def filed(
    helpdesk: Helpdesk,
    lpse_ids: tuple[int, ...] | None = None,
    since: datetime = SINCE,
    until: datetime = UNTIL,
) -> list[FiledTicket]:
    return await helpdesk.read(lambda unit: list(unit.reports.filed(lpse_ids, since, until)))


def seconds(at: datetime) -> int:
    return int(at.timestamp())


async def test_a_ticket_comes_with_all_its_sides(helpdesk: Helpdesk) -> None:
    await helpdesk.run(file)
    [ticket] = await filed(helpdesk)
    kind = ("spse", "spse-login", "waiting", "medium", "1", seconds(NOW))
    assert ticket == (10, *kind, None, None, None, "category", "general")


async def test_a_period_begins_with_its_first_instant_and_ends_before_its_last(helpdesk: Helpdesk) -> None:
    for at in (SINCE - timedelta(microseconds=1), SINCE, UNTIL - timedelta(microseconds=1), UNTIL):
        await helpdesk.run(file, at=at)
    assert sorted(ticket[6] for ticket in await filed(helpdesk)) == [seconds(SINCE), seconds(UNTIL) - 1]


async def test_a_report_is_of_ones_own_places_or_of_all(helpdesk: Helpdesk) -> None:
    await helpdesk.run(file)
    await helpdesk.run(file, TONO, ticket_draft(lpse_id=20))
    places: list[tuple[tuple[int, ...] | None, list[int]]] = [
        ((10,), [10]),
        ((20,), [20]),
        ((10, 20), [10, 20]),
        ((), []),
        (None, [10, 20]),
    ]
    for lpse_ids, expected in places:
        assert sorted(ticket[0] for ticket in await filed(helpdesk, lpse_ids)) == expected


async def test_taken_is_when_it_was_first_taken_and_solved_when_it_stayed_solved(helpdesk: Helpdesk) -> None:
    ticket_id = (await helpdesk.run(file)).id
    moves = [
        (SARI, Action.TAKE),
        (SARI, Action.HAND_BACK),
        (SARI, Action.TAKE),
        (SARI, Action.SOLVE),
        (BUDI, Action.REJECT),
    ]
    for hours, (by, action) in enumerate(moves, start=1):
        await helpdesk.run(work, by, action, ticket_id, at=NOW + HOUR * hours)
    [refused] = await filed(helpdesk)
    assert refused[7:9] == (seconds(NOW + HOUR), None), "what was refused is not solved"

    status = Status(refused[3])
    by = SARI if status is Status.WORKING else ADI
    if status is Status.WAITING:
        await helpdesk.run(work, by, Action.TAKE, ticket_id, at=NOW + HOUR * 6)
    await helpdesk.run(work, by, Action.SOLVE, ticket_id, at=NOW + HOUR * 7)
    [solved] = await filed(helpdesk)
    assert solved[7:9] == (seconds(NOW + HOUR), seconds(NOW + HOUR * 7))


async def test_a_rating_comes_as_it_was_given(helpdesk: Helpdesk) -> None:
    ticket_id = (await helpdesk.run(file)).id
    for by, action in ((SARI, Action.TAKE), (SARI, Action.SOLVE), (BUDI, Action.CONFIRM)):
        await helpdesk.run(work, by, action, ticket_id)

    def rate(unit: SqlUnitOfWork) -> None:
        ticket = unit.tickets.get_for_change(ticket_id)
        assert ticket is not None
        ticket.rate(Actor(BUDI.id, Role.PPK), NOW, Rating(4, ("speed",), "Baik"))
        unit.tickets.save(ticket)

    await helpdesk.run(rate)
    [rated] = await filed(helpdesk)
    assert rated[9] == {"stars": 4, "chips": ["speed"], "message": "Baik"}


async def test_no_report_looks_through_a_table(helpdesk_with_tickets: Helpdesk) -> None:
    def read(unit: SqlUnitOfWork) -> None:
        for lpse_ids in (None, (10,), (10, 20)):
            assert list(unit.reports.filed(lpse_ids, SINCE, UNTIL))

    found = await helpdesk_with_tickets.run(plans, read, WITHOUT_STATISTICS, WITH_STATISTICS)
    steps = {step for steps in found.values() for step in steps}
    for name in ("tickets_filed", "tickets_lpse_filed"):
        assert any(name in step for step in steps)
    assert any("COVERING INDEX history_milestones (ticket_id=? AND kind=?)" in step for step in steps)
    assert {step for step in steps if "SCAN" in step or "TEMP B-TREE" in step} == set()
