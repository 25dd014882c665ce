"""Messages that go out: their order, those that replace others, and those that are tried again."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import update

from core.messaging.outgoing import (
    LIVE_SCREEN,
    FileKind,
    JobKind,
    RequestJob,
    SendAlert,
    SendFile,
    SendNotice,
    ShowScreen,
)
from storage.messaging.message_codec import UnreadableMessage
from storage.messaging.outbox import OutboxRow
from storage.schema.tables import outbox
from storage.unit import SqlUnitOfWork
from tests.storage.helpdesk import NOW, Helpdesk, file, waiting_rows

JOB = RequestJob(JobKind.TICKET_FILES, person_id=1, language="id", details={"ticket_id": 1}, key="make:1")
SOON = NOW + timedelta(seconds=30)


def put(unit: SqlUnitOfWork, /, words: str, **more: Any) -> int:
    """Add a notice to Budi's chat, unless told otherwise; with a name it is an alert."""
    name = more.pop("name", None)
    body = {"text": words}
    message = SendAlert(name, body) if name else SendNotice(body)
    return unit.outbox.add(message, **{"chat_id": 1, "priority": 1, "at": NOW, **more})


def put_job(unit: SqlUnitOfWork) -> int:
    return unit.outbox.add(JOB, chat_id=1, priority=1, at=NOW)


def text_of(row: OutboxRow) -> str:
    match row.message:
        case SendNotice(body=body) | SendAlert(body=body):
            return str(body["text"])
        case other:
            raise AssertionError(other)


async def texts(helpdesk: Helpdesk, now: datetime = NOW, limit: int = 10) -> list[str]:
    return [text_of(row) for row in await helpdesk.read(lambda unit: waiting_rows(unit, now, limit))]


async def test_answers_go_before_alerts_and_each_in_the_order_they_came(helpdesk: Helpdesk) -> None:
    for words, priority in (("alert 1", 1), ("digest", 2), ("answer 1", 0), ("alert 2", 1), ("answer 2", 0)):
        await helpdesk.run(put, words, priority=priority)
    assert await texts(helpdesk) == ["answer 1", "answer 2", "alert 1", "alert 2", "digest"]
    assert await texts(helpdesk, limit=2) == ["answer 1", "answer 2"]


async def test_a_newer_call_of_the_same_key_replaces_the_one_that_still_waits(helpdesk: Helpdesk) -> None:
    old = await helpdesk.run(put, "old card", name="card")
    await helpdesk.run(put, "of another chat", chat_id=2, name="card")
    await helpdesk.run(put, "of another key", name="menu")
    new = await helpdesk.run(put, "new card", name="card")
    assert new > old
    assert await texts(helpdesk) == ["of another chat", "of another key", "new card"]


async def test_what_is_sent_is_gone_and_its_id_never_comes_back(helpdesk: Helpdesk) -> None:
    first = await helpdesk.run(put, "hello")
    await helpdesk.run(lambda unit: unit.outbox.sent(first))
    assert await texts(helpdesk) == []
    assert await helpdesk.run(put, "hello again") > first


async def test_a_message_is_found_in_its_slot_even_if_it_was_replaced_meanwhile(
    helpdesk: Helpdesk,
) -> None:
    sent = await helpdesk.run(put, "card", name="card:5")
    await helpdesk.run(put, "newer card", name="card:5")
    await helpdesk.run(lambda unit: unit.outbox.sent_as(sent, 1, "card:5", 77))
    assert await texts(helpdesk) == ["newer card"]
    assert await helpdesk.read(lambda unit: unit.live_messages.get(1, "card:5")) == 77


async def test_what_may_not_go_yet_waits_for_its_time(helpdesk: Helpdesk) -> None:
    await helpdesk.run(put, "later", delay=timedelta(seconds=30))
    now = await helpdesk.read(lambda unit: unit.send_queue.clock(NOW))
    assert await texts(helpdesk, now) == []
    at = await helpdesk.read(lambda unit: unit.send_queue.next_due(now))
    assert at is not None
    assert timedelta() < at - now <= timedelta(seconds=30)
    assert await texts(helpdesk, at) == ["later"]
    assert await helpdesk.read(lambda unit: unit.send_queue.next_due(at)) is None


