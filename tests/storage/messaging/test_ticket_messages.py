"""Test which message is about which ticket, and the trail of what was sent about one."""

from core.messaging.sends import SendLine, SendOutcome
from tests.storage.helpdesk import NOW, SARI, Helpdesk, file


async def test_a_message_is_about_the_ticket_that_it_showed_last(helpdesk: Helpdesk) -> None:
    first, second = [(await helpdesk.run(file)).id for _ in range(2)]

    async def about(message_id: int) -> int | None:
        return await helpdesk.read(lambda unit: unit.ticket_messages.ticket_of(501, message_id))

    await helpdesk.run(lambda unit: unit.ticket_messages.note(501, 7, first, NOW))
    assert (await about(7), await about(8)) == (first, None)
    await helpdesk.run(lambda unit: unit.ticket_messages.note(501, 7, second, NOW))
    assert await about(7) == second
    await helpdesk.run(lambda unit: unit.ticket_messages.forget(501, 7))
    assert await about(7) is None


async def test_the_trail_of_sends_is_read_newest_first(helpdesk: Helpdesk) -> None:
    ticket_id = (await helpdesk.run(file)).id
    await helpdesk.run(lambda unit: unit.links.link(501, SARI.id, NOW))
    sent = SendLine(NOW, "alert", SendOutcome.SENT, chat_id=501, ticket_id=ticket_id)
    refused = SendLine(
        NOW, "letter", SendOutcome.REFUSED, address="Sari@Surabaya.go.id", ticket_id=ticket_id, answer="550"
    )
    await helpdesk.run(lambda unit: unit.sends.add(sent))
    await helpdesk.run(lambda unit: unit.sends.add(refused))
    lines = await helpdesk.read(lambda unit: unit.sends.of_ticket(ticket_id, 9))
    assert [(line.outcome, line.name, line.answer) for line in lines] == [
        (SendOutcome.REFUSED, "", "550"),
        (SendOutcome.SENT, "Sari", ""),
    ]
    assert len(await helpdesk.read(lambda unit: unit.sends.of_ticket(ticket_id, 1))) == 1
    (failed,) = await helpdesk.read(lambda unit: unit.sends.failed_of_ticket(ticket_id, 9))
    assert (failed.outcome, failed.address) == (SendOutcome.REFUSED, "sari@surabaya.go.id")
    both = await helpdesk.read(lambda unit: unit.sends.of_person(501, "SARI@surabaya.go.id", 9))
    assert [line.kind for line in both] == ["letter", "alert"]
    assert await helpdesk.read(lambda unit: unit.outbox.count_jobs(501)) == 0
