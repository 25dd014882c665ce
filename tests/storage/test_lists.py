"""Lists of tickets, page by page, forward and back."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import create_engine

from core.desks import Desk
from core.lifecycle import OPEN, Action, Status
from core.priority import Priority
from core.roles import Level
from core.ticket import Ticket
from storage.lines import Page
from storage.lists import SqlLists
from storage.tables import metadata
from storage.unit import Shelf, SqlUnit
from tests.storage.house import (
    ADI,
    BUDI,
    NOW,
    SARI,
    TONO,
    House,
    file,
    furnish,
    report,
    work,
)

FIRST = Desk(Level.LPSE_1, lpse_id=10)
SECOND = Desk(Level.LPSE_2, lpse_id=10)
FAR = Desk(Level.LPSE_1, lpse_id=20)
MIDNIGHT = NOW.replace(hour=0)

Read = Callable[[SqlLists, str | None, bool], Page]
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
    "held": (
        lambda lists, cursor, back: lists.held(SARI.id, cursor, back, limit=3),
        lambda ticket: ticket.holder_id == SARI.id,
        most_urgent_first,
    ),
    "past": (
        lambda lists, cursor, back: lists.past(SARI.id, cursor, back, limit=3),
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


def fill(unit: SqlUnit) -> list[Ticket]:
    """Tickets of all kinds: every third one at the other LPSE, some taken, some sent on, some closed."""
    tickets = []
    for n in range(40):
        by, lpse_id = (TONO, 20) if n % 3 == 2 else (BUDI, 10)
        ticket = file(unit, by, report(f"Masalah {n}", lpse_id=lpse_id))
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
        tickets.append(ticket)
    return tickets


@pytest.mark.parametrize("name", LISTS)
async def test_a_list_is_the_same_read_forward_and_back(house: House, name: str) -> None:
    read, fits, order = LISTS[name]
    tickets = await house.do(fill)
    expected = [ticket.id for ticket in sorted(filter(fits, tickets), key=order)]
    assert len(expected) > 4, "this story is about more than one page"

    pages = [await house.look(lambda unit: read(unit.lists, None, False))]
    while (cursor := pages[-1].next) is not None:
        pages.append(await house.look(lambda unit: read(unit.lists, cursor, False)))
    assert [line.id for page in pages for line in page.lines] == expected
    assert {len(page.lines) for page in pages[:-1]} == {3}
    assert pages[0].previous is None

    returning = [pages[-1]]
    while (cursor := returning[0].previous) is not None:
        returning.insert(0, await house.look(lambda unit: read(unit.lists, cursor, True)))
    assert [line.id for page in returning for line in page.lines] == expected
    assert returning == pages


async def test_a_line_shows_the_ticket_and_the_names_of_its_people(house: House) -> None:
    ticket = await house.do(file, filed=report("Gagal unggah"))
    [waiting] = (await house.look(lambda unit: unit.lists.queue([FIRST]))).lines
    assert (waiting.number, waiting.title, waiting.desk) == (ticket.number, "Gagal unggah", FIRST)
    assert (waiting.reporter_name, waiting.reporter_role, waiting.holder_name) == ("Budi", "ppk", None)
    assert (waiting.status, waiting.priority, waiting.created_at) == (Status.WAITING, ticket.priority, NOW)
    await house.do(work, SARI, Action.TAKE, ticket.id)
    [taken] = (await house.look(lambda unit: unit.lists.held(SARI.id))).lines
    assert (taken.holder_id, taken.holder_name, taken.status) == (SARI.id, "Sari", Status.WORKING)


async def test_a_list_without_tickets_is_an_empty_page(house: House) -> None:
    empty = Page([], None, None)
    assert await house.look(lambda unit: unit.lists.own(BUDI.id)) == empty
    assert await house.look(lambda unit: unit.lists.queue([])) == empty
    assert await house.look(lambda unit: unit.lists.all([], (), "5", back=True)) == empty


async def test_who_turns_to_a_page_that_is_gone_sees_the_first(house: House) -> None:
    tickets = [await house.do(file) for _ in range(4)]
    second = (await house.look(lambda unit: unit.lists.queue([FIRST], limit=2))).next
    for ticket in tickets[2:]:
        await house.do(work, SARI, Action.TAKE, ticket.id)
    page = await house.look(lambda unit: unit.lists.queue([FIRST], second, limit=2))
    assert [line.id for line in page.lines] == [ticket.id for ticket in tickets[:2]]


async def test_who_turns_back_over_new_tickets_ends_on_a_full_first_page(house: House) -> None:
    for _ in range(4):
        await house.do(file)
    first = await house.look(lambda unit: unit.lists.own(BUDI.id, limit=3))
    second = await house.look(lambda unit: unit.lists.own(BUDI.id, (), first.next, limit=3))
    closed = first.lines[0]
    await house.do(work, BUDI, Action.CLOSE, closed.id)
    back = await house.look(
        lambda unit: unit.lists.own(BUDI.id, [Status.WAITING], second.previous, back=True, limit=3)
    )
    assert [line.id for line in back.lines] == [3, 2, 1]
    assert back.previous is None


async def test_due_tickets_come_longest_due_first(house: House) -> None:
    def ask(unit: SqlUnit, at: datetime) -> int:
        ticket = file(unit)
        for action in (Action.TAKE, Action.ASK_FEEDBACK):
            work(unit, SARI, action, ticket.id, at=at)
        return ticket.id

    def due_at(unit: SqlUnit, at: datetime) -> list[int]:
        return unit.lists.due(at, 10)

    later = await house.do(ask, NOW + timedelta(hours=2))
    sooner = await house.do(ask, NOW + timedelta(hours=1))
    reminding = NOW + timedelta(days=3)
    for at, due in (
        (reminding, []),
        (reminding + timedelta(hours=1), [sooner]),
        (reminding + timedelta(hours=2), [sooner, later]),
    ):
        assert await house.look(due_at, at) == due
    assert await house.look(lambda unit: unit.lists.due(reminding + timedelta(days=9), 1)) == [sooner]


@pytest.mark.parametrize("cursor", ["9" * 10, "9" * 19, "2147483648.1", "1.2147483648", "0.0"])
async def test_a_cursor_beyond_all_numbers_shows_the_first_page(house: House, cursor: str) -> None:
    ticket = await house.do(file)
    own = await house.look(lambda unit: unit.lists.own(BUDI.id, (), cursor))
    queue = await house.look(lambda unit: unit.lists.queue([FIRST], cursor))
    assert [line.id for page in (own, queue) for line in page.lines] == [ticket.id, ticket.id]


@pytest.fixture(scope="module")
def lists() -> Iterator[SqlLists]:
    """The lists of a helpdesk with a few tickets, for stories that only read."""
    engine = create_engine("sqlite://")
    with engine.begin() as connection:
        metadata.create_all(connection)
        unit = SqlUnit(connection, Shelf())
        furnish(unit)
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
            assert {line.reporter_id for line in page.lines} <= {BUDI.id}
            assert page.lines


@pytest.mark.parametrize("cursor", ["x", "1.1.1", "-1", "9" * 19, "", "1.2"])
def test_with_a_cursor_that_is_none_of_ours_the_first_page_is_read(lists: SqlLists, cursor: str) -> None:
    assert lists.own(BUDI.id, (), cursor, limit=2) == lists.own(BUDI.id, (), None, limit=2)
