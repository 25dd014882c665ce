"""How the database finds things: by an index, in its order, however many tickets there are."""

from collections.abc import AsyncIterator, Callable
from typing import Any

import pytest
from sqlalchemy import event

from core.desks import Desk
from core.people import Person
from core.roles import Level
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
    assert len(found) == 2 * 9 + 1, "nine views forward and back, and what is due"
    slow = {step for steps in found.values() for step in steps if "SCAN" in step or "TEMP B-TREE" in step}
    assert slow == set()


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


async def test_what_waits_is_found_without_looking_at_what_is_done(full_house: House) -> None:
    def sweep(unit: SqlUnit) -> None:
        unit.inbox.waiting(10)
        unit.inbox.count_waiting()
        unit.outbox.due(NOW, 10)
        unit.outbox.due(NOW, 10, [70])

    found = await full_house.do(plans, sweep, BLIND, KNOWING)
    assert {step for steps in found.values() for step in steps} <= {
        "SCAN inbox USING INDEX inbox_waiting",  # rows that are not done, and no others
        "SCAN inbox USING COVERING INDEX inbox_waiting",
        "SCAN outbox USING INDEX outbox_due",
    }
