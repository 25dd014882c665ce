"""Everybody concerned is told once of each event, in portions, after its commit."""

from collections import Counter
from collections.abc import Callable
from functools import partial
from typing import TypeVar

import pytest
import pytest_asyncio
from structlog.testing import capture_logs

import bot.sending.fan_out
from bot.sending.retry_pauses import GIVEN_UP_AFTER
from core.messaging.outgoing import AmendAlert, SendAlert, SendCard, TellEvent
from core.people.staff_groups import StaffGroup
from core.tickets.lifecycle import Action
from storage.unit import SqlUnitOfWork
from storage.units import UnitsOfWork
from tests.bot.sending.telling import FIRST, GROUP, Office, furnish, hire, statements
from tests.storage.conftest import (
    helpdesk,
    migrated,
    open_databases,
    postgres,
    postgres_url,
    sqlite_url,
    url,
)
from tests.storage.helpdesk import ADI, BUDI, SARI, TONO, Helpdesk

__all__ = ["helpdesk", "migrated", "open_databases", "postgres", "postgres_url", "sqlite_url", "url"]

# The loop of the databases that stay open.
pytestmark = pytest.mark.asyncio(loop_scope="session")

T = TypeVar("T")

QUESTION = "Mohon kirimkan tangkapan layar yang lengkap."


@pytest_asyncio.fixture(loop_scope="session")
async def office(helpdesk: Helpdesk) -> Office:
    await helpdesk.run(furnish)
    return Office(helpdesk)


def claim(unit: SqlUnitOfWork, group: int) -> None:
    unit.groups.add(StaffGroup(group, FIRST, "Helpdesk"))


class Killed(Exception):
    """The process ends here."""


class KilledBeforeCommit(UnitsOfWork):
    """Transactions of a process that is killed before one of them is committed."""

    def __init__(self, helpdesk: Helpdesk, survives: int) -> None:
        super().__init__(helpdesk.database, helpdesk.editions)
        self.survives = survives

    async def run(self, work: Callable[[SqlUnitOfWork], T]) -> T:
        def killed(unit: SqlUnitOfWork) -> T:
            work(unit)
            raise Killed

        self.survives -= 1
        return await super().run(killed if self.survives < 0 else work)


async def test_filing_and_taking_cost_the_same_at_a_desk_of_2_and_of_60(office: Office) -> None:
    async def costs() -> list[list[str]]:
        first = await office.helpdesk.run(statements, office.file_and_notify)
        ticket = await office.files()
        await office.tells()
        take = partial(office.work_and_notify, ticket_id=ticket.id, action=Action.TAKE)
        taking = await office.helpdesk.run(statements, take)
        return [first, taking]

    await costs()
    desk_of_2 = await costs()
    await office.helpdesk.run(hire, 58)
    assert await costs() == desk_of_2


async def test_a_portion_costs_the_same_for_2_people_and_for_60(office: Office) -> None:
    async def costs() -> int:
        await office.files()
        [row_id] = await office.helpdesk.read(lambda unit: unit.tells.due(office.now, 10))
        tell = office.fan_out.tell_portion
        return len(await office.helpdesk.run(statements, partial(tell, row_id)))

    await costs()
    desk_of_2 = await costs()
    await office.helpdesk.run(hire, 58)
    assert await costs() == desk_of_2


async def test_a_text_is_rendered_once_for_each_language(office: Office) -> None:
    await office.helpdesk.run(hire, 20)
    await office.helpdesk.run(hire, 20, "en")
    await office.files()
    await office.tells()
    drawn = Counter(one for one in office.renderer.rendered if one[0] == "notices/alert.html")
    assert drawn == {("notices/alert.html", "id"): 1, ("notices/alert.html", "en"): 1}
    alerts = [one for one in await office.waiting() if isinstance(one.message, SendAlert)]
    assert len(alerts) == 42
    assert len({one.text for one in alerts}) == 2


async def test_nobody_is_told_in_the_transaction_of_the_event(office: Office) -> None:
    await office.files()
    [waits] = await office.waiting()
    assert isinstance(waits.message, TellEvent)
    await office.tells()
    assert [one.chat_id for one in await office.messages()] == [SARI.id, TONO.id]


@pytest.mark.parametrize("survives", range(9))
async def test_a_kill_between_portions_tells_nobody_twice_and_leaves_nobody_out(
    office: Office, monkeypatch: pytest.MonkeyPatch, survives: int
) -> None:
    monkeypatch.setattr(bot.sending.fan_out, "PORTION", 3)
    colleagues = await office.helpdesk.run(hire, 13)
    groups = [GROUP - n for n in range(4)]
    for group in groups:
        await office.helpdesk.run(claim, group)
    ticket = await office.files()
    await office.tells()
    told = await office.messages()
    assert sorted(one.chat_id or 0 for one in told) == sorted([SARI.id, TONO.id, *colleagues, *groups])

    await office.works(ticket, Action.TAKE)
    await office.works(ticket, Action.HAND_BACK)
    dying = bot.sending.fan_out.FanOut(
        KilledBeforeCommit(office.helpdesk, survives), office.services, lambda: office.now
    )
    with capture_logs():
        while await dying.tell_portions():
            pass
    office.fan_out = office.new_fan_out()
    await office.later(hours=1)
    await office.tells()
    again = await office.messages()
    alerted = [one.chat_id for one in again if isinstance(one.message, SendAlert)]
    assert sorted(i or 0 for i in alerted) == sorted([TONO.id, *colleagues, *groups])
    noticed = [(one.chat_id, type(one.message)) for one in again if one.name == f"card:{ticket.id}"]
    assert noticed == [(BUDI.id, SendCard), (BUDI.id, AmendAlert)]
    assert len(await office.waiting()) - len(again) == 1, "a letter to the reporter, with the number"


