"""Copies of files: wanted with the ticket, kept once for all, and let go when nobody needs them."""

from datetime import datetime, timedelta

import pytest

from core.attachments import Upload
from core.lifecycle import Action
from storage.copies import CopyState, WantedCopy
from storage.schema import migrate
from storage.unit import SqlUnit
from tests.storage.house import BUDI, LETTER, NOW, SARI, SCREENSHOT, House, file, report, work
from tests.storage.test_plans import BLIND, KNOWING, full_house, plans

__all__ = ["full_house"]

DAY, YEAR = timedelta(days=1), timedelta(days=365)


def files_a_ticket(unit: SqlUnit, *uploads: Upload, at: datetime = NOW) -> int:
    return file(unit, BUDI, report("Lihat berkas", *uploads), at).id


def closes(unit: SqlUnit, ticket_id: int, at: datetime) -> None:
    work(unit, BUDI, Action.CLOSE, ticket_id, at=at)


def keeps_all(unit: SqlUnit, at: datetime = NOW, *, agrees: bool = True) -> None:
    for copy in unit.copies.due(at, 100):
        unit.copies.kept(copy.unique_ref, "0" * 64, agrees=agrees, at=at)


def states(unit: SqlUnit) -> dict[str, CopyState | None]:
    return {name: unit.copies.state(name) for name in ("unique-1", "unique-2")}


async def test_a_copy_is_wanted_of_every_file_as_soon_as_it_is_attached(house: House) -> None:
    ticket_id = await house.do(files_a_ticket, SCREENSHOT)
    await house.do(work, SARI, Action.TAKE, ticket_id)
    await house.do(lambda unit: work(unit, SARI, Action.SOLVE, ticket_id, "Sudah, lihat suratnya.", LETTER))
    assert await house.look(lambda unit: unit.copies.due(NOW, 10)) == [
        WantedCopy("unique-1", "file-1", ".png", 2048, 0),
        WantedCopy("unique-2", "file-2", ".pdf", 4096, 0),
    ]
    assert len(await house.look(lambda unit: unit.copies.due(NOW, 1))) == 1
    assert await house.look(lambda unit: unit.copies.due(NOW - DAY, 10)) == []


async def test_the_same_file_in_two_tickets_is_kept_once(house: House) -> None:
    await house.do(files_a_ticket, SCREENSHOT)
    await house.do(files_a_ticket, SCREENSHOT, LETTER, at=NOW + DAY)
    assert len(await house.look(lambda unit: unit.copies.due(NOW + DAY, 10))) == 2
    await house.do(keeps_all, NOW + DAY)
    await house.do(files_a_ticket, SCREENSHOT, at=NOW + 2 * DAY)
    assert await house.look(lambda unit: unit.copies.due(NOW + 3 * DAY, 10)) == []


async def test_what_could_not_be_fetched_waits_and_its_tries_are_counted(house: House) -> None:
    await house.do(files_a_ticket, SCREENSHOT)
    await house.do(lambda unit: unit.copies.put_off("unique-1", NOW + DAY))
    assert await house.look(lambda unit: unit.copies.due(NOW, 10)) == []
    await house.do(lambda unit: unit.copies.put_off("unique-1", NOW + DAY, counts=False))
    [copy] = await house.look(lambda unit: unit.copies.due(NOW + DAY, 10))
    assert copy.attempts == 1


@pytest.mark.parametrize("ended", [CopyState.FAILED, CopyState.TOO_LARGE])
async def test_what_is_given_up_is_asked_for_no_more(house: House, ended: CopyState) -> None:
    await house.do(files_a_ticket, SCREENSHOT)
    await house.do(lambda unit: unit.copies.give_up("unique-1", ended))
    assert await house.look(lambda unit: unit.copies.due(NOW + YEAR, 10)) == []
    # A file that grew too large stays so; what failed may have been bad luck.
    await house.do(files_a_ticket, SCREENSHOT, at=NOW + DAY)
    again = await house.look(lambda unit: unit.copies.due(NOW + DAY, 10))
    assert [copy.attempts for copy in again] == ([0] if ended is CopyState.FAILED else [])


async def test_what_was_too_large_is_asked_for_again_where_that_much_can_be_had(house: House) -> None:
    await house.do(files_a_ticket, SCREENSHOT, LETTER)
    for unique_ref in ("unique-1", "unique-2"):
        await house.do(lambda unit, u=unique_ref: unit.copies.give_up(u, CopyState.TOO_LARGE))  # type: ignore[misc]
    assert await house.do(lambda unit: unit.copies.want_again(SCREENSHOT.size, NOW)) == 1
    assert await house.look(states) == {"unique-1": CopyState.WANTED, "unique-2": CopyState.TOO_LARGE}


async def test_a_file_whose_content_is_something_else_is_flagged_wherever_it_is_listed(house: House) -> None:
    ticket_id = await house.do(files_a_ticket, SCREENSHOT, LETTER)

    def flags(unit: SqlUnit) -> list[bool]:
        first, second = unit.discussion.file(ticket_id, 1), unit.discussion.file(ticket_id, 2)
        assert first is not None
        assert second is not None
        listed = [f.is_flagged for f in unit.discussion.files(ticket_id)]
        assert listed == [first.is_flagged, second.is_flagged]
        assert listed == [f.is_flagged for row in unit.discussion.history(ticket_id) for f in row.files]
        assert listed == [f.is_flagged for f in unit.discussion.files(ticket_id, of_description=True)]
        return listed

    assert await house.look(flags) == [False, False]
    await house.do(lambda unit: unit.copies.kept("unique-1", "0" * 64, agrees=True, at=NOW))
    await house.do(lambda unit: unit.copies.kept("unique-2", "0" * 64, agrees=False, at=NOW))
    assert await house.look(flags) == [False, True]
    other = await house.do(files_a_ticket, LETTER, at=NOW + DAY)
    [letter] = await house.look(lambda unit: unit.discussion.files(other))
    assert letter.is_flagged


