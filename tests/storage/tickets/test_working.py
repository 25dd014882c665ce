"""Test actions on tickets: two at once, stored tickets and histories, and parties with tickets in hand."""

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import Executable, delete, text, update
from sqlalchemy.exc import DBAPIError

from core.errors import Refusal
from core.packages import Checked, PackageFacts, PackageKind
from core.packages.package import Package
from core.tickets.attachments import Upload
from core.tickets.lifecycle import Action, EventType, Status
from core.tickets.rating import Rating
from core.tickets.ticket import Ticket
from core.use_cases.tickets.work_ticket import ActionRequest, WorkTicket
from storage.schema import tables as t
from storage.tickets.tickets import Stale
from storage.unit import SqlUnitOfWork
from tests.storage.helpdesk import (
    ADI,
    BUDI,
    CATALOGUE,
    LETTER,
    NOW,
    SARI,
    SCREENSHOT,
    TONO,
    Helpdesk,
    file,
    ticket_draft,
    work,
)


async def parties(helpdesk: Helpdesk, ticket_id: int) -> dict[int, bool]:
    """Return the ticket's parties, each with whether the ticket is in their hands."""
    found = await helpdesk.read(
        lambda unit: unit.connection.execute(
            t.parties.select().where(t.parties.c.ticket_id == ticket_id)
        ).all()
    )
    return {row.person_id: row.in_hand for row in found}


def stored_ticket(unit: SqlUnitOfWork, ticket_id: int) -> Ticket | None:
    return unit.tickets.get(ticket_id)


def run(unit: SqlUnitOfWork, statement: Executable) -> None:
    unit.connection.execute(statement)


async def test_of_two_who_take_a_ticket_at_once_one_gets_it_and_the_other_hears_who(
    helpdesk: Helpdesk,
) -> None:
    for _ in range(10):
        ticket = await helpdesk.run(file)
        outcomes = await asyncio.gather(
            *(helpdesk.run(work, who, Action.TAKE, ticket.id) for who in (SARI, TONO)),
            return_exceptions=True,
        )
        [taken] = [outcome for outcome in outcomes if isinstance(outcome, Ticket)]
        [refused] = [outcome for outcome in outcomes if isinstance(outcome, Refusal)]
        assert refused.code == "not_now"
        assert refused.facts["holder_id"] == taken.holder_id
        stored = await helpdesk.read(stored_ticket, ticket.id)
        assert stored is not None
        assert stored.holder_id == taken.holder_id


async def test_a_ticket_comes_back_after_every_move_as_it_was_saved(helpdesk: Helpdesk) -> None:
    facts = PackageFacts(PackageKind.TENDER, "21150010", name="Jembatan")
    filed = ticket_draft("Gagal unggah", SCREENSHOT)
    ticket = await helpdesk.run(file, filed=filed)

    def with_package(unit: SqlUnitOfWork) -> None:
        changed = unit.tickets.get_for_change(ticket.id)
        assert changed is not None
        changed.package = Package(Checked.VALIDATED, "21150010", facts)
        unit.tickets.save(changed)

    await helpdesk.run(with_package)
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
        moved = await helpdesk.run(work, who, action, ticket.id, at=at, below=below)
        moved.events = []
        assert await helpdesk.read(stored_ticket, ticket.id) == moved
    rating = ActionRequest(Action.RATE, ticket.id, rating=Rating(5, ("speed",), "Terima kasih"))
    rated = await helpdesk.run(
        lambda unit: WorkTicket(unit.tickets, CATALOGUE, unit.people)(BUDI, rating, NOW)
    )
    rated.events = []
    stored = await helpdesk.read(stored_ticket, ticket.id)
    assert stored == rated
    assert stored.package == Package(Checked.VALIDATED, "21150010", facts)


async def test_who_has_a_ticket_in_hand_follows_its_life(helpdesk: Helpdesk) -> None:
    ticket = await helpdesk.run(file)
    assert await parties(helpdesk, ticket.id) == {BUDI.id: True}
    await helpdesk.run(work, SARI, Action.TAKE, ticket.id)
    assert await parties(helpdesk, ticket.id) == {BUDI.id: True, SARI.id: True}
    await helpdesk.run(work, SARI, Action.ESCALATE, ticket.id)
    assert await parties(helpdesk, ticket.id) == {BUDI.id: True, SARI.id: False}
    await helpdesk.run(work, ADI, Action.TAKE, ticket.id)
    await helpdesk.run(work, ADI, Action.ASK_FEEDBACK, ticket.id, below=True)
    assert await parties(helpdesk, ticket.id) == {BUDI.id: True, SARI.id: True, ADI.id: True}
    await helpdesk.run(work, BUDI, Action.CLOSE, ticket.id)
    assert await parties(helpdesk, ticket.id) == {BUDI.id: False, SARI.id: False, ADI.id: False}


async def test_nobody_can_save_over_a_change_they_have_not_seen(helpdesk: Helpdesk) -> None:
    ticket = await helpdesk.run(file)
    seen = await helpdesk.read(stored_ticket, ticket.id)
    assert seen is not None
    await helpdesk.run(work, SARI, Action.TAKE, ticket.id)
    with pytest.raises(Stale):
        await helpdesk.run(lambda unit: unit.tickets.save(seen))
    stored = await helpdesk.read(stored_ticket, ticket.id)
    assert stored is not None
    assert stored.status is Status.WORKING


