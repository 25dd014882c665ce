"""Test that no order of presses files a ticket twice or loses what was entered."""

from typing import Any

import pytest
from sqlalchemy import delete, insert, select

from conversations.conversation import ConversationState
from conversations.flows.tickets.replies import ASKED, REPLY
from core.input.texts import TEXT_MAX
from storage.schema import tables
from storage.unit import SqlUnitOfWork
from tests.stories.actor import Actor, words_of
from tests.stories.acts import REMARK, begins, describes, files, has_filed, submits, takes, writes
from tests.stories.reports import report
from tests.stories.stage import Stage
from tests.stories.test_former_staff import person_of


async def test_yes_pressed_three_times_files_one_ticket(stage: Stage, ppk: Actor, helpdesk: Actor) -> None:
    await begins(ppk)
    await describes(ppk)
    await ppk.taps("Lanjut")
    await ppk.taps("Kirim Tiket")
    await ppk.sees("yakin")
    await ppk.taps("Ya", times=3)
    await stage.all_is_quiet()
    assert len([m for m in ppk.received if "berhasil disimpan" in m["text"]]) == 1
    assert len([m for m in helpdesk.received if "menunggu diambil" in m["text"]]) == 1
    assert not ppk.saw("sudah tidak berlaku"), "pressing twice is no mistake"
    next_number = await files(ppk, "Yang berikutnya")
    assert next_number.endswith("0002")


async def test_a_choice_pressed_twice_answers_one_question(stage: Stage, ppk: Actor) -> None:
    await ppk.types("/buat")
    await ppk.types("Tidak bisa masuk")
    await ppk.taps("SPSE", times=2)
    await stage.all_is_quiet()
    await ppk.sees("Versi")
    assert not ppk.saw("Kategori", "bagian mana")


async def test_a_button_of_an_old_screen_changes_nothing_and_shows_the_current_one(ppk: Actor) -> None:
    await ppk.types("/buat")
    await ppk.sees("Judul")
    old = next(b for b in ppk.received[-1]["reply_markup"]["inline_keyboard"][-1] if "Batal" in b["text"])
    await ppk.types("Tidak bisa masuk")
    await ppk.sees("Aplikasi mana")
    await ppk.forges(old["callback_data"])
    await ppk.reads_over_screen("Tombol ini sudah lama")
    await ppk.types("SPSE")
    await ppk.sees("Versi")


async def test_a_button_of_yesterdays_menu_still_works(ppk: Actor) -> None:
    await ppk.types("/start")
    await ppk.sees("LPSE Support", "Rina Wulandari")
    menu = ppk.received[-1]
    await ppk.types("/profil")
    await ppk.sees("Profil", "rina.wulandari@contoh.go.id")
    old = next(
        b["callback_data"]
        for row in menu["reply_markup"]["inline_keyboard"]
        for b in row
        if "Buat" in b["text"]
    )
    await ppk.forges(old)
    await ppk.sees("Judul")


async def test_back_shows_what_was_answered_and_keeps_it(ppk: Actor) -> None:
    await begins(ppk, "Judul yang pertama")
    for question in ("Pilih rincian", "bagian mana", "Versi", "Aplikasi mana", "LPSE mana"):
        await ppk.taps("Kembali")
        await ppk.sees(question)
    await ppk.taps("Kembali")
    await ppk.sees("Judul yang pertama")
    await ppk.types("Judul yang kedua")
    await ppk.sees("kode tender")
    await describes(ppk)
    number = await submits(ppk)
    await ppk.types(number)
    await ppk.sees("Judul yang kedua", "Upload Dokumen Penawaran", "Unggah gagal / timeout")


async def test_one_answer_is_changed_from_the_review(ppk: Actor) -> None:
    await begins(ppk)
    await describes(ppk)
    await ppk.taps("Lanjut")
    await ppk.sees("Periksa tiket Anda")
    await ppk.taps("Ubah")
    await ppk.taps("Judul")
    await ppk.types("Judul yang diperbaiki")
    await ppk.sees("Periksa tiket Anda", "Judul yang diperbaiki")
    await ppk.taps("Kirim Tiket")
    await ppk.sees("yakin")
    await ppk.taps("Tidak")
    await ppk.sees("Periksa tiket Anda", "Judul yang diperbaiki")


async def test_what_was_cancelled_is_kept_and_can_be_gone_on_with(ppk: Actor) -> None:
    await begins(ppk, "Draf yang ditinggal")
    await ppk.types("/batal")
    await ppk.sees("tersimpan sebagai draf")
    await ppk.taps("Lanjutkan draf")
    await ppk.sees("kode tender")
    await describes(ppk)
    number = await submits(ppk)
    await ppk.types(number)
    await ppk.sees("Draf yang ditinggal")


