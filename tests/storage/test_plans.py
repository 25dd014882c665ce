"""How the database finds things: by an index, in its order, however many tickets there are."""

import re
from collections.abc import AsyncIterator, Callable
from typing import Any

import pytest
from sqlalchemy import event

from core.accounts import AccountFilters
from core.desks import Desk
from core.people import Person
from core.roles import Level, Role
from storage.database import open_database, upgrade
from storage.unit import Shelf, SqlUnit
from tests.storage.house import BUDI, NOW, SARI, House, file, furnish
from tests.storage.test_lists import LISTS, fill

FIRST = Desk(Level.LPSE_1, lpse_id=10)


@pytest.fixture
async def full_house(sqlite_url: str) -> AsyncIterator[House]:
    """A helpdesk on SQLite, which tells its plans best, with tickets."""
    house = House(open_database(sqlite_url), Shelf())
    await upgrade(house.database)
    await house.do(furnish)
    await house.do(fill)
    yield house
    await house.database.close()


YEARS_OF_TAKING = """
    INSERT INTO history (ticket_id, kind, at, person_id, role, facts, text)
    SELECT ticket_id, kind, at - n * interval '1 hour', person_id, role, facts, text
    FROM history, generate_series(1, 1000) n WHERE kind = 'taken'
"""

# A plan must not hang on what the planner happens to know.
BLIND, KNOWING = "SELECT 1", "ANALYZE"


def plans(unit: SqlUnit, reading: Callable[[SqlUnit], object], *states: str) -> dict[str, set[str]]:
    """Every statement of `reading` and the steps of its plan in each state of knowledge."""
    asked: dict[str, Any] = {}

    def note(_connection: object, _cursor: object, statement: str, given: Any, *_more: object) -> None:
        asked[statement] = given

    event.listen(unit.connection, "before_cursor_execute", note)
    reading(unit)
    event.remove(unit.connection, "before_cursor_execute", note)
    found: dict[str, set[str]] = {statement: set() for statement in asked}
    for state in states:
        unit.connection.exec_driver_sql(state)
        for statement, given in asked.items():
            steps = unit.connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", given)
            found[statement] |= {step.detail for step in steps}
    return found


async def test_every_list_is_read_by_an_index_in_its_order(full_house: House) -> None:
    def turn_pages(unit: SqlUnit) -> None:
        for read, _, _ in LISTS.values():
            page = read(unit.lists, None, False)
            read(unit.lists, page.next, False)
            read(unit.lists, page.next, True)
        unit.lists.due(NOW, 10)

    found = await full_house.do(plans, turn_pages, BLIND, KNOWING)
    assert len(found) == 2 * 11 + 1, "eleven views forward and back, and what is due"
    slow = {step for steps in found.values() for step in steps if "SCAN" in step or "TEMP B-TREE" in step}
    assert slow == set()


@pytest.mark.postgres
async def test_what_was_taken_today_is_found_by_its_index_on_postgresql_too(postgres_house: House) -> None:
    def plan(unit: SqlUnit) -> str:
        fill(unit)
        unit.connection.exec_driver_sql(YEARS_OF_TAKING)
        unit.connection.exec_driver_sql("ANALYZE")
        asked: list[tuple[str, Any]] = []

        def note(_connection: object, _cursor: object, statement: str, given: Any, *_more: object) -> None:
            asked.append((statement, given))

        event.listen(unit.connection, "before_cursor_execute", note)
        unit.lists.taken([FIRST], NOW)
        event.remove(unit.connection, "before_cursor_execute", note)
        [(statement, given)] = asked
        return "\n".join(unit.connection.exec_driver_sql(f"EXPLAIN {statement}", given).scalars())

    steps = await postgres_house.do(plan)
    assert "history_taken" in steps
    assert "Seq Scan on history" not in steps


