"""Test that how a delivery ended is written down once, though the database's answer is lost."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from bot.sending.delivery import DeliveryOutcome, DeliveryResult
from bot.sending.outcomes import OutcomeRecorder
from core.messaging.outgoing import SendAlert
from core.messaging.sends import SendOutcome
from storage.engine.database import open_database
from storage.messaging.outbox import OutboxRow
from storage.unit import SqlUnitOfWork
from tests.bot.sending.mail_office import Units
from tests.storage.helpdesk import BUDI, NOW, add_people, file

CHAT = 7


@pytest.fixture
async def units(sqlite_url: str) -> AsyncIterator[Units]:
    units = Units(open_database(sqlite_url))
    await units.run(add_people)
    yield units
    await units.close()


def put(unit: SqlUnitOfWork) -> OutboxRow:
    """Let an alert about a ticket wait for a person's chat."""
    unit.links.link(CHAT, BUDI.id, NOW)
    alert = SendAlert("card", {"text": "Halo"})
    unit.outbox.add(alert, chat_id=CHAT, priority=1, at=NOW, ticket_id=file(unit).id)
    row = unit.send_queue.next_in_chat(CHAT)
    assert row is not None
    return row


@pytest.mark.parametrize(
    ("end", "noted", "letters"),
    [
        (DeliveryResult.SENT, SendOutcome.SENT, 0),
        (DeliveryResult.UNREACHABLE, SendOutcome.MAILED, 1),
        (DeliveryResult.FAILED, SendOutcome.GIVEN_UP, 0),
    ],
)
async def test_an_outcome_is_noted_once_and_mailed_once(
    units: Units, end: DeliveryResult, noted: SendOutcome, letters: int
) -> None:
    row = await units.run(put)
    recorder = OutcomeRecorder(units, lambda: NOW, lambda *_: None, can_mail=True)
    units.deaf_for = 2
    await recorder.record(row, DeliveryOutcome(end, message_id=70))
    assert not await recorder.catch_up()
    assert await recorder.catch_up()

    def look(unit: SqlUnitOfWork) -> None:
        assert [line.outcome for line in unit.sends.of_person(CHAT, "", 9)] == [noted]
        assert len(unit.letters.due(NOW, 9)) == letters
        kept = [(CHAT, 70)] if end is DeliveryResult.SENT else []
        assert unit.live_messages.holding("card") == kept

    await units.read(look)