async def test_a_draft_thrown_away_is_gone(ppk: Actor) -> None:
    await begins(ppk, "Draf yang dibuang")
    await ppk.taps("Batal")
    await ppk.sees("tersimpan sebagai draf")
    await ppk.taps("Buang draf")
    await ppk.sees("Draf dibuang")
    await ppk.taps("Buat Tiket")
    assert "Draf yang dibuang" not in await ppk.sees("Judul")


async def test_a_draft_in_the_way_is_thrown_away_and_a_new_ticket_begun(ppk: Actor) -> None:
    await begins(ppk, "Draf yang dibuang")
    await ppk.types("/batal")
    await ppk.sees("tersimpan sebagai draf")
    await ppk.types("/buat")
    await ppk.sees("draf yang belum dikirim")
    await ppk.taps("Buang draf")
    assert "Draf yang dibuang" not in await ppk.sees("Judul")


async def test_a_draft_survives_a_restart_of_the_bot(stage: Stage, ppk: Actor) -> None:
    await begins(ppk, "Sebelum mati lampu")
    await stage.bot_restarts()
    await ppk.taps("Lewati", on="kode tender")
    await ppk.sees("Ceritakan masalahnya")
    await stage.bot_restarts()
    await ppk.types("Unggah berhenti di 80 persen lalu muncul pesan timeout.")
    await ppk.sees("Tambah kode error")
    number = await submits(ppk)
    await ppk.types(number)
    await ppk.sees("Sebelum mati lampu")


async def test_what_was_sent_while_the_bot_was_away_is_answered_when_it_is_back(
    stage: Stage, ppk: Actor
) -> None:
    await stage.bot_stops()
    await ppk.types("/buat")
    await ppk.types("Ditulis saat bot mati")
    await stage.bot_starts()
    await ppk.sees("Aplikasi mana")


async def test_an_answer_half_written_waits_while_another_ticket_is_read(
    stage: Stage, ppk: Actor, helpdesk: Actor
) -> None:
    other = (await has_filed(stage, ppk, report("Tiket lain"))).number
    number = await files(ppk)
    await takes(helpdesk, number)
    await helpdesk.taps("Kerjakan")
    await helpdesk.taps("Selesaikan Masalah")
    await helpdesk.types("Sudah diperbaiki, silakan mencoba lagi.")
    await helpdesk.sees("Apakah semua data sudah benar?")
    await helpdesk.types("/start")
    await helpdesk.sees("Draf yang belum dikirim", "penyelesaian")
    await helpdesk.types(other)
    await helpdesk.sees("Tiket lain")
    await helpdesk.types("/start")
    await helpdesk.taps("Lanjutkan draf")
    await helpdesk.sees("Sudah diperbaiki, silakan mencoba lagi.")
    await helpdesk.taps("Ya")
    await helpdesk.sees("berhasil dikerjakan")
    await ppk.was_told("Menurut Sari Lestari, masalah Anda sudah selesai")


async def test_the_last_yes_on_a_ticket_that_has_moved_says_so_and_shows_it(
    ppk: Actor, helpdesk: Actor
) -> None:
    number = await files(ppk)
    await takes(helpdesk, number)
    await helpdesk.taps("Kerjakan")
    await helpdesk.taps("Butuh Feedback")
    await helpdesk.types("Mohon kirim tangkapan layar pesannya.")
    await helpdesk.sees("Apakah semua data sudah benar?")
    await ppk.types(number)
    await ppk.taps("Tutup Tiket")
    await writes(ppk, "Sudah bisa sendiri, terima kasih.")
    await ppk.sees("Tiket berhasil ditutup")
    await helpdesk.was_told("ditutup oleh pelapor")
    await helpdesk.taps("Ya", on="Apakah semua data sudah benar?")
    await helpdesk.sees("tidak dapat dilakukan lagi", "Selesai")


async def test_a_button_pressed_while_an_answer_is_on_its_way_is_answered_below_it(
    stage: Stage, ppk: Actor
) -> None:
    await ppk.types("/start")
    await ppk.sees("Rina Wulandari")
    stage.box.misbehave("sendMessage", error=429, retry_after=1)
    asked = await ppk.types("/bantuan")
    await stage.box.settled(lambda: any(call.error for call in stage.box.calls))
    await ppk.taps("Profil", on="LPSE Support")
    await ppk.sees("rina.wulandari@contoh.go.id")
    await stage.all_is_quiet()
    assert ppk.received[-1]["message_id"] > asked
    assert "rina.wulandari@contoh.go.id" in words_of(ppk.received[-1])


