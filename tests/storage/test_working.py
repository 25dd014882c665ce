"""Tickets that are worked on: two at once, moves and their history, and who has what in hand."""

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import Executable, delete, text, update
from sqlalchemy.exc import DBAPIError

from core.attachments import Upload
from core.errors import Refusal
from core.events import Happening
from core.lifecycle import Action, Status
from core.package import Package
from core.packages import Checked, PackageFacts, PackageKind
from core.rating import Rating
from core.ticket import Ticket
from core.use_cases.work_ticket import Order, WorkTicket
from storage import tables as t
from storage.tickets import Stale
from storage.unit import SqlUnit
from tests.storage.house import (
    ADI,
    BUDI,
    CATALOGUE,
    LETTER,
    NOW,
    SARI,
    SCREENSHOT,
    TONO,
    House,
    file,
    report,
    work,
)


async def parties(house: House, ticket_id: int) -> dict[int, bool]:
    """Who has to do with the ticket, and in whose hands it is."""
    found = await house.look(
        lambda unit: unit.connection.execute(
            t.parties.select().where(t.parties.c.ticket_id == ticket_id)
        ).all()
    )
    return {row.person_id: row.in_hand for row in found}


def stored_ticket(unit: SqlUnit, ticket_id: int) -> Ticket | None:
    return unit.tickets.get(ticket_id)


def run(unit: SqlUnit, statement: Executable) -> None:
    unit.connection.execute(statement)


async def test_of_two_who_take_a_ticket_at_once_one_gets_it_and_the_other_hears_who(house: House) -> None:
    for _ in range(10):
        ticket = await house.do(file)
        outcomes = await asyncio.gather(
            *(house.do(work, who, Action.TAKE, ticket.id) for who in (SARI, TONO)),
            return_exceptions=True,
        )
        [taken] = [outcome for outcome in outcomes if isinstance(outcome, Ticket)]
        [refused] = [outcome for outcome in outcomes if isinstance(outcome, Refusal)]
        assert refused.code == "not_now"
        assert refused.facts["holder_id"] == taken.holder_id
        stored = await house.look(stored_ticket, ticket.id)
        assert stored is not None
        assert stored.holder_id == taken.holder_id


async def test_a_ticket_comes_back_after_every_move_as_it_was_saved(house: House) -> None:
    facts = PackageFacts(PackageKind.TENDER, "21150010", name="Jembatan")
    filed = report("Gagal unggah", SCREENSHOT)
    ticket = await house.do(file, filed=filed)

    def with_package(unit: SqlUnit) -> None:
        changed = unit.tickets.get_for_change(ticket.id)
        assert changed is not None
        changed.package = Package(Checked.VALIDATED, "21150010", facts)
        unit.tickets.save(changed)

    await house.do(with_package)
    moves = (
        (SARI, Action.TAKE, False),
        (SARI, Action.ESCALATE, False),
        (ADI, Action.TAKE, False),
        (ADI, Action.ASK_FEEDBACK, True),
        (SARI, Action.GIVE_FEEDBACK, False),
        (ADI, Action.SOLVE, False),
        (BUDI, Action.CONFIRM, False),
    )
    for minutes, (who, action, below) in enumerate(moves, 1):
        at = NOW + timedelta(minutes=minutes)
        moved = await house.do(work, who, action, ticket.id, at=at, below=below)
        moved.events = []
        assert await house.look(stored_ticket, ticket.id) == moved
    rating = Order(Action.RATE, ticket.id, rating=Rating(5, ("speed",), "Terima kasih"))
    rated = await house.do(lambda unit: WorkTicket(unit.tickets, CATALOGUE, unit.people)(BUDI, rating, NOW))
    rated.events = []
    stored = await house.look(stored_ticket, ticket.id)
    assert stored == rated
    assert stored.package == Package(Checked.VALIDATED, "21150010", facts)


async def test_who_has_a_ticket_in_hand_follows_its_life(house: House) -> None:
    ticket = await house.do(file)
    assert await parties(house, ticket.id) == {BUDI.id: True}
    await house.do(work, SARI, Action.TAKE, ticket.id)
    assert await parties(house, ticket.id) == {BUDI.id: True, SARI.id: True}
    await house.do(work, SARI, Action.ESCALATE, ticket.id)
    assert await parties(house, ticket.id) == {BUDI.id: True, SARI.id: False}
    await house.do(work, ADI, Action.TAKE, ticket.id)
    await house.do(work, ADI, Action.ASK_FEEDBACK, ticket.id, below=True)
    assert await parties(house, ticket.id) == {BUDI.id: True, SARI.id: True, ADI.id: True}
    await house.do(work, BUDI, Action.CLOSE, ticket.id)
    assert await parties(house, ticket.id) == {BUDI.id: False, SARI.id: False, ADI.id: False}


async def test_nobody_can_save_over_a_change_they_have_not_seen(house: House) -> None:
    ticket = await house.do(file)
    seen = await house.look(stored_ticket, ticket.id)
    assert seen is not None
    await house.do(work, SARI, Action.TAKE, ticket.id)
    with pytest.raises(Stale):
        await house.do(lambda unit: unit.tickets.save(seen))
    stored = await house.look(stored_ticket, ticket.id)
    assert stored is not None
    assert stored.status is Status.WORKING


