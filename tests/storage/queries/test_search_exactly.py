"""Test with random filters and people that the search finds exactly the right tickets, by the index."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from sqlalchemy import create_engine, delete, update

from core.input.characters import plain
from core.master_data.priority import Priority
from core.organisation.roles import Role
from core.pages import Page
from core.people.people import Assignment, Person
from core.tickets.lifecycle import Action, Status
from core.tickets.numbers import find_number
from core.tickets.rights import may_see
from core.tickets.search import SortOrder, TicketFilters, TicketScope, scope_of
from core.tickets.summaries import TicketSummary
from core.tickets.ticket import Ticket
from storage.engine.edition_cache import EditionCache
from storage.engine.migrate import migrate
from storage.schema import tables as t
from storage.unit import SqlUnitOfWork
from tests.storage.helpdesk import (
    ADI,
    BUDI,
    EVERYBODY,
    LINA,
    NOW,
    SARI,
    TONO,
    Helpdesk,
    add_people,
    file,
    ticket_draft,
    work,
)
from tests.storage.queries.test_plans import WITH_STATISTICS, WITHOUT_STATISTICS, helpdesk_with_tickets, plans

__all__ = ["helpdesk_with_tickets"]


TITLES = (
    "Gagal unggah dokumen", "Gagal login", "Tidak bisa login SPSE 4.5", "Jadwal tender 2026", "Café login",
)  # fmt: skip
STRANGER = Person(99, "Siti", "siti@bandung.go.id")


def all_found(unit: SqlUnitOfWork, scope: TicketScope, filters: TicketFilters) -> list[TicketSummary]:
    """Return the tickets of all pages, newest first."""
    page = unit.search.page(scope, filters, limit=50)
    found = list(page.items)
    while page.next is not None:
        page = unit.search.page(scope, filters, cursor=page.next, limit=50)
        found += page.items
    return found


def fill(unit: SqlUnitOfWork) -> list[Ticket]:
    """File 60 tickets of two people at two LPSEs, with all priorities, some taken, escalated or closed."""
    filed = []
    for n in range(60):
        by, lpse_id = (TONO, 20) if n % 3 == 2 else (BUDI, 10)
        draft = replace(ticket_draft(TITLES[n % 5], lpse_id=lpse_id), version="4.5" if n % 4 else "")
        ticket = file(unit, by, draft, NOW - timedelta(days=200 - n * 3))
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
    """Return whether the ticket matches the text, by an independent implementation of the same rules."""
    if not text.strip():
        return True
    if number := find_number(text):
        return ticket.number == number
    solid = re.sub(r"[\s.\-_/]", "", text).upper()
    own, asked = words_of(f"{ticket.title} {ticket.description}"), words_of(text)
    last = asked[-1] if asked else ""
    begins = any(w == last or (len(last) >= 3 and w.startswith(last)) for w in own)
    in_words = bool(asked) and all(w in own or is_part(w.upper(), ticket) for w in asked[:-1])
    return (in_words and (begins or is_part(last.upper(), ticket))) or is_part(solid, ticket)


def is_part(solid: str, ticket: Ticket) -> bool:
    return len(solid) >= 4 and any(c.isdigit() for c in solid) and solid in ticket.number


def fits(filters: TicketFilters, ticket: Ticket) -> bool:
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


def shows(filters: TicketFilters, ticket_id: int, unit: SqlUnitOfWork) -> bool:
    ticket = unit.tickets.get(ticket_id)
    said = " ".join(entry.text for entry in unit.discussion.history(ticket_id))
    return ticket is not None and fits(filters, replace(ticket, description=f"{ticket.description} {said}"))


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
    TicketFilters,
    text=st.sampled_from(TEXTS),
    statuses=st.frozensets(st.sampled_from(Status), max_size=3),
    application=st.sampled_from([None, None, "spse", "sirup"]),
    version=st.sampled_from([None, None, "4.5", ""]),
    lpse_id=st.sampled_from([None, None, 10, 20, 30]),
    priority=st.none() | st.sampled_from(Priority),
    since=DAYS,
    until=DAYS,
)
ASSIGNMENTS = st.builds(Assignment, st.sampled_from(Role), st.sampled_from([10, 20, 30]))
PEOPLE = st.sampled_from([*EVERYBODY, STRANGER]) | st.builds(
    Person,
    st.sampled_from([person.id for person in EVERYBODY]),
    st.just("Siapa pun"),
    st.just("siapa@contoh.go.id"),
    assignments=st.lists(ASSIGNMENTS, max_size=3).map(tuple),
)


def in_order(sort: SortOrder, tickets: Iterable[Ticket]) -> list[int]:
    if sort is SortOrder.NEWEST:
        return sorted((ticket.id for ticket in tickets), reverse=True)
    return [ticket.id for ticket in sorted(tickets, key=lambda ticket: (ticket.priority.rank, ticket.id))]


def walk(
    unit: SqlUnitOfWork, scope: TicketScope, filters: TicketFilters, sort: SortOrder
) -> list[Page[TicketSummary]]:
    """Return all pages read forward, after checking that reading backward gives the same."""
    pages = [unit.search.page(scope, filters, sort)]
    while (cursor := pages[-1].next) is not None:
        pages.append(unit.search.page(scope, filters, sort, cursor))
    returning = [pages[-1]]
    while (cursor := returning[0].previous) is not None:
        returning.insert(0, unit.search.page(scope, filters, sort, cursor, back=True))
    assert [page.items for page in returning] == [page.items for page in pages]
    return pages


async def test_exactly_what_one_may_see_and_asked_for_is_found_page_by_page(helpdesk: Helpdesk) -> None:
    tickets = await helpdesk.run(fill)
    assert {ticket.status for ticket in tickets} == {Status.WAITING, Status.WORKING, Status.CLOSED}

    def look(unit: SqlUnitOfWork) -> None:
        @given(person=PEOPLE, filters=FILTERS, sort=st.sampled_from(SortOrder))
        @settings(max_examples=150)
        def is_right(person: Person, filters: TicketFilters, sort: SortOrder) -> None:
            expected = [ticket for ticket in tickets if may_see(person, ticket) and fits(filters, ticket)]
            pages = walk(unit, scope_of(person), filters, sort)
            assert [line.id for page in pages for line in page.items] == in_order(sort, expected)

        is_right()

    await helpdesk.read(look)


async def test_everybody_finds_exactly_the_tickets_that_they_may_see(helpdesk: Helpdesk) -> None:
    tickets = await helpdesk.run(fill)

    def look(unit: SqlUnitOfWork) -> None:
        @given(person=PEOPLE)
        @settings(max_examples=100)
        def is_right(person: Person) -> None:
            seen = {line.id for line in all_found(unit, scope_of(person), TicketFilters())}
            assert seen == {ticket.id for ticket in tickets if may_see(person, ticket)}

        is_right()

    await helpdesk.read(look)


async def test_the_search_index_follows_every_change_of_a_ticket(helpdesk: Helpdesk) -> None:
    await helpdesk.run(fill)

    def by_hand(unit: SqlUnitOfWork) -> None:
        rows, parties = t.tickets, t.parties
        unit.connection.execute(update(rows).where(rows.c.id == 3).values(title="Lain sama sekali"))
        unit.connection.execute(delete(parties).where(parties.c.ticket_id == 2, parties.c.person_id == 2))

    def is_in_step(unit: SqlUnitOfWork) -> None:
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

    await helpdesk.run(is_in_step)
    await helpdesk.run(by_hand)
    await helpdesk.run(is_in_step)
    found = await helpdesk.read(
        lambda unit: unit.search.page(scope_of(LINA), TicketFilters("lain sama sekali"))
    )
    assert [line.id for line in found.items] == [3]


@pytest.fixture(scope="module")
def small() -> Iterator[SqlUnitOfWork]:
    """Yield a helpdesk in memory with a few tickets, for tests that only read."""
    engine = create_engine("sqlite://")
    with engine.begin() as connection:
        migrate(connection)
        unit = SqlUnitOfWork(connection, EditionCache())
        add_people(unit)
        fill(unit)
        yield unit
    engine.dispose()


@given(text=st.text())
@example("YA")
def test_the_search_answers_any_text(small: SqlUnitOfWork, text: str) -> None:
    for line in small.search.page(scope_of(LINA), TicketFilters(text)).items:
        assert plain(text).strip() == "" or shows(TicketFilters(text), line.id, small), text


ASKED = [
    TicketFilters(),
    TicketFilters("TPS2611210001"),
    TicketFilters("tps26"),
    TicketFilters("budi gagla mengunggahkan e-katalog"),
    TicketFilters(statuses=frozenset({Status.WAITING, Status.CLOSED}), priority=Priority.MINOR),
    TicketFilters("masalah 1", application="spse", version="4.5", lpse_id=10, since=date(2026, 3, 5)),
]


async def test_no_search_looks_through_the_tickets(helpdesk_with_tickets: Helpdesk) -> None:
    def look(unit: SqlUnitOfWork) -> None:
        for person in (BUDI, SARI, LINA):
            for filters in ASKED:
                for sort in SortOrder:
                    unit.search.page(scope_of(person), filters, sort, counted=True)
                    unit.search.page(scope_of(person), filters, sort, "2.30", back=True)
                    unit.search.page(scope_of(person), filters, sort, "30", back=True)

    steps = {
        step
        for explained in (
            await helpdesk_with_tickets.run(plans, look, WITHOUT_STATISTICS, WITH_STATISTICS)
        ).values()
        for step in explained
        if "SCAN" in step or "TEMP B-TREE" in step
    }
    # The plan calls every use of a virtual table a scan; M is the query, < and > the place to read on from.
    ours = {
        step for step in steps if re.fullmatch(r"SCAN search_index VIRTUAL TABLE INDEX \d+:M\d[<>]", step)
    }
    assert len(ours) == 2
    assert steps - ours <= {"SCAN found", "SCAN (subquery-1)", "SCAN account_index VIRTUAL TABLE INDEX 0:M3"}
