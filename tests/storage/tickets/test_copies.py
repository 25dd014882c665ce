"""Test copies of files: requested with the ticket, stored once, and removed when no ticket needs them."""

from datetime import datetime, timedelta

import pytest

from core.files.findings import FileFinding
from core.tickets.attachments import Upload
from core.tickets.lifecycle import Action
from storage.engine.migrate import migrate
from storage.schema.tables import copies
from storage.tickets.copies import CopyState, WantedCopy
from storage.unit import SqlUnitOfWork
from tests.storage.helpdesk import BUDI, LETTER, NOW, SARI, SCREENSHOT, Helpdesk, file, ticket_draft, work
from tests.storage.queries.test_plans import WITH_STATISTICS, WITHOUT_STATISTICS, helpdesk_with_tickets, plans

__all__ = ["helpdesk_with_tickets"]

DAY, YEAR = timedelta(days=1), timedelta(days=365)


def files_a_ticket(unit: SqlUnitOfWork, *uploads: Upload, at: datetime = NOW) -> int:
    return file(unit, BUDI, ticket_draft("Lihat berkas", *uploads), at).id


def closes(unit: SqlUnitOfWork, ticket_id: int, at: datetime) -> None:
    work(unit, BUDI, Action.CLOSE, ticket_id, at=at)


def keeps_all(
    unit: SqlUnitOfWork, at: datetime = NOW, findings: frozenset[FileFinding] = frozenset()
) -> None:
    for copy in unit.copies.due(at, 100):
        unit.copies.mark_kept(copy.unique_ref, "0" * 64, findings, at=at)


def states(unit: SqlUnitOfWork) -> dict[str, CopyState | None]:
    return {name: unit.copies.state(name) for name in ("unique-1", "unique-2")}


async def test_a_copy_is_wanted_of_every_file_as_soon_as_it_is_attached(helpdesk: Helpdesk) -> None:
    ticket_id = await helpdesk.run(files_a_ticket, SCREENSHOT)
    await helpdesk.run(work, SARI, Action.TAKE, ticket_id)
    await helpdesk.run(
        lambda unit: work(unit, SARI, Action.SOLVE, ticket_id, "Sudah, lihat suratnya.", LETTER)
    )
    assert await helpdesk.read(lambda unit: unit.copies.due(NOW, 10)) == [
        WantedCopy("unique-1", "file-1", ".png", 2048, 0),
        WantedCopy("unique-2", "file-2", ".pdf", 4096, 0),
    ]
    assert len(await helpdesk.read(lambda unit: unit.copies.due(NOW, 1))) == 1
    assert await helpdesk.read(lambda unit: unit.copies.due(NOW - DAY, 10)) == []


async def test_the_same_file_in_two_tickets_is_kept_once(helpdesk: Helpdesk) -> None:
    await helpdesk.run(files_a_ticket, SCREENSHOT)
    await helpdesk.run(files_a_ticket, SCREENSHOT, LETTER, at=NOW + DAY)
    assert len(await helpdesk.read(lambda unit: unit.copies.due(NOW + DAY, 10))) == 2
    await helpdesk.run(keeps_all, NOW + DAY)
    await helpdesk.run(files_a_ticket, SCREENSHOT, at=NOW + 2 * DAY)
    assert await helpdesk.read(lambda unit: unit.copies.due(NOW + 3 * DAY, 10)) == []


async def test_what_could_not_be_fetched_waits_and_its_tries_are_counted(helpdesk: Helpdesk) -> None:
    await helpdesk.run(files_a_ticket, SCREENSHOT)
    await helpdesk.run(lambda unit: unit.copies.postpone("unique-1", NOW + DAY))
    assert await helpdesk.read(lambda unit: unit.copies.due(NOW, 10)) == []
    await helpdesk.run(lambda unit: unit.copies.postpone("unique-1", NOW + DAY, counts=False))
    [copy] = await helpdesk.read(lambda unit: unit.copies.due(NOW + DAY, 10))
    assert copy.attempts == 1


@pytest.mark.parametrize("ended", [CopyState.FAILED, CopyState.TOO_LARGE])
async def test_what_is_given_up_is_asked_for_no_more(helpdesk: Helpdesk, ended: CopyState) -> None:
    await helpdesk.run(files_a_ticket, SCREENSHOT)
    await helpdesk.run(lambda unit: unit.copies.give_up("unique-1", ended))
    assert await helpdesk.read(lambda unit: unit.copies.due(NOW + YEAR, 10)) == []
    # A file that is too large stays so; a failed one may succeed when it is attached again.
    await helpdesk.run(files_a_ticket, SCREENSHOT, at=NOW + DAY)
    again = await helpdesk.read(lambda unit: unit.copies.due(NOW + DAY, 10))
    assert [copy.attempts for copy in again] == ([0] if ended is CopyState.FAILED else [])


