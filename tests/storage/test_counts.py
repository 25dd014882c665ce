"""The numbers on the dashboards, as the people who read them mean them."""

from datetime import datetime, timedelta

from core.desks import Desk
from core.lifecycle import OPEN, WORKED, Action, Status
from core.people import Person
from core.roles import Level
from core.ticket import Ticket
from storage import tables as t
from storage.counts import MOST, Count, ReporterCounts, StaffCounts
from storage.ticket_rows import to_row
from storage.unit import SqlUnit
from tests.storage.house import ADI, BUDI, DEWI, LINA, NOW, SARI, TONO, House, file, report, work
from tests.storage.test_plans import BLIND, KNOWING, full_house, plans

__all__ = ["full_house"]

MIDNIGHT = datetime(2026, 11, 20, 17, tzinfo=NOW.tzinfo)  # in Surabaya; NOW is ten in the morning there
YESTERDAY = MIDNIGHT - timedelta(minutes=1)


async def reported(house: House, person: Person = BUDI) -> tuple[str, ...]:
    """Not yet worked, open, being worked, ever."""
    counts: ReporterCounts = await house.look(lambda unit: unit.counts.of_reporter(person.id))
    return tuple(map(str, (counts.not_yet_worked, counts.open, counts.being_worked, counts.ever)))


async def worked(house: House, person: Person = SARI) -> tuple[str, ...]:
    """Not taken, in hand, taken today."""
    counts: StaffCounts = await house.look(
        lambda unit: unit.counts.of_staff(person.desks, person.id, MIDNIGHT)
    )
    return tuple(map(str, (counts.not_taken, counts.in_hand, counts.taken_today)))


async def test_a_reporter_sees_how_their_tickets_stand(house: House) -> None:
    assert await reported(house) == ("0", "0", "0", "0")
    tickets = [(await house.do(file)).id for _ in range(6)]
    assert await reported(house) == ("6", "6", "0", "6")
    taken, asked, solved, closed, _, sent_on = tickets
    for ticket_id in (taken, asked, solved, sent_on):
        await house.do(work, SARI, Action.TAKE, ticket_id)
    await house.do(work, SARI, Action.ASK_FEEDBACK, asked)
    await house.do(work, SARI, Action.SOLVE, solved)
    await house.do(work, SARI, Action.ESCALATE, sent_on)
    await house.do(work, BUDI, Action.CLOSE, closed)
    assert await reported(house) == ("2", "5", "3", "6")
    assert await reported(house, SARI) == ("0", "0", "0", "0")
    await house.do(work, BUDI, Action.CONFIRM, solved)
    assert await reported(house) == ("2", "4", "2", "6")


async def test_staff_see_what_waits_at_their_desk_and_in_their_hands(house: House) -> None:
    first, second = (await house.do(file)).id, (await house.do(file)).id
    await house.do(file, TONO, report(lpse_id=20))
    assert await worked(house) == ("2", "0", "0")
    await house.do(work, SARI, Action.TAKE, first)
    assert await worked(house) == ("1", "1", "1")
    assert (await worked(house, TONO))[::2] == ("1", "1"), "a colleague at the same desk sees the same"
    await house.do(work, SARI, Action.ESCALATE, first)
    assert await worked(house) == ("1", "0", "1")
    assert await worked(house, ADI) == ("1", "0", "0")
    await house.do(work, BUDI, Action.CLOSE, second)
    assert await worked(house) == ("0", "0", "1")


async def test_what_is_taken_today_is_counted_once_where_it_was_taken(house: House) -> None:
    before, today = (await house.do(file, at=YESTERDAY)).id, (await house.do(file)).id
    await house.do(work, SARI, Action.TAKE, before, at=YESTERDAY)
    assert await worked(house) == ("1", "1", "0")
    for action in (Action.TAKE, Action.HAND_BACK, Action.TAKE, Action.ESCALATE):
        await house.do(work, SARI, action, today)
    assert (await worked(house))[2] == "1"
    ladder: list[tuple[Person, tuple[Action, ...]]] = [
        (ADI, (Action.TAKE, Action.ESCALATE)),
        (LINA, (Action.TAKE,)),
    ]
    for person, moves in ladder:
        assert (await worked(house, person))[::2] == ("1", "0")
        for action in moves:
            await house.do(work, person, action, today)
        assert (await worked(house, person))[::2] == ("0", "1")
    assert (await worked(house))[2] == "1"
    assert (await worked(house, DEWI))[::2] == ("0", "0")


