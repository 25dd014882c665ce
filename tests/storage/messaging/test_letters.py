"""Letters that wait: read beside all other messages, by priority, and only those that are due."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import update

from core.messaging.outgoing import Letter, LetterKind, RefusalNotice, SendLetter, SendNotice
from storage.messaging.letters import LetterRow
from storage.messaging.message_codec import UnreadableMessage
from storage.schema.tables import outbox
from storage.unit import SqlUnitOfWork
from tests.storage.helpdesk import NOW, Helpdesk, file

SOON = NOW + timedelta(seconds=30)


def put(
    unit: SqlUnitOfWork, words: str, priority: int = 1, key: str | None = None, ticket_id: int | None = None
) -> int:
    letter = SendLetter(LetterKind.TICKET, Letter("budi@kantor.example", "Halo", words), key)
    return unit.outbox.add(letter, chat_id=None, priority=priority, at=NOW, ticket_id=ticket_id)


def text_of(row: LetterRow) -> str:
    assert isinstance(row.message, SendLetter)
    return row.message.letter.text


async def texts(helpdesk: Helpdesk, now: datetime = NOW, limit: int = 10) -> list[str]:
    return [text_of(row) for row in await helpdesk.read(lambda unit: unit.letters.due(now, limit))]


async def test_letters_are_read_by_priority_and_beside_all_messages(helpdesk: Helpdesk) -> None:
    for words, priority in (("ticket 1", 2), ("notice", 1), ("code 1", 0), ("ticket 2", 2), ("code 2", 0)):
        await helpdesk.run(put, words, priority)
    await helpdesk.run(
        lambda unit: unit.outbox.add(SendNotice({"text": "Halo"}), chat_id=1, priority=1, at=NOW)
    )
    assert await texts(helpdesk) == ["code 1", "code 2", "notice", "ticket 1", "ticket 2"]
    assert await texts(helpdesk, limit=3) == ["code 1", "code 2", "notice"]
    [message] = await helpdesk.read(lambda unit: unit.send_queue.due(NOW, 10))
    assert message.chat_id == 1


async def test_mail_of_the_same_key_is_replaced(helpdesk: Helpdesk) -> None:
    for words in ("old code", "new code"):
        await helpdesk.run(put, words, 0, "code")
    await helpdesk.run(put, "other code", 0, "other")
    assert await texts(helpdesk) == ["new code", "other code"]


async def test_a_deferred_letter_waits_for_its_time_and_in_the_end_is_seen_on_its_ticket(
    helpdesk: Helpdesk,
) -> None:
    ticket = await helpdesk.run(file)
    row_id = await helpdesk.run(put, "ticket", ticket_id=ticket.id)
    await helpdesk.run(lambda unit: unit.letters.retry(row_id, SOON, "450"))
    assert await texts(helpdesk) == []
    [row] = await helpdesk.read(lambda unit: unit.letters.due(SOON, 10))
    assert (row.id, row.attempts, row.created_at) == (row_id, 1, NOW)
    assert await helpdesk.read(lambda unit: unit.outbox.count_failed(ticket.id)) == 0

    await helpdesk.run(lambda unit: unit.letters.fail(row_id, "450", SOON))
    assert await texts(helpdesk, SOON) == []
    assert await helpdesk.read(lambda unit: unit.outbox.count_failed(ticket.id)) == 1


async def test_letters_of_a_certain_age_are_found_whether_they_are_due_or_not(helpdesk: Helpdesk) -> None:
    first, second = await helpdesk.run(put, "first"), await helpdesk.run(put, "second")
    await helpdesk.run(lambda unit: unit.letters.retry(first, SOON, "450"))
    before = NOW - timedelta(seconds=1)
    assert await helpdesk.read(lambda unit: unit.letters.older_than(before, 10)) == []
    found = await helpdesk.read(lambda unit: unit.letters.older_than(NOW, 10))
    assert {row.id for row in found} == {first, second}
    await helpdesk.run(lambda unit: unit.letters.remove(first))
    assert len(await helpdesk.read(lambda unit: unit.letters.older_than(NOW, 10))) == 1


async def test_a_letter_keeps_when_it_is_worthless_and_whom_to_tell(helpdesk: Helpdesk) -> None:
    letter = SendLetter(
        LetterKind.CODE,
        Letter("budi@kantor.example", "Halo", "Isi"),
        "code",
        worthless_after=SOON,
        if_refused=RefusalNotice(7, {"text": "ditolak"}),
    )
    await helpdesk.run(lambda unit: unit.outbox.add(letter, chat_id=None, priority=0, at=NOW))
    [row] = await helpdesk.read(lambda unit: unit.letters.due(NOW, 10))
    assert row.message == letter


async def test_a_letter_that_a_later_release_has_left_does_not_hide_the_others(helpdesk: Helpdesk) -> None:
    strange = await helpdesk.run(put, "strange")
    await helpdesk.run(put, "known")
    change = update(outbox).where(outbox.c.id == strange).values(method="telegram by hand")
    await helpdesk.run(lambda unit: unit.connection.execute(change))
    first, second = await helpdesk.read(lambda unit: unit.letters.due(NOW, 10))
    assert isinstance(first.message, UnreadableMessage)
    assert text_of(second) == "known"


async def test_a_letter_waits_until_it_is_sent_or_given_up(helpdesk: Helpdesk) -> None:
    rows = [await helpdesk.run(put, words) for words in ("waits", "sent", "given up")]
    await helpdesk.run(lambda unit: unit.letters.remove(rows[1]))
    await helpdesk.run(lambda unit: unit.letters.fail(rows[2], "450", NOW))
    waiting = await helpdesk.read(lambda unit: [unit.outbox.is_waiting(row) for row in rows])
    assert waiting == [True, False, False]
