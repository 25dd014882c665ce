"""Test watchers: lists and searches find their tickets, and a former watcher stays in the history alone."""

from sqlalchemy import select

from core.people.people import Person
from core.tickets.lifecycle import Action
from core.tickets.search import TicketFilters, scope_of
from core.tickets.ticket import Ticket
from core.use_cases.tickets.watch_ticket import (
    WATCH_LINK_LIFETIME,
    InviteWatcher,
    StopWatching,
    WatchLink,
    WatchTicket,
    link_digest,
)
from storage.schema import tables as t
from storage.unit import SqlUnitOfWork
from tests.storage.helpdesk import ADI, BUDI, NOW, SARI, Helpdesk, file, work
from tests.storage.queries.test_search_exactly import all_found

# A reporter in another town, who has nothing to do with tickets of Surabaya.
NINA = Person(0, "Nina", "nina@bandung.go.id")
TOO_LATE = NOW + WATCH_LINK_LIFETIME


def invites(unit: SqlUnitOfWork, by: Person, ticket_id: int) -> str:
    return InviteWatcher(unit.tickets, unit.watch_links)(by, ticket_id, NOW)


def opens(unit: SqlUnitOfWork, by: Person, code: str) -> Ticket:
    return WatchTicket(unit.tickets, unit.people, unit.watch_links)(by, link_digest(code), NOW)


def stops(unit: SqlUnitOfWork, by: Person, ticket_id: int, watcher_id: int) -> Ticket:
    return StopWatching(unit.tickets)(by, ticket_id, watcher_id, NOW)


def kept(unit: SqlUnitOfWork, ticket_id: int) -> Ticket:
    ticket = unit.tickets.get(ticket_id)
    assert ticket is not None
    return ticket


def happened(unit: SqlUnitOfWork) -> list[str]:
    return list(unit.connection.execute(select(t.history.c.kind).order_by(t.history.c.id)).scalars())


async def watched(helpdesk: Helpdesk, person: Person = NINA) -> tuple[Person, int]:
    """Return the person, added to the database if it is Nina, and the id of the ticket of Budi they watch."""
    one = await helpdesk.run(lambda unit: unit.people.add(person, NOW)) if person is NINA else person
    ticket_id = (await helpdesk.run(file)).id
    await helpdesk.run(opens, one, await helpdesk.run(invites, BUDI, ticket_id))
    return one, ticket_id


async def found(helpdesk: Helpdesk, person: Person, text: str = "") -> list[int]:
    return await helpdesk.read(
        lambda unit: [line.id for line in all_found(unit, scope_of(person), TicketFilters(text))]
    )


async def listed(helpdesk: Helpdesk, person: Person) -> list[int]:
    return await helpdesk.read(lambda unit: [line.id for line in unit.lists.watched(person.id).items])


async def test_a_watcher_finds_the_ticket_wherever_they_look(helpdesk: Helpdesk) -> None:
    nina, ticket_id = await watched(helpdesk)
    another = (await helpdesk.run(file)).id
    assert await listed(helpdesk, nina) == [ticket_id]
    assert await found(helpdesk, nina) == await found(helpdesk, nina, "login") == [ticket_id]
    assert another not in await found(helpdesk, nina)
    assert await helpdesk.read(lambda unit: unit.lists.held(scope_of(nina)).items) == []
    ticket = await helpdesk.read(kept, ticket_id)
    assert (set(ticket.watcher_ids), set(ticket.party_ids)) == ({nina.id}, {BUDI.id})


async def test_a_watcher_stays_one_through_every_event(helpdesk: Helpdesk) -> None:
    nina, ticket_id = await watched(helpdesk)
    for by, action in ((SARI, Action.TAKE), (SARI, Action.SOLVE), (BUDI, Action.CONFIRM)):
        await helpdesk.run(work, by, action, ticket_id)
    ticket = await helpdesk.read(kept, ticket_id)
    assert (set(ticket.watcher_ids), set(ticket.party_ids)) == ({nina.id}, {BUDI.id, SARI.id})
    assert await listed(helpdesk, nina) == await found(helpdesk, nina) == [ticket_id]