async def test_nothing_that_an_update_needs_looks_through_a_whole_table(full_house: House) -> None:
    def handle(unit: SqlUnit) -> None:
        unit.inbox.keep([(1, "budi", "")], NOW)
        unit.inbox.claim(1, "budi")
        unit.links.link(70, BUDI.id, NOW)
        unit.chats.of_people([BUDI.id, SARI.id])
        sari = unit.people.get(SARI.id)
        assert isinstance(sari, Person)
        unit.people.by_email(sari.email)
        unit.people.at_desk(FIRST)
        unit.groups.of_desk(FIRST)
        unit.codes.count_sent(70, "", NOW)
        unit.offices.by_repository(10)
        ticket = file(unit)
        unit.tickets.by_number(ticket.number)
        unit.tickets.get_for_change(ticket.id)
        unit.tickets.save(ticket)
        unit.watch_links.find("", NOW)
        unit.watch_links.use("", NOW)
        unit.watch_links.count_open(ticket.id, NOW)
        unit.watch_links.forget(NOW)
        unit.discussion.said(ticket.id)
        unit.discussion.files(ticket.id, of_description=True)
        for key in ("card", None):
            unit.outbox.put(
                chat_id=70, op="", method="", payload={}, priority=0, key=key, at=NOW, ticket_id=ticket.id
            )
        unit.outbox.next_due(NOW)
        unit.outbox.failed_of(ticket.id)
        unit.slots.holding("card")
        unit.talks.keys(70)
        unit.inbox.done(1, NOW)

    found = await full_house.do(plans, handle, BLIND)
    # An insertion tells of the scan that it would need after a broken foreign key only.
    looking = {statement: steps for statement, steps in found.items() if not statement.startswith("INSERT")}
    assert len(looking) > 20
    assert {
        statement for statement, steps in looking.items() if any("SCAN" in step for step in steps)
    } == set()


async def test_accounts_are_found_without_looking_at_all_of_them(full_house: House) -> None:
    def search(unit: SqlUnit) -> None:
        for filters in (
            AccountFilters("sar sur"),
            AccountFilters("sar", Role.HELPDESK_LPSE, 10),
            AccountFilters("", Role.HELPDESK_LPSE),
            AccountFilters("", None, 10),
            AccountFilters(),
        ):
            for back in (False, True):
                unit.account_search.page(filters, "3", back=back)
        unit.accounts.get(SARI.id)
        unit.accounts.id_of(SARI.email)
        unit.accounts.administrators()
        unit.accounts.count_invited(SARI.id, NOW)
        unit.accounts.void_invitations(SARI.id, NOW)
        unit.accounts.void_codes(SARI.id)

    # With six people in it, a table that is known well is best looked through.
    found = await full_house.do(plans, search, BLIND)
    assert len(found) > 10
    # What FTS5 does is called a scan, whatever it does: here, a look into the index of words.
    scans = {step for steps in found.values() for step in steps if "SCAN" in step}
    assert scans
    assert all(re.search(r"account_index VIRTUAL TABLE INDEX \d+:.*M", step) for step in scans), scans


@pytest.mark.postgres
async def test_words_of_accounts_are_indexed_on_postgresql_too(postgres_house: House) -> None:
    def plan(unit: SqlUnit) -> str:
        # Six people are sooner looked through than looked up.
        unit.connection.exec_driver_sql("SET LOCAL enable_seqscan = off")
        asked = unit.connection.exec_driver_sql(
            "EXPLAIN SELECT id FROM people WHERE account_words(name, email, office) @@ $1::tsquery",
            ("'sar':*",),
        )
        return "\n".join(asked.scalars())

    assert "Bitmap Index Scan on account_index" in await postgres_house.do(plan)


async def test_what_waits_is_found_without_looking_at_what_is_done(full_house: House) -> None:
    def sweep(unit: SqlUnit) -> None:
        unit.releases.due(10)
        unit.releases.held(SARI.id, 0, 10)
        unit.inbox.waiting(10)
        unit.outbox.due(NOW, 10)
        unit.outbox.due(NOW, 10, [70])
        unit.outbox.to_make(NOW, 1, ["csv"], [70])

    found = await full_house.do(plans, sweep, BLIND, KNOWING)
    assert {step for steps in found.values() for step in steps} <= {
        "SCAN releases_due",  # whoever has just lost something, and nobody else
        "SEARCH tickets USING INDEX tickets_held (holder_id=? AND id>?)",
        "SCAN inbox USING INDEX inbox_waiting",  # rows that are not done, and no others
        "SCAN outbox USING INDEX outbox_due",
        "SCAN outbox USING INDEX outbox_orders",
    }
