"""Test that an alert is known once somebody presses it, though Telegram's answer to it was lost."""

from core.organisation.roles import Level
from core.people.desks import Desk
from storage.unit import SqlUnitOfWork
from tests.stories.actor import Actor
from tests.stories.acts import files, takes, works
from tests.stories.stage import Stage
from tests.stories.test_nobody_there import nobody_is_linked

LEVELS = (Level.LPSE_1, Level.LPSE_2)


async def gets_alert_unknown_to_the_bot(stage: Stage, ppk: Actor, reader: Actor) -> str:
    """File a ticket whose alert comes though the bot never gets the answer to it; return its number."""
    stage.box.misbehave("sendMessage", "drop", chat_id=reader.id)
    stage.box.misbehave("sendMessage", "drop", times=-1, chat_id=reader.id, before=True)
    number = await files(ppk)
    await reader.was_told("menunggu diambil", number)
    return number


def alerts(stage: Stage, reader: Actor, number: str) -> list[str]:
    """Return what stands in the messages that offer this ticket, or say what became of it."""
    shown = [str(message.get("text", "")) for message in stage.box.user(reader.id).messages]
    is_alert = ("Tiket baru menunggu diambil", f"✅ {number}")
    return [text for text in shown if number in text and any(words in text for words in is_alert)]


async def test_who_takes_a_ticket_from_it_gets_it_no_second_time_and_sees_it_change(
    stage: Stage, ppk: Actor, helpdesk: Actor
) -> None:
    number = await gets_alert_unknown_to_the_bot(stage, ppk, helpdesk)
    await helpdesk.taps("Ambil Tiket")
    await stage.all_is_handled()
    # What the courier had in hand before the press is not sent after it.
    await stage.app.leading.courier.idle()
    stage.box.behave()
    await helpdesk.sees("Apakah Anda yakin akan mengambil tiket ini?")
    await helpdesk.taps("Ya")
    await helpdesk.was_told("diambil Sari Lestari", number)
    await stage.all_is_quiet()
    assert alerts(stage, helpdesk, number) == [f"✅ {number} diambil Sari Lestari"]


async def test_who_presses_it_when_somebody_else_has_the_ticket_sees_by_whom_and_no_button_any_more(
    stage: Stage, ppk: Actor, helpdesk: Actor, verifikator: Actor
) -> None:
    number = await gets_alert_unknown_to_the_bot(stage, ppk, helpdesk)
    await takes(verifikator, number)
    await stage.all_is_quiet()
    stage.box.behave()
    await helpdesk.taps("Ambil Tiket")
    await helpdesk.sees("sudah diambil oleh Agus Pratama")
    await helpdesk.was_told("diambil Agus Pratama", number)
    await stage.all_is_quiet()
    assert alerts(stage, helpdesk, number) == [f"✅ {number} diambil Agus Pratama"]


async def test_who_presses_it_at_a_desk_above_that_was_alerted_too_may_still_take_the_ticket(
    stage: Stage, ppk: Actor, helpdesk: Actor, admin_ppe: Actor, lkpp: Actor
) -> None:
    number = await files(ppk)
    await takes(helpdesk, number)
    await nobody_is_linked(stage, admin_ppe)
    stage.box.misbehave("sendMessage", "drop", chat_id=lkpp.id)
    stage.box.misbehave("sendMessage", "drop", times=-1, chat_id=lkpp.id, before=True)
    await works(helpdesk, number, "Eskalasi Tiket")
    await lkpp.was_told("Diteruskan otomatis", number)
    await lkpp.taps("Ambil Tiket")
    await stage.all_is_handled()
    # What the courier had in hand before the press is not sent after it.
    await stage.app.leading.courier.idle()
    stage.box.behave()
    await lkpp.sees("Apakah Anda yakin akan mengambil tiket ini?")
    await stage.all_is_quiet()
    assert not lkpp.saw(f"{number} diambil"), "it waits, and Sari only escalated it"
    await lkpp.taps("Ya")
    await lkpp.sees("sekarang menangani tiket ini", number)
    await lkpp.was_told(f"{number} diambil Hendra")


async def test_it_is_known_by_where_the_ticket_waited_when_a_desk_above_has_taken_it(
    stage: Stage, ppk: Actor, helpdesk: Actor, verifikator: Actor, admin_ppe: Actor
) -> None:
    await nobody_is_linked(stage, helpdesk, verifikator)
    stage.box.misbehave("sendMessage", "drop", chat_id=admin_ppe.id)
    stage.box.misbehave("sendMessage", "drop", times=-1, chat_id=admin_ppe.id, before=True)
    number = await files(ppk)
    await admin_ppe.was_told("Diteruskan otomatis", number)
    await stage.all_is_handled()
    # What the courier had in hand before the press is not sent after it.
    await stage.app.leading.courier.idle()
    stage.box.behave()
    await admin_ppe.types(number)
    await admin_ppe.taps("Ambil Tiket")
    await admin_ppe.taps("Ya")
    await admin_ppe.sees("sekarang menangani tiket ini", number)
    await stage.all_is_quiet()
    await admin_ppe.taps("Ambil Tiket", on="Diteruskan otomatis")
    await stage.all_is_quiet()

    def known(unit: SqlUnitOfWork) -> tuple[int | None, int | None]:
        ticket = unit.tickets.get(unit.tickets.by_number(number) or 0)
        assert ticket is not None
        desks = (Desk(level, lpse_id=ticket.lpse_id) for level in LEVELS)
        names = (f"alert:{ticket.id}:{desk.key}" for desk in desks)
        below, above = (unit.live_messages.get(admin_ppe.id, name) for name in names)
        return below, above

    below, above = await stage.do(known)
    assert below is not None
    assert above is None