# ------------------------------------------------------------------------------------------------- letting go


async def sweeps(house: House, now: datetime, limit: int = 100) -> list[str]:
    await house.do(lambda unit: unit.copies.let_go(now - YEAR, now, limit))
    return await house.look(lambda unit: unit.copies.going(100))


async def test_a_copy_goes_a_year_after_its_last_ticket_was_closed_and_not_before(house: House) -> None:
    first = await house.do(files_a_ticket, SCREENSHOT)
    second = await house.do(files_a_ticket, SCREENSHOT, LETTER, at=NOW + DAY)
    await house.do(keeps_all, NOW + DAY)
    await house.do(closes, first, NOW + 2 * DAY)
    for days in (100, 366, 380, 700):
        assert await sweeps(house, NOW + timedelta(days=days)) == []
    closed_at = NOW + timedelta(days=700)
    await house.do(closes, second, closed_at)
    assert await sweeps(house, closed_at + YEAR - DAY) == []
    assert await sweeps(house, closed_at + YEAR) == ["unique-1", "unique-2"]
    await house.do(lambda unit: unit.copies.gone("unique-1"))
    assert await house.look(states) == {"unique-1": CopyState.GONE, "unique-2": CopyState.GOING}
    assert await sweeps(house, closed_at + YEAR) == ["unique-2"]


async def test_the_day_does_not_drift_with_the_sweeps_that_looked_before(house: House) -> None:
    ticket_id = await house.do(files_a_ticket, SCREENSHOT)
    await house.do(keeps_all)
    await house.do(closes, ticket_id, NOW + DAY)
    looked = await house.do(lambda unit: unit.copies.let_go(NOW, NOW + YEAR, 100))
    assert looked == 1
    assert await house.do(lambda unit: unit.copies.let_go(NOW, NOW + YEAR, 100)) == 0
    assert await sweeps(house, NOW + DAY + YEAR) == ["unique-1"]


async def test_a_sweep_takes_a_bounded_number(house: House) -> None:
    ticket_id = await house.do(files_a_ticket, SCREENSHOT, LETTER)
    await house.do(keeps_all)
    await house.do(closes, ticket_id, NOW)
    assert len(await sweeps(house, NOW + YEAR, limit=1)) == 1
    assert len(await sweeps(house, NOW + YEAR, limit=1)) == 2


@pytest.mark.parametrize("left", [False, True])
async def test_a_file_that_is_attached_again_is_wanted_again(house: House, left: bool) -> None:
    ticket_id = await house.do(files_a_ticket, SCREENSHOT)
    await house.do(keeps_all)
    await house.do(closes, ticket_id, NOW)
    assert await sweeps(house, NOW + YEAR) == ["unique-1"]
    if left:
        await house.do(lambda unit: unit.copies.gone("unique-1"))
    await house.do(files_a_ticket, SCREENSHOT, at=NOW + 2 * YEAR)
    # Whoever had it on a list to be thrown away comes too late.
    await house.do(lambda unit: unit.copies.gone("unique-1"))
    assert await house.look(lambda unit: unit.copies.state("unique-1")) is CopyState.WANTED
    assert await sweeps(house, NOW + 2 * YEAR) == []


async def test_nothing_about_copies_looks_through_a_whole_table(full_house: House) -> None:
    def sweep(unit: SqlUnit) -> None:
        files_a_ticket(unit, SCREENSHOT)
        unit.copies.due(NOW, 10)
        unit.copies.put_off("unique-1", NOW)
        unit.copies.kept("unique-1", "", agrees=True, at=NOW)
        unit.copies.let_go(NOW, NOW, 10)
        unit.copies.going(10)
        unit.copies.state("unique-1")
        unit.copies.gone("unique-1")
        unit.copies.want_again(20, NOW)

    found = await full_house.do(plans, sweep, BLIND, KNOWING)
    looking = {statement: steps for statement, steps in found.items() if "copies" in statement}
    assert len(looking) > 6
    slow = {
        step
        for statement, steps in looking.items()
        for step in steps
        if not statement.startswith("INSERT") and ("SCAN" in step or "TEMP B-TREE" in step)
    }
    # Rows that have to leave, and no others.
    assert slow <= {"SCAN copies USING INDEX copies_going"}


async def test_what_was_attached_before_there_were_copies_is_wanted_too(house: House) -> None:
    await house.do(files_a_ticket, SCREENSHOT)
    await house.do(files_a_ticket, SCREENSHOT, LETTER, at=NOW + DAY)
    before = await house.look(lambda unit: unit.copies.due(NOW + DAY, 10))

    def is_at(unit: SqlUnit, revision: str) -> None:
        unit.connection.exec_driver_sql(f"UPDATE alembic_version SET version_num = '{revision}'")

    def as_of_old(unit: SqlUnit) -> str:
        unit.connection.exec_driver_sql("DROP TABLE copies")
        unit.connection.exec_driver_sql("DROP INDEX attachments_file")
        version: str = unit.connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar_one()
        is_at(unit, "0010")
        return version

    newest = await house.do(as_of_old)
    await house.do(lambda unit: migrate(unit.connection, revision="0011"))
    await house.do(is_at, newest)
    after = await house.look(lambda unit: unit.copies.due(NOW + DAY, 10))
    assert sorted(after, key=lambda copy: copy.unique_ref) == before
