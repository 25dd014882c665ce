"""Test the letters that go to a ticket's address."""

from email.message import EmailMessage

from tests.stories.actor import Actor
from tests.stories.acts import begins, describes, files, number_in, takes, works, writes
from tests.stories.postman import text_of
from tests.stories.stage import Stage

RINA, OFFICE = "rina.wulandari@contoh.go.id", "sekretariat@contoh.go.id"
BOT = "https://t.me/lpse_support_bot"


def html_of(letter: EmailMessage) -> str:
    body = letter.get_body(("html",))
    assert body is not None
    return str(body.get_content())


async def confirms(reporter: Actor) -> None:
    await reporter.was_told("Konfirmasi")
    await reporter.taps("Konfirmasi", on="masalah Anda sudah selesai")
    await reporter.taps("Ya, Sudah Selesai")
    await reporter.sees("Tiket selesai")


async def test_what_counts_is_written_to_the_ticket_s_address_in_one_thread(
    stage: Stage, ppk: Actor, helpdesk: Actor, admin_ppe: Actor
) -> None:
    number = await files(ppk, "Tidak bisa unggah ✅")
    await takes(helpdesk, number)
    await works(helpdesk, number, "Butuh Feedback", text="Mohon kirim tangkapan layar pesannya.")
    await ppk.taps("Beri Feedback", on="perlu keterangan")
    await writes(ppk, "Ini pesannya: waktu habis, coba lagi.")
    await ppk.sees("Feedback berhasil terkirim!")
    await works(helpdesk, number, "Eskalasi Tiket", text="Perlu diperiksa di server, mohon bantuan.")
    await takes(admin_ppe, number)
    await works(admin_ppe, number, "Selesaikan Masalah", text="Batas waktu unggah sudah dinaikkan.")
    await confirms(ppk)
    await stage.all_is_quiet()

    letters = stage.postman.letters_to(RINA)
    for letter, subject, words in zip(
        letters,
        ("Tiket diterima", "Feedback diminta", "Masalah diselesaikan"),
        [
            ("sudah kami terima",),
            ("perlu keterangan dari Anda", "Mohon kirim tangkapan layar pesannya."),
            ("diselesaikan oleh Dewi Anggraini", "Batas waktu unggah sudah dinaikkan."),
        ],
        strict=True,
    ):
        text, html = text_of(letter), html_of(letter)
        for word in (*words, number, f"{BOT}?start=t_{number}", "jangan balas e-mail ini"):
            assert word in text, word
            assert word in html, word
        assert letter["Subject"] == f"[{number}] {subject}: Tidak bisa unggah ✅"
        assert letter["References"] == letter["In-Reply-To"] == letters[0]["References"]
        assert letter["Auto-Submitted"] == "auto-generated"
        assert letter["X-Auto-Response-Suppress"] == "All"
        assert "<b>" not in text
    assert letters[0]["References"]
    assert len({letter["Message-ID"] for letter in letters}) == len(letters)


async def test_letters_go_to_the_address_that_was_typed_for_this_ticket_alone(
    stage: Stage, ppk: Actor, helpdesk: Actor
) -> None:
    await begins(ppk)
    await describes(ppk)
    await ppk.taps("E-mail Lain")
    await ppk.sees("Pakai Alamat Ini")
    await ppk.types(OFFICE)
    await ppk.taps("Kirim Tiket")
    await ppk.sees("yakin")
    await ppk.taps("Ya")
    number = number_in(await ppk.sees("berhasil disimpan"))
    other = await files(ppk, "Tiket lain")
    first, second = await stage.letter_to(OFFICE), await stage.letter_to(RINA)
    assert number in first["Subject"]
    assert other in second["Subject"]
    assert first["References"] != second["References"]
    await stage.all_is_quiet()
    assert len(stage.postman.letters) == 2


async def test_reporters_get_no_letter_about_what_they_did_themselves(stage: Stage, ppk: Actor) -> None:
    number = await files(ppk)
    await ppk.types(number)
    await ppk.taps("Tutup Tiket")
    await writes(ppk, "Sudah bisa sendiri, terima kasih.")
    await ppk.sees("Tiket berhasil ditutup")
    await stage.all_is_quiet()
    [letter] = stage.postman.letters_to(RINA)
    assert letter["Subject"].startswith(f"[{number}] Tiket diterima")


async def test_a_letter_says_what_was_written_as_it_was_written(
    stage: Stage, ppk: Actor, helpdesk: Actor
) -> None:
    text = 'Coba <script>alert("x")</script> & "tanda" <b>tebal</b>; baris\nkedua.'
    number = await files(ppk, "Judul <i>miring</i> & lain")
    await takes(helpdesk, number)
    await works(helpdesk, number, "Selesaikan Masalah", text=text)
    await stage.all_is_quiet()
    letter = stage.postman.letters_to(RINA)[-1]
    assert letter["Subject"] == f"[{number}] Masalah diselesaikan: Judul <i>miring</i> & lain"
    assert text in text_of(letter).replace("\r\n", "\n")
    assert "<script>" not in html_of(letter)
    assert "&lt;script&gt;" in html_of(letter)
    assert "<b>tebal</b>" not in html_of(letter)


async def test_letters_are_in_the_language_of_who_reports(stage: Stage, ppk: Actor, helpdesk: Actor) -> None:
    await ppk.types("/bahasa")
    await ppk.taps("English")
    await ppk.sees("New ticket")
    await ppk.types("/bahasa")
    await ppk.taps("Bahasa Indonesia")
    await ppk.sees("Buat Tiket")
    number = await files(ppk)
    await ppk.types("/bahasa")
    await ppk.taps("English")
    await ppk.sees("New ticket")
    await takes(helpdesk, number)
    await works(helpdesk, number, "Selesaikan Masalah")
    letter = await stage.letter_to(RINA, 2)
    assert "Sari Lestari solved your ticket" in text_of(letter)
    assert "diselesaikan" not in text_of(letter) + html_of(letter)


async def test_a_refused_address_shows_on_the_card_for_staff_only(
    stage: Stage, ppk: Actor, helpdesk: Actor
) -> None:
    stage.accepts("message_given_up")
    stage.postman.refused.add(RINA)
    number = await files(ppk)
    await takes(helpdesk, number)
    await stage.all_is_quiet()
    await helpdesk.types(number)
    await helpdesk.sees(number, "1 pemberitahuan tentang tiket ini tidak dapat dikirim")
    await works(helpdesk, number, "Butuh Feedback")
    await stage.all_is_quiet()
    await helpdesk.types(number)
    await helpdesk.sees(number, "2 pemberitahuan tentang tiket ini tidak dapat dikirim")
    await ppk.was_told("perlu keterangan")
    await ppk.types(number)
    assert "tidak dapat dikirim" not in await ppk.sees(number, "Menunggu Feedback")


async def test_reporters_with_a_refused_address_hold_up_nobody_elses_letters(
    stage: Stage, ppk: Actor, budi: Actor, helpdesk: Actor
) -> None:
    stage.accepts("message_given_up")
    stage.postman.refused.add(RINA)
    hers, his = await files(ppk), await files(budi)
    await takes(helpdesk, hers)
    await takes(helpdesk, his)
    letter = await stage.letter_to("budi.santoso@contoh.go.id")
    assert his in letter["Subject"]