@pytest.mark.parametrize("number", [0, -1, 404, 2**31, 2**63, 10**30])
async def test_a_number_that_is_nobodys_finds_nothing(house: House, number: int) -> None:
    ticket = await house.do(file)
    assert await house.look(stored_ticket, number) is None
    assert await house.do(lambda unit: unit.tickets.get_for_change(number)) is None
    assert await house.look(lambda unit: unit.offices.get(number)) is None
    assert await house.look(lambda unit: unit.discussion.file(ticket.id, number)) is None


async def test_saving_twice_writes_what_happened_once(house: House) -> None:
    def file_take_and_save_again(unit: SqlUnit) -> int:
        ticket = file(unit)
        unit.tickets.save(ticket)
        taken = work(unit, SARI, Action.TAKE, ticket.id)
        unit.tickets.save(taken)
        assert [event.kind for event in taken.events] == [Happening.TAKEN]
        return ticket.id

    ticket_id = await house.do(file_take_and_save_again)
    rows = await house.look(lambda unit: unit.discussion.history(ticket_id))
    assert [row.kind for row in rows] == [Happening.FILED, Happening.TAKEN]


async def test_history_can_be_added_to_and_nothing_else(house: House) -> None:
    ticket = await house.do(file)
    before = await house.look(lambda unit: unit.discussion.history(ticket.id))
    for forbidden in (update(t.history).values(text="Tidak pernah terjadi"), delete(t.history)):
        with pytest.raises(DBAPIError, match="append-only"):
            await house.do(run, forbidden)
    assert await house.look(lambda unit: unit.discussion.history(ticket.id)) == before


@pytest.mark.postgres
async def test_history_can_not_be_emptied_at_once_either(postgres_house: House) -> None:
    with pytest.raises(DBAPIError, match="append-only"):
        await postgres_house.do(lambda unit: unit.connection.execute(text("TRUNCATE history CASCADE")))


async def test_the_discussion_has_what_was_said_and_the_history_everything(
    house: House,
) -> None:
    ticket = await house.do(file, filed=report("Gagal unggah", SCREENSHOT))
    await house.do(work, SARI, Action.TAKE, ticket.id)
    asked = "Mohon lampirkan surat penetapannya."
    await house.do(work, SARI, Action.ASK_FEEDBACK, ticket.id, asked)
    answered = "Berikut surat yang diminta, terlampir."
    at = NOW + timedelta(hours=1)
    await house.do(work, BUDI, Action.GIVE_FEEDBACK, ticket.id, answered, LETTER, SCREENSHOT, at=at)

    said = await house.look(lambda unit: unit.discussion.said(ticket.id))
    assert [(row.person_name, row.text, [file.name for file in row.files]) for row in said] == [
        ("Sari", asked, []),
        ("Budi", answered, ["surat002.pdf", "tangka003.png"]),
    ]
    assert said[1].at == at
    history = await house.look(lambda unit: unit.discussion.history(ticket.id))
    assert [row.kind for row in history] == ["filed", "taken", "feedback_asked", "feedback_given"]
    assert history[0].facts["to"] == "1:10"

    files = await house.look(lambda unit: unit.discussion.files(ticket.id))
    assert [(file.ordinal, file.upload) for file in files] == [(1, SCREENSHOT), (2, LETTER), (3, SCREENSHOT)]
    described = await house.look(lambda unit: unit.discussion.files(ticket.id, of_description=True))
    assert described == files[:1]
    assert await house.look(lambda unit: unit.discussion.file(ticket.id, 2)) == files[1]
    assert await house.look(lambda unit: unit.discussion.file(ticket.id, 4)) is None


async def test_what_the_clock_did_stands_in_the_history_without_a_person(house: House) -> None:
    ticket = await house.do(file)
    for who, action in ((SARI, Action.TAKE), (SARI, Action.SOLVE)):
        await house.do(work, who, action, ticket.id)

    def remind(unit: SqlUnit) -> None:
        due = unit.tickets.get_for_change(ticket.id)
        assert due is not None
        due.remind(NOW)
        unit.tickets.save(due)

    await house.do(remind)
    last = (await house.look(lambda unit: unit.discussion.history(ticket.id)))[-1]
    assert (last.kind, last.person_id, last.person_name, last.role) == (Happening.REMINDED, None, None, None)


async def test_any_text_of_a_person_comes_out_as_that_text(house: House) -> None:
    odd = 'Robert\'); DROP TABLE tickets;-- %(x)s :y ? \\ "quoted" 🙂\n\tآ'
    upload = Upload(odd, 2**33, "x/y", odd, "u")
    ticket = await house.do(file, filed=report("Judul", SCREENSHOT))

    def rewrite(unit: SqlUnit) -> None:
        changed = unit.tickets.get_for_change(ticket.id)
        assert changed is not None
        changed.description = odd
        changed.rating = Rating(1, (), odd)
        changed.receive((upload,))
        unit.tickets.save(changed)

    await house.do(rewrite)
    stored = await house.look(stored_ticket, ticket.id)
    assert stored is not None
    assert stored.description == odd
    assert stored.rating == Rating(1, (), odd)
