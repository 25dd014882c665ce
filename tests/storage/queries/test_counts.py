"""Test the numbers on the dashboards of reporters and staff."""

import re
from datetime import datetime, timedelta

from core.organisation.roles import Level
from core.people.desks import Desk
from core.people.people import Person
from core.tickets.counts import Count, ReporterCounts, StaffCounts
from core.tickets.lifecycle import ASKED, OPEN, WORKED, Action, Status
from core.tickets.search import scope_of
from core.tickets.ticket import Ticket
from storage.queries.counts import MOST
from storage.schema import tables as t
from storage.tickets.ticket_rows import to_row
from storage.unit import SqlUnitOfWork
from tests.storage.helpdesk import ADI, BUDI, DEWI, LINA, NOW, SARI, TONO, Helpdesk, file, ticket_draft, work
from tests.storage.queries.test_plans import WITH_STATISTICS, WITHOUT_STATISTICS, helpdesk_with_tickets, plans

__all__ = ["helpdesk_with_tickets"]

MIDNIGHT = datetime(2026, 11, 20, 17, tzinfo=NOW.tzinfo)  # in Surabaya; NOW is ten in the morning there
YESTERDAY = MIDNIGHT - timedelta(minutes=1)


async def reported(helpdesk: Helpdesk, person: Person = BUDI) -> tuple[str, ...]:
    """Return the reporter's numbers: not yet worked, open, being worked, ever."""
    counts: ReporterCounts = await helpdesk.read(lambda unit: unit.counts.of_reporter(person.id))
    return tuple(map(str, (counts.not_yet_worked, counts.open, counts.being_worked, counts.ever)))


async def worked(helpdesk: Helpdesk, person: Person = SARI) -> tuple[str, ...]:
    """Return the numbers of staff: not taken, in hand, taken today."""
    counts: StaffCounts = await helpdesk.read(
        lambda unit: unit.counts.of_staff(person.desks, scope_of(person), MIDNIGHT)
    )
    return tuple(map(str, (counts.not_taken, counts.in_hand, counts.taken_today)))


async def test_a_reporter_sees_how_their_tickets_stand(helpdesk: Helpdesk) -> None:
    assert await reported(helpdesk) == ("0", "0", "0", "0")
    tickets = [(await helpdesk.run(file)).id for _ in range(6)]
    assert await reported(helpdesk) == ("6", "6", "0", "6")
    taken, asked, solved, closed, _, sent_on = tickets
    for ticket_id in (taken, asked, solved, sent_on):
        await helpdesk.run(work, SARI, Action.TAKE, ticket_id)
    await helpdesk.run(work, SARI, Action.ASK_FEEDBACK, asked)
    await helpdesk.run(work, SARI, Action.SOLVE, solved)
    await helpdesk.run(work, SARI, Action.ESCALATE, sent_on)
    await helpdesk.run(work, BUDI, Action.CLOSE, closed)
    assert await reported(helpdesk) == ("2", "5", "3", "6")
    assert await reported(helpdesk, SARI) == ("0", "0", "0", "0")
    await helpdesk.run(work, BUDI, Action.CONFIRM, solved)
    assert await reported(helpdesk) == ("2", "4", "2", "6")


async def test_staff_see_what_waits_at_their_desk_and_in_their_hands(helpdesk: Helpdesk) -> None:
    first, second = (await helpdesk.run(file)).id, (await helpdesk.run(file)).id
    await helpdesk.run(file, TONO, ticket_draft(lpse_id=20))
    assert await worked(helpdesk) == ("2", "0", "0")
    await helpdesk.run(work, SARI, Action.TAKE, first)
    assert await worked(helpdesk) == ("1", "1", "1")
    assert (await worked(helpdesk, TONO))[::2] == ("1", "1"), "a colleague at the same desk sees the same"
    await helpdesk.run(work, SARI, Action.ESCALATE, first)
    assert await worked(helpdesk) == ("1", "0", "1")
    assert await worked(helpdesk, ADI) == ("1", "0", "0")
    await helpdesk.run(work, BUDI, Action.CLOSE, second)
    assert await worked(helpdesk) == ("0", "0", "1")


async def test_what_is_taken_today_is_counted_once_where_it_was_taken(helpdesk: Helpdesk) -> None:
    before, today = (await helpdesk.run(file, at=YESTERDAY)).id, (await helpdesk.run(file)).id
    await helpdesk.run(work, SARI, Action.TAKE, before, at=YESTERDAY)
    assert await worked(helpdesk) == ("1", "1", "0")
    for action in (Action.TAKE, Action.HAND_BACK, Action.TAKE, Action.ESCALATE):
        await helpdesk.run(work, SARI, action, today)
    assert (await worked(helpdesk))[2] == "1"
    ladder: list[tuple[Person, tuple[Action, ...]]] = [
        (ADI, (Action.TAKE, Action.ESCALATE)),
        (LINA, (Action.TAKE,)),
    ]
    for person, moves in ladder:
        assert (await worked(helpdesk, person))[::2] == ("1", "0")
        for action in moves:
            await helpdesk.run(work, person, action, today)
        assert (await worked(helpdesk, person))[::2] == ("0", "1")
    assert (await worked(helpdesk))[2] == "1"
    assert (await worked(helpdesk, DEWI))[::2] == ("0", "0")


