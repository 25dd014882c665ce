"""Test lists of tickets, page by page, forward and backward."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import create_engine

from core.master_data.priority import Priority
from core.organisation.roles import Level
from core.pages import Page
from core.people.desks import Desk
from core.tickets.lifecycle import OPEN, Action, Status
from core.tickets.search import scope_of
from core.tickets.summaries import TicketSummary
from core.tickets.ticket import Ticket
from storage.engine.edition_cache import EditionCache
from storage.queries.lists import SqlLists
from storage.schema.tables import metadata
from storage.unit import SqlUnitOfWork
from tests.storage.helpdesk import (
    ADI,
    BUDI,
    NOW,
    SARI,
    TONO,
    Helpdesk,
    add_people,
    file,
    ticket_draft,
    work,
)

FIRST = Desk(Level.LPSE_1, lpse_id=10)
SECOND = Desk(Level.LPSE_2, lpse_id=10)
FAR = Desk(Level.LPSE_1, lpse_id=20)
MIDNIGHT = NOW.replace(hour=0)

Read = Callable[[SqlLists, str | None, bool], Page[TicketSummary]]
Fits = Callable[[Ticket], bool]


def newest_first(ticket: Ticket) -> tuple[int, ...]:
    return (-ticket.id,)


def most_urgent_first(ticket: Ticket) -> tuple[int, ...]:
    return (ticket.priority.rank, ticket.id)


LISTS: dict[str, tuple[Read, Fits, Callable[[Ticket], tuple[int, ...]]]] = {
    "own": (
        lambda lists, cursor, back: lists.own(BUDI.id, (), cursor, back, limit=3),
        lambda ticket: ticket.reporter_id == BUDI.id,
        newest_first,
    ),
    "own in a status": (
        lambda lists, cursor, back: lists.own(BUDI.id, [Status.WAITING], cursor, back, limit=3),
        lambda ticket: ticket.reporter_id == BUDI.id and ticket.status is Status.WAITING,
        newest_first,
    ),
    "queue of a desk": (
        lambda lists, cursor, back: lists.queue([FIRST], cursor, back, limit=3),
        lambda ticket: ticket.desk == FIRST and ticket.status is Status.WAITING,
        most_urgent_first,
    ),
    "queue of two desks": (
        lambda lists, cursor, back: lists.queue([FIRST, FAR, FIRST], cursor, back, limit=3),
        lambda ticket: ticket.desk in (FIRST, FAR) and ticket.status is Status.WAITING,
        most_urgent_first,
    ),
    "queue of a desk that is alerted too": (
        lambda lists, cursor, back: lists.queue([SECOND], cursor, back, limit=3),
        lambda ticket: SECOND in ticket.waits_at,
        most_urgent_first,
    ),
    "queue of a desk and of the one that is alerted": (
        lambda lists, cursor, back: lists.queue([SECOND, FIRST], cursor, back, limit=3),
        lambda ticket: bool({FIRST, SECOND} & {*ticket.waits_at}),
        most_urgent_first,
    ),
    "held": (
        lambda lists, cursor, back: lists.held(scope_of(SARI), cursor, back, limit=3),
        lambda ticket: ticket.holder_id == SARI.id,
        most_urgent_first,
    ),
    "held, to go on with": (
        lambda lists, cursor, back: lists.held(scope_of(SARI), cursor, back, limit=3, working=True),
        lambda ticket: ticket.holder_id == SARI.id and ticket.status is Status.WORKING,
        most_urgent_first,
    ),
    "past": (
        lambda lists, cursor, back: lists.past(scope_of(SARI), cursor, back, limit=3),
        lambda ticket: SARI.id in ticket.party_ids,
        newest_first,
    ),
    "own in several statuses": (
        lambda lists, cursor, back: lists.own(BUDI.id, OPEN, cursor, back, limit=3),
        lambda ticket: ticket.reporter_id == BUDI.id and ticket.status is not Status.CLOSED,
        newest_first,
    ),
    "taken since midnight at two desks": (
        lambda lists, cursor, back: lists.taken([FIRST, FAR, FIRST], MIDNIGHT, cursor, back, limit=3),
        lambda ticket: SARI.id in ticket.party_ids,
        newest_first,
    ),
    "watched": (
        lambda lists, cursor, back: lists.watched(ADI.id, cursor, back, limit=3),
        lambda ticket: ADI.id in ticket.watcher_ids,
        newest_first,
    ),
    "all": (
        lambda lists, cursor, back: lists.all(None, (), cursor, back, limit=3),
        lambda ticket: True,
        newest_first,
    ),
    "all in a status": (
        lambda lists, cursor, back: lists.all(None, [Status.WORKING], cursor, back, limit=3),
        lambda ticket: ticket.status is Status.WORKING,
        newest_first,
    ),
    "all of an LPSE": (
        lambda lists, cursor, back: lists.all([20], (), cursor, back, limit=3),
        lambda ticket: ticket.lpse_id == 20,
        newest_first,
    ),
    "all of two LPSEs in a status": (
        lambda lists, cursor, back: lists.all([20, 10, 20], [Status.WAITING], cursor, back, limit=3),
        lambda ticket: ticket.status is Status.WAITING,
        newest_first,
    ),
}


def fill(unit: SqlUnitOfWork) -> list[Ticket]:
    """File 40 tickets, every third one at the other LPSE, some taken, escalated, watched or closed.

    Of every fifth one that waits at the first desk, the second one is alerted.
    """
    tickets = []
    for n in range(40):
        by, lpse_id = (TONO, 20) if n % 3 == 2 else (BUDI, 10)
        ticket = file(unit, by, ticket_draft(f"Masalah {n}", lpse_id=lpse_id))
        ticket.desk = Desk(Level.LPSE_1, lpse_id=lpse_id)
        ticket.priority = list(Priority)[n * 7 % 4]
        unit.tickets.save(ticket)
        moves = (Action.TAKE, Action.ESCALATE)[: n % 8 % 3] if lpse_id == 10 else ()
        if n % 4 == 0:
            ticket.watch(ADI.id, by.id, NOW)
            unit.tickets.save(ticket)
        for action in moves:
            ticket = work(unit, SARI, action, ticket.id)
        if n % 13 == 1:
            ticket = work(unit, by, Action.CLOSE, ticket.id)
        if n % 5 == 0 and ticket.waits_at == (FIRST,):
            ticket.pass_on(SECOND, NOW)
            unit.tickets.save(ticket)
        tickets.append(ticket)
    return tickets


@pytest.mark.parametrize("name", LISTS)
async def test_a_list_is_the_same_read_forward_and_back(helpdesk: Helpdesk, name: str) -> None:
    read, fits, order = LISTS[name]
    tickets = await helpdesk.run(fill)
    expected = [ticket.id for ticket in sorted(filter(fits, tickets), key=order)]
    assert len(expected) > 4, "this test is about more than one page"

    pages = [await helpdesk.read(lambda unit: read(unit.lists, None, False))]
    while (cursor := pages[-1].next) is not None:
        pages.append(await helpdesk.read(lambda unit: read(unit.lists, cursor, False)))
    assert [line.id for page in pages for line in page.items] == expected
    assert {len(page.items) for page in pages[:-1]} == {3}
    assert pages[0].previous is None
    assert {(page.total, page.size) for page in pages} == {(len(expected), 3)}
    assert [page.before for page in pages] == list(range(0, len(expected), 3))

    returning = [pages[-1]]
    while (cursor := returning[0].previous) is not None:
        returning.insert(0, await helpdesk.read(lambda unit: read(unit.lists, cursor, True)))
    assert [line.id for page in returning for line in page.items] == expected
    assert returning == pages


async def test_a_line_shows_the_ticket_and_the_names_of_its_people(helpdesk: Helpdesk) -> None:
    ticket = await helpdesk.run(file, filed=ticket_draft("Gagal unggah"))
    [waiting] = (await helpdesk.read(lambda unit: unit.lists.queue([FIRST]))).items
    assert (waiting.number, waiting.title, waiting.desk) == (ticket.number, "Gagal unggah", FIRST)
    assert (waiting.reporter_name, waiting.reporter_role, waiting.holder_name) == ("Budi", "ppk", None)
    assert (waiting.status, waiting.priority, waiting.created_at) == (Status.WAITING, ticket.priority, NOW)
    await helpdesk.run(work, SARI, Action.TAKE, ticket.id)
    [taken] = (await helpdesk.read(lambda unit: unit.lists.held(scope_of(SARI)))).items
    assert (taken.holder_id, taken.holder_name, taken.status) == (SARI.id, "Sari", Status.WORKING)


async def test_a_list_without_tickets_is_an_empty_page(helpdesk: Helpdesk) -> None:
    empty: Page[TicketSummary] = Page([])
    assert await helpdesk.read(lambda unit: unit.lists.own(BUDI.id)) == empty
    assert await helpdesk.read(lambda unit: unit.lists.queue([])) == empty
    assert await helpdesk.read(lambda unit: unit.lists.all([], (), "5", back=True)) == empty


async def test_who_turns_to_a_page_that_is_gone_sees_the_first(helpdesk: Helpdesk) -> None:
    tickets = [await helpdesk.run(file) for _ in range(4)]
    second = (await helpdesk.read(lambda unit: unit.lists.queue([FIRST], limit=2))).next
    for ticket in tickets[2:]:
        await helpdesk.run(work, SARI, Action.TAKE, ticket.id)
    page = await helpdesk.read(lambda unit: unit.lists.queue([FIRST], second, limit=2))
    assert [line.id for line in page.items] == [ticket.id for ticket in tickets[:2]]


async def test_who_turns_back_over_new_tickets_ends_on_a_full_first_page(helpdesk: Helpdesk) -> None:
    for _ in range(4):
        await helpdesk.run(file)
    first = await helpdesk.read(lambda unit: unit.lists.own(BUDI.id, limit=3))
    second = await helpdesk.read(lambda unit: unit.lists.own(BUDI.id, (), first.next, limit=3))
    closed = first.items[0]
    await helpdesk.run(work, BUDI, Action.CLOSE, closed.id)
    back = await helpdesk.read(
        lambda unit: unit.lists.own(BUDI.id, [Status.WAITING], second.previous, back=True, limit=3)
    )
    assert [line.id for line in back.items] == [3, 2, 1]
    assert back.previous is None


async def test_due_tickets_come_longest_due_first(helpdesk: Helpdesk) -> None:
    def ask(unit: SqlUnitOfWork, at: datetime) -> int:
        ticket = file(unit)
        for action in (Action.TAKE, Action.ASK_FEEDBACK):
            work(unit, SARI, action, ticket.id, at=at)
        return ticket.id

    def due_at(unit: SqlUnitOfWork, at: datetime) -> list[int]:
        return [ticket.id for ticket in unit.lists.due(at, 10)]

    monday = NOW + timedelta(days=2)
    later = await helpdesk.run(ask, monday + timedelta(hours=2))
    sooner = await helpdesk.run(ask, monday + timedelta(hours=1))
    reminding = monday + timedelta(days=3)
    for at, due in (
        (reminding, []),
        (reminding + timedelta(hours=1), [sooner]),
        (reminding + timedelta(hours=2), [sooner, later]),
    ):
        assert await helpdesk.read(due_at, at) == due
    [first] = await helpdesk.read(lambda unit: unit.lists.due(reminding + timedelta(days=9), 1))
    assert first.id == sooner
    [second] = await helpdesk.read(lambda unit: unit.lists.due(reminding + timedelta(days=9), 9, first))
    assert second.id == later
    assert await helpdesk.read(lambda unit: unit.lists.due(reminding + timedelta(days=9), 9, second)) == []


@pytest.mark.parametrize("cursor", ["9" * 10, "9" * 19, "2147483648.1", "1.2147483648", "0.0"])
async def test_a_cursor_beyond_all_numbers_shows_the_first_page(helpdesk: Helpdesk, cursor: str) -> None:
    ticket = await helpdesk.run(file)
    own = await helpdesk.read(lambda unit: unit.lists.own(BUDI.id, (), cursor))
    queue = await helpdesk.read(lambda unit: unit.lists.queue([FIRST], cursor))
    assert [line.id for page in (own, queue) for line in page.items] == [ticket.id, ticket.id]


@pytest.fixture(scope="module")
def lists() -> Iterator[SqlLists]:
    """Yield the lists of a helpdesk with a few tickets, for tests that only read."""
    engine = create_engine("sqlite://")
    with engine.begin() as connection:
        metadata.create_all(connection)
        unit = SqlUnitOfWork(connection, EditionCache())
        add_people(unit)
        for _ in range(4):
            file(unit)
        yield unit.lists
    engine.dispose()


FORGED = st.one_of(
    st.text(),
    st.integers().map(str),
    st.tuples(st.integers(), st.integers()).map(lambda pair: f"{pair[0]}.{pair[1]}"),
    st.sampled_from(["9" * 19, "1.1.1", "1.", ".1", "1e3", "\u0661", "1\n", "0x1", "9" * 400]),
)


@given(cursor=FORGED)
def test_no_forged_cursor_breaks_a_list_or_shows_more_than_it_has(lists: SqlLists, cursor: str) -> None:
    for back in (False, True):
        for page in (lists.own(BUDI.id, (), cursor, back), lists.queue([FIRST], cursor, back)):
            assert {line.reporter_id for line in page.items} <= {BUDI.id}
            assert page.items


@pytest.mark.parametrize("cursor", ["x", "1.1.1", "-1", "9" * 19, "", "1.2"])
def test_with_a_cursor_that_is_none_of_ours_the_first_page_is_read(lists: SqlLists, cursor: str) -> None:
    assert lists.own(BUDI.id, (), cursor, limit=2) == lists.own(BUDI.id, (), None, limit=2)
