"""An alert is withdrawn wherever it is when its ticket is taken: told later, waiting, on its way, or sent."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, cast

import asyncpg
import pytest
import pytest_asyncio
from sqlalchemy import make_url
from sqlalchemy.util import await_only

from bot.sending.bot_api import Telegram
from bot.sending.courier import Courier
from bot.sending.delivery import Delivery
from core.messaging.outgoing import AmendAlert, SendAlert, SendLetter
from core.people.staff_groups import StaffGroup
from core.tickets.lifecycle import Action
from core.tickets.ticket import Ticket
from handlers.notify.alert_names import alert_name
from storage.messaging.live_messages import SqlLiveMessages
from storage.messaging.waiting_alerts import SqlWaitingAlerts
from tests.bot.sending.telling import FIRST, GROUP, Office, furnish
from tests.storage.conftest import (
    helpdesk,
    migrated,
    open_databases,
    postgres,
    postgres_helpdesk,
    postgres_url,
    sqlite_url,
    url,
)
from tests.storage.helpdesk import BUDI, SARI, TONO, Helpdesk
from tests.storage.server import on_server

__all__ = [
    "helpdesk",
    "migrated",
    "open_databases",
    "postgres",
    "postgres_helpdesk",
    "postgres_url",
    "sqlite_url",
    "url",
]

# The loop of the databases that stay open.
pytestmark = pytest.mark.asyncio(loop_scope="session")


@dataclass
class SlowTelegram:
    """A Bot API whose sendMessage to the chats in `slow` returns when the test says so."""

    slow: set[int] = field(default_factory=set)
    calls: list[tuple[str, int, str]] = field(default_factory=list)
    begun: asyncio.Event = field(default_factory=asyncio.Event)
    may_return: asyncio.Event = field(default_factory=asyncio.Event)

    async def call(self, method: str, parameters: dict[str, Any]) -> Any:
        chat_id = int(parameters["chat_id"])
        self.calls.append((method, chat_id, str(parameters.get("text", "")).split("\n")[0]))
        if method == "sendMessage" and chat_id in self.slow:
            self.begun.set()
            await self.may_return.wait()
        return {"message_id": 100 + len(self.calls)}

    def said_to(self, chat_id: int) -> list[tuple[str, str]]:
        return [(method, text) for method, chat, text in self.calls if chat == chat_id]


ALERT = ("sendMessage", "🟡 <b>Tiket baru menunggu diambil</b>")
ALERT_AGAIN = ("sendMessage", "🟡 <b>Kembali ke antrean, dari Sari</b> (Helpdesk LPSE)")
FORMER_BUTTONS = ("editMessageReplyMarkup", "")


def taken(ticket: Ticket) -> tuple[str, str]:
    return ("editMessageText", f"✅ {ticket.number} diambil Sari")


@pytest_asyncio.fixture(loop_scope="session")
async def office(helpdesk: Helpdesk) -> Office:
    await helpdesk.run(furnish)
    return Office(helpdesk)


@pytest.fixture
def telegram() -> SlowTelegram:
    return SlowTelegram()


@pytest_asyncio.fixture(loop_scope="session")
async def courier(office: Office, telegram: SlowTelegram) -> AsyncIterator[Courier]:
    """Yield a courier that is not running yet, and stop it in the end."""
    delivery = Delivery(cast("Telegram", telegram))
    courier = Courier(office.helpdesk.units, delivery, lambda: office.now, can_mail=False)
    yield courier
    await courier.stop(1.0)


async def runs_until_quiet(office: Office, courier: Courier) -> None:
    """Let the courier send everything that waits."""
    running = asyncio.create_task(courier.run())
    try:
        await is_quiet(office, courier)
    finally:
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)


async def is_quiet(office: Office, courier: Courier) -> None:
    while [one for one in await office.waiting() if not isinstance(one.message, SendLetter)]:
        courier.wake()
        await courier.idle()
        await asyncio.sleep(0)


async def test_a_ticket_that_is_taken_before_its_alert_is_told_is_offered_to_nobody(
    office: Office, courier: Courier, telegram: SlowTelegram
) -> None:
    await office.helpdesk.run(lambda unit: unit.groups.add(StaffGroup(GROUP, FIRST, "Helpdesk")))
    ticket = await office.files()
    await office.works(ticket, Action.TAKE)
    await office.tells()
    await runs_until_quiet(office, courier)
    assert {chat_id for _method, chat_id, _text in telegram.calls} == {BUDI.id}


async def test_an_alert_that_waits_is_removed_and_nobody_hears_of_it(
    office: Office, courier: Courier, telegram: SlowTelegram
) -> None:
    ticket = await office.files()
    await office.tells()
    await office.works(ticket, Action.TAKE)
    await office.tells()
    assert not [one for one in await office.waiting() if isinstance(one.message, SendAlert)]
    await runs_until_quiet(office, courier)
    assert telegram.said_to(SARI.id) == telegram.said_to(TONO.id) == []


async def test_an_alert_that_was_sent_says_who_took_it(
    office: Office, courier: Courier, telegram: SlowTelegram
) -> None:
    ticket = await office.files()
    await office.tells()
    await runs_until_quiet(office, courier)
    await office.works(ticket, Action.TAKE)
    await office.tells()
    await runs_until_quiet(office, courier)
    assert telegram.said_to(TONO.id) == [ALERT, taken(ticket)]


async def test_an_alert_that_is_on_its_way_is_amended_after_it_arrived(
    office: Office, courier: Courier, telegram: SlowTelegram
) -> None:
    telegram.slow = {TONO.id}
    ticket = await office.files()
    await office.tells()
    running = asyncio.create_task(courier.run())
    await telegram.begun.wait()
    await office.works(ticket, Action.TAKE)
    await office.tells()
    courier.wake()
    assert telegram.said_to(TONO.id) == [ALERT]
    telegram.may_return.set()
    await is_quiet(office, courier)
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)
    assert telegram.said_to(TONO.id) == [ALERT, taken(ticket)]


@pytest.mark.postgres
async def test_an_alert_that_is_marked_as_sent_between_two_looks_is_amended(
    postgres_helpdesk: Helpdesk, postgres_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Have the courier mark Tono's alert between the look at what waits and the look at what was sent."""
    office = Office(postgres_helpdesk)
    await office.helpdesk.run(furnish)
    ticket = await office.files()
    await office.tells()
    await office.works(ticket, Action.TAKE)
    looks: list[str] = []
    arrived = (
        f"SET lock_timeout = '50ms'; DELETE FROM outbox WHERE chat_id = {TONO.id};"
        f"INSERT INTO slots VALUES ({TONO.id}, '{alert_name(ticket)}', 77);"
    )

    def marks_after(owner: type, look: str) -> None:
        original = getattr(owner, look)

        def looked(*given: Any) -> Any:
            found = original(*given)
            looks.append(look)
            if len(looks) == 1:
                # Where the look has locked the row, the courier has to wait until the portion is committed.
                with suppress(asyncpg.LockNotAvailableError):
                    await_only(on_server(arrived, make_url(postgres_url)))
            return found

        monkeypatch.setattr(owner, look, looked)

    marks_after(SqlWaitingAlerts, "withdraw")
    marks_after(SqlLiveMessages, "holding")
    await office.tells()
    assert set(looks) == {"withdraw", "holding"}
    amended = {one.chat_id for one in await office.waiting() if isinstance(one.message, AmendAlert)}
    assert amended == {SARI.id, TONO.id}


async def test_a_ticket_that_is_handed_back_is_offered_anew(
    office: Office, courier: Courier, telegram: SlowTelegram
) -> None:
    ticket = await office.files()
    await office.tells()
    await runs_until_quiet(office, courier)
    for action in (Action.TAKE, Action.HAND_BACK):
        await office.works(ticket, action)
    await office.tells()
    await runs_until_quiet(office, courier)
    assert telegram.said_to(TONO.id) == [ALERT, ALERT_AGAIN, FORMER_BUTTONS]
