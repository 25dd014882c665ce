"""Numbers of tickets that are filed at the same moment."""

import asyncio
from datetime import timedelta

import pytest

from core.errors import Refusal
from storage.unit import SqlUnit
from tests.storage.house import BUDI, NOW, SARI, SCREENSHOT, House, file, report


async def test_fifty_people_file_at_once_and_no_number_is_missing_or_given_twice(house: House) -> None:
    tickets = await asyncio.gather(*(house.do(file, filed=report(f"Masalah {n}")) for n in range(50)))
    in_order_of_storing = sorted(tickets, key=lambda ticket: ticket.id)
    assert [ticket.number for ticket in in_order_of_storing] == [f"TPS261121{n:04d}" for n in range(1, 51)]
    assert {ticket.title for ticket in tickets} == {f"Masalah {n}" for n in range(50)}


async def test_a_filing_that_fails_after_its_number_was_drawn_leaves_no_gap(house: House) -> None:
    def file_and_stumble(unit: SqlUnit) -> None:
        assert file(unit).number == "TPS2611210002"
        raise RuntimeError("the power of this room went out")

    first = await house.do(file)
    with pytest.raises(RuntimeError):
        await house.do(file_and_stumble)
    second = await house.do(file)
    assert (first.number, second.number) == ("TPS2611210001", "TPS2611210002")


async def test_failures_among_fifty_filings_leave_no_gap(house: House) -> None:
    def file_or_stumble(unit: SqlUnit, n: int) -> str:
        number = file(unit).number
        if n % 3 == 0:
            raise RuntimeError
        return number

    outcomes = await asyncio.gather(
        *(house.do(file_or_stumble, n) for n in range(50)),
        return_exceptions=True,
    )
    numbers = sorted(outcome for outcome in outcomes if isinstance(outcome, str))
    assert numbers == [f"TPS261121{n:04d}" for n in range(1, 34)]


async def test_each_prefix_and_each_month_counts_for_itself(house: House) -> None:
    december = NOW + timedelta(days=30)
    assert (await house.do(file)).number == "TPS2611210001"
    assert (await house.do(file, SARI)).number == "THS2611210001"
    assert (await house.do(file, at=december)).number == "TPS2612210001"
    assert (await house.do(file)).number == "TPS2611210002"


async def test_a_refused_filing_leaves_nothing(house: House) -> None:
    with pytest.raises(Refusal):
        await house.do(file, filed=report(lpse_id=99))
    page = await house.look(lambda unit: unit.lists.own(BUDI.id))
    assert page.lines == []


async def test_a_filed_ticket_is_read_as_it_was_filed(house: House) -> None:
    filed = await house.do(file, filed=report("Gagal unggah", SCREENSHOT))
    read = await house.look(lambda unit: unit.tickets.get(filed.id))
    assert read is not None
    assert filed.events
    filed.events = []  # a ticket remembers what happened in this unit of work only
    assert read == filed
    assert await house.look(lambda unit: unit.tickets.by_number(filed.number)) == filed.id
    assert await house.look(lambda unit: unit.tickets.by_number("TPS2611219999")) is None
