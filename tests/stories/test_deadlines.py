"""Test what people see of the deadline of a tender's stage, and how the clock changes a ticket's priority."""

import asyncio
from datetime import timedelta

import pytest

from core.people.chats import Chat
from storage.unit import SqlUnitOfWork
from tests.stories.actor import Actor
from tests.stories.acts import REMARK, SUCCESS, files, number_in, takes, works
from tests.stories.papers import gets
from tests.stories.stage import Stage
from tests.stories.tenders import UPLOAD, closing, files_about, is_announced, reviews
from tests.stories.test_living_cards import it_is_night, rang
from tests.stories.test_sweep_trouble import is_mended, is_poisoned

SIX_HOURS = timedelta(hours=6, minutes=20)
THREE_DAYS = timedelta(days=3)
WHY = "Emergency karena tahap ini tutup dalam 24 jam"


def signed_in(unit: SqlUnitOfWork, actor: Actor) -> Chat:
    chat = unit.chats.get(actor.id)
    assert chat is not None
    return chat


async def test_the_deadline_stands_wherever_the_ticket_is_shown(
    stage: Stage, ppk: Actor, helpdesk: Actor
) -> None:
    ends = await is_announced(stage, SIX_HOURS)
    line = f"🔴 Emergency · tahap {UPLOAD} tutup {closing(ends, stage.clock())} (6 jam lagi)"
    await reviews(ppk)
    await ppk.taps("Lanjut")
    await ppk.sees("Periksa tiket Anda", line, f"Prioritas: {WHY}")
    await ppk.taps("Kirim Tiket")
    await ppk.taps("Ya")
    number = number_in(await ppk.sees("berhasil disimpan"))
    assert (await helpdesk.was_told("Tiket baru menunggu", number, WHY)).startswith(line)
    for reader in (ppk, helpdesk):
        await reader.types(number)
        await reader.sees(number, line, WHY)
    await ppk.types("/tiket")
    await ppk.sees(number, f"⏳ tutup {closing(ends, stage.clock())} (6 jam lagi)")
    await helpdesk.types("/start")
    await helpdesk.taps("Tiket Masuk")
    await helpdesk.sees(number, f"⏳ tutup {closing(ends, stage.clock())} (6 jam lagi)")
    await helpdesk.types(number)
    await helpdesk.taps("Cetak PDF")
    printed = (await gets(stage, helpdesk, f"{number}.pdf")).words
    assert f"{ends:%H.%M} WIB" in printed
    assert "Alasan Prioritas" in printed


async def test_an_alert_begins_with_how_urgent_the_ticket_is(
    stage: Stage, ppk: Actor, helpdesk: Actor
) -> None:
    number = await files(ppk)
    alert = await helpdesk.was_told("Tiket baru menunggu", number)
    assert alert.startswith("🟠 Tiket baru menunggu diambil\n")
    assert "Prioritas: Major sesuai kategorinya" in alert


async def test_a_ticket_that_waits_when_its_stage_nears_is_shown_to_the_desk_again(
    stage: Stage, ppk: Actor, helpdesk: Actor, verifikator: Actor
) -> None:
    await is_announced(stage, THREE_DAYS)
    number = await files_about(ppk)
    first = await helpdesk.was_told("🟠 Major", "Tiket baru menunggu", number)
    assert "hari lagi" in first
    await stage.time_passes(days=1, hours=23)
    async with stage.nothing_reaches(helpdesk):
        await stage.app.scheduler.reassess_priorities()

    await stage.time_passes(hours=2)
    for colleague in (helpdesk, verifikator):
        await colleague.was_told("🔴 Emergency", "Prioritas naik: 🟠 Major → 🔴 Emergency", number)
    await ppk.was_told("Prioritas tiket Anda naik: 🟠 Major → 🔴 Emergency", number, UPLOAD, "tutup", WHY)
    await stage.all_is_quiet()
    offers = [m for m in helpdesk.received if "Ambil Tiket" in str(m.get("reply_markup"))]
    assert len(offers) == 1, "the former alert offers nothing any more"
    await helpdesk.taps("Ambil Tiket", on="Prioritas naik")
    await helpdesk.taps("Ya")
    await helpdesk.sees("sekarang menangani tiket ini")
    await verifikator.was_told(f"{number} diambil Sari Lestari")


