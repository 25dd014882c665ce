"""Test that whatever people send reaches the ticket that they mean, and nothing that they wrote is lost."""

from tests.stories.actor import Actor
from tests.stories.acts import REMARK, answers, files, takes, works
from tests.stories.stage import Stage

ANSWER = "Peramban saya Firefox 128, di Windows 11."


async def asks(helpdesk: Actor, number: str) -> None:
    """Take the ticket, and ask its reporter for feedback."""
    await takes(helpdesk, number)
    await works(helpdesk, number, "Butuh Feedback")


async def confirms(person: Actor) -> None:
    """Confirm what was written."""
    await person.sees("Apakah semua data sudah benar?")
    await person.taps("Ya")


async def test_a_reply_to_a_request_for_feedback_is_the_feedback(
    stage: Stage, ppk: Actor, helpdesk: Actor
) -> None:
    number = await files(ppk)
    await asks(helpdesk, number)
    await ppk.was_told("perlu keterangan dari Anda", number)
    await ppk.types(ANSWER, reply_on="perlu keterangan dari Anda")
    await ppk.sees("Beri Feedback", number, "Tambah Berkas")
    await confirms(ppk)
    await ppk.sees("Feedback berhasil terkirim!")
    await helpdesk.was_told("memberi feedback", ANSWER)


async def test_a_photo_with_a_caption_in_reply_is_feedback_with_a_file(ppk: Actor, helpdesk: Actor) -> None:
    number = await files(ppk)
    await asks(helpdesk, number)
    await ppk.sends(
        "galat.png", caption="Beginilah tampilan galatnya.", reply_on="perlu keterangan dari Anda"
    )
    await ppk.sees("Beri Feedback", "galat.png")
    await confirms(ppk)
    await ppk.sees("Feedback berhasil terkirim!")
    await helpdesk.was_told("memberi feedback", "Beginilah tampilan galatnya.")


async def test_a_reply_about_another_ticket_does_not_go_into_the_one_that_is_open(
    ppk: Actor, helpdesk: Actor
) -> None:
    first, second = await files(ppk, "Yang pertama"), await files(ppk, "Yang kedua")
    await takes(helpdesk, first)
    await takes(helpdesk, second)
    await helpdesk.types(first)
    await helpdesk.taps("Kerjakan")
    await helpdesk.taps("Butuh Feedback")
    await helpdesk.sees("Minimal 15", first, "Yang pertama")
    await helpdesk.types("Sudah kami perbaiki, silakan dicoba.", reply_on=second)
    await helpdesk.sees("Untuk apa pesan ini?", second, "Yang kedua")
    await helpdesk.taps("Selesaikan Masalah")
    await confirms(helpdesk)
    await helpdesk.sees("Tiket berhasil dikerjakan!!", second)
    await ppk.was_told("masalah Anda sudah selesai", second)
    assert not ppk.saw("perlu keterangan")


async def test_a_reply_to_a_solution_that_did_not_help_becomes_the_reason(
    ppk: Actor, helpdesk: Actor
) -> None:
    number = await files(ppk)
    await takes(helpdesk, number)
    await works(helpdesk, number, "Selesaikan Masalah")
    await ppk.types("Masih belum bisa, galatnya sama.", reply_on="masalah Anda sudah selesai")
    await ppk.sees("Untuk apa pesan ini?", number, "Masih belum bisa")
    await ppk.taps("Belum, Ajukan Lagi")
    await confirms(ppk)
    await ppk.sees("Feedback berhasil terkirim!")
    await helpdesk.was_told("belum selesai", "Masih belum bisa, galatnya sama.")


async def test_yes_in_reply_to_a_solution_closes_the_ticket(ppk: Actor, helpdesk: Actor) -> None:
    number = await files(ppk)
    await takes(helpdesk, number)
    await works(helpdesk, number, "Selesaikan Masalah")
    await ppk.types("Sudah bisa, terima kasih", reply_on="masalah Anda sudah selesai")
    await ppk.taps("Ya, Sudah Selesai")
    await ppk.sees("Tiket selesai", number)


