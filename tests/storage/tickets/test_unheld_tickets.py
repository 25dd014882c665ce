"""Test that people who lose an account or a role are recorded, in any way, and their tickets found."""

from contextlib import suppress
from datetime import timedelta
from importlib import import_module

from sqlalchemy import delete, select, text, update

from core.administration.account_rows import AccountRow
from core.organisation.directorates import Directorate
from core.organisation.roles import Role
from core.people.people import Assignment
from core.tickets.lifecycle import Action, Status
from core.tickets.search import TicketScope, scope_of
from core.tickets.ticket import Ticket
from core.use_cases.tickets.release_tickets import ReleaseTicket
from storage.schema import tables as t
from storage.unit import SqlUnitOfWork
from tests.storage.helpdesk import ADI, BUDI, NOW, SARI, TONO, Helpdesk, file, work

LATER = NOW + timedelta(minutes=1)


def due(unit: SqlUnitOfWork) -> list[int]:
    return unit.releases.people_due(10)


def loses_roles(unit: SqlUnitOfWork, person_id: int, role: Role) -> None:
    roles = t.assignments.c
    unit.connection.execute(
        delete(t.assignments).where(roles.person_id == person_id, roles.role == role.value)
    )


async def in_hand(helpdesk: Helpdesk, count: int = 1) -> list[int]:
    """Return the ids of new tickets that Sari has taken."""
    ids = [(await helpdesk.run(file)).id for _ in range(count)]
    for ticket_id in ids:
        await helpdesk.run(work, SARI, Action.TAKE, ticket_id)
    return ids


def ticket(unit: SqlUnitOfWork, ticket_id: int) -> Ticket | None:
    return unit.tickets.get(ticket_id)


def release(unit: SqlUnitOfWork, ticket_id: int) -> Ticket | None:
    return ReleaseTicket(unit.tickets, unit.people)(ticket_id, LATER)


async def test_nobody_is_due_while_nobody_lost_anything(helpdesk: Helpdesk) -> None:
    await in_hand(helpdesk)
    await helpdesk.run(lambda unit: unit.people.change_profile(SARI))
    row = AccountRow(2, SARI.email, "Sari Lestari", "", "", SARI.assignments[0])
    await helpdesk.run(lambda unit: unit.bulk.import_accounts([row], NOW))
    assert await helpdesk.read(due) == []


async def test_a_disabled_person_is_due_until_checked_twice(helpdesk: Helpdesk) -> None:
    await helpdesk.run(lambda unit: unit.people.set_disabled(SARI.id, True))
    await helpdesk.run(lambda unit: unit.people.set_disabled(TONO.id, True))
    assert await helpdesk.read(due) == [SARI.id, TONO.id]
    assert await helpdesk.read(lambda unit: unit.releases.people_due(1)) == [SARI.id]
    await helpdesk.run(lambda unit: unit.releases.mark_checked(SARI.id))
    assert SARI.id in await helpdesk.read(due)
    await helpdesk.run(lambda unit: unit.releases.mark_checked(SARI.id))
    assert await helpdesk.read(due) == [TONO.id]


async def test_another_loss_between_two_looks_is_looked_at_twice_again(helpdesk: Helpdesk) -> None:
    await helpdesk.run(loses_roles, TONO.id, Role.PPK)
    assert await helpdesk.read(due) == [], "a role that works no ticket holds none"
    await helpdesk.run(loses_roles, TONO.id, Role.HELPDESK_LPSE)
    await helpdesk.run(lambda unit: unit.releases.mark_checked(TONO.id))
    await helpdesk.run(lambda unit: unit.people.set_disabled(TONO.id, True))
    await helpdesk.run(lambda unit: unit.releases.mark_checked(TONO.id))
    assert await helpdesk.read(due) == [TONO.id]


async def test_a_role_that_moves_to_another_desk_is_a_loss_too(helpdesk: Helpdesk) -> None:
    def move(unit: SqlUnitOfWork) -> None:
        moving = update(t.assignments).where(t.assignments.c.person_id == SARI.id)
        unit.connection.execute(moving.values(lpse_id=20, desk_key="1:20"))

    await helpdesk.run(move)
    assert await helpdesk.read(due) == [SARI.id]


async def test_what_is_undone_was_never_lost(helpdesk: Helpdesk) -> None:
    def change_of_mind(unit: SqlUnitOfWork) -> None:
        unit.people.set_disabled(SARI.id, True)
        raise ArithmeticError

    with suppress(ArithmeticError):
        await helpdesk.run(change_of_mind)
    assert await helpdesk.read(due) == []


