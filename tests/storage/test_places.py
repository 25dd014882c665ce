"""Messages in their slots, and groups at their desks, also when a group becomes a supergroup."""

from core.desks import Desk
from core.roles import Level
from storage.groups import StaffGroup
from storage.unit import SqlUnit
from tests.storage.house import House

FIRST = Desk(Level.LPSE_1, lpse_id=10)
NATIONAL = Desk(Level.LKPP_NON_TEKNIS)


async def test_a_slot_holds_the_last_message_that_was_put_there(house: House) -> None:
    def put(unit: SqlUnit) -> None:
        unit.slots.set(1, "card", 10)
        unit.slots.set(1, "card", 11)
        unit.slots.set(2, "card", 20)
        unit.slots.set(1, "menu", 12)

    await house.do(put)
    assert await house.look(lambda unit: unit.slots.get(1, "card")) == 11
    assert await house.look(lambda unit: unit.slots.holding("card")) == [(1, 11), (2, 20)]
    await house.do(lambda unit: unit.slots.drop(1, "card"))
    assert await house.look(lambda unit: unit.slots.get(1, "card")) is None
    assert await house.look(lambda unit: unit.slots.get(1, "menu")) == 12


async def test_slots_move_with_their_chat(house: House) -> None:
    def move(unit: SqlUnit) -> None:
        unit.slots.set(-5, "card", 1)
        unit.slots.set(-5, "menu", 2)
        unit.slots.set(-100, "card", 3)
        unit.slots.move_chat(-5, -100)

    await house.do(move)
    assert await house.look(lambda unit: unit.slots.holding("card")) == [(-100, 1)]
    assert await house.look(lambda unit: unit.slots.holding("menu")) == [(-100, 2)]


async def test_a_group_hears_of_one_desk_at_a_time(house: House) -> None:
    await house.do(lambda unit: unit.groups.set(-5, FIRST, "Helpdesk Surabaya"))
    await house.do(lambda unit: unit.groups.set(-6, FIRST, "Cadangan"))
    assert await house.look(lambda unit: unit.groups.of_desk(FIRST)) == [-6, -5]
    await house.do(lambda unit: unit.groups.set(-5, NATIONAL, "Helpdesk LKPP"))
    assert await house.look(lambda unit: unit.groups.of_desk(FIRST)) == [-6]
    assert await house.look(lambda unit: unit.groups.get(-5)) == StaffGroup(-5, NATIONAL, "Helpdesk LKPP")
    await house.do(lambda unit: unit.groups.drop(-6))
    assert await house.look(lambda unit: unit.groups.get(-6)) is None


async def test_a_group_keeps_its_desk_under_its_new_id(house: House) -> None:
    await house.do(lambda unit: unit.groups.set(-5, FIRST, "Helpdesk"))
    await house.do(lambda unit: unit.groups.move_chat(-5, -100))
    await house.do(lambda unit: unit.groups.move_chat(-7, -200))
    assert await house.look(lambda unit: unit.groups.of_desk(FIRST)) == [-100]
