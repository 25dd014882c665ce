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
    await ppk.sees("Berapa bintang untuk penanganan tiket ini?")
    await ppk.taps("⭐ 5")
    # The card is edited in place: what was added soon after would be all that she reads.
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
    assert not ppk.saw("Berapa bintang")
    await ppk.types(number)
    await ppk.sees(number, "Selesai")
    assert "⭐ Beri Penilaian" not in ppk.labels


async def test_words_before_the_stars_are_kept_and_sent_with_them(ppk: Actor, helpdesk: Actor) -> None:
    number = await is_solved(ppk, helpdesk)
    await ppk.taps("Konfirmasi", on="masalah Anda sudah selesai")
    await ppk.taps("Ya, Sudah Selesai")
    await ppk.sees("Berapa bintang")
    await ppk.types("Terima kasih, Bu Sari sabar sekali", reply_on=number)
    await ppk.sees("Pesan Anda kami simpan", "Bu Sari sabar sekali")
    # She looks at something else, and comes back to it.
    await ppk.types("/start")
    await ppk.sees("Draf yang belum dikirim: penilaian", number, "Bu Sari sabar sekali")
    await ppk.taps("Lanjutkan draf")
    await ppk.taps("⭐ 5")
    await helpdesk.was_told("memberi penilaian", "Bu Sari sabar sekali")
    await ppk.taps("Lanjut")
    await ppk.sees("Terima kasih telah memberikan penilaian atas pelayanan kami")
    assert not ppk.saw("Ada pesan untuk kami?")


async def test_words_at_the_chips_are_the_message(ppk: Actor, helpdesk: Actor) -> None:
    await is_solved(ppk, helpdesk)
    await ppk.taps("Konfirmasi", on="masalah Anda sudah selesai")
    await ppk.taps("Ya, Sudah Selesai")
    await ppk.taps("⭐ 2")
    await ppk.taps("Penanganan lambat")
    await ppk.types("Saya menunggu tiga hari.")
    await ppk.sees("Terima kasih telah memberikan penilaian atas pelayanan kami")
    await helpdesk.was_told("melengkapi penilaian", "Penanganan lambat", "Saya menunggu tiga hari.")


async def test_words_at_the_question_whether_it_is_solved_become_the_reason(
    ppk: Actor, helpdesk: Actor
) -> None:
    await is_solved(ppk, helpdesk)
    await ppk.taps("Konfirmasi", on="masalah Anda sudah selesai")
    await ppk.sees("Apakah masalah Anda sudah selesai?")
    await ppk.types("masih gagal bu")
    await ppk.sees("Apakah masalah Anda sudah selesai?", "Tulisan itu kami simpan")
    await ppk.taps("Belum, Ajukan Lagi")
    await ppk.sees("Apa yang belum selesai?", "Yang sudah Anda tulis:", "masih gagal bu")
