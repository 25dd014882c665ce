"""Test what becomes of a ticket at a desk where nobody can be reached."""

from __future__ import annotations

from datetime import timedelta

from core.administration.service_faults import RECOVERS
from core.organisation.roles import Role
from core.people.people import Assignment
from core.tickets.lifecycle import EventType
from storage.people.people import assignment_row
from storage.schema import tables
from storage.unit import SqlUnitOfWork
from tests.stories.actor import Actor
from tests.stories.acts import files, takes, works
from tests.stories.stage import SIDOARJO, Stage
from tests.stories.tenders import files_about, is_announced
from tests.stories.test_former_staff import person_of


async def nobody_is_linked(stage: Stage, *people: Actor) -> None:
    """Leave the accounts as they are, with no chat of theirs."""

    def unlink(unit: SqlUnitOfWork) -> None:
        for person in people:
            unit.links.unlink(person.id)

    await stage.all_is_quiet()
    await stage.do(unlink)


async def test_a_ticket_that_nobody_hears_of_goes_to_the_next_level_at_once_and_everybody_is_told(
    stage: Stage, ppk: Actor, helpdesk: Actor, verifikator: Actor, admin_ppe: Actor, administrator: Actor
) -> None:
    await nobody_is_linked(stage, helpdesk, verifikator)
    number = await files(ppk)
    await admin_ppe.sees("Diteruskan otomatis", "tidak dapat dihubungi", number)
    await ppk.was_told("Admin PPE", "juga diberi tahu", "tetap di antreannya", number)
    await administrator.was_told("Tidak ada petugas yang dapat dihubungi", "Helpdesk LPSE", "Surabaya")
    await takes(admin_ppe, number)
    await ppk.was_told("mulai mengerjakan tiket Anda", number)
    ticket = await stage.do(lambda unit: unit.tickets.by_number(number))
    assert ticket is not None
    history = await stage.do(lambda unit: unit.discussion.history(ticket))
    assert EventType.PASSED_ON in [entry.kind for entry in history]


async def test_who_is_linked_later_finds_the_ticket_in_their_queue_and_may_take_it(
    stage: Stage, ppk: Actor, helpdesk: Actor, verifikator: Actor, admin_ppe: Actor
) -> None:
    await stage.all_is_quiet()
    chat = await stage.do(lambda unit: unit.chats.get(helpdesk.id))
    assert chat is not None
    assert chat.person_id is not None
    person_id = chat.person_id
    await nobody_is_linked(stage, helpdesk, verifikator)
    number = await files(ppk)
    await admin_ppe.was_told("Diteruskan otomatis", number)
    await stage.do(lambda unit: unit.links.link(helpdesk.id, person_id, stage.clock()))
    await helpdesk.types("/start")
    await helpdesk.taps("Tiket Masuk")
    await helpdesk.sees(number)
    await helpdesk.types(number)
    await helpdesk.taps("Ambil Tiket")
    await helpdesk.sees("yakin akan mengambil")
    await helpdesk.taps("Ya")
    await helpdesk.sees("sekarang menangani tiket ini", number)
    await admin_ppe.was_told(f"{number} diambil Sari Lestari")
    await works(helpdesk, number, "Eskalasi Tiket")
    await takes(admin_ppe, number)
    # A real escalation, so that the level below can be asked.
    await works(admin_ppe, number, "Butuh Feedback", "Helpdesk LPSE")


async def test_a_rise_to_emergency_is_told_at_both_desks_that_may_take_the_ticket(
    stage: Stage, ppk: Actor, helpdesk: Actor, verifikator: Actor, admin_ppe: Actor
) -> None:
    await is_announced(stage, timedelta(days=3))
    await stage.all_is_quiet()
    person_id = await stage.do(lambda unit: person_of(unit, helpdesk).id)
    await nobody_is_linked(stage, helpdesk, verifikator)
    number = await files_about(ppk)
    await admin_ppe.was_told("Diteruskan otomatis", number)
    await stage.do(lambda unit: unit.links.link(helpdesk.id, person_id, stage.clock()))
    await stage.time_passes(days=2, hours=1)
    await helpdesk.was_told("Prioritas naik", "Helpdesk LPSE", number, "Ambil Tiket")
    await admin_ppe.was_told("Prioritas naik", "Admin PPE", number, "Ambil Tiket")
    await admin_ppe.taps("Ambil Tiket", on="Prioritas naik")
    await admin_ppe.taps("Ya")
    await helpdesk.was_told(f"{number} diambil Dewi")


async def test_levels_with_nobody_are_passed_over_and_administrators_hear_of_a_desk_once(
    stage: Stage,
    ppk: Actor,
    helpdesk: Actor,
    verifikator: Actor,
    admin_ppe: Actor,
    lkpp: Actor,
    administrator: Actor,
) -> None:
    await nobody_is_linked(stage, helpdesk, verifikator, admin_ppe)
    first = await files(ppk)
    await lkpp.was_told("Diteruskan otomatis", first)
    await administrator.was_told("Tidak ada petugas yang dapat dihubungi", "Surabaya")
    async with stage.nothing_reaches(administrator):
        second = await files(ppk, "Tiket kedua")
        await lkpp.was_told("Diteruskan otomatis", second)


