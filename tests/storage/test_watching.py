"""Watchers are kept beside the parties: found by lists and searches, and gone but for the history."""

from datetime import timedelta

from sqlalchemy import func, select

from core.lifecycle import Action
from core.people import Person
from core.search import Filters, scope_of
from core.ticket import Ticket
from core.use_cases.watch_ticket import (
    WATCH_LINK_LIFETIME,
    InviteWatcher,
    StopWatching,
    WatchLink,
    WatchTicket,
    digest_of_link,
)
from storage import tables as t
from storage.unit import SqlUnit
from tests.storage.house import ADI, BUDI, NOW, SARI, House, file, work
from tests.storage.test_search_exactly import all_found

# A reporter in another town, whom nothing of Surabaya concerns.
NINA = Person(0, "Nina", "nina@bandung.go.id")
TOO_LATE = NOW + WATCH_LINK_LIFETIME


def invites(unit: SqlUnit, by: Person, ticket_id: int) -> str:
    return InviteWatcher(unit.tickets, unit.watch_links)(by, ticket_id, NOW)


def opens(unit: SqlUnit, by: Person, code: str) -> Ticket:
    return WatchTicket(unit.tickets, unit.people, unit.watch_links)(by, digest_of_link(code), NOW)


def stops(unit: SqlUnit, by: Person, ticket_id: int, watcher_id: int) -> Ticket:
    return StopWatching(unit.tickets)(by, ticket_id, watcher_id, NOW)


def kept(unit: SqlUnit, ticket_id: int) -> Ticket:
    ticket = unit.tickets.get(ticket_id)
    assert ticket is not None
    return ticket


def happened(unit: SqlUnit) -> list[str]:
    return list(unit.connection.execute(select(t.history.c.kind).order_by(t.history.c.id)).scalars())


async def watched(house: House, person: Person = NINA) -> tuple[Person, int]:
    """Nina, or who is named, and the ticket of Budi's that they watch."""
    one = await house.do(lambda unit: unit.people.add(person, NOW)) if person is NINA else person
    ticket_id = (await house.do(file)).id
    await house.do(opens, one, await house.do(invites, BUDI, ticket_id))
    return one, ticket_id


async def found(house: House, person: Person, text: str = "") -> list[int]:
    return await house.look(
        lambda unit: [line.id for line in all_found(unit, scope_of(person), Filters(text))]
    )


async def listed(house: House, person: Person) -> list[int]:
    return await house.look(lambda unit: [line.id for line in unit.lists.watched(person.id).lines])


async def test_a_watcher_finds_the_ticket_wherever_they_look(house: House) -> None:
    nina, ticket_id = await watched(house)
    another = (await house.do(file)).id
    assert await listed(house, nina) == [ticket_id]
    assert await found(house, nina) == await found(house, nina, "login") == [ticket_id]
    assert another not in await found(house, nina)
    assert await house.look(lambda unit: unit.lists.held(nina.id).lines) == []
    ticket = await house.look(kept, ticket_id)
    assert (set(ticket.watcher_ids), set(ticket.party_ids)) == ({nina.id}, {BUDI.id})


async def test_whatever_happens_to_the_ticket_a_watcher_stays_one(house: House) -> None:
    nina, ticket_id = await watched(house)
    for by, action in ((SARI, Action.TAKE), (SARI, Action.SOLVE), (BUDI, Action.CONFIRM)):
        await house.do(work, by, action, ticket_id)
    ticket = await house.look(kept, ticket_id)
    assert (set(ticket.watcher_ids), set(ticket.party_ids)) == ({nina.id}, {BUDI.id, SARI.id})
    assert await listed(house, nina) == await found(house, nina) == [ticket_id]


async def test_whoever_stops_finds_it_nowhere_any_more(house: House) -> None:
    nina, ticket_id = await watched(house)
    await house.do(stops, nina, ticket_id, nina.id)
    assert await listed(house, nina) == await found(house, nina) == []
    ticket = await house.look(kept, ticket_id)
    assert (set(ticket.watcher_ids), set(ticket.party_ids)) == (set(), {BUDI.id})
    kinds = await house.look(
        lambda unit: list(
            unit.connection.execute(select(t.history.c.kind).order_by(t.history.c.id)).scalars()
        )
    )
    assert kinds == ["filed", "watched", "unwatched"]
    await house.do(opens, nina, await house.do(invites, BUDI, ticket_id))
    assert await found(house, nina) == [ticket_id], "and may come back"


async def test_a_watcher_who_takes_it_is_a_party_and_not_listed_as_watching(house: House) -> None:
    _, ticket_id = await watched(house, SARI)
    assert await listed(house, SARI) == [ticket_id]
    await house.do(work, SARI, Action.TAKE, ticket_id)
    assert await listed(house, SARI) == []
    await house.do(work, SARI, Action.ESCALATE, ticket_id)
    ticket = await house.look(kept, ticket_id)
    assert (set(ticket.watcher_ids), set(ticket.party_ids)) == (set(), {BUDI.id, SARI.id})


async def test_a_link_is_used_once_and_found_as_long_as_it_is_good(house: House) -> None:
    ticket_id = (await house.do(file)).id
    link = WatchLink(ticket_id, BUDI.id)
    await house.do(lambda unit: unit.watch_links.add("one", link, TOO_LATE))
    await house.do(lambda unit: unit.watch_links.add("two", link, TOO_LATE))
    assert await house.look(lambda unit: unit.watch_links.find("one", NOW)) == link
    assert await house.look(lambda unit: unit.watch_links.find("one", TOO_LATE)) is None
    assert await house.look(lambda unit: unit.watch_links.find("three", NOW)) is None
    assert await house.look(lambda unit: unit.watch_links.count_open(ticket_id, NOW)) == 2
    assert [await house.do(lambda unit: unit.watch_links.use("one", NOW)) for _ in range(2)] == [True, False]
    assert not await house.do(lambda unit: unit.watch_links.use("two", TOO_LATE))
    assert await house.look(lambda unit: unit.watch_links.find("one", NOW)) is None
    assert await house.look(lambda unit: unit.watch_links.count_open(ticket_id, NOW)) == 1


async def test_links_are_forgotten_when_they_are_good_for_nothing(house: House) -> None:
    ticket_id = (await house.do(file)).id
    await house.do(invites, BUDI, ticket_id)

    def count(unit: SqlUnit) -> int:
        return int(unit.connection.execute(select(func.count()).select_from(t.watch_links)).scalar_one())

    await house.do(lambda unit: unit.watch_links.forget(TOO_LATE))
    assert await house.look(count) == 1
    await house.do(lambda unit: unit.watch_links.forget(TOO_LATE + timedelta(seconds=1)))
    assert await house.look(count) == 0


async def test_two_tickets_in_one_unit_of_work_keep_their_own_watchers(house: House) -> None:
    _, first = await watched(house, ADI)
    second = (await house.do(file)).id

    def both(unit: SqlUnit) -> None:
        one, other = unit.tickets.get_for_change(first), unit.tickets.get_for_change(second)
        assert one is not None
        assert other is not None
        other.watch(SARI.id, BUDI.id, NOW)
        unit.tickets.save(other)
        unit.tickets.save(one)
        other.unwatch(SARI.id, BUDI.id, NOW)
        unit.tickets.save(other)

    await house.do(both)
    assert (await house.look(kept, first)).watcher_ids == {ADI.id}
    assert (await house.look(kept, second)).watcher_ids == frozenset()
