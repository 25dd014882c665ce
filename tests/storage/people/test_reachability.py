"""Test at which desks somebody can be reached, and who is left where an LPSE is retired."""

from core.people.desks import Desk
from storage.unit import SqlUnitOfWork
from tests.storage.helpdesk import ADI, BUDI, LINA, NOW, SARI, Helpdesk, file


def link(unit: SqlUnitOfWork, chat_id: int, person_id: int) -> None:
    unit.links.link(chat_id, person_id, NOW)


async def linked(helpdesk: Helpdesk, *people: tuple[int, int]) -> None:
    for chat_id, person_id in people:
        await helpdesk.run(link, chat_id, person_id)


async def unreached(helpdesk: Helpdesk, *desks: Desk) -> list[tuple[str, int]]:
    found = await helpdesk.read(lambda unit: unit.reachability.unreached(desks))
    return [(one.desk.key, one.waiting) for one in found]


async def test_a_desk_is_reached_by_the_chat_of_whoever_serves_there(helpdesk: Helpdesk) -> None:
    first, second = SARI.desks[0], ADI.desks[0]
    await helpdesk.run(file)
    assert await unreached(helpdesk, first, second) == [(first.key, 1), (second.key, 0)]
    assert set(await helpdesk.read(lambda unit: unit.reachability.unserved_lpses(0, 9))) == {10, 20}
    await linked(helpdesk, (501, SARI.id))
    assert await unreached(helpdesk, first, second) == [(second.key, 0)]
    assert await helpdesk.read(lambda unit: unit.reachability.can_reach(first))
    assert not await helpdesk.read(lambda unit: unit.reachability.can_reach(second))
    assert set(await helpdesk.read(lambda unit: unit.reachability.unserved_among([10, 20]))) == {20}
    await linked(helpdesk, (502, ADI.id))
    assert await unreached(helpdesk, first, second) == []
    assert list(await helpdesk.read(lambda unit: unit.reachability.unserved_lpses(0, 9))) == [20]
    assert list(await helpdesk.read(lambda unit: unit.reachability.unserved_lpses(20, 9))) == []


async def test_what_hangs_on_a_record_is_counted_before_it_is_retired(helpdesk: Helpdesk) -> None:
    await helpdesk.run(file)
    draft = {"draft": {"lpse": "10", "application": "spse", "category": "spse-login"}}
    await helpdesk.run(lambda unit: unit.parked_drafts.put(BUDI.id, "new", draft, NOW))
    lpse = await helpdesk.read(lambda unit: unit.retirements.of_lpse(10))
    assert (lpse.open_tickets, lpse.drafts, lpse.staff, lpse.reporters, lpse.only_here) == (1, 1, 3, 1, 3)
    spse = await helpdesk.read(lambda unit: unit.retirements.of_application("spse"))
    assert (spse.open_tickets, spse.drafts) == (1, 1)
    login = await helpdesk.read(lambda unit: unit.retirements.of_category("spse", "spse-login"))
    assert (login.open_tickets, login.drafts) == (1, 1)
    other = await helpdesk.read(lambda unit: unit.retirements.of_category("spse", "spse-lainnya"))
    assert (other.open_tickets, other.drafts) == (0, 0)
    # Tono has another LPSE.
    assert list(await helpdesk.read(lambda unit: unit.retirements.only_at(10, 0, 9))) == [1, 2, 4]
    assert list(await helpdesk.read(lambda unit: unit.retirements.only_at(10, 2, 9))) == [4]


async def test_people_are_found_by_their_ids_and_their_chat_is_locked(helpdesk: Helpdesk) -> None:
    await linked(helpdesk, (501, SARI.id))
    found = await helpdesk.read(lambda unit: unit.people.of_ids([SARI.id, LINA.id, 999]))
    assert found == {SARI.id: SARI, LINA.id: LINA}
    chat = await helpdesk.run(lambda unit: unit.chats.lock_of_person(SARI.id))
    assert chat is not None
    assert (chat.chat_id, chat.person_id) == (501, SARI.id)
    assert await helpdesk.run(lambda unit: unit.chats.lock_of_person(LINA.id)) is None
    accounts = await helpdesk.read(lambda unit: unit.accounts.get_all([SARI.id, LINA.id]))
    assert [account.person.id for account in accounts] == [LINA.id, SARI.id]
    assert await helpdesk.read(lambda unit: unit.accounts.get_all([])) == []