async def test_loose_words_are_offered_to_the_ticket_that_waits_for_an_answer(
    ppk: Actor, helpdesk: Actor
) -> None:
    number = await files(ppk)
    await asks(helpdesk, number)
    await ppk.was_told("perlu keterangan dari Anda", number)
    await ppk.types(ANSWER)
    await ppk.sees("Untuk apa pesan ini?", ANSWER)
    assert [label.split(" ", 1)[-1] for label in ppk.labels][:2] == [f"Jawaban untuk {number}", "Tiket Baru"]
    await ppk.taps(f"Jawaban untuk {number}")
    await confirms(ppk)
    await ppk.sees("Feedback berhasil terkirim!")
    await helpdesk.was_told("memberi feedback", ANSWER)


async def test_loose_words_and_photos_in_several_messages_stay_together(
    stage: Stage, ppk: Actor, helpdesk: Actor
) -> None:
    number = await files(ppk)
    await asks(helpdesk, number)
    await ppk.was_told("perlu keterangan dari Anda", number)
    await ppk.types("Peramban saya Firefox 128")
    await ppk.sees("Untuk apa pesan ini?")
    await ppk.types("di Windows 11")
    await ppk.sends("satu.png", "dua.png", caption="lihat gambar")
    await ppk.sees("satu.png", "dua.png", "lihat gambar")
    await ppk.taps(f"Jawaban untuk {number}")
    await confirms(ppk)
    await ppk.sees("Feedback berhasil terkirim!")
    told = await helpdesk.was_told("memberi feedback")
    assert "Peramban saya Firefox 128\ndi Windows 11\nlihat gambar" in told


async def test_loose_words_can_be_a_new_ticket_all_the_same(ppk: Actor, helpdesk: Actor) -> None:
    number = await files(ppk)
    await asks(helpdesk, number)
    await ppk.was_told("perlu keterangan dari Anda", number)
    await ppk.types("Sekarang e-kontrak tidak bisa dibuka sama sekali.")
    await ppk.taps("Tiket Baru")
    await ppk.sees("Judul")
    await ppk.types("/batal")
    await ppk.sees("tiket baru")


async def test_somebody_of_whom_nothing_is_asked_begins_a_new_ticket_as_before(ppk: Actor) -> None:
    await files(ppk)
    await ppk.types("Sekarang e-kontrak tidak bisa dibuka sama sekali.")
    await ppk.sees("kami simpan sebagai deskripsi tiket baru")


async def test_a_reply_to_what_is_going_on_adds_to_the_ticket(ppk: Actor, helpdesk: Actor) -> None:
    number = await files(ppk)
    await takes(helpdesk, number)
    await ppk.was_told("mulai mengerjakan", number)
    await ppk.types("Tambahan: terjadi juga di kantor lain.", reply_on="mulai mengerjakan")
    await ppk.sees("Tambah Keterangan", number)
    await confirms(ppk)
    await ppk.sees("Keterangan Anda sudah ditambahkan.")
    await helpdesk.was_told("menambahkan keterangan", "terjadi juga di kantor lain")
    await ppk.types(number)
    await ppk.sees("Keterangan ditambahkan", "terjadi juga di kantor lain")


async def test_details_can_be_added_by_a_button_while_the_ticket_waits(ppk: Actor, helpdesk: Actor) -> None:
    number = await files(ppk)
    await ppk.types(number)
    await ppk.taps("Tambah Keterangan")
    await ppk.sees("ingin Anda tambahkan", number)
    await ppk.types("Terjadi juga pada peramban lain.")
    await confirms(ppk)
    await ppk.sees("Keterangan Anda sudah ditambahkan.")
    await takes(helpdesk, number)
    await helpdesk.types(number)
    await helpdesk.sees("Terjadi juga pada peramban lain.")


async def test_who_escalated_a_ticket_can_add_to_it(ppk: Actor, helpdesk: Actor, admin_ppe: Actor) -> None:
    number = await files(ppk)
    await takes(helpdesk, number)
    await works(helpdesk, number, "Eskalasi Tiket")
    await takes(admin_ppe, number)
    await helpdesk.types(number)
    await helpdesk.taps("Tambah Keterangan")
    await helpdesk.sees("ingin Anda tambahkan")
    await helpdesk.types("Log peladen sudah kami cek, aman.")
    await confirms(helpdesk)
    await helpdesk.sees("Keterangan Anda sudah ditambahkan.")
    await admin_ppe.was_told("menambahkan keterangan", "Log peladen")


