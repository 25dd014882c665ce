"""Calls that go out: their order, those that replace others, and those that have to be tried again."""

from datetime import datetime, timedelta
from typing import Any

from storage.unit import SqlUnit
from tests.storage.house import NOW, House, file

SOON = NOW + timedelta(seconds=30)


def put(unit: SqlUnit, /, words: str, **more: Any) -> int:
    """A message to Budi's chat, unless said otherwise."""
    asked: dict[str, Any] = {
        "chat_id": 1,
        "op": "send",
        "method": "sendMessage",
        "priority": 1,
        "at": NOW,
    } | more
    return unit.outbox.put(payload={"text": words}, **asked)


async def texts(house: House, now: datetime = NOW, limit: int = 10, skip: tuple[int, ...] = ()) -> list[str]:
    due = await house.look(lambda unit: unit.outbox.due(now, limit, skip))
    return [row.payload["text"] for row in due]


async def test_answers_go_before_alerts_and_each_in_the_order_they_came(house: House) -> None:
    for words, priority in (("alert 1", 1), ("digest", 2), ("answer 1", 0), ("alert 2", 1), ("answer 2", 0)):
        await house.do(put, words, priority=priority)
    assert await texts(house) == ["answer 1", "answer 2", "alert 1", "alert 2", "digest"]
    assert await texts(house, limit=2) == ["answer 1", "answer 2"]


async def test_a_chat_that_has_to_rest_is_passed_over_but_mail_is_not(house: House) -> None:
    for words, chat in (("to Budi", 1), ("to Sari", 2), ("mail", None)):
        await house.do(put, words, chat_id=chat)
    assert await texts(house, skip=(1,)) == ["to Sari", "mail"]
    assert await texts(house, skip=(1, 2, 3)) == ["mail"]


async def test_a_newer_call_of_the_same_key_replaces_the_one_that_still_waits(house: House) -> None:
    old = await house.do(put, "old card", key="card")
    await house.do(put, "of another chat", chat_id=2, key="card")
    await house.do(put, "of another key", key="menu")
    new = await house.do(put, "new card", key="card")
    assert new > old
    assert await texts(house) == ["of another chat", "of another key", "new card"]


async def test_mail_of_the_same_key_is_replaced_too(house: House) -> None:
    for words in ("old mail", "new mail"):
        await house.do(put, words, chat_id=None, key="code")
    await house.do(put, "to a chat", key="code")
    assert await texts(house) == ["new mail", "to a chat"]


async def test_what_is_sent_is_gone_and_its_id_never_comes_back(house: House) -> None:
    first = await house.do(put, "hello")
    await house.do(lambda unit: unit.outbox.sent(first))
    assert await texts(house) == []
    assert await house.do(put, "hello again") > first


async def test_a_message_is_found_in_its_slot_even_if_it_was_replaced_meanwhile(
    house: House,
) -> None:
    sent = await house.do(put, "card", slot="card:5", key="card")
    await house.do(put, "newer card", slot="card:5", key="card")
    await house.do(lambda unit: unit.outbox.sent_as(sent, 1, "card:5", 77))
    assert await texts(house) == ["newer card"]
    assert await house.look(lambda unit: unit.slots.get(1, "card:5")) == 77


async def test_what_may_not_go_yet_waits_for_its_time(house: House) -> None:
    await house.do(put, "later", not_before=SOON)
    assert await texts(house) == []
    assert await house.look(lambda unit: unit.outbox.next_due(NOW)) == SOON
    assert await texts(house, SOON) == ["later"]
    assert await house.look(lambda unit: unit.outbox.next_due(SOON)) is None


async def test_a_call_is_tried_again_later_and_in_the_end_seen_on_its_ticket(house: House) -> None:
    ticket = await house.do(file)
    row = await house.do(put, "alert", ticket_id=ticket.id)
    await house.do(lambda unit: unit.outbox.retry(row, SOON, "500"))
    assert await texts(house) == []
    [waiting] = await house.look(lambda unit: unit.outbox.due(SOON, 10))
    assert (waiting.attempts, waiting.error, waiting.not_before) == (1, "500", SOON)
    assert await house.look(lambda unit: unit.outbox.failed_of(ticket.id)) == []

    await house.do(lambda unit: unit.outbox.fail(row, "403", SOON))
    assert await texts(house, SOON) == []
    [failed] = await house.look(lambda unit: unit.outbox.failed_of(ticket.id))
    assert (failed.id, failed.failed_at, failed.error, failed.attempts) == (row, SOON, "403", 1)


async def test_what_failed_is_not_replaced_by_what_comes_after(house: House) -> None:
    ticket = await house.do(file)
    row = await house.do(put, "first", key="card", ticket_id=ticket.id)
    await house.do(lambda unit: unit.outbox.fail(row, "403", NOW))
    await house.do(put, "second", key="card", ticket_id=ticket.id)
    assert [failed.id for failed in await house.look(lambda unit: unit.outbox.failed_of(ticket.id))] == [row]
    assert await texts(house) == ["second"]


async def test_when_a_group_moves_its_messages_go_to_the_new_chat(house: House) -> None:
    await house.do(put, "to the group", chat_id=-5)
    await house.do(lambda unit: unit.outbox.move_chat(-5, -100500))
    [moved] = await house.look(lambda unit: unit.outbox.due(NOW, 10))
    assert moved.chat_id == -100500


async def test_a_call_that_came_too_early_waits_and_keeps_its_tries(house: House) -> None:
    row = await house.do(put, "dokumen", op="make")
    await house.do(lambda unit: unit.outbox.postpone(row, SOON))
    assert await house.look(lambda unit: unit.outbox.to_make(NOW, 1)) == []
    [later] = await house.look(lambda unit: unit.outbox.to_make(SOON, 1))
    assert (later.attempts, later.error) == (0, None)


async def test_what_is_still_to_be_sent_of_an_order_is_remembered(house: House) -> None:
    row = await house.do(put, "dokumen", op="make")
    payload = {"text": "dokumen", "rest": [["sendDocument", {"document": "file-1"}]]}
    await house.do(lambda unit: unit.outbox.remember(row, payload))
    [found] = await house.look(lambda unit: unit.outbox.to_make(NOW, 1))
    assert found.payload == payload


async def test_what_waits_for_a_chat_can_be_forgotten(house: House) -> None:
    for chat in (1, 2):
        await house.do(put, f"to {chat}", chat_id=chat)
    await house.do(lambda unit: unit.outbox.drop_for(1))
    assert await texts(house) == ["to 2"]