async def test_who_joins_or_leaves_the_desk_before_the_event_is_told_is_told_as_it_is_then(
    office: Office,
) -> None:
    await office.files()
    await office.helpdesk.run(lambda unit: unit.people.set_disabled(TONO.id, True))
    [new] = await office.helpdesk.run(hire, 1)
    await office.tells()
    assert [one.chat_id for one in await office.messages()] == [SARI.id, new]


async def test_a_notice_says_what_happened_then_though_the_ticket_has_moved_on(office: Office) -> None:
    ticket = await office.files()
    await office.works(ticket, Action.TAKE)
    await office.works(ticket, Action.ASK_FEEDBACK, text=QUESTION)
    await office.works(ticket, Action.GIVE_FEEDBACK, by=BUDI, text="Sudah saya lampirkan di tiket.")
    await office.works(ticket, Action.SOLVE, text="Sudah kami perbaiki di server.")
    await office.works(ticket, Action.REJECT, by=BUDI, text="Masih belum bisa, mohon diperiksa.")
    await office.works(ticket, Action.ESCALATE, text="Mohon bantuan tingkat atas.")
    await office.tells()
    notices = [one for one in await office.waiting() if isinstance(one.message, SendCard)]
    to_budi = [(one.text.split("\n")[0], one.labels) for one in notices if one.chat_id == BUDI.id]
    assert to_budi == [
        ("<b>Sari mulai mengerjakan tiket Anda.</b>", ["Detail"]),
        (
            "<b>Sari perlu keterangan dari Anda. Tekan Beri Feedback, atau balas pesan ini.</b>",
            ["💬 Beri Feedback", "Detail"],
        ),
        (
            "<b>Menurut Sari, masalah Anda sudah selesai. Silakan periksa, lalu konfirmasi.</b>",
            ["✅ Konfirmasi", "Detail"],
        ),
        ("<b>Tiket Anda diteruskan ke Admin PPE.</b>", ["Detail"]),
    ]
    asked = next(one for one in notices if "perlu keterangan" in one.text)
    assert QUESTION in asked.text
    to_sari = [one.text.split("\n")[0] for one in notices if one.chat_id == SARI.id]
    assert to_sari == [
        "<b>Budi memberi feedback.</b>",
        "<b>Menurut pelapor, masalahnya belum selesai; tiket kembali kepada Anda.</b>",
    ]
    alerted = [one.chat_id for one in await office.waiting() if isinstance(one.message, SendAlert)]
    assert alerted == [ADI.id], "nobody is asked to take what was taken"


async def test_an_event_that_cannot_be_told_keeps_no_other_ticket_waiting(office: Office) -> None:
    broken, whole = await office.files(), await office.files()
    await office.breaks(broken)
    with capture_logs() as logs:
        await office.tells()
    assert [entry["event"] for entry in logs] == ["event_not_told"]
    alerts = [one.message for one in await office.waiting() if isinstance(one.message, SendAlert)]
    assert {message.name.split(":")[1] for message in alerts} == {str(whole.id)}


async def test_events_of_a_ticket_are_told_in_order_until_one_has_failed_for_some_time(
    office: Office,
) -> None:
    ticket = await office.files()
    await office.works(ticket, Action.TAKE)
    await office.breaks(ticket)
    with capture_logs():
        for _ in range(4):
            await office.tells()
            await office.later(minutes=10)
            assert not [one for one in await office.waiting() if isinstance(one.message, SendCard)]
        await office.tells()
        await office.tells()
    assert [one.chat_id for one in await office.waiting() if isinstance(one.message, SendCard)] == [BUDI.id]


async def test_an_event_that_failed_for_two_days_is_given_up_and_its_ticket_shows_that(
    office: Office,
) -> None:
    ticket = await office.files()
    await office.breaks(ticket)
    begun = office.now
    with capture_logs() as logs:
        while await office.waiting():
            await office.tells()
            await office.later(minutes=10)
    assert office.now - begun >= GIVEN_UP_AFTER
    assert "event_given_up" in {entry["event"] for entry in logs}
    assert await office.waiting() == []
    assert await office.helpdesk.read(lambda unit: unit.outbox.count_failed(ticket.id)) == 1


async def test_an_event_that_waited_while_the_bot_was_stopped_is_not_given_up_at_once(
    office: Office,
) -> None:
    ticket = await office.files()
    await office.breaks(ticket)
    await office.later(days=3)
    with capture_logs() as logs:
        await office.tells()
    assert "event_not_told" in {entry["event"] for entry in logs}
    assert "event_given_up" not in {entry["event"] for entry in logs}
    assert await office.waiting()


async def test_an_event_of_a_later_release_is_kept_apart(office: Office) -> None:
    await office.files()
    await office.helpdesk.run(
        lambda unit: unit.connection.exec_driver_sql("UPDATE outbox SET method = 'fairy_tale'")
    )
    await office.tells()
    assert await office.waiting() == []
