"""Test the numbers of tickets that are filed at the same moment."""

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import Engine, event

from core.errors import Refusal
from storage.unit import SqlUnitOfWork
from tests.storage.helpdesk import BUDI, NOW, SARI, SCREENSHOT, Helpdesk, file, ticket_draft


async def test_fifty_people_file_at_once_and_no_number_is_missing_or_given_twice(helpdesk: Helpdesk) -> None:
    tickets = await asyncio.gather(
        *(helpdesk.run(file, filed=ticket_draft(f"Masalah {n}")) for n in range(50))
    )
    in_order_of_storing = sorted(tickets, key=lambda ticket: ticket.id)
    assert [ticket.number for ticket in in_order_of_storing] == [f"TPS261121{n:04d}" for n in range(1, 51)]
    assert {ticket.title for ticket in tickets} == {f"Masalah {n}" for n in range(50)}


async def test_a_filing_that_fails_after_its_number_was_drawn_leaves_no_gap(helpdesk: Helpdesk) -> None:
    def file_and_stumble(unit: SqlUnitOfWork) -> None:
        assert file(unit).number == "TPS2611210002"
        raise RuntimeError("the power of this room went out")

    first = await helpdesk.run(file)
    with pytest.raises(RuntimeError):
        await helpdesk.run(file_and_stumble)
    second = await helpdesk.run(file)
    assert (first.number, second.number) == ("TPS2611210001", "TPS2611210002")


async def test_failures_among_fifty_filings_leave_no_gap(helpdesk: Helpdesk) -> None:
    def file_or_stumble(unit: SqlUnitOfWork, n: int) -> str:
        number = file(unit).number
        if n % 3 == 0:
            raise RuntimeError
        return number

    outcomes = await asyncio.gather(
        *(helpdesk.run(file_or_stumble, n) for n in range(50)),
        return_exceptions=True,
    )
    numbers = sorted(outcome for outcome in outcomes if isinstance(outcome, str))
    assert numbers == [f"TPS261121{n:04d}" for n in range(1, 34)]


async def test_the_counter_is_locked_when_all_that_needs_no_number_is_done(helpdesk: Helpdesk) -> None:
    """Test that everybody who files waits for the writing of a ticket only, and for no reading before it."""
    statements: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        statements.append(" ".join(statement.split()[:3]))

    event.listen(Engine, "before_cursor_execute", note)
    try:
        await helpdesk.run(file)
    finally:
        event.remove(Engine, "before_cursor_execute", note)
    drawn = statements.index("INSERT INTO counters")
    assert statements[drawn + 1] == "INSERT INTO tickets"
    assert not [one for one in statements[drawn:] if one.startswith("SELECT")]


async def test_each_prefix_and_each_month_counts_for_itself(helpdesk: Helpdesk) -> None:
    december = NOW + timedelta(days=30)
    assert (await helpdesk.run(file)).number == "TPS2611210001"
    assert (await helpdesk.run(file, SARI)).number == "THS2611210001"
    assert (await helpdesk.run(file, at=december)).number == "TPS2612210001"
    assert (await helpdesk.run(file)).number == "TPS2611210002"


async def test_a_refused_filing_leaves_nothing(helpdesk: Helpdesk) -> None:
    with pytest.raises(Refusal):
        await helpdesk.run(file, filed=ticket_draft(lpse_id=99))
    page = await helpdesk.read(lambda unit: unit.lists.own(BUDI.id))
    assert page.items == []


async def test_a_filed_ticket_is_read_as_it_was_filed(helpdesk: Helpdesk) -> None:
    filed = await helpdesk.run(file, filed=ticket_draft("Gagal unggah", SCREENSHOT))
    read = await helpdesk.read(lambda unit: unit.tickets.get(filed.id))
    assert read is not None
    assert filed.events
    filed.events = []  # a ticket remembers what happened in this unit of work only
    assert read == filed
    assert await helpdesk.read(lambda unit: unit.tickets.by_number(filed.number)) == filed.id
    assert await helpdesk.read(lambda unit: unit.tickets.by_number("TPS2611219999")) is None
