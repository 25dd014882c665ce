"""Test messages that people edit, and words below files that are not accepted."""

from __future__ import annotations

import pytest

from bot.process.waits import Waits
from tests.stories.actor import Actor
from tests.stories.acts import begins, describes, submits, takes, works
from tests.stories.stage import Stage

TEXT = "Sejak pagi muncul pesan galat setelah unggah."


async def tells(reporter: Actor) -> int:
    """Answer from the package code as far as the files; return the number of the description's message."""
    await reporter.taps("Lewati")
    await reporter.sees("Ceritakan masalahnya")
    typed = await reporter.types(TEXT)
    await reporter.sees("Tambah kode error")
    return typed


async def test_a_file_that_is_replaced_in_its_message_is_replaced_in_the_draft(ppk: Actor) -> None:
    await begins(ppk)
    await describes(ppk)
    sent = await ppk.sends("salah.png")
    await ppk.sees("salah.png")
    await ppk.replaces(sent, "benar.pdf")
    listed = await ppk.sees("Berkas diganti.", "benar.pdf")
    assert "salah.png" not in listed
    number = await submits(ppk)
    await ppk.types(number)
    assert "salah" not in await ppk.sees("benar001.pdf")


async def test_a_file_that_may_not_be_sent_does_not_replace_another(ppk: Actor) -> None:
    await begins(ppk)
    await describes(ppk)
    sent = await ppk.sends("baik.png")
    await ppk.sees("baik.png")
    await ppk.replaces(sent, "virus.exe")
    await ppk.sees("virus.exe", "baik.png")


async def test_a_file_that_is_replaced_after_sending_stays_and_its_sender_is_told(ppk: Actor) -> None:
    await begins(ppk)
    await describes(ppk)
    sent = await ppk.sends("pertama.png")
    await ppk.sees("pertama.png")
    number = await submits(ppk)
    await ppk.replaces(sent, "kedua.png")
    await ppk.sees("Berkas yang baru tidak menggantikan", number)
    await ppk.types(number)
    assert "kedua" not in await ppk.sees("pertam001.png")


async def test_a_text_that_is_edited_after_sending_stays_and_its_writer_is_told(
    ppk: Actor, helpdesk: Actor
) -> None:
    await begins(ppk)
    typed = await tells(ppk)
    number = await submits(ppk)
    await ppk.edits(typed, f"{TEXT} Kemarin juga.")
    await ppk.sees("Perubahan itu tidak mengubah tulisan", number)
    await ppk.types(number)
    assert "Kemarin juga" not in await ppk.sees(TEXT)
    await takes(helpdesk, number)


async def test_a_text_of_a_parked_draft_is_edited_with_its_message(ppk: Actor) -> None:
    await begins(ppk)
    typed = await tells(ppk)
    await ppk.types("/dashboard")
    await ppk.sees("Dashboard")
    await ppk.edits(typed, f"{TEXT} Kemarin juga.")
    await ppk.sees("Draf Anda ikut diubah.")
    await ppk.types("/start")
    await ppk.taps("Lanjutkan draf")
    await ppk.sees("Tambah kode error")
    number = await submits(ppk)
    await ppk.types(number)
    await ppk.sees("Kemarin juga.")


async def test_an_edit_of_a_message_that_went_nowhere_is_passed_over(stage: Stage, ppk: Actor) -> None:
    typed = await ppk.types("halo")
    await ppk.sees("Pilih dari menu")
    await ppk.edits(typed, "halo juga")
    await stage.all_is_quiet()
    await ppk.types("/dashboard")
    await ppk.sees("Dashboard")
    assert not ppk.saw("Perubahan")


async def test_the_words_below_a_refused_file_answer_what_was_asked(ppk: Actor) -> None:
    await ppk.types("/buat")
    await ppk.sees("Judul")
    await ppk.sends("virus.exe", caption="Judul di bawah berkas")
    await ppk.was_told("“virus.exe” tidak dapat diterima")
    await ppk.sees("Aplikasi mana")
    await ppk.taps("Kembali")
    await ppk.taps("Kembali")
    await ppk.sees("Judul di bawah berkas")


@pytest.mark.parametrize("waits", [Waits()], ids=["usual waits"])
async def test_the_words_below_a_refused_file_are_kept_where_files_are_asked(
    stage: Stage, ppk: Actor
) -> None:
    await begins(ppk)
    await tells(ppk)
    await ppk.sends("virus.exe", caption="Terlihat jelas pada gambar ini.")
    await ppk.was_told("“virus.exe” tidak dapat diterima")
    await ppk.sees("Tulisan itu kami tambahkan")
    number = await submits(ppk)
    await ppk.types(number)
    await ppk.sees(TEXT, "Terlihat jelas pada gambar ini.")


async def test_the_words_below_a_refused_file_begin_a_draft_where_nothing_is_asked(ppk: Actor) -> None:
    await ppk.sends("virus.exe", caption=TEXT)
    await ppk.was_told("“virus.exe” tidak dapat diterima")
    await ppk.sees("kami simpan sebagai deskripsi tiket baru")


async def test_the_words_below_a_refused_file_find_a_ticket(ppk: Actor) -> None:
    await begins(ppk)
    await describes(ppk)
    number = await submits(ppk)
    await ppk.sends("virus.exe", caption=number)
    await ppk.sees(number, "Menunggu Dikerjakan")


async def test_what_telephones_record_is_accepted(ppk: Actor, helpdesk: Actor) -> None:
    await begins(ppk)
    await describes(ppk)
    await ppk.sends("layar.mp4", "IMG_0001.HEIC", "suara.ogg")
    await ppk.sees("layar.mp4", "IMG_0001.HEIC", "suara.ogg")
    number = await submits(ppk)
    await ppk.types(number)
    await ppk.sees("layar001.mp4", "IMG_00002.heic", "tidak dapat dipratinjau")
    await takes(helpdesk, number)
    await works(helpdesk, number, "Selesaikan Masalah")


async def test_a_document_without_a_name_gets_the_ending_of_its_type(stage: Stage, ppk: Actor) -> None:
    await begins(ppk)
    await describes(ppk)
    document = stage.box.world.files.document(b"%PDF-1.4", "x.pdf", "application/pdf")
    await ppk.sends_something(document={k: v for k, v in document.items() if k != "file_name"})
    await ppk.sees("berkas.pdf")


async def test_a_choice_is_not_changed_by_an_edit_which_says_how_it_is(ppk: Actor) -> None:
    await ppk.types("/buat")
    await ppk.types("Tidak bisa unggah penawaran")
    await ppk.sees("Aplikasi mana")
    typed = await ppk.types("SPSE")
    await ppk.sees("Langkah 3")
    await ppk.edits(typed, "SIKaP")
    shown = await ppk.sees("Perubahan pesan itu tidak dipakai. Ubah jawabannya lewat tombol di bawah.")
    assert "Langkah 3" in shown
    await ppk.taps("Kembali")
    await ppk.sees("Aplikasi mana")