@pytest.mark.parametrize("number", [0, -1, 404, 2**31, 2**63, 10**30])
async def test_a_number_that_is_nobodys_finds_nothing(helpdesk: Helpdesk, number: int) -> None:
    ticket = await helpdesk.run(file)
    assert await helpdesk.read(stored_ticket, number) is None
    assert await helpdesk.run(lambda unit: unit.tickets.get_for_change(number)) is None
    assert await helpdesk.read(lambda unit: unit.lpses.get(number)) is None
    assert await helpdesk.read(lambda unit: unit.discussion.file(ticket.id, number)) is None


async def test_saving_twice_writes_what_happened_once(helpdesk: Helpdesk) -> None:
    def file_take_and_save_again(unit: SqlUnitOfWork) -> int:
        ticket = file(unit)
        unit.tickets.save(ticket)
        taken = work(unit, SARI, Action.TAKE, ticket.id)
        unit.tickets.save(taken)
        assert [event.kind for event in taken.events] == [EventType.TAKEN]
        return ticket.id

    ticket_id = await helpdesk.run(file_take_and_save_again)
    rows = await helpdesk.read(lambda unit: unit.discussion.history(ticket_id))
    assert [row.kind for row in rows] == [EventType.FILED, EventType.TAKEN]


async def test_history_can_be_added_to_and_nothing_else(helpdesk: Helpdesk) -> None:
    ticket = await helpdesk.run(file)
    before = await helpdesk.read(lambda unit: unit.discussion.history(ticket.id))
    for forbidden in (update(t.history).values(text="Tidak pernah terjadi"), delete(t.history)):
        with pytest.raises(DBAPIError, match="append-only"):
            await helpdesk.run(run, forbidden)
    assert await helpdesk.read(lambda unit: unit.discussion.history(ticket.id)) == before


@pytest.mark.postgres
async def test_history_can_not_be_emptied_at_once_either(postgres_helpdesk: Helpdesk) -> None:
    with pytest.raises(DBAPIError, match="append-only"):
        await postgres_helpdesk.run(lambda unit: unit.connection.execute(text("TRUNCATE history CASCADE")))


async def test_the_discussion_has_what_was_said_and_the_history_everything(
    helpdesk: Helpdesk,
) -> None:
    ticket = await helpdesk.run(file, filed=ticket_draft("Gagal unggah", SCREENSHOT))
    await helpdesk.run(work, SARI, Action.TAKE, ticket.id)
    asked = "Mohon lampirkan surat penetapannya."
    await helpdesk.run(work, SARI, Action.ASK_FEEDBACK, ticket.id, asked)
    answered = "Berikut surat yang diminta, terlampir."
    at = NOW + timedelta(hours=1)
    await helpdesk.run(work, BUDI, Action.GIVE_FEEDBACK, ticket.id, answered, LETTER, SCREENSHOT, at=at)

    entries = await helpdesk.read(lambda unit: unit.discussion.entries(ticket.id))
    assert [(row.person_name, row.text, [file.name for file in row.files]) for row in entries] == [
        ("Sari", asked, []),
        ("Budi", answered, ["surat002.pdf", "tangka003.png"]),
    ]
    assert entries[1].at == at
    history = await helpdesk.read(lambda unit: unit.discussion.history(ticket.id))
    assert [row.kind for row in history] == ["filed", "taken", "feedback_asked", "feedback_given"]
    assert history[0].facts["to"] == "1:10"

    files = await helpdesk.read(lambda unit: unit.discussion.files(ticket.id))
    assert [(file.ordinal, file.upload) for file in files] == [(1, SCREENSHOT), (2, LETTER), (3, SCREENSHOT)]
    described = await helpdesk.read(lambda unit: unit.discussion.files(ticket.id, of_description=True))
    assert described == files[:1]
    assert await helpdesk.read(lambda unit: unit.discussion.file(ticket.id, 2)) == files[1]
    assert await helpdesk.read(lambda unit: unit.discussion.file(ticket.id, 4)) is None


async def test_what_the_clock_did_stands_in_the_history_without_a_person(helpdesk: Helpdesk) -> None:
    ticket = await helpdesk.run(file)
    for who, action in ((SARI, Action.TAKE), (SARI, Action.SOLVE)):
        await helpdesk.run(work, who, action, ticket.id)

    def remind(unit: SqlUnitOfWork) -> None:
        due = unit.tickets.get_for_change(ticket.id)
        assert due is not None
        due.remind(NOW)
        unit.tickets.save(due)

    await helpdesk.run(remind)
    last = (await helpdesk.read(lambda unit: unit.discussion.history(ticket.id)))[-1]
    assert (last.kind, last.person_id, last.person_name, last.role) == (EventType.REMINDED, None, None, None)


async def test_any_text_of_a_person_comes_out_as_that_text(helpdesk: Helpdesk) -> None:
    odd = 'Robert\'); DROP TABLE tickets;-- %(x)s :y ? \\ "quoted" 🙂\n\tآ'
    upload = Upload(odd, 2**33, "x/y", odd, "u")
    ticket = await helpdesk.run(file, filed=ticket_draft("Judul", SCREENSHOT))

    def rewrite(unit: SqlUnitOfWork) -> None:
        changed = unit.tickets.get_for_change(ticket.id)
        assert changed is not None
        changed.description = odd
        changed.rating = Rating(1, (), odd)
        changed.receive((upload,))
        unit.tickets.save(changed)

    await helpdesk.run(rewrite)
    stored = await helpdesk.read(stored_ticket, ticket.id)
    assert stored is not None
    assert stored.description == odd
    assert stored.rating == Rating(1, (), odd)
