"""Test that what waits of a person or a ticket is found without looking at everything else that waits."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import event

from core.messaging.outgoing import Letter, LetterKind, SendLetter, SendNotice
from core.messaging.sends import WaitReason
from storage.unit import SqlUnitOfWork
from tests.storage.helpdesk import NOW, Helpdesk, file

RINA = "rina@contoh.go.id"


def letter(to: str) -> SendLetter:
    return SendLetter(LetterKind.TICKET, Letter(to, "Halo", "Isi"))


def wait_long(unit: SqlUnitOfWork, messages: int, letters: int) -> int:
    """Let many messages and letters wait, as while Telegram and the mail server are away; return a ticket."""
    ticket_id = file(unit).id
    notices = [(chat, SendNotice({"text": "x"})) for chat in range(100, 100 + messages)]
    unit.outbox.add_all(notices, priority=1, at=NOW)
    for number in range(letters):
        unit.outbox.add(letter(f"{number}@contoh.go.id"), chat_id=None, priority=2, at=NOW)
    unit.outbox.add(letter(RINA), chat_id=None, priority=2, at=NOW, ticket_id=ticket_id)
    return ticket_id


def plans(unit: SqlUnitOfWork, ticket_id: int) -> list[str]:
    """Return the plan of each statement, before and after statistics were gathered."""
    executed: list[tuple[str, Any]] = []

    def note(_connection: object, _cursor: object, statement: str, values: Any, *_more: object) -> None:
        executed.append((statement, values))

    event.listen(unit.connection, "before_cursor_execute", note)
    unit.waiting_sends.of_person(100, RINA, NOW, 5)
    unit.waiting_sends.of_ticket(ticket_id, NOW, 5)
    event.remove(unit.connection, "before_cursor_execute", note)
    is_sqlite = unit.connection.dialect.name == "sqlite"
    explain = "EXPLAIN QUERY PLAN" if is_sqlite else "EXPLAIN"
    found = []
    for state in ("SELECT 1", "ANALYZE") if is_sqlite else ("ANALYZE",):
        unit.connection.exec_driver_sql(state)
        for statement, values in executed:
            steps = unit.connection.exec_driver_sql(f"{explain} {statement}", values)
            found.append("\n".join(str(step[-1]) for step in steps))
    return found


@pytest.mark.parametrize(("messages", "letters"), [(3000, 5), (10, 1500)])
async def test_what_waits_is_found_by_an_index_of_it_alone(
    helpdesk: Helpdesk, messages: int, letters: int
) -> None:
    ticket_id = await helpdesk.run(wait_long, messages, letters)
    found = await helpdesk.run(plans, ticket_id)
    for place, plan in enumerate(found):
        index = ("outbox_chat", "outbox_mail_", "outbox_ticket")[place % 3]
        assert index in plan, plan
        assert "Seq Scan on outbox" not in plan
        assert "outbox_pk" not in plan


async def test_what_waits_of_a_person_is_named_with_its_next_try(helpdesk: Helpdesk) -> None:
    def put(unit: SqlUnitOfWork) -> None:
        unit.outbox.add(letter("lain@contoh.go.id"), chat_id=None, priority=2, at=NOW)
        row = unit.outbox.add(letter(RINA.upper()), chat_id=None, priority=2, at=NOW)
        unit.letters.retry(row, NOW + timedelta(minutes=1), "450")
        later = NOW + timedelta(seconds=1)
        unit.outbox.add(SendNotice({"text": "x"}), chat_id=100, priority=1, at=later)

    await helpdesk.run(put)
    first, second = await helpdesk.read(lambda unit: unit.waiting_sends.of_person(100, RINA, NOW, 5))
    assert (first.reason, first.next_try, first.error) == (
        WaitReason.FAILED,
        NOW + timedelta(minutes=1),
        "450",
    )
    assert (second.reason, second.next_try) == (WaitReason.IN_TURN, None)
    [only] = await helpdesk.read(lambda unit: unit.waiting_sends.of_person(100, RINA, NOW, 1))
    assert only == first
