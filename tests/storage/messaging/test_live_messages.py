"""Test live messages by name, and groups by desk, also when a group becomes a supergroup."""

from core.organisation.roles import Level
from core.people.desks import Desk
from core.people.staff_groups import StaffGroup
from storage.unit import SqlUnitOfWork
from tests.storage.helpdesk import NOW, SARI, Helpdesk

FIRST = Desk(Level.LPSE_1, lpse_id=10)
NATIONAL = Desk(Level.LKPP_NON_TEKNIS)


async def test_a_slot_holds_the_last_message_that_was_put_there(helpdesk: Helpdesk) -> None:
    def put(unit: SqlUnitOfWork) -> None:
        unit.live_messages.set(1, "card", 10)
        unit.live_messages.set(1, "card", 11)
        unit.live_messages.set(2, "card", 20)
        unit.live_messages.set(1, "menu", 12)

    await helpdesk.run(put)
    assert await helpdesk.read(lambda unit: unit.live_messages.get(1, "card")) == 11
    assert await helpdesk.read(lambda unit: unit.live_messages.holding("card")) == [(1, 11), (2, 20)]
    await helpdesk.run(lambda unit: unit.live_messages.drop(1, "card"))
    assert await helpdesk.read(lambda unit: unit.live_messages.get(1, "card")) is None
    assert await helpdesk.read(lambda unit: unit.live_messages.get(1, "menu")) == 12


async def test_slots_move_with_their_chat(helpdesk: Helpdesk) -> None:
    def move(unit: SqlUnitOfWork) -> None:
        unit.live_messages.set(-5, "card", 1)
        unit.live_messages.set(-5, "menu", 2)
        unit.live_messages.set(-100, "card", 3)
        unit.live_messages.move_chat(-5, -100)

    await helpdesk.run(move)
    assert await helpdesk.read(lambda unit: unit.live_messages.holding("card")) == [(-100, 1)]
    assert await helpdesk.read(lambda unit: unit.live_messages.holding("menu")) == [(-100, 2)]


def named(unit: SqlUnitOfWork, desk: Desk) -> list[int]:
    """Return the chat ids of the groups of a desk."""
    return [backed.group.chat_id for backed in unit.groups.of_desk(desk)]


async def test_a_group_hears_of_one_desk_at_a_time(helpdesk: Helpdesk) -> None:
    surabaya = StaffGroup(-5, FIRST, "Helpdesk Surabaya", SARI.id, 77, NOW)
    lkpp = StaffGroup(-5, NATIONAL, "Helpdesk LKPP")
    assert await helpdesk.run(lambda unit: unit.groups.add(surabaya))
    await helpdesk.run(lambda unit: unit.groups.add(StaffGroup(-6, FIRST, "Cadangan")))
    assert await helpdesk.read(named, FIRST) == [-6, -5]
    assert await helpdesk.read(lambda unit: unit.groups.get(-5)) == surabaya
    assert not await helpdesk.run(lambda unit: unit.groups.add(lkpp)), "it is a group already"
    await helpdesk.run(lambda unit: unit.groups.save(lkpp))
    assert await helpdesk.read(named, FIRST) == [-6]
    assert await helpdesk.read(lambda unit: unit.groups.get(-5)) == lkpp
    await helpdesk.run(lambda unit: unit.groups.drop(-6))
    assert await helpdesk.read(lambda unit: unit.groups.get(-6)) is None


def closes_desk(unit: SqlUnitOfWork) -> None:
    for person_id in unit.people.at_desk(FIRST):
        unit.people.set_disabled(person_id, True)


async def test_a_group_knows_whether_its_claimer_and_anybody_serves_at_its_desk(helpdesk: Helpdesk) -> None:
    await helpdesk.run(lambda unit: unit.groups.add(StaffGroup(-5, FIRST, "Helpdesk", SARI.id)))

    def backing(unit: SqlUnitOfWork) -> tuple[bool, bool]:
        [backed] = unit.groups.page()
        assert unit.groups.get_for_change(-5) == backed
        return backed.claimer_serves, backed.is_staffed

    assert await helpdesk.run(backing) == (True, True)
    await helpdesk.run(lambda unit: unit.people.set_disabled(SARI.id, True))
    assert await helpdesk.run(backing) == (False, True)
    await helpdesk.run(closes_desk)
    assert await helpdesk.run(backing) == (False, False)


async def test_a_group_keeps_its_desk_under_its_new_id(helpdesk: Helpdesk) -> None:
    await helpdesk.run(lambda unit: unit.groups.add(StaffGroup(-5, FIRST, "Helpdesk")))
    await helpdesk.run(lambda unit: unit.groups.move_chat(-5, -100))
    await helpdesk.run(lambda unit: unit.groups.move_chat(-7, -200))
    assert await helpdesk.read(named, FIRST) == [-100]