async def test_a_call_is_tried_again_later_and_in_the_end_seen_on_its_ticket(helpdesk: Helpdesk) -> None:
    ticket = await helpdesk.run(file)
    row = await helpdesk.run(put, "alert", ticket_id=ticket.id)
    await helpdesk.run(lambda unit: unit.outbox.retry(row, SOON, "500"))
    assert await texts(helpdesk) == []
    [waiting] = await helpdesk.read(lambda unit: waiting_rows(unit, SOON))
    assert (waiting.attempts, waiting.error, waiting.not_before) == (1, "500", SOON)
    assert await helpdesk.read(lambda unit: unit.outbox.failed_for_ticket(ticket.id)) == []

    await helpdesk.run(lambda unit: unit.outbox.fail(row, "403", SOON))
    assert await texts(helpdesk, SOON) == []
    [failed] = await helpdesk.read(lambda unit: unit.outbox.failed_for_ticket(ticket.id))
    assert (failed.id, failed.failed_at, failed.error, failed.attempts) == (row, SOON, "403", 2)


async def test_what_failed_is_not_replaced_by_what_comes_after(helpdesk: Helpdesk) -> None:
    ticket = await helpdesk.run(file)
    row = await helpdesk.run(put, "first", name="card", ticket_id=ticket.id)
    await helpdesk.run(lambda unit: unit.outbox.fail(row, "403", NOW))
    await helpdesk.run(put, "second", name="card", ticket_id=ticket.id)
    assert [
        failed.id for failed in await helpdesk.read(lambda unit: unit.outbox.failed_for_ticket(ticket.id))
    ] == [row]
    assert await texts(helpdesk) == ["second"]


async def test_when_a_group_moves_its_messages_go_to_the_new_chat(helpdesk: Helpdesk) -> None:
    await helpdesk.run(put, "to the group", chat_id=-5)
    await helpdesk.run(lambda unit: unit.outbox.move_chat(-5, -100500))
    [moved] = await helpdesk.read(lambda unit: waiting_rows(unit, NOW))
    assert moved.chat_id == -100500


async def test_a_call_that_came_too_early_waits_and_keeps_its_tries(helpdesk: Helpdesk) -> None:
    row = await helpdesk.run(put_job)
    await helpdesk.run(lambda unit: unit.outbox.postpone(row, SOON))
    assert await helpdesk.read(lambda unit: unit.jobs.due(NOW, 1)) == []
    [later] = await helpdesk.read(lambda unit: unit.jobs.due(SOON, 1))
    assert (later.attempts, later.error) == (0, None)


async def test_what_is_still_to_be_sent_of_an_order_is_remembered(helpdesk: Helpdesk) -> None:
    row = await helpdesk.run(put_job)
    left = replace(JOB, unsent=(SendFile(FileKind.DOCUMENT, "file-1", "TPS1 · a.png"),))
    await helpdesk.run(lambda unit: unit.outbox.remember(row, left))
    [found] = await helpdesk.read(lambda unit: unit.jobs.due(NOW, 1))
    assert found.message == left


async def test_the_message_that_waits_under_a_key_is_found(helpdesk: Helpdesk) -> None:
    screen = ShowScreen({"text": "Menu"}, edits=True)
    await helpdesk.run(lambda unit: unit.outbox.add(screen, chat_id=1, priority=0, at=NOW))
    assert await helpdesk.read(lambda unit: unit.outbox.waiting(1, LIVE_SCREEN)) == screen
    assert await helpdesk.read(lambda unit: unit.outbox.waiting(2, LIVE_SCREEN)) is None


async def test_a_row_that_a_later_release_has_left_does_not_hide_the_others(helpdesk: Helpdesk) -> None:
    row = await helpdesk.run(put, "strange")
    await helpdesk.run(put, "hello")
    change = update(outbox).where(outbox.c.id == row).values(op="hologram")
    await helpdesk.run(lambda unit: unit.connection.execute(change))
    strange, known = await helpdesk.read(lambda unit: waiting_rows(unit, NOW))
    assert isinstance(strange.message, UnreadableMessage)
    assert text_of(known) == "hello"


async def test_what_waits_for_a_chat_can_be_forgotten(helpdesk: Helpdesk) -> None:
    for chat in (1, 2):
        await helpdesk.run(put, f"to {chat}", chat_id=chat)
    await helpdesk.run(lambda unit: unit.outbox.drop_for(1))
    assert await texts(helpdesk) == ["to 2"]