async def test_what_is_taken_today_is_listed_where_it_is_counted_and_newest_first(helpdesk: Helpdesk) -> None:
    before, *today = [(await helpdesk.run(file, at=at)).id for at in (YESTERDAY, NOW, NOW, NOW)]
    await helpdesk.run(file)
    await helpdesk.run(work, SARI, Action.TAKE, before, at=YESTERDAY)
    for ticket_id in today:
        for person, action in ((SARI, Action.TAKE), (SARI, Action.HAND_BACK), (TONO, Action.TAKE)):
            await helpdesk.run(work, person, action, ticket_id)
    await helpdesk.run(work, TONO, Action.ESCALATE, today[0])
    await helpdesk.run(work, BUDI, Action.CLOSE, today[1])

    def listed(unit: SqlUnitOfWork, person: Person) -> list[int]:
        return [line.id for line in unit.lists.taken(person.desks, MIDNIGHT).items]

    assert await helpdesk.read(listed, SARI) == today[::-1]
    assert await helpdesk.read(listed, TONO) == today[::-1]
    assert await helpdesk.read(listed, ADI) == []
    await helpdesk.run(work, ADI, Action.TAKE, today[0])
    assert await helpdesk.read(listed, ADI) == today[:1]
    assert await helpdesk.read(listed, SARI) == today[::-1]
    assert await helpdesk.read(listed, BUDI) == []


async def test_who_serves_at_two_desks_sees_both(helpdesk: Helpdesk) -> None:
    one, two = (await helpdesk.run(file)).id, (await helpdesk.run(file)).id
    await helpdesk.run(file)
    await helpdesk.run(work, SARI, Action.TAKE, one)
    await helpdesk.run(work, SARI, Action.ESCALATE, one)
    await helpdesk.run(work, SARI, Action.TAKE, two)
    desks = [Desk(Level.LPSE_1, lpse_id=10), Desk(Level.LPSE_2, lpse_id=10), Desk(Level.LPSE_1, lpse_id=10)]
    both = await helpdesk.read(lambda unit: unit.counts.of_staff(desks, scope_of(SARI), MIDNIGHT))
    assert both == StaffCounts(not_taken=Count(2), in_hand=Count(1), taken_today=Count(2), to_work=Count(1))
    none = await helpdesk.read(lambda unit: unit.counts.of_staff([], scope_of(BUDI), MIDNIGHT))
    assert none == StaffCounts(Count(0), Count(3), Count(0), Count(0))


async def test_beyond_a_thousand_nobody_counts(helpdesk: Helpdesk) -> None:
    def fill_up(unit: SqlUnitOfWork, ticket: Ticket, numbers: range) -> None:
        row = to_row(ticket)
        unit.connection.execute(t.tickets.insert(), [row | {"number": f"TPS{n:010}"} for n in numbers])

    ticket = await helpdesk.run(file)
    await helpdesk.run(fill_up, ticket, range(MOST - 1))
    assert await reported(helpdesk) == ("1000", "1000", "0", "1000")
    await helpdesk.run(fill_up, ticket, range(MOST, MOST + 1))
    assert await reported(helpdesk) == ("1000+", "1000+", "0", "1000+")
    assert (await worked(helpdesk))[0] == "1000+"


async def test_nothing_is_counted_by_looking_through_a_table(helpdesk_with_tickets: Helpdesk) -> None:
    def count(unit: SqlUnitOfWork) -> None:
        unit.counts.of_reporter(BUDI.id)
        for person in (SARI, LINA):
            unit.counts.of_staff(person.desks, scope_of(person), MIDNIGHT)
            unit.counts.of_menu(person.desks, scope_of(person))

    steps = {
        step
        for found in (
            await helpdesk_with_tickets.run(plans, count, WITHOUT_STATISTICS, WITH_STATISTICS)
        ).values()
        for step in found
    }
    # The numbers of a menu, which everybody opens all the time, read no ticket where the scope asks for none.
    assert any(re.search("COVERING INDEX tickets_queue", step) for step in steps)
    assert any(re.search("COVERING INDEX tickets_alerted", step) for step in steps)
    assert any(re.search("COVERING INDEX parties_in_hand", step) for step in steps)
    assert any(re.search("INDEX tickets_working", step) for step in steps)
    assert any("history_taken" in step for step in steps)
    scans = {step for step in steps if "SCAN" in step} - {"SCAN CONSTANT ROW"}
    assert scans == {"SCAN first_ones"}, "what is counted at the end"


async def test_the_numbers_are_those_of_the_lists(helpdesk_with_tickets: Helpdesk) -> None:
    def compare(unit: SqlUnitOfWork) -> None:
        counts = unit.counts.of_staff(SARI.desks, scope_of(SARI), MIDNIGHT)
        assert counts.not_taken == Count(len(unit.lists.queue(SARI.desks, limit=100).items))
        assert counts.in_hand == Count(len(unit.lists.held(scope_of(SARI), limit=100).items))
        to_work = unit.lists.held(scope_of(SARI), limit=100, working=True).items
        assert counts.to_work == Count(len(to_work))
        assert to_work
        menu = unit.counts.of_menu(SARI.desks, scope_of(SARI))
        assert (menu.queue, menu.held) == (counts.not_taken, counts.in_hand)
        taken = unit.lists.taken(SARI.desks, MIDNIGHT, limit=100).items
        assert counts.taken_today == Count(len(taken))
        assert taken
        own = unit.counts.of_reporter(BUDI.id)
        assert own.ever == Count(len(unit.lists.own(BUDI.id, limit=100).items))
        assert own.open == Count(len(unit.lists.own(BUDI.id, OPEN, limit=100).items))
        assert own.being_worked == Count(len(unit.lists.own(BUDI.id, WORKED, limit=100).items))
        assert own.working == Count(len(unit.lists.own(BUDI.id, [Status.WORKING], limit=100).items))
        assert own.asked == Count(len(unit.lists.own(BUDI.id, ASKED, limit=100).items))
        assert own.not_yet_worked == Count(len(unit.lists.own(BUDI.id, [Status.WAITING], limit=100).items))

    await helpdesk_with_tickets.read(compare)
