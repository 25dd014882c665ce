"""Test that words which answer no question for yes or no are kept, and that the question stays."""

from tests.stories.actor import Actor
from tests.stories.acts import PROBLEM, REMARK, begins, describes, files, takes

TOLD = "Coba hapus cache dulu ya"


async def asks_to_take(helpdesk: Actor, number: str) -> None:
    await helpdesk.was_told("Ambil Tiket", number)
    await helpdesk.taps("Ambil Tiket", on=number)
    await helpdesk.reads("yakin akan mengambil", number)


async def test_words_before_a_ticket_is_taken_go_on_once_it_is(ppk: Actor, helpdesk: Actor) -> None:
    number = await files(ppk)
    await asks_to_take(helpdesk, number)
    await helpdesk.types(TOLD)
    await helpdesk.sees("Pesan Anda kami simpan", TOLD, number, "Tidak", "Ya")
    await helpdesk.sends("galat.png", caption="seperti di gambar ini")
    await helpdesk.sees("yakin akan mengambil", TOLD, "seperti di gambar ini")
    await helpdesk.taps("Ya")
    await helpdesk.sees("Untuk apa pesan ini?", TOLD, "seperti di gambar ini", "galat.png", number)
    await helpdesk.taps("Selesaikan Masalah")
    await helpdesk.sees("Apakah semua data sudah benar?", TOLD, "galat.png")


async def test_what_is_written_before_a_ticket_that_is_not_taken_stays_as_a_draft(
    ppk: Actor, helpdesk: Actor
) -> None:
    number = await files(ppk)
    await asks_to_take(helpdesk, number)
    await helpdesk.types(TOLD)
    await helpdesk.sees("Pesan Anda kami simpan", TOLD)
    await helpdesk.types("nggak jadi pak")
    await helpdesk.sees("tersimpan sebagai draf", number, TOLD, "Lanjutkan draf")


async def test_yes_and_no_are_understood_as_people_write_them(ppk: Actor, helpdesk: Actor) -> None:
    number = await files(ppk)
    await asks_to_take(helpdesk, number)
    await helpdesk.types("halo")
    await helpdesk.sees("Pilih salah satu tombol", number, "yakin akan mengambil")
    await helpdesk.types("Iyaa pak, oke")
    await helpdesk.sees("sekarang menangani tiket ini", number)


async def test_a_few_words_at_a_confirmation_are_added_to_the_text(ppk: Actor, helpdesk: Actor) -> None:
    number = await files(ppk)
    await takes(helpdesk, number)
    await helpdesk.taps("Selesaikan Masalah")
    await helpdesk.sees("Minimal 15")
    await helpdesk.types(REMARK)
    await helpdesk.reads("Apakah semua data sudah benar?")
    await helpdesk.types("versi 4.5 saja")
    await helpdesk.sees("kami tambahkan pada teks Anda", REMARK, "versi 4.5 saja", number, "Ya")
    await helpdesk.types("sudah benar")
    await helpdesk.sees("Tiket berhasil dikerjakan!!")
    await ppk.was_told("versi 4.5 saja")


async def test_a_few_words_at_the_review_of_a_new_ticket_are_added_to_its_description(ppk: Actor) -> None:
    await begins(ppk)
    await describes(ppk)
    await ppk.taps("Lanjut")
    await ppk.reads("Kirim Tiket")
    await ppk.types("pakai Firefox")
    await ppk.sees("kami tambahkan pada teks Anda", PROBLEM, "pakai Firefox")
    await ppk.taps("Ubah")
    await ppk.reads("Bagian mana")
    await ppk.types("sejak Senin")
    await ppk.sees("kami tambahkan pada teks Anda", "Bagian mana")


