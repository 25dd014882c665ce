"""Test that a commit which leaves something to send is told to those who send it, and no other."""

from collections.abc import AsyncIterator

import pytest

from core.messaging.outgoing import SendNotice
from storage.unit import SqlUnitOfWork
from storage.units import UnitsOfWork, open_units
from tests.storage.helpdesk import NOW, waiting_rows


@pytest.fixture
async def units(url: str) -> AsyncIterator[UnitsOfWork]:
    units = open_units(url)
    yield units
    await units.close()


def put(unit: SqlUnitOfWork) -> None:
    unit.outbox.add(SendNotice({"text": "Halo"}), chat_id=1, priority=1, at=NOW)


async def test_who_sends_is_told_after_the_commit(units: UnitsOfWork) -> None:
    told: list[str] = []
    units.on_outgoing(lambda: told.append("courier"))
    units.on_outgoing(lambda: told.append("job worker"))
    await units.run(put)
    assert told == ["courier", "job worker"]


async def test_nobody_is_told_of_a_commit_with_nothing_to_send(units: UnitsOfWork) -> None:
    told: list[str] = []
    units.on_outgoing(lambda: told.append("courier"))
    await units.run(lambda unit: waiting_rows(unit, NOW, 1))
    await units.run(lambda unit: unit.chats.get(1))
    assert told == []


async def test_nobody_is_told_of_what_was_rolled_back(units: UnitsOfWork) -> None:
    told: list[str] = []
    units.on_outgoing(lambda: told.append("courier"))

    def fail(unit: SqlUnitOfWork) -> None:
        put(unit)
        raise LookupError

    with pytest.raises(LookupError):
        await units.run(fail)
    assert told == []