async def test_who_never_heard_of_a_ticket_at_their_desk_is_told_once_that_it_is_an_emergency(
    stage: Stage, ppk: Actor, helpdesk: Actor, verifikator: Actor
) -> None:
    await it_is_night(stage)
    await is_announced(stage, THREE_DAYS)
    person_id = await stage.do(lambda unit: signed_in(unit, verifikator).person_id)
    assert person_id is not None
    await stage.do(lambda unit: unit.links.unlink(verifikator.id))
    number = await files_about(ppk)
    await helpdesk.was_told("Ambil Tiket", number)
    await stage.do(lambda unit: unit.links.link(verifikator.id, person_id, stage.clock()))
    await stage.time_passes(days=2, hours=1)
    await verifikator.was_told("🔴 Emergency", "Prioritas naik", number, "Ambil Tiket")
    assert rang(stage, verifikator, "Prioritas naik")
    async with stage.nothing_reaches(verifikator):
        await stage.time_passes(hours=2)


async def test_whose_answer_a_ticket_waits_for_is_told_that_it_is_an_emergency(
    stage: Stage, ppk: Actor, helpdesk: Actor, admin_ppe: Actor
) -> None:
    await is_announced(stage, THREE_DAYS)
    number = await files_about(ppk)
    await takes(helpdesk, number)
    await works(helpdesk, number, "Eskalasi Tiket")
    await takes(admin_ppe, number)
    await works(admin_ppe, number, "Butuh Feedback", "Helpdesk LPSE")
    await helpdesk.was_told("perlu keterangan dari Anda", number)
    await stage.time_passes(days=2, hours=1)
    await helpdesk.was_told(
        "Prioritas tiket yang menunggu Anda naik: 🟠 Major → 🔴 Emergency", number, "Beri Feedback"
    )
    assert rang(stage, helpdesk, "yang menunggu Anda naik")
    await ppk.was_told("Prioritas tiket Anda naik", number)


async def test_what_is_in_hand_when_its_stage_nears_and_ends_is_told_to_its_people_both_times(
    stage: Stage, ppk: Actor, helpdesk: Actor
) -> None:
    await is_announced(stage, THREE_DAYS)
    number = await files_about(ppk)
    await takes(helpdesk, number)
    await stage.time_passes(days=2, hours=1)
    await helpdesk.was_told(
        "Prioritas tiket yang Anda tangani naik: 🟠 Major → 🔴 Emergency", number, "tutup"
    )
    await ppk.was_told("Prioritas tiket Anda naik", number)
    await stage.time_passes(days=1)
    for person, whose in ((helpdesk, "yang Anda tangani"), (ppk, "Anda")):
        await person.was_told(f"Prioritas tiket {whose} turun: 🔴 Emergency → 🟠 Major", number)
    await helpdesk.types(number)
    card = await helpdesk.sees(number, "Prioritas: Major")
    assert "tutup" not in card
    await helpdesk.taps("Cetak PDF")
    printed = (await gets(stage, helpdesk, f"{number}.pdf")).words
    assert "Prioritas naik: Major → Emergency" in printed
    assert "Prioritas turun: Emergency → Major" in printed


async def test_of_two_sweeps_at_once_one_tells(stage: Stage, ppk: Actor, helpdesk: Actor) -> None:
    await is_announced(stage, THREE_DAYS)
    number = await files_about(ppk)
    await takes(helpdesk, number)
    stage.clock.ahead += timedelta(days=2, hours=1)
    await asyncio.gather(*(stage.app.scheduler.reassess_priorities() for _ in range(3)))
    await helpdesk.was_told("Prioritas tiket yang Anda tangani naik", number)
    await stage.all_is_quiet()
    assert len([s for s in helpdesk.sights if "tangani naik" in s.words]) == 1


async def test_a_closed_ticket_keeps_its_priority(stage: Stage, ppk: Actor, helpdesk: Actor) -> None:
    await is_announced(stage, THREE_DAYS)
    number = await files_about(ppk)
    await helpdesk.was_told("Tiket baru menunggu", number)
    await ppk.types(number)
    await ppk.taps("Tutup Tiket")
    await ppk.sees("Minimal 15")
    await ppk.types("Ternyata sudah bisa diunggah, terima kasih.")
    await ppk.sees("Apakah semua data sudah benar?")
    await ppk.taps("Ya")
    await ppk.sees("berhasil ditutup")
    async with stage.nothing_reaches(ppk), stage.nothing_reaches(helpdesk):
        await stage.time_passes(days=2, hours=1)
    await helpdesk.types(number)
    assert UPLOAD + " tutup" not in await helpdesk.sees(number, "Prioritas: Major")