@pytest.mark.parametrize("at_files", [True, False], ids=["asked for files", "asked for an address"])
async def test_a_file_sent_after_the_last_role_was_taken_is_refused_kindly_and_the_draft_is_kept(
    stage: Stage, ppk: Actor, at_files: bool
) -> None:
    await begins(ppk)
    await describes(ppk)
    if not at_files:
        await ppk.taps("E-mail Lain")
        await ppk.sees("Pakai Alamat Ini")
    taken: list[dict[str, Any]] = []

    def take_roles(unit: SqlUnitOfWork) -> None:
        chat = unit.chats.get(ppk.id)
        assert chat is not None
        of_person = tables.assignments.c.person_id == chat.person_id
        rows = unit.connection.execute(select(tables.assignments).where(of_person)).mappings()
        taken.extend({column.key: row[column] for column in tables.assignments.c} for row in rows)
        unit.connection.execute(delete(tables.assignments).where(of_person))

    await stage.do(take_roles)
    await ppk.sends("surat.pdf")
    await ppk.sees("Peran Anda tidak dapat membuat tiket. Hubungi administrator bila ini keliru.")
    if at_files:
        back = insert(tables.assignments)
        await stage.do(lambda unit: unit.connection.execute(back, taken))
        await ppk.types("/buat")
        await ppk.taps("Lanjutkan draf")
        await ppk.sees("Tambah kode error")


async def test_a_draft_that_was_discarded_for_a_new_start_comes_back(ppk: Actor) -> None:
    await begins(ppk, "Yang hampir hilang")
    await ppk.types("/batal")
    await ppk.sees("tersimpan sebagai draf")
    await ppk.types("/buat")
    await ppk.sees("Anda punya draf", "Yang hampir hilang")
    await ppk.taps("Buang draf")
    await ppk.sees("Draf dibuang", "Judul", "Urungkan")
    await ppk.taps("Urungkan")
    await ppk.sees("Draf dikembalikan", "Yang hampir hilang")


async def test_what_was_written_for_an_action_that_is_over_stays_as_a_draft(
    ppk: Actor, helpdesk: Actor
) -> None:
    number = await files(ppk)
    await takes(helpdesk, number)
    await helpdesk.taps("Selesaikan Masalah")
    await helpdesk.sees("Minimal 15")
    await helpdesk.types(REMARK)
    await helpdesk.sees("Apakah semua data sudah benar?")
    await ppk.types(number)
    await ppk.taps("Tutup Tiket")
    await writes(ppk, "Sudah bisa sendiri, terima kasih.")
    await ppk.sees("Tiket", number)
    await helpdesk.taps("Ya", on="Apakah semua data sudah benar?")
    await helpdesk.was_told("tersimpan sebagai draf", number)
    await helpdesk.types("/start")
    await helpdesk.sees("Draf yang belum dikirim", REMARK[:20])
    await helpdesk.taps("Lanjutkan draf")
    await helpdesk.sees(number, REMARK)


async def test_what_the_draft_can_not_take_as_well_is_not_said_to_be_kept(
    stage: Stage, ppk: Actor, helpdesk: Actor
) -> None:
    number = await files(ppk)
    await takes(helpdesk, number)
    await helpdesk.taps("Selesaikan Masalah")
    await helpdesk.sees("Minimal 15")
    await helpdesk.types(REMARK)
    await helpdesk.sees("Apakah semua data sudah benar?")

    def fill(unit: SqlUnitOfWork) -> None:
        ticket_id = unit.tickets.by_number(number)
        assert ticket_id is not None
        full = ConversationState(
            REPLY, "text", subject=ticket_id, draft={ASKED: [ticket_id], "text": "x" * TEXT_MAX}
        )
        unit.parked_drafts.put(person_of(unit, helpdesk).id, full.key, full.to_dict(), stage.clock())

    await stage.do(fill)
    await ppk.types(number)
    await ppk.taps("Tutup Tiket")
    await writes(ppk, "Sudah bisa sendiri, terima kasih.")
    await ppk.sees("Tiket", number)
    await helpdesk.taps("Ya", on="Apakah semua data sudah benar?")
    await helpdesk.was_told("tidak dapat disimpan sebagai draf", number)
    assert not helpdesk.saw("tersimpan sebagai draf", number)
