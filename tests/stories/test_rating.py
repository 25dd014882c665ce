"""Test confirming and rating: in few presses, stored from the first star, asked of whoever was helped."""

from tests.stories.actor import Actor
from tests.stories.acts import files, writes
from tests.stories.stage import Stage
from tests.stories.test_reporting import is_solved


async def test_a_confirmed_ticket_is_rated_with_praise_and_thanks(ppk: Actor, helpdesk: Actor) -> None:
    number = await is_solved(ppk, helpdesk)
    await ppk.types(number)
    await ppk.sees(number, "Menunggu Konfirmasi", "Batas waktu unggah sudah dinaikkan.")
    await ppk.taps("Konfirmasi")
    await ppk.sees("Apakah masalah Anda sudah selesai?", "Belum, Ajukan Lagi")
    await ppk.taps("Ya, Sudah Selesai")
    await ppk.sees("Berikan penilaian agar pelayanan kami semakin baik")
    await ppk.taps("⭐ 5")
    await helpdesk.was_told("memberi penilaian", "⭐⭐⭐⭐⭐")
    await ppk.sees("Apa yang menurutmu oke?", "Keramahan helpdesk", "Helpdesk proaktif dan inisiatif")
    await ppk.taps("Kecepatan penanganan")
    await ppk.taps("Tutur kata sopan")
    await ppk.taps("Tutur kata sopan")
    await ppk.taps("Lanjut")
    await ppk.sees("Ada pesan untuk kami?", "Ucapkan terima kasih")
    await ppk.types("Terima kasih, cepat sekali!")
    await ppk.sees("Terima kasih telah memberikan penilaian atas pelayanan kami")
    told = await helpdesk.was_told("melengkapi penilaian", "Kecepatan penanganan", "cepat sekali!")
    assert "Tutur kata sopan" not in told, "it was chosen and taken back"


async def test_few_stars_ask_what_to_do_better_and_the_words_may_be_left_out(
    ppk: Actor, helpdesk: Actor
) -> None:
    await is_solved(ppk, helpdesk)
    await ppk.taps("Konfirmasi", on="masalah Anda sudah selesai")
    await ppk.taps("Ya, Sudah Selesai")
    await ppk.taps("⭐ 2")
    await ppk.sees("Apa yang perlu kami perbaiki?", "Penanganan lambat", "Helpdesk kurang ramah")
    await ppk.taps("Lanjut")
    await ppk.sees("Ada pesan untuk kami?", "perlu kami perbaiki")
    await ppk.taps("Lewati")
    await ppk.sees("Terima kasih telah memberikan penilaian atas pelayanan kami")
    await helpdesk.was_told("memberi penilaian", "⭐⭐")


async def test_three_presses_confirm_and_rate_and_the_star_counts_at_once(
    ppk: Actor, helpdesk: Actor
) -> None:
    number = await is_solved(ppk, helpdesk)
    await ppk.taps("Konfirmasi", on="masalah Anda sudah selesai")
    await ppk.taps("Ya, Sudah Selesai")
    await ppk.taps("⭐ 5")
    await ppk.sees("Penilaian Anda sudah tersimpan", "Apa yang menurutmu oke?")
    await helpdesk.was_told("memberi penilaian", "⭐⭐⭐⭐⭐")
    # She leaves it at that, and finds her stars on the ticket.
    await ppk.taps("Batal")
    await ppk.sees(number, "Penilaian: ⭐⭐⭐⭐⭐")
    assert "⭐ Beri Penilaian" not in ppk.labels


async def test_what_nobody_had_taken_is_closed_without_asking_for_stars(stage: Stage, ppk: Actor) -> None:
    number = await files(ppk)
    await ppk.types(number)
    await ppk.taps("Tutup Tiket")
    await writes(ppk, "Sudah bisa sendiri, terima kasih.")
    await ppk.sees("Tiket berhasil ditutup", number)
    await stage.all_is_quiet()
    assert not ppk.saw("Berikan penilaian")
    await ppk.types(number)
    await ppk.sees(number, "Selesai")
    assert "⭐ Beri Penilaian" not in ppk.labels
