"""Test that tickets are found when the clock may change their priority, and are reassessed once."""

from dataclasses import replace
from datetime import datetime, timedelta

from core.packages import Checked, PackageFacts, PackageKind, Stage
from core.packages.package import Package
from core.tickets.lifecycle import Action, EventType
from core.tickets.ticket import Ticket
from core.use_cases.tickets.reassess_priority import ReassessPriority
from storage.unit import SqlUnitOfWork
from tests.core.fakes import CATALOGUE
from tests.storage.helpdesk import BUDI, NOW, SARI, Helpdesk, file, ticket_draft, work

DAY = timedelta(days=1)
NAMES = CATALOGUE.category("spse", "spse-penawaran").stages


def about(ends: datetime) -> Package:
    stages = (Stage(NAMES[0], NOW - DAY, ends),)
    facts = PackageFacts(PackageKind.TENDER, "21150010", stages=stages)
    return Package(Checked.VALIDATED, facts.code, facts)


def filed(unit: SqlUnitOfWork, ends: datetime) -> Ticket:
    draft = replace(ticket_draft(), category="spse-penawaran", subcategory="", package=about(ends))
    return file(unit, filed=draft)


def due(unit: SqlUnitOfWork, at: datetime) -> list[int]:
    return [one.id for one in unit.due_priorities.due(at, 10)]


def reassess(unit: SqlUnitOfWork, ticket_id: int, at: datetime) -> list[EventType]:
    ticket = ReassessPriority(unit.tickets, CATALOGUE)(ticket_id, at)
    return [event.kind for event in ticket.events] if ticket else []


async def test_tickets_come_in_the_order_in_which_their_priority_may_change(helpdesk: Helpdesk) -> None:
    later = await helpdesk.run(filed, NOW + 4 * DAY)
    sooner = await helpdesk.run(filed, NOW + 3 * DAY)
    await helpdesk.run(file)
    assert await helpdesk.read(due, NOW + 2 * DAY - timedelta(seconds=1)) == []
    assert await helpdesk.read(due, NOW + 2 * DAY) == [sooner.id]
    assert await helpdesk.read(due, NOW + 3 * DAY) == [sooner.id, later.id]
    [first] = await helpdesk.read(lambda unit: unit.due_priorities.due(NOW + 3 * DAY, 1))
    assert first.package == about(NOW + 3 * DAY)
    [second] = await helpdesk.read(lambda unit: unit.due_priorities.due(NOW + 3 * DAY, 9, first))
    assert second.id == later.id
    assert await helpdesk.read(lambda unit: unit.due_priorities.due(NOW + 3 * DAY, 9, second)) == []


async def test_a_ticket_is_raised_once_lowered_once_and_then_left_alone(helpdesk: Helpdesk) -> None:
    ticket = await helpdesk.run(filed, NOW + 3 * DAY)
    assert await helpdesk.run(reassess, ticket.id, NOW + DAY) == []
    at = NOW + 2 * DAY
    assert await helpdesk.run(reassess, ticket.id, at) == [EventType.PRIORITY_RAISED]
    assert await helpdesk.run(reassess, ticket.id, at) == [], "who comes second finds nothing due"
    assert await helpdesk.read(due, at) == []
    after = NOW + 3 * DAY
    assert await helpdesk.read(due, after) == [ticket.id]
    assert await helpdesk.run(reassess, ticket.id, after) == [EventType.PRIORITY_LOWERED]
    assert await helpdesk.read(due, after + 365 * DAY) == []
    kinds = await helpdesk.read(lambda unit: [e.kind for e in unit.discussion.history(ticket.id)])
    assert kinds == [EventType.FILED, EventType.PRIORITY_RAISED, EventType.PRIORITY_LOWERED]


async def test_a_closed_ticket_is_never_due(helpdesk: Helpdesk) -> None:
    ticket = await helpdesk.run(filed, NOW + 3 * DAY)
    await helpdesk.run(work, BUDI, Action.CLOSE, ticket.id)
    assert await helpdesk.read(due, NOW + 3 * DAY) == []


async def test_a_ticket_that_is_worked_is_due_all_the_same(helpdesk: Helpdesk) -> None:
    ticket = await helpdesk.run(filed, NOW + 3 * DAY)
    await helpdesk.run(work, SARI, Action.TAKE, ticket.id)
    await helpdesk.run(work, SARI, Action.ASK_FEEDBACK, ticket.id)
    assert await helpdesk.read(due, NOW + 2 * DAY) == [ticket.id]
