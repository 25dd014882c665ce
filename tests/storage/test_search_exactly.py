"""Whatever is asked for, by whomever: exactly what is promised is found, and found by the index."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import create_engine, delete, update

from core.lifecycle import Action, Status
from core.numbers import normalise
from core.people import Assignment, Person
from core.priority import Priority
from core.rights import may_see
from core.roles import Role
from core.search import Filters, Scope, Sort, scope_of
from core.ticket import Ticket
from storage import tables as t
from storage.lines import Line, Page
from storage.schema import migrate
from storage.unit import Shelf, SqlUnit
from tests.storage.house import (
    ADI,
    BUDI,
    EVERYBODY,
    LINA,
    NOW,
    SARI,
    TONO,
    House,
    file,
    furnish,
    report,
    work,
)
from tests.storage.test_plans import BLIND, KNOWING, full_house, plans

__all__ = ["full_house"]


TITLES = (
    "Gagal unggah dokumen",
    "Gagal login",
    "Tidak bisa login SPSE 4.5",
    "Jadwal tender 2026",
    "Café login",
)
STRANGER = Person(99, "Siti", "siti@bandung.go.id")


def all_found(unit: SqlUnit, scope: Scope, filters: Filters) -> list[Line]:
    """Every line of every page, newest first."""
    page = unit.search.page(scope, filters, limit=50)
    lines = page.lines
    while page.next is not None:
        page = unit.search.page(scope, filters, cursor=page.next, limit=50)
        lines = lines + page.lines
    return lines


def fill(unit: SqlUnit) -> list[Ticket]:
    """Tickets of all kinds: of two people at two LPSEs, of all priorities, taken, sent on, closed."""
    filed = []
    for n in range(60):
        by, lpse_id = (TONO, 20) if n % 3 == 2 else (BUDI, 10)
        told = replace(report(TITLES[n % 5], lpse_id=lpse_id), version="4.5" if n % 4 else "")
        ticket = file(unit, by, told, NOW - timedelta(days=200 - n * 3))
        ticket.priority = list(Priority)[n * 7 % 4]
        unit.tickets.save(ticket)
        moves = (Action.TAKE, Action.ESCALATE)[: n % 8 % 3] if lpse_id == 10 else ()
        for action in moves:
            work(unit, SARI, action, ticket.id)
        if moves[1:] and n % 2:
            work(unit, ADI, Action.TAKE, ticket.id)
        if n % 7 == 1:
            work(unit, by, Action.CLOSE, ticket.id)
        filed.append(ticket.id)
    kept = [unit.tickets.get(ticket_id) for ticket_id in filed]
    return [ticket for ticket in kept if ticket is not None]


def words_of(text: str) -> list[str]:
    plain = (c for c in unicodedata.normalize("NFD", text.lower()) if unicodedata.category(c) != "Mn")
    return re.findall(r"[^\W_]+", unicodedata.normalize("NFC", "".join(plain)))


def is_meant(text: str, ticket: Ticket) -> bool:
    """What is promised of `Filters.text`, said once more in another way."""
    if not text.strip():
        return True
    if number := normalise(text):
        return ticket.number == number
    solid = re.sub(r"[\s.\-_/]", "", text).upper()
    own, asked = words_of(f"{ticket.title} {ticket.description}"), words_of(text)
    last = asked[-1] if asked else ""
    begins = any(w == last or (len(last) >= 3 and w.startswith(last)) for w in own)
    in_words = bool(asked) and all(w in own or is_part(w.upper(), ticket) for w in asked[:-1])
    return (in_words and (begins or is_part(last.upper(), ticket))) or is_part(solid, ticket)


def is_part(solid: str, ticket: Ticket) -> bool:
    return len(solid) >= 4 and any(c.isdigit() for c in solid) and solid in ticket.number


def fits(filters: Filters, ticket: Ticket) -> bool:
    day = datetime.strptime(ticket.number[3:9], "%y%m%d").date()  # noqa: DTZ007 - a day, not an instant
    return (
        is_meant(filters.text, ticket)
        and (not filters.statuses or ticket.status in filters.statuses)
        and filters.application in (None, ticket.application)
        and filters.version in (None, ticket.version)
        and filters.lpse_id in (None, ticket.lpse_id)
        and filters.priority in (None, ticket.priority)
        and (filters.since or day) <= day <= (filters.until or day)
    )


def shows(filters: Filters, ticket_id: int, unit: SqlUnit) -> bool:
    ticket = unit.tickets.get(ticket_id)
    return ticket is not None and fits(filters, ticket)


TEXTS = [
    "",
    "gagal",
    "login",
    "log",
    "gagal log",
    "4.5",
    "2026",
    "tps26",
    "CAFE login",
    "0001",
    "lo",
    "tender x",
    "gagal tps26",
    "2605 login",
]
DAYS = st.none() | st.dates(date(2026, 4, 1), date(2026, 12, 31))
FILTERS = st.builds(
    Filters,
    text=st.sampled_from(TEXTS),
    statuses=st.frozensets(st.sampled_from(Status), max_size=3),
    application=st.sampled_from([None, None, "spse", "sirup"]),
    version=st.sampled_from([None, None, "4.5", ""]),
    lpse_id=st.sampled_from([None, None, 10, 20, 30]),
    priority=st.none() | st.sampled_from(Priority),
    since=DAYS,
    until=DAYS,
)
SEATS = st.builds(Assignment, st.sampled_from(Role), st.sampled_from([10, 20, 30]))
PEOPLE = st.sampled_from([*EVERYBODY, STRANGER]) | st.builds(
    Person,
    st.sampled_from([person.id for person in EVERYBODY]),
    st.just("Siapa pun"),
    st.just("siapa@contoh.go.id"),
    assignments=st.lists(SEATS, max_size=3).map(tuple),
)


def in_order(sort: Sort, tickets: Iterable[Ticket]) -> list[int]:
    if sort is Sort.NEWEST:
        return sorted((ticket.id for ticket in tickets), reverse=True)
    return [ticket.id for ticket in sorted(tickets, key=lambda ticket: (ticket.priority.rank, ticket.id))]


def walk(unit: SqlUnit, scope: Scope, filters: Filters, sort: Sort) -> list[Page]:
    """All pages forward, after seeing that the way back leads over the same ones."""
    pages = [unit.search.page(scope, filters, sort)]
    while (cursor := pages[-1].next) is not None:
        pages.append(unit.search.page(scope, filters, sort, cursor))
    returning = [pages[-1]]
    while (cursor := returning[0].previous) is not None:
        returning.insert(0, unit.search.page(scope, filters, sort, cursor, back=True))
    assert [page.lines for page in returning] == [page.lines for page in pages]
    return pages


async def test_exactly_what_one_may_see_and_asked_for_is_found_page_by_page(house: House) -> None:
    tickets = await house.do(fill)
    assert {ticket.status for ticket in tickets} == {Status.WAITING, Status.WORKING, Status.CLOSED}

    def look(unit: SqlUnit) -> None:
        @given(person=PEOPLE, filters=FILTERS, sort=st.sampled_from(Sort))
        @settings(max_examples=150, deadline=None)
        def is_right(person: Person, filters: Filters, sort: Sort) -> None:
            expected = [ticket for ticket in tickets if may_see(person, ticket) and fits(filters, ticket)]
            pages = walk(unit, scope_of(person), filters, sort)
            assert [line.id for page in pages for line in page.lines] == in_order(sort, expected)

        is_right()

    await house.look(look)


async def test_everybody_finds_exactly_the_tickets_that_they_may_see(house: House) -> None:
    tickets = await house.do(fill)

    def look(unit: SqlUnit) -> None:
        @given(person=PEOPLE)
        @settings(max_examples=100, deadline=None)
        def is_right(person: Person) -> None:
            seen = {line.id for line in all_found(unit, scope_of(person), Filters())}
            assert seen == {ticket.id for ticket in tickets if may_see(person, ticket)}

        is_right()

    await house.look(look)


async def test_whatever_is_done_to_tickets_the_index_keeps_in_step(house: House) -> None:
    await house.do(fill)

    def by_hand(unit: SqlUnit) -> None:
        rows, parties = t.tickets, t.parties
        unit.connection.execute(update(rows).where(rows.c.id == 3).values(title="Lain sama sekali"))
        unit.connection.execute(delete(parties).where(parties.c.ticket_id == 2, parties.c.person_id == 2))

    def is_in_step(unit: SqlUnit) -> None:
        if unit.connection.dialect.name == "sqlite":
            # FTS5 compares every word with the tickets, and raises where one differs.
            check = "INSERT INTO search_index (search_index, rank) VALUES ('integrity-check', 1)"
            unit.connection.exec_driver_sql(check)
            return
        compare = """
            SELECT count(*) FROM tickets FULL JOIN search_documents ON ticket_id = id
            WHERE document IS DISTINCT FROM search_document(tickets)
        """
        assert unit.connection.exec_driver_sql(compare).scalar_one() == 0

    await house.do(is_in_step)
    await house.do(by_hand)
    await house.do(is_in_step)
    found = await house.look(lambda unit: unit.search.page(scope_of(LINA), Filters("lain sama sekali")))
    assert [line.id for line in found.lines] == [3]


@pytest.fixture(scope="module")
def small() -> Iterator[SqlUnit]:
    """A helpdesk in memory with a few tickets, for stories that only read."""
    engine = create_engine("sqlite://")
    with engine.begin() as connection:
        migrate(connection)
        unit = SqlUnit(connection, Shelf())
        furnish(unit)
        fill(unit)
        yield unit
    engine.dispose()


@given(text=st.text())
@settings(deadline=None)
def test_whatever_is_typed_the_search_answers(small: SqlUnit, text: str) -> None:
    for line in small.search.page(scope_of(LINA), Filters(text)).lines:
        assert text.strip() == "" or shows(Filters(text), line.id, small), text


ASKED = [
    Filters(),
    Filters("gagal"),
    Filters("TPS2611210001"),
    Filters("tps26"),
    Filters(statuses=frozenset({Status.WAITING, Status.CLOSED}), priority=Priority.MINOR),
    Filters("masalah 1", application="spse", version="4.5", lpse_id=10, since=date(2026, 3, 5)),
]


async def test_no_search_looks_through_the_tickets(full_house: House) -> None:
    def look(unit: SqlUnit) -> None:
        for person in (BUDI, SARI, LINA):
            for filters in ASKED:
                for sort in Sort:
                    unit.search.page(scope_of(person), filters, sort)
                    unit.search.page(scope_of(person), filters, sort, "2.30", back=True)
                    unit.search.page(scope_of(person), filters, sort, "30", back=True)

    steps = {
        step
        for explained in (await full_house.do(plans, look, BLIND, KNOWING)).values()
        for step in explained
        if "SCAN" in step or "TEMP B-TREE" in step
    }
    # A virtual table is always said to be scanned; M is the question, < and > the place it is read on from.
    ours = {
        step for step in steps if re.fullmatch(r"SCAN search_index VIRTUAL TABLE INDEX \d+:M\d[<>]", step)
    }
    assert len(ours) == 2
    assert steps - ours <= {"SCAN found", "SCAN (subquery-1)"}
