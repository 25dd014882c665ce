"""Whoever loses an account or a role is written down, however it happens, and what they hold is found."""

from contextlib import suppress
from datetime import timedelta
from importlib import import_module

from sqlalchemy import delete, select, text, update

from core.catalogue import Directorate
from core.lifecycle import Action, Status
from core.people import Assignment
from core.roles import Role
from core.ticket import Ticket
from core.use_cases.release_tickets import ReleaseTicket
from storage import tables as t
from storage.accounts import AccountRow
from storage.imports import import_accounts
from storage.unit import SqlUnit
from tests.storage.house import ADI, BUDI, NOW, SARI, TONO, House, file, work

LATER = NOW + timedelta(minutes=1)


def due(unit: SqlUnit) -> list[int]:
    return unit.releases.due(10)


def loses_roles(unit: SqlUnit, person_id: int, role: Role) -> None:
    roles = t.assignments.c
    unit.connection.execute(
        delete(t.assignments).where(roles.person_id == person_id, roles.role == role.value)
    )


async def in_hand(house: House, count: int = 1) -> list[int]:
    """Tickets that Sari works on."""
    ids = [(await house.do(file)).id for _ in range(count)]
    for ticket_id in ids:
        await house.do(work, SARI, Action.TAKE, ticket_id)
    return ids


def ticket(unit: SqlUnit, ticket_id: int) -> Ticket | None:
    return unit.tickets.get(ticket_id)


def release(unit: SqlUnit, ticket_id: int) -> Ticket | None:
    return ReleaseTicket(unit.tickets, unit.people)(ticket_id, LATER)


async def test_nobody_is_due_while_nobody_lost_anything(house: House) -> None:
    await in_hand(house)
    await house.do(lambda unit: unit.people.change_profile(SARI))
    row = AccountRow(2, SARI.email, "Sari Lestari", "", "", SARI.assignments[0])
    await house.do(lambda unit: import_accounts(unit.connection, [row], NOW))
    assert await house.look(due) == []


async def test_whoever_is_disabled_is_due_until_looked_at_twice(house: House) -> None:
    await house.do(lambda unit: unit.people.set_disabled(SARI.id, True))
    await house.do(lambda unit: unit.people.set_disabled(TONO.id, True))
    assert await house.look(due) == [SARI.id, TONO.id]
    assert await house.look(lambda unit: unit.releases.due(1)) == [SARI.id]
    await house.do(lambda unit: unit.releases.looked(SARI.id))
    assert SARI.id in await house.look(due)
    await house.do(lambda unit: unit.releases.looked(SARI.id))
    assert await house.look(due) == [TONO.id]


async def test_another_loss_between_two_looks_is_looked_at_twice_again(house: House) -> None:
    await house.do(loses_roles, TONO.id, Role.PPK)
    assert await house.look(due) == [], "a role that works no ticket holds none"
    await house.do(loses_roles, TONO.id, Role.HELPDESK_LPSE)
    await house.do(lambda unit: unit.releases.looked(TONO.id))
    await house.do(lambda unit: unit.people.set_disabled(TONO.id, True))
    await house.do(lambda unit: unit.releases.looked(TONO.id))
    assert await house.look(due) == [TONO.id]


async def test_a_role_that_moves_to_another_desk_is_a_loss_too(house: House) -> None:
    def move(unit: SqlUnit) -> None:
        moving = update(t.assignments).where(t.assignments.c.person_id == SARI.id)
        unit.connection.execute(moving.values(lpse_id=20, desk_key="1:20"))

    await house.do(move)
    assert await house.look(due) == [SARI.id]


async def test_what_is_undone_was_never_lost(house: House) -> None:
    def change_of_mind(unit: SqlUnit) -> None:
        unit.people.set_disabled(SARI.id, True)
        raise ArithmeticError

    with suppress(ArithmeticError):
        await house.do(change_of_mind)
    assert await house.look(due) == []