async def test_a_ticket_for_which_nobody_at_all_is_there_says_so_to_its_reporter(
    stage: Stage,
    ppk: Actor,
    helpdesk: Actor,
    verifikator: Actor,
    admin_ppe: Actor,
    lkpp: Actor,
    teknis: Actor,
    tim_spse: Actor,
    administrator: Actor,
) -> None:
    await nobody_is_linked(stage, helpdesk, verifikator, admin_ppe, lkpp, teknis, tim_spse)
    number = await files(ppk)
    await ppk.was_told("Belum ada petugas yang dapat dihubungi", number)
    await administrator.was_told("Tidak ada petugas yang dapat dihubungi", "Helpdesk LPSE")
    await administrator.types("/start")
    await administrator.taps("Kesiapan")
    await administrator.sees("Helpdesk LPSE, LPSE Kota Surabaya · 1 tiket menunggu", "Helpdesk LKPP Teknis")


async def test_the_last_one_of_a_desk_who_blocks_the_bot_leaves_no_ticket_behind(
    stage: Stage, ppk: Actor, helpdesk: Actor, verifikator: Actor, admin_ppe: Actor
) -> None:
    await nobody_is_linked(stage, verifikator)
    helpdesk.user.blocks_bot()
    await stage.all_is_quiet()
    # The bot does not know it yet, and finds out when it sends the alert.
    await stage.do(lambda unit: unit.chats.set_reachable(helpdesk.id, True))
    number = await files(ppk)
    await admin_ppe.was_told("Diteruskan otomatis", number)


async def test_an_escalation_to_a_desk_with_nobody_goes_on_above_it(
    stage: Stage, ppk: Actor, helpdesk: Actor, admin_ppe: Actor, lkpp: Actor
) -> None:
    number = await files(ppk)
    await takes(helpdesk, number)
    await nobody_is_linked(stage, admin_ppe)
    await works(helpdesk, number, "Eskalasi Tiket")
    await lkpp.sees("Diteruskan otomatis", number)
    await takes(lkpp, number)
    # Who escalated it is still the one below who can be asked.
    await works(lkpp, number, "Butuh Feedback", "Helpdesk LPSE")
    await helpdesk.was_told("perlu keterangan dari Anda", number)


async def test_administrators_hear_when_a_desk_can_be_reached_again(
    stage: Stage, ppk: Actor, helpdesk: Actor, verifikator: Actor, administrator: Actor
) -> None:
    await stage.all_is_quiet()
    person = await stage.do(lambda unit: unit.chats.get(helpdesk.id))
    assert person is not None
    assert person.person_id is not None
    person_id = person.person_id
    await nobody_is_linked(stage, helpdesk, verifikator)
    await files(ppk)
    await administrator.was_told("Tidak ada petugas yang dapat dihubungi")
    await stage.app.watch.look()
    await stage.app.scheduler.tell_faults()
    async with stage.nothing_reaches(administrator):
        await stage.time_passes(seconds=RECOVERS.total_seconds() + 1)
        await stage.app.watch.look()
        await stage.app.scheduler.tell_faults()
    await stage.do(lambda unit: unit.links.link(helpdesk.id, person_id, stage.clock()))
    for _ in range(2):
        await stage.app.watch.look()
        await stage.app.scheduler.tell_faults()
        await stage.time_passes(seconds=RECOVERS.total_seconds() + 1)
    await administrator.was_told("sudah teratasi", "Helpdesk LPSE", "Surabaya")


async def test_an_lpse_that_nobody_serves_is_marked_where_it_is_chosen(
    stage: Stage, ppk: Actor, helpdesk: Actor, verifikator: Actor
) -> None:
    def give(unit: SqlUnitOfWork) -> None:
        row = assignment_row(person_of(unit, ppk).id, Assignment(Role.PPK, SIDOARJO))
        unit.connection.execute(tables.assignments.insert(), [row])

    await ppk.types("/start")
    await ppk.sees("LPSE Support")
    await stage.do(give)
    await nobody_is_linked(stage, helpdesk, verifikator)
    await ppk.types("/buat")
    await ppk.sees("Judul")
    await ppk.types("Tidak bisa masuk ke SPSE")
    await ppk.sees("belum terhubung ke bot ini", "💤 LPSE Kota Surabaya")
    await ppk.taps("LPSE Kota Surabaya")
    await ppk.sees("Aplikasi")


async def test_kesiapan_lists_lpses_page_by_page(stage: Stage, administrator: Actor) -> None:
    await administrator.types("/start")
    await administrator.taps("Kesiapan")
    first = await administrator.sees("Kesiapan", "Admin PPE")
    assert "LPSE Kota Surabaya" not in first
    await administrator.taps("Berikutnya")
    second = await administrator.sees("Kesiapan")
    assert second != first
    await administrator.taps("Awal")
    assert await administrator.sees("Kesiapan") == first