async def test_what_was_too_large_is_asked_for_again_where_that_much_can_be_had(helpdesk: Helpdesk) -> None:
    await helpdesk.run(files_a_ticket, SCREENSHOT, LETTER)
    for unique_ref in ("unique-1", "unique-2"):
        await helpdesk.run(lambda unit, u=unique_ref: unit.copies.give_up(u, CopyState.TOO_LARGE))  # type: ignore[misc]
    assert await helpdesk.run(lambda unit: unit.copies.retry_too_large(SCREENSHOT.size, NOW)) == 1
    assert await helpdesk.read(states) == {"unique-1": CopyState.WANTED, "unique-2": CopyState.TOO_LARGE}


async def test_a_file_whose_content_is_something_else_is_flagged_wherever_it_is_listed(
    helpdesk: Helpdesk,
) -> None:
    ticket_id = await helpdesk.run(files_a_ticket, SCREENSHOT, LETTER)

    def flags(unit: SqlUnitOfWork) -> list[bool]:
        first, second = unit.discussion.file(ticket_id, 1), unit.discussion.file(ticket_id, 2)
        assert first is not None
        assert second is not None
        listed = [f.is_flagged for f in unit.discussion.files(ticket_id)]
        assert listed == [first.is_flagged, second.is_flagged]
        assert listed == [f.is_flagged for row in unit.discussion.history(ticket_id) for f in row.files]
        assert listed == [f.is_flagged for f in unit.discussion.files(ticket_id, of_description=True)]
        return listed

    assert await helpdesk.read(flags) == [False, False]
    await helpdesk.run(lambda unit: unit.copies.mark_kept("unique-1", "0" * 64, frozenset(), at=NOW))
    await helpdesk.run(
        lambda unit: unit.copies.mark_kept("unique-2", "0" * 64, frozenset((FileFinding.MISMATCH,)), at=NOW)
    )
    assert await helpdesk.read(flags) == [False, True]
    other = await helpdesk.run(files_a_ticket, LETTER, at=NOW + DAY)
    [letter] = await helpdesk.read(lambda unit: unit.discussion.files(other))
    assert letter.is_flagged


# --------------------------------------------------------------------------------------------------- removal


async def sweeps(helpdesk: Helpdesk, now: datetime, limit: int = 100) -> list[str]:
    await helpdesk.run(lambda unit: unit.copies.expire_unused(now - YEAR, now, limit))
    return await helpdesk.read(lambda unit: unit.copies.awaiting_removal(100))


async def test_a_copy_goes_a_year_after_its_last_ticket_was_closed_and_not_before(helpdesk: Helpdesk) -> None:
    first = await helpdesk.run(files_a_ticket, SCREENSHOT)
    second = await helpdesk.run(files_a_ticket, SCREENSHOT, LETTER, at=NOW + DAY)
    await helpdesk.run(keeps_all, NOW + DAY)
    await helpdesk.run(closes, first, NOW + 2 * DAY)
    for days in (100, 366, 380, 700):
        assert await sweeps(helpdesk, NOW + timedelta(days=days)) == []
    closed_at = NOW + timedelta(days=700)
    await helpdesk.run(closes, second, closed_at)
    assert await sweeps(helpdesk, closed_at + YEAR - DAY) == []
    assert await sweeps(helpdesk, closed_at + YEAR) == ["unique-1", "unique-2"]
    await helpdesk.run(lambda unit: unit.copies.mark_removed("unique-1"))
    assert await helpdesk.read(states) == {"unique-1": CopyState.GONE, "unique-2": CopyState.GOING}
    assert await sweeps(helpdesk, closed_at + YEAR) == ["unique-2"]


async def test_the_day_does_not_drift_with_the_sweeps_that_looked_before(helpdesk: Helpdesk) -> None:
    ticket_id = await helpdesk.run(files_a_ticket, SCREENSHOT)
    await helpdesk.run(keeps_all)
    await helpdesk.run(closes, ticket_id, NOW + DAY)
    looked = await helpdesk.run(lambda unit: unit.copies.expire_unused(NOW, NOW + YEAR, 100))
    assert looked == 1
    assert await helpdesk.run(lambda unit: unit.copies.expire_unused(NOW, NOW + YEAR, 100)) == 0
    assert await sweeps(helpdesk, NOW + DAY + YEAR) == ["unique-1"]


