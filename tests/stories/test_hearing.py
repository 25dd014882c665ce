"""Stories about people who talk as they do: in several messages, in passing, and with second thoughts."""

import pytest

from bot.process.waits import Waits
from tests.stories.actor import Actor, words_of
from tests.stories.acts import PROBLEM, REMARK, begins, describes, files, submits, takes
from tests.stories.stage import Stage


@pytest.mark.parametrize("waits", [Waits()], ids=["usual waits"])
async def test_a_forwarded_batch_at_the_title_sets_no_lpse_and_no_application(
    stage: Stage, ppk: Actor
) -> None:
    await ppk.types("/buat")
    await ppk.sees("Judul")
    await ppk.forwards("Tidak bisa unggah penawaran", "Sidoarjo", "SPSE")
    await ppk.sees("kami simpan untuk teks tiket Anda", "Aplikasi mana")
    await ppk.taps("SIKaP")
    await ppk.taps("Identitas")
    await ppk.taps("Ubah email")
    await ppk.taps("Lewati")
    await ppk.sees("Ceritakan masalahnya", "Sidoarjo\nSPSE")
    await ppk.types(PROBLEM)
    number = await submits(ppk)
    await ppk.types(number)
    await ppk.sees("Tidak bisa unggah penawaran", "LPSE Kota Surabaya", f"Sidoarjo\nSPSE\n{PROBLEM}")


@pytest.mark.parametrize("waits", [Waits()], ids=["usual waits"])
async def test_an_album_with_a_caption_each_is_one_answer(stage: Stage, ppk: Actor) -> None:
    await ppk.types("/buat")
    await ppk.sees("Judul")
    await ppk.sends("satu.png", "dua.png", caption="Tidak bisa unggah penawaran")
    await ppk.sees("Aplikasi mana")


async def test_three_lines_of_a_complaint_are_all_in_the_ticket(stage: Stage, ppk: Actor) -> None:
    await ppk.types("/buat")
    await ppk.sees("Judul")
    # Before the bot says anything, as people type who tell a story.
    for line in (
        "Tidak bisa unggah penawaran",
        "sudah dicoba sejak pagi",
        "mohon bantuannya segera",
    ):
        await ppk.types(line)
    await ppk.sees("Aplikasi mana")
    await stage.all_is_quiet()
    for label in ("SIKaP", "Identitas", "Ubah email", "Lewati"):
        await ppk.taps(label)
    await ppk.sees("sudah dicoba sejak pagi\nmohon bantuannya segera")
    await ppk.taps("Pakai Tulisan Ini")
    number = await submits(ppk)
    await ppk.types(number)
    await ppk.sees("Tidak bisa unggah penawaran", "sudah dicoba sejak pagi\nmohon bantuannya segera")


async def test_words_where_a_button_is_asked_are_kept_for_the_description(ppk: Actor) -> None:
    await ppk.types("/buat")
    await ppk.types("Tidak bisa masuk")
    await ppk.sees("Aplikasi mana")
    await ppk.types("sudah saya coba dari kemarin tetapi selalu gagal")
    await ppk.sees("kami simpan untuk teks tiket Anda", "Aplikasi mana")


async def test_a_file_and_words_may_come_while_the_solution_is_confirmed(ppk: Actor, helpdesk: Actor) -> None:
    number = await files(ppk)
    await takes(helpdesk, number)
    await helpdesk.taps("Selesaikan Masalah")
    await helpdesk.types(REMARK)
    await helpdesk.sees("Tambah Berkas")
    await helpdesk.sends("bukti.png")
    await helpdesk.sees("Berkas itu sudah kami simpan", "bukti.png")
    await helpdesk.types("Kalau masih gagal, hubungi kami lagi ya.")
    await helpdesk.sees(f"{REMARK}\nKalau masih gagal, hubungi kami lagi ya.")
    await helpdesk.taps("Ya")
    await ppk.was_told("masalah Anda sudah selesai", "Kalau masih gagal", "bukti001.png")


@pytest.mark.parametrize(
    ("said", "answer"), [("halo", "Halo!"), ("Selamat pagi min", "Halo!"), ("terima kasih 🙏", "Sama-sama")]
)
async def test_a_greeting_gets_a_friendly_answer(ppk: Actor, said: str, answer: str) -> None:
    await ppk.types(said)
    assert "⚠️" not in await ppk.sees(answer, "LPSE Support")


