"""Test a ticket that goes from its reporter up to two technical teams and back."""

from tests.stories.actor import Actor
from tests.stories.acts import answers, begins, describes, files, number_in, submits, takes, works, writes


async def test_a_ticket_climbs_the_whole_ladder_and_comes_back_solved(
    ppk: Actor,
    helpdesk: Actor,
    admin_ppe: Actor,
    lkpp: Actor,
    teknis: Actor,
    tim_spse: Actor,
    tim_katalog: Actor,
) -> None:
    await begins(ppk)
    await describes(ppk)
    await ppk.sends("pelapor.png", "PDF-Sample.pdf")
    await ppk.sees("pelapor.png", "PDF-Sample.pdf")
    number = await submits(ppk)
    assert number.startswith("TPS")

    await takes(helpdesk, number)
    await ppk.was_told("Sari Lestari mulai mengerjakan tiket Anda", number)
    await works(helpdesk, number, "Butuh Feedback", text="Mohon kirim tangkapan layar pesannya.")
    await answers(ppk, number, "Ini pesannya: waktu habis, coba lagi.")
    await helpdesk.was_told("memberi feedback", "waktu habis, coba lagi")

    rungs = [
        (helpdesk, admin_ppe, "Admin PPE"),
        (admin_ppe, lkpp, "Helpdesk LKPP"),
        (lkpp, teknis, "Helpdesk LKPP"),
        (teknis, tim_spse, "Tim Teknis"),
    ]
    for below, above, level in rungs:
        await works(below, number, "Eskalasi Tiket")
        await ppk.was_told("Tiket Anda diteruskan ke", level)
        await takes(above, number)
        await below.was_told("Tiket diambil oleh", number)
    await works(tim_spse, number, "Eskalasi Tiket", "Direktorat Pengembangan Sistem Katalog")
    await takes(tim_katalog, number)

    await works(
        tim_katalog, number, "Butuh Feedback", "Tim Teknis LKPP", text="Sejak kapan ini terjadi di SPSE?"
    )
    await answers(tim_spse, number, "Sejak pembaruan hari Senin pagi.")
    await tim_katalog.was_told("memberi feedback", "Sejak pembaruan hari Senin pagi.")

    await works(tim_katalog, number, "Selesaikan Masalah", text="Batas waktu unggah sudah dinaikkan.")
    await ppk.was_told("Menurut Nur Aini, masalah Anda sudah selesai", "Batas waktu unggah sudah dinaikkan.")
    await ppk.taps("Konfirmasi", on="Menurut Nur Aini, masalah Anda sudah selesai")
    await ppk.taps("Belum, Ajukan Lagi")
    await writes(ppk, "Masih berhenti, sekarang di 90 persen.")
    await tim_katalog.was_told("kembali kepada Anda", "Masih berhenti, sekarang di 90 persen.")

    await works(tim_katalog, number, "Selesaikan Masalah", text="Proxy juga sudah diperbaiki, silakan coba.")
    await ppk.was_told("Proxy juga sudah diperbaiki")
    await ppk.taps("Konfirmasi", on="Proxy juga sudah diperbaiki")
    await ppk.taps("Ya, Sudah Selesai")
    # Before the rating takes its place on their cards.
    for party in (helpdesk, admin_ppe, lkpp, teknis, tim_spse):
        await party.was_told("Pelapor mengonfirmasi", number)
    assert number_in(await ppk.sees("Tiket selesai. Terima kasih")) == number

    await ppk.taps("⭐ 3")
    await ppk.sees("Apa yang perlu kami perbaiki?")
    await ppk.taps("Penanganan lambat")
    await ppk.taps("Solusi kurang tepat")
    await ppk.taps("Lanjut")
    await ppk.sees("Ada pesan untuk kami?")
    await ppk.types("Akhirnya selesai, terima kasih.")
    await ppk.sees("Terima kasih telah memberikan penilaian atas pelayanan kami")
    await tim_katalog.was_told("melengkapi penilaian", "⭐⭐⭐", "Akhirnya selesai, terima kasih.")

    for party in (helpdesk, admin_ppe, lkpp, teknis, tim_spse):
        await party.types(number)
        card = await party.sees(number, "Selesai")
        assert "⭐⭐⭐" in card


async def test_an_old_button_to_work_on_a_ticket_that_has_moved_on_shows_where_it_is(
    ppk: Actor, helpdesk: Actor
) -> None:
    number = await files(ppk)
    await takes(helpdesk, number)
    await works(helpdesk, number, "Eskalasi Tiket")
    await helpdesk.taps("Kerjakan", on="sekarang menangani tiket ini")
    await helpdesk.sees("Tindakan itu belum dapat dilakukan", number, "Posisi tiket: Admin PPE")
