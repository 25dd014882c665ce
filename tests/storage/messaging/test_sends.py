"""Test the lines of letters that come back, and what of a person is not handled."""

from datetime import timedelta

from core.messaging.sends import SendLine, SendOutcome, UnhandledUpdate
from storage.unit import SqlUnitOfWork
from tests.storage.helpdesk import BUDI, NOW, Helpdesk, file, ticket_draft


async def test_a_letter_that_comes_back_is_counted_for_its_ticket_alone(helpdesk: Helpdesk) -> None:
    def send(unit: SqlUnitOfWork) -> list[int]:
        tickets = [file(unit, BUDI, ticket_draft(title), NOW).id for title in ("Satu", "Dua")]
        for place, ticket_id in enumerate(tickets):
            line = SendLine(NOW, "letter", SendOutcome.SENT, None, "Budi@PPK.go.id", ticket_id)
            unit.sends.add(line)
            letter = SendLine(
                NOW, "letter", SendOutcome.SENT, None, "budi@ppk.go.id", ticket_id, letter_id=f"l{place}"
            )
            unit.sends.add(letter)
        return tickets

    first, second = await helpdesk.run(send)
    await helpdesk.run(lambda unit: unit.sends.change_letter("l1", SendOutcome.BOUNCED, "550"))
    await helpdesk.run(lambda unit: unit.sends.change_letter("unknown", SendOutcome.BOUNCED, "550"))
    counts = await helpdesk.read(lambda unit: [unit.sends.count_bounced(one) for one in (first, second)])
    assert counts == [0, 1]
    bounced = await helpdesk.read(lambda unit: unit.sends.letter("l1"))
    assert bounced is not None
    assert (bounced.outcome, bounced.answer) == (SendOutcome.BOUNCED, "550")


async def test_a_letter_that_is_noted_twice_has_one_line(helpdesk: Helpdesk) -> None:
    letter = SendLine(NOW, "letter", SendOutcome.SENT, None, "budi@ppk.go.id", letter_id="l")
    for _again in range(2):
        await helpdesk.run(lambda unit: unit.sends.add(letter))
    assert len(await helpdesk.read(lambda unit: unit.sends.of_person(None, "budi@ppk.go.id", 9))) == 1


async def test_what_waits_of_a_person_comes_before_what_was_put_aside(helpdesk: Helpdesk) -> None:
    rows = [(1, "7", "a"), (2, "7", "b"), (3, "8", "c"), (4, "7", "d")]
    await helpdesk.run(lambda unit: unit.inbox.store(rows, NOW))
    await helpdesk.run(lambda unit: unit.inbox.mark_done(4, NOW))
    await helpdesk.run(lambda unit: unit.inbox.put_aside(1, "7", "boom", NOW + timedelta(minutes=1)))
    found = await helpdesk.read(lambda unit: unit.inbox.unhandled_of("7", 5))
    assert found == [UnhandledUpdate(2, NOW), UnhandledUpdate(1, NOW, "boom", is_put_aside=True)]