async def test_a_former_watcher_finds_the_ticket_nowhere(helpdesk: Helpdesk) -> None:
    nina, ticket_id = await watched(helpdesk)
    await helpdesk.run(stops, nina, ticket_id, nina.id)
    assert await listed(helpdesk, nina) == await found(helpdesk, nina) == []
    ticket = await helpdesk.read(kept, ticket_id)
    assert (set(ticket.watcher_ids), set(ticket.party_ids)) == (set(), {BUDI.id})
    kinds = await helpdesk.read(
        lambda unit: list(
            unit.connection.execute(select(t.history.c.kind).order_by(t.history.c.id)).scalars()
        )
    )
    assert kinds == ["filed", "watched", "unwatched"]
    await helpdesk.run(opens, nina, await helpdesk.run(invites, BUDI, ticket_id))
    assert await found(helpdesk, nina) == [ticket_id], "and may come back"


async def test_a_watcher_who_takes_it_is_a_party_and_not_listed_as_watching(helpdesk: Helpdesk) -> None:
    _, ticket_id = await watched(helpdesk, SARI)
    assert await listed(helpdesk, SARI) == [ticket_id]
    await helpdesk.run(work, SARI, Action.TAKE, ticket_id)
    assert await listed(helpdesk, SARI) == []
    await helpdesk.run(work, SARI, Action.ESCALATE, ticket_id)
    ticket = await helpdesk.read(kept, ticket_id)
    assert (set(ticket.watcher_ids), set(ticket.party_ids)) == (set(), {BUDI.id, SARI.id})


async def test_a_link_is_used_once_and_found_as_long_as_it_is_good(helpdesk: Helpdesk) -> None:
    ticket_id = (await helpdesk.run(file)).id
    link = WatchLink(ticket_id, BUDI.id)
    await helpdesk.run(lambda unit: unit.watch_links.add("one", link, TOO_LATE))
    await helpdesk.run(lambda unit: unit.watch_links.add("two", link, TOO_LATE))
    assert await helpdesk.read(lambda unit: unit.watch_links.find("one", NOW)) == link
    assert await helpdesk.read(lambda unit: unit.watch_links.find("one", TOO_LATE)) is None
    assert await helpdesk.read(lambda unit: unit.watch_links.find("three", NOW)) is None
    assert await helpdesk.read(lambda unit: unit.watch_links.count_open(ticket_id, NOW)) == 2
    assert [await helpdesk.run(lambda unit: unit.watch_links.use("one", NOW)) for _ in range(2)] == [
        True,
        False,
    ]
    assert not await helpdesk.run(lambda unit: unit.watch_links.use("two", TOO_LATE))
    assert await helpdesk.read(lambda unit: unit.watch_links.find("one", NOW)) is None
    assert await helpdesk.read(lambda unit: unit.watch_links.count_open(ticket_id, NOW)) == 1


async def test_two_tickets_in_one_unit_of_work_keep_their_own_watchers(helpdesk: Helpdesk) -> None:
    _, first = await watched(helpdesk, ADI)
    second = (await helpdesk.run(file)).id

    def both(unit: SqlUnitOfWork) -> None:
        one, other = unit.tickets.get_for_change(first), unit.tickets.get_for_change(second)
        assert one is not None
        assert other is not None
        other.watch(SARI.id, BUDI.id, NOW)
        unit.tickets.save(other)
        unit.tickets.save(one)
        other.unwatch(SARI.id, BUDI.id, NOW)
        unit.tickets.save(other)

    await helpdesk.run(both)
    assert (await helpdesk.read(kept, first)).watcher_ids == {ADI.id}
    assert (await helpdesk.read(kept, second)).watcher_ids == frozenset()
