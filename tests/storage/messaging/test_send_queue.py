"""The courier sends one row a chat, in order, and none while an earlier one waits."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import event, insert

from core.messaging.outgoing import Letter, LetterKind, SendLetter, SendNotice, ShowScreen
from storage.messaging.outbox import NO_DELAY, OutboxRow
from storage.messaging.send_queue import SET_BACK_AFTER, follows_at_once
from storage.schema.tables import outbox
from storage.unit import SqlUnitOfWork
from tests.storage.helpdesk import NOW, Helpdesk

ANSWER, ALERT = 0, 1
A_MINUTE = timedelta(minutes=1)


def put(unit: SqlUnitOfWork, /, words: str, chat: int = 1, priority: int = ALERT, **more: Any) -> int:
    return unit.outbox.add(
        SendNotice({"text": words}), chat_id=chat, priority=priority, at=unit.send_queue.clock(NOW), **more
    )


def words_of(row: OutboxRow | None) -> str:
    body: Any = getattr(row.message, "body", None) if row is not None else None
    return str(body["text"]) if body else ""


def due(unit: SqlUnitOfWork, /, later: timedelta = timedelta(), **more: Any) -> list[str]:
    """Return what is due some time from now on, by the clock that waits are compared with."""
    return [words_of(row) for row in unit.send_queue.due(unit.send_queue.clock(NOW) + later, 10, **more)]


def fails(unit: SqlUnitOfWork, /, words: str, pause: timedelta = A_MINUTE) -> None:
    """Let the row with these words have been tried in vain."""
    now = unit.send_queue.clock(NOW)
    rows = unit.send_queue.due(now + timedelta(days=1), 1000)
    unit.send_queue.retry(next(row for row in rows if words_of(row) == words), now, pause, "500")


async def test_of_each_chat_only_the_first_is_due_answers_before_alerts(helpdesk: Helpdesk) -> None:
    for chat in (2, 1):
        for words, priority in (("alert 1", ALERT), ("answer 1", ANSWER), ("answer 2", ANSWER)):
            await helpdesk.run(put, f"{words} to {chat}", chat, priority)
    await helpdesk.run(put, "alert to 3", 3)
    assert await helpdesk.run(due) == ["answer 1 to 1", "answer 1 to 2", "alert to 3"]


async def test_nothing_of_a_chat_goes_while_an_earlier_row_waits_for_another_try(helpdesk: Helpdesk) -> None:
    for words, chat in (("first", 1), ("second", 1), ("to somebody else", 2)):
        await helpdesk.run(put, words, chat)
    await helpdesk.run(fails, "first")
    assert await helpdesk.run(due) == ["to somebody else"]
    assert await helpdesk.run(due, 2 * A_MINUTE) == ["first", "to somebody else"]


async def test_an_answer_that_failed_holds_back_the_alerts_behind_it(helpdesk: Helpdesk) -> None:
    await helpdesk.run(put, "answer", priority=ANSWER)
    await helpdesk.run(put, "alert")
    await helpdesk.run(fails, "answer")
    assert await helpdesk.run(due) == []


async def test_a_newer_answer_ends_the_waits_of_its_chat_once(helpdesk: Helpdesk) -> None:
    await helpdesk.run(put, "answer 1", priority=ANSWER)
    await helpdesk.run(put, "answer 2", priority=ANSWER)
    await helpdesk.run(fails, "answer 1")
    assert await helpdesk.run(due) == []
    await helpdesk.run(put, "answer 3", priority=ANSWER)
    assert await helpdesk.run(due) == ["answer 1"]
    await helpdesk.run(fails, "answer 1")
    assert await helpdesk.run(due) == [], "it would be tried without a pause for as long as it fails"


async def test_an_answer_is_not_held_up_by_an_alert_that_waits(helpdesk: Helpdesk) -> None:
    await helpdesk.run(put, "alert")
    await helpdesk.run(fails, "alert")
    await helpdesk.run(put, "answer", priority=ANSWER)
    assert await helpdesk.run(due) == ["answer"]


async def test_a_chat_that_took_a_message_gets_what_waited_for_another_try(helpdesk: Helpdesk) -> None:
    await helpdesk.run(put, "alert")
    await helpdesk.run(fails, "alert")
    found = await helpdesk.read(lambda unit: unit.send_queue.next_in_chat(1))
    assert found is not None
    assert words_of(found) == "alert"
    assert follows_at_once(found)


async def test_a_chat_that_took_a_message_does_not_get_what_has_its_own_time(helpdesk: Helpdesk) -> None:
    await helpdesk.run(put, "when the album is there", delay=A_MINUTE)
    found = await helpdesk.read(lambda unit: unit.send_queue.next_in_chat(1))
    assert found is not None
    assert not follows_at_once(found)


@pytest.mark.parametrize("is_any_due", [True, False])
async def test_a_look_says_also_when_the_next_message_is_due(helpdesk: Helpdesk, is_any_due: bool) -> None:
    await helpdesk.run(put, "when the album is there", delay=A_MINUTE)
    await helpdesk.run(put, "when all is there", chat=2, delay=2 * A_MINUTE)
    if is_any_due:
        await helpdesk.run(put, "alert", chat=3)

    def look(unit: SqlUnitOfWork) -> tuple[list[str], datetime | None, datetime | None]:
        now = unit.send_queue.clock(NOW)
        rows, later = unit.send_queue.due_and_next(now, 10, (), ())
        return [words_of(row) for row in rows], later, unit.send_queue.next_due(now)

    rows, later, expected = await helpdesk.read(look)
    assert rows == ["alert"] * is_any_due
    assert later is not None
    assert later == expected


async def test_what_has_its_own_time_is_not_overtaken_by_what_is_less_urgent(helpdesk: Helpdesk) -> None:
    await helpdesk.run(put, "screen", priority=ANSWER, delay=A_MINUTE)
    await helpdesk.run(put, "alert")
    assert await helpdesk.run(due) == []
    assert await helpdesk.run(due, 2 * A_MINUTE) == ["screen"]


async def test_one_message_that_always_fails_does_not_silence_its_chat(helpdesk: Helpdesk) -> None:
    await helpdesk.run(put, "poison", priority=ANSWER)
    await helpdesk.run(put, "answer", priority=ANSWER)
    for _ in range(SET_BACK_AFTER):
        assert await helpdesk.run(due) in (["poison"], [])
        await helpdesk.run(fails, "poison")
    assert await helpdesk.run(due) == ["answer"]


async def test_what_an_answer_put_off_is_due_when_what_it_waited_for_is_replaced(helpdesk: Helpdesk) -> None:
    def show(unit: SqlUnitOfWork, words: str) -> None:
        unit.outbox.add(ShowScreen({"text": words}, edits=False), chat_id=1, priority=ANSWER, at=NOW)

    await helpdesk.run(show, "screen 1")
    await helpdesk.run(put, "note", priority=ANSWER)
    await helpdesk.run(fails, "screen 1")
    await helpdesk.run(show, "screen 2")
    assert await helpdesk.run(due) == ["note"]


async def test_a_clock_that_is_ahead_does_not_delay_its_own_answers(helpdesk: Helpdesk) -> None:
    ahead = NOW + timedelta(seconds=20)

    def answer(unit: SqlUnitOfWork) -> None:
        unit.outbox.add(SendNotice({"text": "answer"}), chat_id=1, priority=ANSWER, at=ahead)

    await helpdesk.run(answer)
    [row] = await helpdesk.read(lambda unit: unit.send_queue.due(NOW, 10))
    assert row.not_before == NO_DELAY


@pytest.mark.postgres
async def test_where_processes_have_clocks_of_their_own_that_of_the_database_decides(
    postgres_helpdesk: Helpdesk,
) -> None:
    ahead = NOW + timedelta(days=10_000)

    def answer(unit: SqlUnitOfWork) -> None:
        screen = SendNotice({"text": "screen"})
        unit.outbox.add(screen, chat_id=1, priority=ANSWER, at=ahead, delay=A_MINUTE)

    await postgres_helpdesk.run(answer)
    assert await postgres_helpdesk.run(due) == []
    assert await postgres_helpdesk.run(due, 2 * A_MINUTE) == ["screen"]


async def test_chats_that_rest_get_answers_and_those_to_skip_get_nothing(helpdesk: Helpdesk) -> None:
    for chat in (1, 2, 3):
        await helpdesk.run(put, f"alert to {chat}", chat)
    assert await helpdesk.run(due, skip_chats=[1], resting_chats=[2]) == ["alert to 3"]
    for chat in (1, 2):
        await helpdesk.run(put, f"answer to {chat}", chat, ANSWER)
    assert await helpdesk.run(due, skip_chats=[1], resting_chats=[2]) == ["answer to 2", "alert to 3"]


async def test_the_search_goes_on_behind_a_chat(helpdesk: Helpdesk) -> None:
    for chat in (3, 1, 2, -1):
        await helpdesk.run(put, f"alert to {chat}", chat)
    assert await helpdesk.run(due, after=(ALERT, 1)) == ["alert to 2", "alert to 3"]
    assert await helpdesk.run(due, after=(ALERT, 3)) == []


async def test_letters_are_of_no_chat(helpdesk: Helpdesk) -> None:
    def write(unit: SqlUnitOfWork) -> None:
        letter = SendLetter(LetterKind.CODE, Letter("budi@kantor.example", "Halo", "Isi"))
        unit.outbox.add(letter, chat_id=None, priority=ANSWER, at=NOW)

    await helpdesk.run(write)
    assert await helpdesk.run(due) == []


def _rows(chat: int, count: int, not_before: datetime = NO_DELAY, attempts: int = 0) -> list[dict[str, Any]]:
    row: dict[str, Any] = {
        "op": "notice",
        "method": "sendMessage",
        "payload": {"text": "x"},
        "live_message": "",
        "key": None,
    }
    row |= {"chat_id": chat, "priority": ALERT, "not_before": not_before, "attempts": attempts}
    return [row | {"created_at": NOW, "ticket_id": None}] * count


def _work(unit: SqlUnitOfWork) -> int:
    """Return how many rows PostgreSQL reads to find what is due, or how many steps SQLite makes."""
    found: dict[str, Any] = {}

    def note(_connection: object, _cursor: object, statement: str, values: Any, *_more: object) -> None:
        found[statement] = values

    event.listen(unit.connection, "before_cursor_execute", note)
    unit.send_queue.due(NOW, 10, [5], [6])
    event.remove(unit.connection, "before_cursor_execute", note)
    [(statement, values)] = found.items()
    if unit.connection.dialect.name == "postgresql":
        # As in an office whose tables have been counted: otherwise the planner guesses, or goes by what
        # another test had left here when the server counted.
        unit.connection.exec_driver_sql("ANALYZE outbox")
        unit.connection.exec_driver_sql("SET LOCAL enable_seqscan = off")
        unit.connection.exec_driver_sql("SET LOCAL enable_bitmapscan = off")
        plan = unit.connection.exec_driver_sql(f"EXPLAIN (ANALYZE, FORMAT JSON) {statement}", values)
        return _rows_read(plan.scalar_one()[0]["Plan"])
    driver: Any = unit.connection.connection.driver_connection
    steps = [0]

    def count() -> int:
        steps[0] += 1
        return 0

    driver.set_progress_handler(count, 1)
    unit.connection.exec_driver_sql(statement, values).fetchall()
    driver.set_progress_handler(None, 1)
    return steps[0]


def _rows_read(plan: Any) -> int:
    own = plan["Actual Rows"] + plan.get("Rows Removed by Filter", 0) if "Relation Name" in plan else 0
    return int(own * plan["Actual Loops"]) + sum(_rows_read(part) for part in plan.get("Plans", ()))


async def test_finding_what_is_due_costs_the_same_however_many_rows_wait(helpdesk: Helpdesk) -> None:
    def fill(unit: SqlUnitOfWork, count: int) -> int:
        """Let as many rows wait behind one that failed, and in chats that are skipped or rest."""
        if count:
            for chat in (5, 6, 7):
                unit.connection.execute(insert(outbox), _rows(chat, count))
        return _work(unit)

    waiting = [*_rows(5, 1), *_rows(6, 1), *_rows(7, 1, NOW + timedelta(days=9999), attempts=3)]
    await helpdesk.run(lambda unit: unit.connection.execute(insert(outbox), waiting))
    few = await helpdesk.run(fill, 0)
    many = await helpdesk.run(fill, 3000)
    assert many <= few + 50


async def test_finding_what_is_due_costs_the_same_however_many_chats_are_due(helpdesk: Helpdesk) -> None:
    def fill(unit: SqlUnitOfWork, first: int, behind: int) -> int:
        rows = [row for chat in range(first, behind) for row in _rows(chat, 1)]
        unit.connection.execute(insert(outbox), rows)
        return _work(unit)

    few = await helpdesk.run(fill, 100, 120)
    assert await helpdesk.run(fill, 120, 3000) <= few + 50
