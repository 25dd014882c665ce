"""Test what is read of all that waits: counts, ages, and Emergency tickets that nobody has taken."""

from __future__ import annotations

from datetime import timedelta

from core.master_data.priority import Priority
from core.messaging.outgoing import Letter, LetterKind, SendLetter, TellEvent, TellKind
from core.tickets.lifecycle import Action, Status
from storage.queries.backlog import Backlog, TicketCount, Waiting
from storage.schema import tables as t
from storage.unit import SqlUnitOfWork
from tests.storage.helpdesk import NOW, SARI, Helpdesk, file, work
from tests.storage.messaging.test_outbox import put, put_job
from tests.storage.queries.test_plans import WITH_STATISTICS, WITHOUT_STATISTICS, helpdesk_with_tickets, plans

__all__ = ["helpdesk_with_tickets"]

NOTHING = Waiting(0, None)
HOUR = timedelta(hours=1)
LETTER = SendLetter(LetterKind.TICKET, Letter("budi@surabaya.go.id", "Halo", "Isi"))


async def backlog(helpdesk: Helpdesk) -> Backlog:
    return await helpdesk.read(lambda unit: unit.backlog.read(NOW))


async def test_nothing_waits_at_first(helpdesk: Helpdesk) -> None:
    assert await backlog(helpdesk) == Backlog(NOTHING, NOTHING, NOTHING, NOTHING)


async def test_each_kind_is_counted_with_the_age_of_its_oldest(helpdesk: Helpdesk) -> None:
    def fill(unit: SqlUnitOfWork) -> None:
        unit.inbox.store([(1, "budi", "{}")], NOW - HOUR)
        unit.inbox.store([(2, "sari", "{}"), (3, "budi", "{}")], NOW)
        unit.inbox.mark_done(2, NOW)
        unit.outbox.add(LETTER, chat_id=None, priority=2, at=NOW - 2 * HOUR)
        put(unit, "Halo")
        put_job(unit)

    await helpdesk.run(fill)
    found = await backlog(helpdesk)
    assert found.updates == Waiting(2, NOW - HOUR)
    assert found.letters == Waiting(1, NOW - 2 * HOUR)
    assert (found.messages.count, found.jobs.count) == (1, 1)


async def test_an_event_to_be_told_counts_as_a_message(helpdesk: Helpdesk) -> None:
    event = TellEvent(TellKind.TICKET_EVENT, {})

    await helpdesk.run(lambda unit: unit.outbox.add(event, chat_id=None, priority=2, at=NOW - HOUR))
    assert (await backlog(helpdesk)).messages == Waiting(1, NOW - HOUR)


async def test_what_was_put_off_waits_from_when_it_is_due(helpdesk: Helpdesk) -> None:
    later, due = NOW + HOUR, NOW - timedelta(minutes=5)

    def fill(unit: SqlUnitOfWork) -> None:
        for _ in range(2):
            unit.outbox.add(LETTER, chat_id=None, priority=2, at=NOW - 2 * HOUR)
        first, second = unit.connection.execute(t.outbox.select().order_by(t.outbox.c.id)).all()
        for row, moment in ((first, later), (second, due)):
            put_off = t.outbox.update().where(t.outbox.c.id == row.id).values(not_before=moment)
            unit.connection.execute(put_off)

    await helpdesk.run(fill)
    assert (await backlog(helpdesk)).letters == Waiting(1, due)


async def test_open_tickets_are_counted_by_kind_of_desk(helpdesk: Helpdesk) -> None:
    tickets = [(await helpdesk.run(file)) for _ in range(3)]
    await helpdesk.run(work, SARI, Action.TAKE, tickets[0].id)
    found = await helpdesk.read(lambda unit: unit.backlog.open_tickets())
    priority = tickets[0].priority
    assert [*found] == [
        TicketCount("1", Status.WAITING, priority, 2),
        TicketCount("1", Status.WORKING, priority, 1),
    ]


async def test_an_emergency_counts_from_its_last_move_until_somebody_takes_it(helpdesk: Helpdesk) -> None:
    ticket = await helpdesk.run(file)
    other = await helpdesk.run(file)
    urgent = t.tickets.update().where(t.tickets.c.id == ticket.id)
    values = {"priority": Priority.EMERGENCY.value, "rank": Priority.EMERGENCY.rank}
    await helpdesk.run(lambda unit: unit.connection.execute(urgent.values(**values)))
    found = await helpdesk.read(lambda unit: unit.backlog.untaken_emergencies(10))
    assert [number for number, _since in found] == [ticket.number]
    assert found[0][1] == ticket.created_at
    assert other.number != ticket.number
    await helpdesk.run(work, SARI, Action.TAKE, ticket.id)
    assert not await helpdesk.read(lambda unit: unit.backlog.untaken_emergencies(10))


async def test_everything_is_found_by_an_index(helpdesk_with_tickets: Helpdesk) -> None:
    def read(unit: SqlUnitOfWork) -> None:
        unit.backlog.read(NOW)
        unit.backlog.open_tickets()
        unit.backlog.untaken_emergencies(10)
        unit.service_faults.standing()

    found = await helpdesk_with_tickets.run(plans, read, WITHOUT_STATISTICS, WITH_STATISTICS)
    steps = {step for one in found.values() for step in one}
    scans = {step for step in steps if step.startswith("SCAN") and "USING" not in step}
    # The outbox is read in the order of its ids, which stops after MOST; faults are few.
    assert {scan.split()[1] for scan in scans} <= {"outbox", "first_ones", "first_open", "service_faults"}
