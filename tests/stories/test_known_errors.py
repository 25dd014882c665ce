"""Test that a pasted error message brings its answer or its category while filing, and in Cari FAQ."""

from tests.stories.actor import Actor
from tests.stories.acts import begins, submits

MESSAGE = "Maaf, terjadi error pada aplikasi SPSE. Kode Error: 7gk2m0abc"


async def test_a_message_in_the_title_brings_its_answer(ppk: Actor) -> None:
    await ppk.types("/buat")
    await ppk.sees("Judul")
    await ppk.types(MESSAGE)
    await ppk.sees("Salin kode error sembilan karakter itu", "Sudah Terjawab")
    await ppk.taps("Lanjut buat tiket")
    await ppk.taps("SPSE")
    await ppk.taps("4.5")
    await ppk.sees("Masalahnya di bagian mana?")
    assert ppk.labels[0] == "Kode Error Umum", "the category of the message stands first"


async def test_a_message_in_the_description_brings_its_answer_and_its_category(ppk: Actor) -> None:
    await begins(ppk)
    await ppk.taps("Lewati")
    await ppk.sees("Ceritakan masalahnya")
    await ppk.types("Tadi pagi saya login lalu muncul:\nDATA TIDAK TERSINKRONISASI!!\nmohon bantuannya")
    await ppk.sees("Pesan ini kami kenal", "Atur ulang password lewat Lupa Password", "Login & Akun")
    await ppk.taps("Ganti kategori")
    await ppk.taps("Data tidak tersinkronisasi")
    await ppk.sees("Tambah kode error")
    await submits(ppk)
    await ppk.taps("Detail")
    await ppk.sees("Login & Akun", "Data tidak tersinkronisasi", "Prioritas: Medium")


async def test_an_answer_to_a_message_spares_the_ticket(ppk: Actor) -> None:
    await begins(ppk)
    await ppk.taps("Lewati")
    await ppk.types("Sejak pagi begitu terus, sudah dicoba di dua komputer.")
    await ppk.taps("Kode Error")
    await ppk.types("Data tidak tersinkronisasi")
    await ppk.sees("Pesan ini kami kenal", "Lanjut buat tiket")
    await ppk.taps("Sudah Terjawab")
    await ppk.sees("Senang bisa membantu")


async def test_an_error_code_without_an_answer_proposes_its_category(ppk: Actor) -> None:
    await begins(ppk)
    await ppk.taps("Lewati")
    await ppk.types("Unggah berhenti di tengah, sudah dicoba di dua komputer.")
    await ppk.taps("Kode Error")
    await ppk.types("error 417")
    await ppk.sees("Pesan ini kami kenal", "Kategorinya biasanya: Kode Error Umum")
    await ppk.taps("Lanjut buat tiket")
    await ppk.sees("Tambah kode error")


async def test_a_message_is_found_in_the_faq_whatever_stands_around_it(ppk: Actor) -> None:
    await ppk.types("/faq")
    await ppk.taps("Cari FAQ")
    await ppk.sees("beberapa kata")
    await ppk.types(f"kemarin sore di layar saya tertulis {MESSAGE} dan saya tidak bisa lanjut")
    await ppk.taps('SPSE menampilkan "Maaf, terjadi error pada aplikasi SPSE. …')
    await ppk.sees("Salin kode error sembilan karakter itu")