async def test_a_sweep_takes_a_bounded_number(helpdesk: Helpdesk) -> None:
    ticket_id = await helpdesk.run(files_a_ticket, SCREENSHOT, LETTER)
    await helpdesk.run(keeps_all)
    await helpdesk.run(closes, ticket_id, NOW)
    assert len(await sweeps(helpdesk, NOW + YEAR, limit=1)) == 1
    assert len(await sweeps(helpdesk, NOW + YEAR, limit=1)) == 2


@pytest.mark.parametrize("left", [False, True])
async def test_a_file_that_is_attached_again_is_wanted_again(helpdesk: Helpdesk, left: bool) -> None:
    ticket_id = await helpdesk.run(files_a_ticket, SCREENSHOT)
    await helpdesk.run(keeps_all)
    await helpdesk.run(closes, ticket_id, NOW)
    assert await sweeps(helpdesk, NOW + YEAR) == ["unique-1"]
    if left:
        await helpdesk.run(lambda unit: unit.copies.mark_removed("unique-1"))
    await helpdesk.run(files_a_ticket, SCREENSHOT, at=NOW + 2 * YEAR)
    # A removal that was listed before the file was attached again has no effect.
    await helpdesk.run(lambda unit: unit.copies.mark_removed("unique-1"))
    assert await helpdesk.read(lambda unit: unit.copies.state("unique-1")) is CopyState.WANTED
    assert await sweeps(helpdesk, NOW + 2 * YEAR) == []


async def test_nothing_about_copies_looks_through_a_whole_table(helpdesk_with_tickets: Helpdesk) -> None:
    def sweep(unit: SqlUnitOfWork) -> None:
        files_a_ticket(unit, SCREENSHOT)
        unit.copies.due(NOW, 10)
        unit.copies.postpone("unique-1", NOW)
        unit.copies.mark_kept("unique-1", "", frozenset(), at=NOW)
        unit.copies.expire_unused(NOW, NOW, 10)
        unit.copies.awaiting_removal(10)
        unit.copies.state("unique-1")
        unit.copies.mark_removed("unique-1")
        unit.copies.retry_too_large(20, NOW)

    found = await helpdesk_with_tickets.run(plans, sweep, WITHOUT_STATISTICS, WITH_STATISTICS)
    of_copies = {statement: steps for statement, steps in found.items() if "copies" in statement}
    assert len(of_copies) > 6
    slow = {
        step
        for statement, steps in of_copies.items()
        for step in steps
        if not statement.startswith("INSERT") and ("SCAN" in step or "TEMP B-TREE" in step)
    }
    # Only rows of copies that are to be removed.
    assert slow <= {"SCAN copies USING INDEX copies_going"}


async def test_what_was_attached_before_there_were_copies_is_wanted_too(helpdesk: Helpdesk) -> None:
    await helpdesk.run(files_a_ticket, SCREENSHOT)
    await helpdesk.run(files_a_ticket, SCREENSHOT, LETTER, at=NOW + DAY)
    before = await helpdesk.read(lambda unit: unit.copies.due(NOW + DAY, 10))

    def is_at(unit: SqlUnitOfWork, revision: str) -> None:
        unit.connection.exec_driver_sql(f"UPDATE alembic_version SET version_num = '{revision}'")

    def as_of_old(unit: SqlUnitOfWork) -> str:
        unit.connection.exec_driver_sql("DROP TABLE copies")
        unit.connection.exec_driver_sql("DROP INDEX attachments_file")
        version: str = unit.connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar_one()
        is_at(unit, "0010")
        return version

    newest = await helpdesk.run(as_of_old)
    await helpdesk.run(lambda unit: migrate(unit.connection, revision="0011"))
    await helpdesk.run(is_at, newest)
    after = await helpdesk.read(lambda unit: unit.copies.due(NOW + DAY, 10))
    assert sorted(after, key=lambda copy: copy.unique_ref) == before

    def as_it_is_now(unit: SqlUnitOfWork) -> None:
        """Put the table of this release back: on PostgreSQL the next test has the same database."""
        unit.connection.exec_driver_sql("DROP TABLE copies")
        copies.create(unit.connection)

    await helpdesk.run(as_it_is_now)


async def test_the_next_copy_that_has_to_wait_is_known(helpdesk: Helpdesk) -> None:
    await helpdesk.run(files_a_ticket, SCREENSHOT, LETTER)
    assert await helpdesk.read(lambda unit: unit.copies.next_due(NOW)) is None
    for name, days in (("unique-1", 2), ("unique-2", 1)):
        await helpdesk.run(lambda unit, name, days: unit.copies.postpone(name, NOW + days * DAY), name, days)
    assert await helpdesk.read(lambda unit: unit.copies.next_due(NOW)) == NOW + DAY
    assert await helpdesk.read(lambda unit: unit.copies.next_due(NOW + DAY)) == NOW + 2 * DAY