async def test_only_what_is_worked_on_is_found_page_by_page(house: House) -> None:
    first, second, third, solved, closed = await in_hand(house, 5)
    waiting = (await house.do(file)).id
    await house.do(work, SARI, Action.ASK_FEEDBACK, second)
    await house.do(work, SARI, Action.SOLVE, solved)
    await house.do(work, BUDI, Action.CLOSE, closed)
    assert await house.look(lambda unit: unit.releases.held(SARI.id, 0, 2)) == [first, second]
    assert await house.look(lambda unit: unit.releases.held(SARI.id, second, 2)) == [third]
    assert await house.look(lambda unit: unit.releases.held(BUDI.id, 0, 10)) == [], "their own are not held"
    assert waiting not in await house.look(lambda unit: unit.releases.held(SARI.id, 0, 10))


async def test_what_was_held_waits_at_the_same_desk_with_its_history(house: House) -> None:
    taken, asked = await in_hand(house, 2)
    await house.do(work, SARI, Action.ASK_FEEDBACK, asked)
    await house.do(lambda unit: unit.people.set_disabled(SARI.id, True))
    for ticket_id in (taken, asked):
        released = await house.do(release, ticket_id)
        assert released is not None
        kept = await house.look(ticket, ticket_id)
        assert kept is not None
        assert (kept.status, kept.holder_id, kept.asked_id, kept.due_at) == (Status.WAITING, None, None, None)
    page = await house.look(lambda unit: unit.lists.queue(TONO.desks))
    assert [line.id for line in page.lines] == [taken, asked]
    assert await house.look(lambda unit: unit.lists.held(SARI.id)) == await house.look(
        lambda unit: unit.lists.held(404)
    )
    said = await house.look(
        lambda unit: unit.connection.execute(
            select(t.history.c.facts).where(t.history.c.kind == "released")
        ).scalars()
    )
    assert list(said) == [{"holder_id": SARI.id}] * 2


async def test_what_is_in_good_hands_stays_there(house: House) -> None:
    [ticket_id] = await in_hand(house)
    row = AccountRow(2, SARI.email, "Sari", "", "", Assignment(Role.TIM_TEKNIS, None, Directorate.SPSE))
    await house.do(lambda unit: import_accounts(unit.connection, [row], NOW))
    await house.do(loses_roles, SARI.id, Role.TIM_TEKNIS)
    assert await house.look(due) == [SARI.id]
    assert await house.do(release, ticket_id) is None
    assert await house.do(release, 404) is None
    solved = await house.do(work, SARI, Action.SOLVE, ticket_id)
    await house.do(lambda unit: unit.people.set_disabled(SARI.id, True))
    assert await house.do(release, ticket_id) is None, "the reporter may still confirm it"
    assert solved.status is Status.CONFIRMATION


async def test_a_disabled_account_is_told_nothing_through_its_chat(house: House) -> None:
    await house.do(lambda unit: unit.links.link(70, SARI.id, NOW))
    await house.do(lambda unit: unit.links.link(71, ADI.id, NOW))
    await house.do(lambda unit: unit.people.set_disabled(SARI.id, True))
    found = await house.look(lambda unit: unit.chats.of_people([SARI.id, ADI.id]))
    assert list(found) == [ADI.id]


async def test_whoever_was_stuck_before_is_found_when_the_database_is_migrated(house: House) -> None:
    taken = (await house.do(file)).id
    for_adi = (await house.do(file)).id
    await house.do(work, SARI, Action.TAKE, taken)
    await house.do(work, TONO, Action.TAKE, for_adi)
    await house.do(work, TONO, Action.ESCALATE, for_adi)
    await house.do(work, ADI, Action.TAKE, for_adi)
    await house.do(lambda unit: unit.people.set_disabled(SARI.id, True))
    await house.do(loses_roles, ADI.id, Role.ADMIN_PPE)

    def as_before(unit: SqlUnit) -> None:
        unit.connection.execute(delete(t.releases_due))
        migration = import_module("storage.migrations.versions.0012_watchers")
        unit.connection.execute(text(migration.STUCK))

    await house.do(as_before)
    assert await house.look(due) == [SARI.id, ADI.id]
