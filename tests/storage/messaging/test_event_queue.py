"""Events to be told: which are due, in which order, and messages added or withdrawn in many chats at once."""

from datetime import timedelta
from typing import Any

from core.messaging.outgoing import AmendAlert, SendAlert, SendNotice, ShowScreen, TellEvent, TellKind
from storage.unit import SqlUnitOfWork
from tests.storage.helpdesk import NOW, Helpdesk, file, waiting_rows

TELL = TellEvent(TellKind.TICKET_EVENT, {"ticket_id": 1})
SOON = NOW + timedelta(seconds=30)


def put(unit: SqlUnitOfWork, /, ticket_id: int | None = None, **more: Any) -> int:
    given = {"chat_id": None, "priority": 1, "at": NOW, "ticket_id": ticket_id, **more}
    return unit.outbox.add(TELL, **given)


async def due(helpdesk: Helpdesk) -> list[int]:
    return await helpdesk.read(lambda unit: unit.tells.due(NOW, 10))


async def test_of_each_ticket_the_first_event_is_due(helpdesk: Helpdesk) -> None:
    one, other = (await helpdesk.run(file)).id, (await helpdesk.run(file)).id
    first = await helpdesk.run(put, one)
    second = await helpdesk.run(put, one)
    of_other = await helpdesk.run(put, other)
    assert await due(helpdesk) == [first, of_other]
    await helpdesk.run(lambda unit: unit.outbox.sent(first))
    assert await due(helpdesk) == [second, of_other]


async def test_what_concerns_no_ticket_waits_for_nothing_but_events_of_tickets(helpdesk: Helpdesk) -> None:
    ticket = await helpdesk.run(file)
    news = [await helpdesk.run(put, priority=2) for _ in range(2)]
    event = await helpdesk.run(put, ticket.id)
    assert await due(helpdesk) == [event, *news]


async def test_an_event_that_waits_for_its_time_holds_up_its_ticket_until_it_failed_often(
    helpdesk: Helpdesk,
) -> None:
    ticket = await helpdesk.run(file)
    first, second = [await helpdesk.run(put, ticket.id) for _ in range(2)]
    for _ in range(4):
        await helpdesk.run(lambda unit: unit.outbox.retry(first, SOON, "KeyError"))
        assert await due(helpdesk) == []
    await helpdesk.run(lambda unit: unit.outbox.retry(first, SOON, "KeyError"))
    assert await due(helpdesk) == [second]


async def test_an_event_that_is_done_or_given_up_is_not_told(helpdesk: Helpdesk) -> None:
    row = await helpdesk.run(put)
    found = await helpdesk.run(lambda unit: unit.tells.locked(row))
    assert found is not None
    assert found.message == TELL
    await helpdesk.run(lambda unit: unit.outbox.fail(row, "KeyError", NOW))
    assert await due(helpdesk) == []
    assert await helpdesk.run(lambda unit: unit.tells.locked(row)) is None


async def test_the_courier_gets_no_events(helpdesk: Helpdesk) -> None:
    await helpdesk.run(put)
    assert await helpdesk.read(lambda unit: unit.send_queue.due(NOW, 10)) == []
    assert await helpdesk.read(lambda unit: unit.jobs.due(NOW, 10)) == []


async def test_messages_to_many_chats_replace_those_of_the_same_key_in_each(helpdesk: Helpdesk) -> None:
    def add(unit: SqlUnitOfWork) -> None:
        old, new = SendAlert("card", {"text": "old"}), AmendAlert("card", {"text": "new"})
        unit.outbox.add_all([(chat, old) for chat in (1, 2, 3)], priority=1, at=NOW)
        unit.outbox.add_all([(1, new), (2, new), (1, SendNotice({"text": "news"}))], priority=1, at=NOW)
        unit.outbox.add_all([], priority=1, at=NOW)

    await helpdesk.run(add)
    found = await helpdesk.read(lambda unit: waiting_rows(unit, NOW, 10))
    assert [(row.chat_id, row.message) for row in found] == [
        (3, SendAlert("card", {"text": "old"})),
        (1, AmendAlert("card", {"text": "new"})),
        (2, AmendAlert("card", {"text": "new"})),
        (1, SendNotice({"text": "news"})),
    ]


async def test_alerts_that_wait_are_withdrawn_a_page_at_a_time(helpdesk: Helpdesk) -> None:
    def add(unit: SqlUnitOfWork) -> None:
        unit.outbox.add_all([(chat, SendAlert("card", {})) for chat in (3, 1, 2)], priority=1, at=NOW)
        unit.outbox.add_all([(1, SendAlert("menu", {})), (4, AmendAlert("card", {}))], priority=1, at=NOW)

    await helpdesk.run(add)
    assert await helpdesk.run(lambda unit: unit.waiting_alerts.withdraw("card", 2)) == [1, 2]
    assert await helpdesk.run(lambda unit: unit.waiting_alerts.withdraw("card", 2)) == [3]
    assert await helpdesk.run(lambda unit: unit.waiting_alerts.withdraw("card", 2)) == []
    left = await helpdesk.read(lambda unit: waiting_rows(unit, NOW, 10))
    assert [row.chat_id for row in left] == [1, 4]


async def test_an_alert_is_withdrawn_from_one_chat(helpdesk: Helpdesk) -> None:
    def add(unit: SqlUnitOfWork) -> None:
        unit.outbox.add_all([(chat, SendAlert("card", {})) for chat in (1, 2)], priority=1, at=NOW)
        unit.outbox.add(SendAlert("menu", {}), chat_id=1, priority=1, at=NOW)

    await helpdesk.run(add)
    await helpdesk.run(lambda unit: unit.waiting_alerts.withdraw_from(1, "card"))
    assert await helpdesk.run(lambda unit: unit.waiting_alerts.withdraw("card", 9)) == [2]
    assert await helpdesk.run(lambda unit: unit.waiting_alerts.withdraw("menu", 9)) == [1]


async def test_a_screen_that_was_given_up_is_known_from_its_time_on(helpdesk: Helpdesk) -> None:
    def add(unit: SqlUnitOfWork) -> int:
        return unit.outbox.add(ShowScreen({}, edits=True), chat_id=1, priority=0, at=NOW)

    async def gave_up(since: timedelta) -> bool:
        return await helpdesk.read(lambda unit: unit.outbox.gave_up(1, "screen", NOW + since))

    row = await helpdesk.run(add)
    assert not await gave_up(timedelta())
    await helpdesk.run(lambda unit: unit.outbox.fail(row, "400", NOW))
    assert await gave_up(timedelta())
    assert not await gave_up(timedelta(seconds=1))


async def test_groups_and_live_messages_are_read_a_page_at_a_time(helpdesk: Helpdesk) -> None:
    def add(unit: SqlUnitOfWork) -> None:
        for chat in (-7, -6, 5):
            unit.live_messages.set(chat, "card", 10)

    await helpdesk.run(add)
    first = await helpdesk.read(lambda unit: unit.live_messages.holding("card", None, 2))
    assert first == [(-7, 10), (-6, 10)]
    assert await helpdesk.read(lambda unit: unit.live_messages.holding("card", -6, 2)) == [(5, 10)]