async def test_what_is_taken_today_is_listed_where_it_is_counted_and_newest_first(house: House) -> None:
    before, *today = [(await house.do(file, at=at)).id for at in (YESTERDAY, NOW, NOW, NOW)]
    await house.do(file)
    await house.do(work, SARI, Action.TAKE, before, at=YESTERDAY)
    for ticket_id in today:
        for person, action in ((SARI, Action.TAKE), (SARI, Action.HAND_BACK), (TONO, Action.TAKE)):
            await house.do(work, person, action, ticket_id)
    await house.do(work, TONO, Action.ESCALATE, today[0])
    await house.do(work, BUDI, Action.CLOSE, today[1])

    def listed(unit: SqlUnit, person: Person) -> list[int]:
        return [line.id for line in unit.lists.taken(person.desks, MIDNIGHT).lines]

    assert await house.look(listed, SARI) == today[::-1]
    assert await house.look(listed, TONO) == today[::-1]
    assert await house.look(listed, ADI) == []
    await house.do(work, ADI, Action.TAKE, today[0])
    assert await house.look(listed, ADI) == today[:1]
    assert await house.look(listed, SARI) == today[::-1]
    assert await house.look(listed, BUDI) == []


async def test_who_serves_at_two_desks_sees_both(house: House) -> None:
    one, two = (await house.do(file)).id, (await house.do(file)).id
    await house.do(file)
    await house.do(work, SARI, Action.TAKE, one)
    await house.do(work, SARI, Action.ESCALATE, one)
    await house.do(work, SARI, Action.TAKE, two)
    desks = [Desk(Level.LPSE_1, lpse_id=10), Desk(Level.LPSE_2, lpse_id=10), Desk(Level.LPSE_1, lpse_id=10)]
    both = await house.look(lambda unit: unit.counts.of_staff(desks, SARI.id, MIDNIGHT))
    assert both == StaffCounts(not_taken=Count(2), in_hand=Count(1), taken_today=Count(2))
    none = await house.look(lambda unit: unit.counts.of_staff([], BUDI.id, MIDNIGHT))
    assert none == StaffCounts(Count(0), Count(3), Count(0))


async def test_beyond_a_thousand_nobody_counts(house: House) -> None:
    def fill_up(unit: SqlUnit, ticket: Ticket, numbers: range) -> None:
        row = to_row(ticket)
        unit.connection.execute(t.tickets.insert(), [row | {"number": f"TPS{n:010}"} for n in numbers])

    ticket = await house.do(file)
    await house.do(fill_up, ticket, range(MOST - 1))
    assert await reported(house) == ("1000", "1000", "0", "1000")
    await house.do(fill_up, ticket, range(MOST, MOST + 1))
    assert await reported(house) == ("1000+", "1000+", "0", "1000+")
    assert (await worked(house))[0] == "1000+"


async def test_nothing_is_counted_by_looking_through_a_table(full_house: House) -> None:
    def count(unit: SqlUnit) -> None:
        unit.counts.of_reporter(BUDI.id)
        unit.counts.of_staff(SARI.desks, SARI.id, MIDNIGHT)

    steps = {step for found in (await full_house.do(plans, count, BLIND, KNOWING)).values() for step in found}
    assert any("history_taken" in step for step in steps)
    assert {step for step in steps if "SCAN" in step} == {"SCAN first_ones"}, "what is counted at the end"


async def test_the_numbers_are_those_of_the_lists(full_house: House) -> None:
    def compare(unit: SqlUnit) -> None:
        counts = unit.counts.of_staff(SARI.desks, SARI.id, MIDNIGHT)
        assert counts.not_taken == Count(len(unit.lists.queue(SARI.desks, limit=100).lines))
        assert counts.in_hand == Count(len(unit.lists.held(SARI.id, limit=100).lines))
        taken = unit.lists.taken(SARI.desks, MIDNIGHT, limit=100).lines
        assert counts.taken_today == Count(len(taken))
        assert taken
        own = unit.counts.of_reporter(BUDI.id)
        assert own.ever == Count(len(unit.lists.own(BUDI.id, limit=100).lines))
        assert own.open == Count(len(unit.lists.own(BUDI.id, OPEN, limit=100).lines))
        assert own.being_worked == Count(len(unit.lists.own(BUDI.id, WORKED, limit=100).lines))
        assert own.not_yet_worked == Count(len(unit.lists.own(BUDI.id, [Status.WAITING], limit=100).lines))

    await full_house.look(compare)