async def test_words_inside_the_faq_search_it(ppk: Actor) -> None:
    await ppk.types("/faq")
    await ppk.sees("FAQ")
    await ppk.types("saya lupa password akun penyedia")
    assert "kami simpan" not in await ppk.sees("password")
    await ppk.types("/start")
    assert "Draf" not in await ppk.sees("LPSE Support")


async def test_all_drafts_stand_in_a_list_and_one_that_was_thrown_away_comes_back(
    ppk: Actor, helpdesk: Actor
) -> None:
    first, second = await files(ppk, "Yang pertama"), await files(ppk, "Yang kedua")
    for number, text in ((first, "Perlu diperiksa oleh Admin PPE."), (second, "Sudah kami perbaiki tadi.")):
        await takes(helpdesk, number)
        await helpdesk.taps("Eskalasi Tiket")
        await helpdesk.types(text)
        await helpdesk.sees("Apakah semua data sudah benar?")
        await helpdesk.types("/start")
        await helpdesk.sees("Draf yang belum dikirim")
    await helpdesk.taps("Semua Draf (2)")
    await helpdesk.sees(first, second, "Perlu diperiksa oleh", "Sudah kami perbaiki", "Konfirmasi")
    await helpdesk.taps("Buang 2")
    listed = await helpdesk.sees("Draf dibuang", "Urungkan")
    assert first not in listed
    await helpdesk.taps("Urungkan")
    await helpdesk.sees("Draf dikembalikan", first, second)


async def test_an_only_draft_that_was_thrown_away_comes_back_too(ppk: Actor) -> None:
    await begins(ppk, "Yang hampir hilang")
    await ppk.types("/batal")
    await ppk.taps("Buang draf")
    await ppk.sees("Draf dibuang", "LPSE Support")
    await ppk.taps("Urungkan")
    await ppk.sees("Draf dikembalikan", "Yang hampir hilang", "tiket baru")
    await ppk.taps("Lanjutkan 1")
    await ppk.sees("kode tender")


@pytest.mark.parametrize("waits", [Waits()], ids=["usual waits"])
async def test_refused_files_are_told_in_one_message_with_their_names(stage: Stage, ppk: Actor) -> None:
    await begins(ppk)
    await describes(ppk)
    await ppk.sends("satu.exe", "dua.exe", "tiga.exe", "baik.png")
    await ppk.was_told("3 berkas tidak dapat diterima: satu.exe, dua.exe, tiga.exe")
    await stage.all_is_quiet()
    assert len([m for m in ppk.received if "tidak dapat diterima" in words_of(m)]) == 1


async def test_an_edit_of_what_was_sent_can_be_added_to_the_ticket(ppk: Actor, helpdesk: Actor) -> None:
    await begins(ppk)
    await ppk.taps("Lewati")
    await ppk.sees("Ceritakan masalahnya")
    typed = await ppk.types(PROBLEM)
    await ppk.sees("Tambah kode error")
    number = await submits(ppk)
    await takes(helpdesk, number)
    await ppk.edits(typed, f"{PROBLEM} Kemarin juga begitu.")
    await ppk.sees("Perubahan itu tidak mengubah tulisan", number)
    await ppk.taps("Tambah Keterangan")
    await ppk.sees("Kemarin juga begitu.", number, "Apakah semua data sudah benar?")
    await ppk.taps("Ya")
    await helpdesk.was_told("Kemarin juga begitu.", number)


async def test_a_reply_to_ones_own_message_is_about_the_ticket_it_went_into(
    ppk: Actor, helpdesk: Actor
) -> None:
    await begins(ppk)
    await ppk.taps("Lewati")
    await ppk.sees("Ceritakan masalahnya")
    typed = await ppk.types(PROBLEM)
    await ppk.sees("Tambah kode error")
    number = await submits(ppk)
    await takes(helpdesk, number)
    await ppk.user.types("Di Chrome 130 juga begitu.", typed)
    await ppk.sees("Di Chrome 130 juga begitu.", number, "Tambah Keterangan")


async def test_a_message_longer_than_a_title_becomes_the_description(ppk: Actor) -> None:
    await ppk.types("/buat")
    await ppk.sees("Judul")
    await ppk.types(f"Selamat pagi min.\nUnggah penawaran selalu gagal. {PROBLEM}\nMohon bantuannya.")
    await ppk.sees("simpan sebagai deskripsi", "Unggah penawaran selalu gagal")
    await ppk.taps("Pakai judul ini")
    for label in ("SIKaP", "Identitas", "Ubah email", "Lewati"):
        await ppk.taps(label)
    number = await submits(ppk)
    await ppk.types(number)
    await ppk.sees("Unggah penawaran selalu gagal", "Mohon bantuannya.")