async def test_a_reply_about_a_closed_ticket_is_offered_as_a_new_one(ppk: Actor, helpdesk: Actor) -> None:
    number = await files(ppk)
    await ppk.types(number)
    await ppk.taps("Tutup Tiket")
    await ppk.sees("Minimal 15")
    await ppk.types("Sudah bisa sendiri setelah dicoba lagi.")
    await confirms(ppk)
    await ppk.sees("berhasil ditutup")
    await ppk.types("/start")
    await ppk.types("Ternyata muncul lagi hari ini.", reply_on="berhasil ditutup")
    await ppk.sees("Untuk apa pesan ini?", number)
    await ppk.taps("Tiket Baru")
    await ppk.sees("Judul")


async def test_a_reply_too_short_for_an_answer_is_asked_for_again_about_the_same_ticket(
    ppk: Actor, helpdesk: Actor
) -> None:
    number = await files(ppk)
    await asks(helpdesk, number)
    await ppk.types("Firefox", reply_on="perlu keterangan dari Anda")
    await ppk.sees("15", number)
    await ppk.types(ANSWER)
    await confirms(ppk)
    await ppk.sees("Feedback berhasil terkirim!")


async def test_a_reply_to_a_menu_is_no_answer_to_the_ticket_that_the_message_showed_before(
    stage: Stage, ppk: Actor
) -> None:
    number = await files(ppk)
    await ppk.types(number)
    await ppk.sees("Menunggu Dikerjakan")
    await ppk.taps("Menu")
    await ppk.sees("LPSE Support", "Rina Wulandari")
    await stage.all_is_quiet()
    await ppk.types("Sekarang e-kontrak tidak bisa dibuka.", reply_on="LPSE Support")
    await ppk.sees("kami simpan sebagai deskripsi tiket baru")


async def test_a_half_written_answer_gets_what_is_replied_later(ppk: Actor, helpdesk: Actor) -> None:
    number = await files(ppk)
    await asks(helpdesk, number)
    await ppk.types(ANSWER, reply_on="perlu keterangan dari Anda")
    await ppk.sees("Tambah Berkas")
    await ppk.types("/tiket")
    await ppk.sees(number)
    await ppk.types("Juga pada Chrome 130.", reply_on="perlu keterangan dari Anda")
    await ppk.sees("Chrome 130", number)
    await confirms(ppk)
    await ppk.sees("Feedback berhasil terkirim!")
    told = await helpdesk.was_told("memberi feedback")
    assert f"{ANSWER}\nJuga pada Chrome 130." in told


async def test_words_for_a_ticket_that_was_answered_meanwhile_are_kept(ppk: Actor, helpdesk: Actor) -> None:
    number = await files(ppk)
    await asks(helpdesk, number)
    await ppk.types("Peramban saya Opera, versi terbaru.")
    await ppk.sees("Untuk apa pesan ini?")
    await answers(ppk, number)
    await ppk.types("/start")
    await ppk.taps("Lanjutkan draf")
    await ppk.sees("Untuk apa pesan ini?", "Peramban saya Opera")
    assert REMARK not in ppk.news[-1]


async def test_loose_words_join_those_that_were_put_aside(ppk: Actor, helpdesk: Actor) -> None:
    number = await files(ppk)
    await asks(helpdesk, number)
    await ppk.was_told("perlu keterangan dari Anda", number)
    await ppk.types("Yang pertama: peramban saya Opera.")
    await ppk.sees("Untuk apa pesan ini?", number, "Tidak bisa unggah penawaran")
    await ppk.types("/start")
    await ppk.sees("Lanjutkan draf")
    await ppk.types("Yang kedua: sudah dicoba di Chrome.")
    await ppk.sees("Untuk apa pesan ini?", "Yang pertama", "Yang kedua")


async def test_an_answer_that_is_too_short_is_completed_by_the_next_words(
    ppk: Actor, helpdesk: Actor
) -> None:
    number = await files(ppk)
    await asks(helpdesk, number)
    await ppk.was_told("perlu keterangan dari Anda", number)
    await ppk.types("Firefox", reply_on="perlu keterangan dari Anda")
    await ppk.sees("Teks terlalu pendek", "Yang sudah Anda tulis:", "Firefox")
    await ppk.types("/start")
    await ppk.sees("Draf yang belum dikirim", number, "Firefox")
    await ppk.taps("Lanjutkan draf")
    await ppk.types("di Windows 11 kantor")
    await confirms(ppk)
    await ppk.sees("Feedback berhasil terkirim!")
    told = await helpdesk.was_told("memberi feedback")
    assert "Firefox\ndi Windows 11 kantor" in told