async def test_a_ticket_whose_priority_cannot_be_changed_holds_up_no_other(
    stage: Stage, ppk: Actor, helpdesk: Actor
) -> None:
    stage.accepts("put_off")
    await is_announced(stage, THREE_DAYS)
    numbers = [await files_about(ppk, title=title) for title in ("Yang rusak", "Yang kedua")]
    await is_poisoned(stage, numbers[0])
    await stage.time_passes(days=2, hours=1)
    await helpdesk.was_told("Prioritas naik", numbers[1])
    await stage.all_is_quiet()
    assert not helpdesk.saw("Prioritas naik", numbers[0])
    await is_mended(stage)
    await helpdesk.was_told("Prioritas naik", numbers[0])


async def test_a_stage_that_was_extended_meanwhile_makes_no_emergency_before_its_new_end_nears(
    stage: Stage, ppk: Actor, helpdesk: Actor
) -> None:
    await is_announced(stage, THREE_DAYS)
    number = await files_about(ppk)
    await helpdesk.was_told("Tiket baru menunggu", number)
    await is_announced(stage, THREE_DAYS * 2)
    async with stage.nothing_reaches(helpdesk):
        await stage.time_passes(days=2, hours=1)
    await helpdesk.types(number)
    await helpdesk.sees(number, "Prioritas: Major", "hari lagi")
    await stage.time_passes(days=3)
    await helpdesk.was_told("Prioritas naik", number)


# --------------------------------------------------------------------------------------------- Ubah Kategori


@pytest.mark.parametrize(
    ("category", "subcategory", "change", "direction"),
    [
        ("Login & Akun", "Tidak bisa login", "🔴 Emergency → 🟡 Medium", "turun"),
        ("Pembukaan & Evaluasi", "Uji forensik", "🔴 Emergency → 🟠 Major", "turun"),
    ],
)
async def test_recategorising_shows_the_priority_that_follows_and_tells_of_it(
    stage: Stage, ppk: Actor, helpdesk: Actor, verifikator: Actor,
    category: str, subcategory: str, change: str, direction: str,
) -> None:  # fmt: skip
    await is_announced(stage, SIX_HOURS)
    number = await files_about(ppk)
    # A colleague who had it before has a card of it, which changes in place.
    await takes(verifikator, number)
    await works(verifikator, number, "Kembalikan")
    await takes(helpdesk, number)
    await helpdesk.types(number)
    presses = 0
    for label in ("Ubah Kategori", category, subcategory):
        await helpdesk.taps(label)
        presses += 1
    await helpdesk.types(REMARK)
    await helpdesk.sees("Apakah semua data sudah benar?", f"Prioritas: {change}", "sesuai kategorinya")
    await helpdesk.taps("Ya")
    presses += 1
    await helpdesk.sees(SUCCESS["Ubah Kategori"])
    assert presses <= 4
    await ppk.was_told(f"Prioritas tiket Anda {direction}: {change}", number)
    await verifikator.was_told(f"Prioritas tiket {direction}: {change}", number)
    # And back again.
    await works_by_the_card(helpdesk, number, "Upload Dokumen Penawaran", "Unggah gagal / timeout")
    await ppk.was_told("Prioritas tiket Anda naik", "→ 🔴 Emergency", number, WHY)
    await verifikator.was_told("Prioritas tiket naik", "→ 🔴 Emergency", number)
    await stage.all_is_quiet()
    assert not any("tangani naik" in s.words for s in helpdesk.sights), "who did it is not told of it"


async def works_by_the_card(helpdesk: Actor, number: str, category: str, subcategory: str) -> None:
    await helpdesk.types(number)
    await helpdesk.taps("Ubah Kategori")
    await helpdesk.taps(category)
    await helpdesk.taps(subcategory)
    await helpdesk.types(REMARK)
    await helpdesk.taps("Ya")
    await helpdesk.sees(SUCCESS["Ubah Kategori"])


async def test_files_come_with_the_reason_and_a_priority_that_stays_is_said_to_stay(
    stage: Stage, ppk: Actor, helpdesk: Actor
) -> None:
    number = await files(ppk)
    await takes(helpdesk, number)
    await helpdesk.types(number)
    await helpdesk.taps("Ubah Kategori")
    await helpdesk.taps("Pembukaan & Evaluasi")
    await helpdesk.taps("Uji forensik")
    await helpdesk.sends("bukti.png", caption=REMARK)
    await helpdesk.sees("Prioritas tetap: 🟠 Major", "bukti.png", "Apakah semua data sudah benar?")
    async with stage.nothing_reaches(ppk):
        await helpdesk.taps("Ya")
        await helpdesk.sees(SUCCESS["Ubah Kategori"])


async def test_other_work_asks_for_files_as_before(ppk: Actor, helpdesk: Actor) -> None:
    number = await files(ppk)
    await takes(helpdesk, number)
    await works(helpdesk, number, "Selesaikan Masalah")