async def test_a_number_of_a_ticket_at_a_confirmation_opens_it(ppk: Actor, helpdesk: Actor) -> None:
    first, second = await files(ppk, "Yang pertama"), await files(ppk, "Yang kedua")
    await asks_to_take(helpdesk, first)
    await helpdesk.types(second)
    await helpdesk.sees("Yang kedua", "Ambil Tiket", "Deskripsi")
    await helpdesk.taps("Ambil Tiket")
    await helpdesk.reads("yakin akan mengambil", second)
    await helpdesk.types("tiket masuk")
    await helpdesk.sees("Tiket Masuk", "2 tiket")


async def test_continue_at_a_confirmation_is_a_yes_also_where_another_draft_waits(
    ppk: Actor, helpdesk: Actor
) -> None:
    first, second = await files(ppk, "Yang pertama"), await files(ppk, "Yang kedua")
    await takes(helpdesk, first)
    await helpdesk.taps("Selesaikan Masalah")
    await helpdesk.types(REMARK)
    await helpdesk.reads("Apakah semua data sudah benar?")
    await asks_to_take(helpdesk, second)
    await helpdesk.types("lanjut")
    await helpdesk.sees("sekarang menangani tiket ini", second)


async def test_a_question_at_a_confirmation_is_no_answer(ppk: Actor, helpdesk: Actor) -> None:
    number = await files(ppk)
    await asks_to_take(helpdesk, number)
    await helpdesk.types("yakin?")
    await helpdesk.sees("Pilih salah satu tombol", "yakin akan mengambil", number)


async def test_words_at_the_review_of_a_search_are_searched_for(ppk: Actor) -> None:
    number = await files(ppk, "Jadwal tender berubah sendiri")
    await ppk.types("/cari")
    await ppk.taps("Lanjutan")
    await ppk.reads("Cari Tiket")
    await ppk.types("jadwal berubah")
    await ppk.sees("jadwal berubah", "Ubah")
    await ppk.taps("Cari Tiket")
    await ppk.sees(number)


async def test_words_at_a_confirmation_about_no_ticket_are_kept_as_a_draft(ppk: Actor) -> None:
    await ppk.types("/start")
    await ppk.taps("Keluar")
    await ppk.reads("Ya")
    await ppk.types("tapi tolong cek unggahan saya")
    await ppk.sees("kami simpan sebagai draf", "Ya")
    await ppk.taps("Tidak")
    await ppk.types("/start")
    await ppk.sees("Draf yang belum dikirim", "tapi tolong cek unggahan saya")


async def test_a_mistyped_command_is_no_title(ppk: Actor) -> None:
    await ppk.types("/buat")
    await ppk.sees("Judul")
    await ppk.types("/Buatt@bot")
    await ppk.was_told("Perintah /Buatt@bot tidak dikenal", "Maksud Anda /buat?")
    await ppk.sees("Judul", "Langkah 1")
    await ppk.types("/batal")
    await ppk.types("/tikett")
    await ppk.sees("Perintah /tikett tidak dikenal", "Maksud Anda /tiket?", "Tiket Saya")
    await ppk.types("/xyzzy")
    assert "Maksud Anda" not in await ppk.sees("Perintah /xyzzy tidak dikenal", "/bantuan")


async def test_that_there_is_no_code_is_understood_and_labels_of_the_menu_lead_there(ppk: Actor) -> None:
    await begins(ppk)
    await ppk.types("profil")
    await ppk.sees("Ubah Profil")
    await ppk.types("/start")
    await ppk.sees("Draf yang belum dikirim")
    await ppk.types("lanjut")
    await ppk.reads("kode tender")
    await ppk.types("ga ada kodenya min")
    await ppk.sees("Ceritakan masalahnya")


async def test_a_caption_and_what_was_forwarded_are_kept_where_a_code_is_asked_for(ppk: Actor) -> None:
    await begins(ppk)
    await ppk.sends("galat.png", caption="muncul ini")
    await ppk.reads("kami simpan")
    await ppk.forwards("timeout sejak pagi")
    await ppk.reads("kami simpan untuk teks tiket")
    await ppk.taps("Lewati")
    await ppk.sees("muncul ini", "timeout sejak pagi", "Pakai Tulisan Ini")
