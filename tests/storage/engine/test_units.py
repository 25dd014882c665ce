"""Test that a commit which leaves something to do is told to those who do it, and no other."""

from collections.abc import AsyncIterator, Callable

import pytest

from core.messaging.outgoing import (
    JobKind,
    Letter,
    LetterKind,
    RequestJob,
    SendAlert,
    SendLetter,
    SendNotice,
    TellEvent,
    TellKind,
)
from storage.engine.news import Topic
from storage.unit import SqlUnitOfWork
from storage.units import UnitsOfWork, open_units
from tests.storage.helpdesk import NOW, SCREENSHOT, Helpdesk, file, ticket_draft, waiting_rows

LETTER = SendLetter(LetterKind.TICKET, Letter("rina@contoh.go.id", "Tiket", "Isi."))
JOB = RequestJob(JobKind.OWN_DATA, 1, "id", {})
EVENT = TellEvent(TellKind.DESK_UNREACHED, {"ticket_id": 1})


@pytest.fixture
async def units(url: str) -> AsyncIterator[UnitsOfWork]:
    units = open_units(url)
    yield units
    await units.close()


def put(unit: SqlUnitOfWork) -> None:
    unit.outbox.add(SendNotice({"text": "Halo"}), chat_id=1, priority=1, at=NOW)


async def test_who_sends_is_told_after_the_commit(units: UnitsOfWork) -> None:
    told: list[str] = []
    units.on_outgoing(lambda _topics: told.append("courier"))
    units.on_outgoing(lambda _topics: told.append("job worker"))
    await units.run(put)
    assert told == ["courier", "job worker"]


async def test_nobody_is_told_of_a_commit_with_nothing_to_send(units: UnitsOfWork) -> None:
    told: list[str] = []
    units.on_outgoing(lambda _topics: told.append("courier"))
    await units.run(lambda unit: waiting_rows(unit, NOW, 1))
    await units.run(lambda unit: unit.chats.get(1))
    assert told == []


async def test_nobody_is_told_of_what_was_rolled_back(units: UnitsOfWork) -> None:
    told: list[str] = []
    units.on_outgoing(lambda _topics: told.append("courier"))

    def fail(unit: SqlUnitOfWork) -> None:
        put(unit)
        raise LookupError

    with pytest.raises(LookupError):
        await units.run(fail)
    assert told == []


PUT_OUT: dict[Topic, Callable[[SqlUnitOfWork], object]] = {
    Topic.MESSAGES: put,
    Topic.LETTERS: lambda unit: unit.outbox.add(LETTER, chat_id=None, priority=1, at=NOW),
    Topic.JOBS: lambda unit: unit.outbox.add(JOB, chat_id=1, priority=1, at=NOW),
    Topic.EVENTS: lambda unit: unit.outbox.add(EVENT, chat_id=None, priority=1, at=NOW),
    Topic.FILES: lambda unit: file(unit, filed=ticket_draft("Tidak bisa login", SCREENSHOT)),
}


@pytest.mark.parametrize("topic", Topic)
async def test_who_is_told_knows_what_was_put_out(helpdesk: Helpdesk, topic: Topic) -> None:
    units, told = helpdesk.units, []
    units.on_outgoing(lambda topics: told.append(set(topics)))
    await units.run(PUT_OUT[topic])
    assert told == [{topic}]


async def test_what_an_alert_held_up_may_go_when_that_is_withdrawn(helpdesk: Helpdesk) -> None:
    alert = SendAlert("card", {"text": "Halo"})
    await helpdesk.run(lambda unit: unit.outbox.add(alert, chat_id=1, priority=1, at=NOW))
    units, told = helpdesk.units, []
    units.on_outgoing(lambda topics: told.append(set(topics)))
    await units.run(lambda unit: unit.waiting_alerts.withdraw_from(1, "none of this name"))
    await units.run(lambda unit: unit.waiting_alerts.withdraw("card", 10))
    assert told == [{Topic.MESSAGES}]
