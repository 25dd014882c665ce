"""Test the queue of a desk that is alerted of tickets at a desk below, where nobody can be reached."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import event

from core.people.desks import Desk
from core.tickets.counts import Count
from core.tickets.lifecycle import Action, Status
from core.tickets.search import scope_of
from core.tickets.ticket import Ticket
from storage.schema import tables as t
from storage.unit import SqlUnitOfWork
from tests.storage.helpdesk import ADI, BUDI, LINA, NOW, SARI, Helpdesk, file, work
from tests.storage.queries.test_counts import worked
from tests.storage.queries.test_lists import FIRST, SECOND, fill

# Tickets of other desks: copies of one that waits at FIRST, where nobody is alerted in its place.
MANY_OTHERS = """
    INSERT INTO tickets ({names})
    SELECT {values} FROM tickets, generate_series(1, 1000) n WHERE alerted_desk_key IS NULL
"""


def pass_on(unit: SqlUnitOfWork, desk: Desk = SECOND) -> Ticket:
    """File a ticket at the first desk, of which `desk` is alerted."""
    ticket = file(unit)
    ticket.pass_on(desk, NOW)
    unit.tickets.save(ticket)
    return ticket


def queue(unit: SqlUnitOfWork, *desks: Desk) -> list[int]:
    return [ticket.id for ticket in unit.lists.queue(desks, limit=100).items]


async def test_it_waits_in_both_queues_until_it_is_taken(helpdesk: Helpdesk) -> None:
    ticket = await helpdesk.run(pass_on)
    assert await helpdesk.read(queue, FIRST) == [ticket.id]
    assert await helpdesk.read(queue, SECOND) == [ticket.id]
    [line] = (await helpdesk.read(lambda unit: unit.lists.queue([SECOND]))).items
    assert (line.desk, line.alerted_desk) == (FIRST, SECOND)
    assert [(await worked(helpdesk, one))[0] for one in (SARI, ADI, LINA)] == ["1", "1", "0"]
    await helpdesk.run(work, ADI, Action.TAKE, ticket.id)
    assert await helpdesk.read(queue, FIRST, SECOND) == []
    await helpdesk.run(work, ADI, Action.HAND_BACK, ticket.id)
    assert await helpdesk.read(queue, FIRST) == [], "it is the taker's desk's from then on"
    assert await helpdesk.read(queue, SECOND) == [ticket.id]


async def test_what_its_own_desk_takes_leaves_the_queue_above(helpdesk: Helpdesk) -> None:
    taken, closed = [(await helpdesk.run(pass_on)).id for _ in range(2)]
    await helpdesk.run(work, SARI, Action.TAKE, taken)
    await helpdesk.run(work, BUDI, Action.CLOSE, closed)
    assert await helpdesk.read(queue, SECOND) == []
    await helpdesk.run(work, SARI, Action.HAND_BACK, taken)
    assert await helpdesk.read(queue, SECOND) == []


async def test_who_serves_at_both_desks_has_it_once(helpdesk: Helpdesk) -> None:
    def counted(unit: SqlUnitOfWork) -> tuple[Count, Count]:
        desks = [SECOND, FIRST, SECOND]
        midnight = NOW.replace(hour=0)
        staff = unit.counts.of_staff(desks, scope_of(ADI), midnight)
        return staff.not_taken, unit.counts.of_menu(desks, scope_of(ADI)).queue

    alerted, other = [(await helpdesk.run(make)).id for make in (pass_on, file)]
    assert await helpdesk.read(queue, FIRST, SECOND) == [alerted, other]
    assert await helpdesk.read(counted) == (Count(2), Count(2))


async def test_whoever_counts_all_desks_counts_it_once_and_at_its_own(helpdesk: Helpdesk) -> None:
    await helpdesk.run(pass_on)
    [found] = await helpdesk.read(lambda unit: unit.backlog.open_tickets())
    assert (found.desk, found.status, found.count) == ("1", Status.WAITING, 1)


async def test_the_numbers_of_the_desk_above_are_those_of_its_queue(helpdesk: Helpdesk) -> None:
    tickets = await helpdesk.run(fill)
    waiting = {ticket.id for ticket in tickets if SECOND in ticket.waits_at}
    assert {ticket.desk for ticket in tickets if ticket.id in waiting} == {FIRST, SECOND}
    assert set(await helpdesk.read(queue, SECOND)) == waiting
    assert (await worked(helpdesk, ADI))[0] == str(len(waiting))
    menu = await helpdesk.read(lambda unit: unit.counts.of_menu(ADI.desks, scope_of(ADI)))
    assert menu.queue == Count(len(waiting))


@pytest.mark.postgres
async def test_among_many_tickets_they_are_found_by_their_index_on_postgresql_too(
    postgres_helpdesk: Helpdesk,
) -> None:
    def plan(unit: SqlUnitOfWork) -> str:
        file(unit)
        names = [column.name for column in t.tickets.columns]
        made = {"id": "id + 1000 + n", "number": "number || n", "desk_key": "'1:' || n"}
        values = [made.get(name, name) for name in names]
        unit.connection.exec_driver_sql(MANY_OTHERS.format(names=", ".join(names), values=", ".join(values)))
        for _ in range(30):
            pass_on(unit)
        unit.connection.exec_driver_sql("ANALYZE tickets")
        executed: list[tuple[str, Any]] = []

        def note(_connection: object, _cursor: object, statement: str, values: Any, *_more: object) -> None:
            executed.append((statement, values))

        event.listen(unit.connection, "before_cursor_execute", note)
        unit.lists.queue([SECOND])
        unit.counts.of_menu([SECOND], scope_of(LINA))
        event.remove(unit.connection, "before_cursor_execute", note)
        return "\n".join(
            step
            for statement, values in executed
            if "alerted_desk_key = " in statement
            for step in unit.connection.exec_driver_sql(f"EXPLAIN {statement}", values).scalars()
        )

    steps = await postgres_helpdesk.run(plan)
    assert steps.count("tickets_alerted") == 3, "a page, the length of the list, and the number on the menu"
    assert "Seq Scan on tickets" not in steps