async def test_only_what_is_worked_on_is_found_page_by_page(helpdesk: Helpdesk) -> None:
    first, second, third, solved, closed = await in_hand(helpdesk, 5)
    waiting = (await helpdesk.run(file)).id
    await helpdesk.run(work, SARI, Action.ASK_FEEDBACK, second)
    await helpdesk.run(work, SARI, Action.SOLVE, solved)
    await helpdesk.run(work, BUDI, Action.CLOSE, closed)
    assert await helpdesk.read(lambda unit: unit.releases.held_by(SARI.id, 0, 2)) == [first, second]
    assert await helpdesk.read(lambda unit: unit.releases.held_by(SARI.id, second, 2)) == [third]
    assert await helpdesk.read(lambda unit: unit.releases.held_by(BUDI.id, 0, 10)) == [], (
        "their own are not held"
    )
    assert waiting not in await helpdesk.read(lambda unit: unit.releases.held_by(SARI.id, 0, 10))


async def test_what_was_held_waits_at_the_same_desk_with_its_history(helpdesk: Helpdesk) -> None:
    taken, asked = await in_hand(helpdesk, 2)
    await helpdesk.run(work, SARI, Action.ASK_FEEDBACK, asked)
    await helpdesk.run(lambda unit: unit.people.set_disabled(SARI.id, True))
    for ticket_id in (taken, asked):
        released = await helpdesk.run(release, ticket_id)
        assert released is not None
        kept = await helpdesk.read(ticket, ticket_id)
        assert kept is not None
        assert (kept.status, kept.holder_id, kept.asked_id, kept.due_at) == (Status.WAITING, None, None, None)
    page = await helpdesk.read(lambda unit: unit.lists.queue(TONO.desks))
    assert [line.id for line in page.items] == [taken, asked]
    assert await helpdesk.read(lambda unit: unit.lists.held(scope_of(SARI))) == await helpdesk.read(
        lambda unit: unit.lists.held(TicketScope(404))
    )
    facts = await helpdesk.read(
        lambda unit: unit.connection.execute(
            select(t.history.c.facts).where(t.history.c.kind == "released")
        ).scalars()
    )
    assert list(facts) == [{"holder_id": SARI.id}] * 2


async def test_what_is_in_good_hands_stays_there(helpdesk: Helpdesk) -> None:
    [ticket_id] = await in_hand(helpdesk)
    row = AccountRow(2, SARI.email, "Sari", "", "", Assignment(Role.TIM_TEKNIS, None, Directorate.SPSE))
    await helpdesk.run(lambda unit: unit.bulk.import_accounts([row], NOW))
    await helpdesk.run(loses_roles, SARI.id, Role.TIM_TEKNIS)
    assert await helpdesk.read(due) == [SARI.id]
    assert await helpdesk.run(release, ticket_id) is None
    assert await helpdesk.run(release, 404) is None
    solved = await helpdesk.run(work, SARI, Action.SOLVE, ticket_id)
    await helpdesk.run(lambda unit: unit.people.set_disabled(SARI.id, True))
    assert await helpdesk.run(release, ticket_id) is None, "the reporter may still confirm it"
    assert solved.status is Status.CONFIRMATION


async def test_a_disabled_account_is_told_nothing_through_its_chat(helpdesk: Helpdesk) -> None:
    await helpdesk.run(lambda unit: unit.links.link(70, SARI.id, NOW))
    await helpdesk.run(lambda unit: unit.links.link(71, ADI.id, NOW))
    await helpdesk.run(lambda unit: unit.people.set_disabled(SARI.id, True))
    found = await helpdesk.read(lambda unit: unit.chats.of_people([SARI.id, ADI.id]))
    assert list(found) == [ADI.id]


async def test_a_migration_finds_holders_who_had_lost_their_role_before(helpdesk: Helpdesk) -> None:
    taken = (await helpdesk.run(file)).id
    for_adi = (await helpdesk.run(file)).id
    await helpdesk.run(work, SARI, Action.TAKE, taken)
    await helpdesk.run(work, TONO, Action.TAKE, for_adi)
    await helpdesk.run(work, TONO, Action.ESCALATE, for_adi)
    await helpdesk.run(work, ADI, Action.TAKE, for_adi)
    await helpdesk.run(lambda unit: unit.people.set_disabled(SARI.id, True))
    await helpdesk.run(loses_roles, ADI.id, Role.ADMIN_PPE)

    def as_before(unit: SqlUnitOfWork) -> None:
        unit.connection.execute(delete(t.releases_due))
        migration = import_module("storage.migrations.versions.0012_watchers")
        unit.connection.execute(text(migration.STUCK))

    await helpdesk.run(as_before)
    assert await helpdesk.read(due) == [SARI.id, ADI.id]
