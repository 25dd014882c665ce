"""Test how the desk above finds the tickets that it may take for one where nobody can be reached."""

from __future__ import annotations

from core.organisation.roles import Role
from core.people.people import Assignment
from storage.people.people import assignment_row
from storage.schema import tables
from storage.unit import SqlUnitOfWork
from tests.stories.actor import Actor
from tests.stories.acts import files, works
from tests.stories.stage import Stage
from tests.stories.test_former_staff import person_of
from tests.stories.test_nobody_there import nobody_is_linked

WHY = "Diteruskan: Helpdesk LPSE tidak dapat dihubungi"


async def takes_next(helper: Actor, number: str) -> None:
    """Take the ticket that is offered as the next of the queue."""
    await helper.taps("Ambil berikutnya")
    await helper.sees("yakin akan mengambil", number)
    await helper.taps("Ya")
    await helper.sees("sekarang menangani tiket ini", number)


async def test_an_admin_ppe_in_a_hurry_takes_from_the_queue_what_nobody_below_can(
    stage: Stage, ppk: Actor, helpdesk: Actor, verifikator: Actor, admin_ppe: Actor
) -> None:
    await nobody_is_linked(stage, helpdesk, verifikator)
    number = await files(ppk)
    await admin_ppe.was_told("Diteruskan otomatis", number)
    await admin_ppe.types("/start")
    await admin_ppe.taps("Tiket Masuk (1)")
    await admin_ppe.sees("1 tiket", number, WHY)
    await takes_next(admin_ppe, number)
    await admin_ppe.types("/start")
    await admin_ppe.taps("Tiket Masuk")
    await admin_ppe.sees("Tidak ada tiket di sini")


async def test_an_admin_ppe_reads_on_the_card_and_the_dashboard_what_waits_for_them_too(
    stage: Stage, ppk: Actor, helpdesk: Actor, verifikator: Actor, admin_ppe: Actor
) -> None:
    await nobody_is_linked(stage, helpdesk, verifikator)
    number = await files(ppk)
    await admin_ppe.was_told("Diteruskan otomatis", number)
    await admin_ppe.types("/dashboard")
    await admin_ppe.sees("Belum diambil: 1")
    await admin_ppe.taps("Belum diambil")
    await admin_ppe.sees(number, WHY)
    await admin_ppe.taps(number)
    why = "Admin PPE juga dapat mengambil: Helpdesk LPSE tidak dapat dihubungi"
    await admin_ppe.sees(number, "Posisi tiket: Helpdesk LPSE", why)


async def test_its_own_desk_sees_it_as_any_other_and_it_leaves_both_queues_with_its_taker(
    stage: Stage, ppk: Actor, helpdesk: Actor, verifikator: Actor, admin_ppe: Actor
) -> None:
    await stage.all_is_quiet()
    person_id = await stage.do(lambda unit: person_of(unit, helpdesk).id)
    await nobody_is_linked(stage, helpdesk, verifikator)
    number = await files(ppk)
    await admin_ppe.was_told("Diteruskan otomatis", number)
    await stage.do(lambda unit: unit.links.link(helpdesk.id, person_id, stage.clock()))
    await helpdesk.types("/start")
    await helpdesk.taps("Tiket Masuk (1)")
    shown = await helpdesk.sees(number)
    assert "tidak dapat dihubungi" not in shown
    await takes_next(helpdesk, number)
    await admin_ppe.types("/start")
    await admin_ppe.taps("Tiket Masuk")
    await admin_ppe.sees("Tidak ada tiket di sini")
    await works(helpdesk, number, "Eskalasi Tiket")
    await admin_ppe.types("/start")
    await admin_ppe.taps("Tiket Masuk (1)")
    assert WHY not in await admin_ppe.sees(number)


async def test_who_serves_at_both_desks_is_shown_and_counted_it_once(
    stage: Stage, ppk: Actor, helpdesk: Actor, verifikator: Actor, admin_ppe: Actor
) -> None:
    def give(unit: SqlUnitOfWork) -> None:
        person = person_of(unit, admin_ppe)
        assignment = Assignment(Role.HELPDESK_LPSE, person.assignments[0].lpse_id)
        unit.connection.execute(tables.assignments.insert(), [assignment_row(person.id, assignment)])

    await nobody_is_linked(stage, helpdesk, verifikator)
    number = await files(ppk)
    await admin_ppe.was_told("Diteruskan otomatis", number)
    await stage.do(give)
    await admin_ppe.types("/start")
    await admin_ppe.taps("Tiket Masuk (1)")
    assert (await admin_ppe.sees("1 tiket", number)).count(number) == 1
    await admin_ppe.types("/dashboard")
    await admin_ppe.sees("Belum diambil: 1")
