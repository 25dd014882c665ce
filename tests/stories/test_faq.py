"""Test that a reporter finds answers in the FAQ, and is offered them while filing."""

from sqlalchemy import select

from storage.schema import tables
from tests.stories.actor import Actor
from tests.stories.stage import Stage


async def test_an_answer_is_found_by_its_topic_and_the_ways_lead_back(ppk: Actor) -> None:
    await ppk.types("/start")
    await ppk.taps("FAQ")
    await ppk.sees("Pilih topik", "SPSE/Akun", "SiRUP")
    await ppk.taps("SPSE/Akun")
    await ppk.sees("FAQ · SPSE/Akun", "Bagaimana mendaftar akun penyedia baru?")
    await ppk.taps("Bagaimana mendaftar akun penyedia baru?")
    await ppk.sees("Pilih Pendaftaran Penyedia", "Buat Tiket")
    await ppk.taps("Kembali")
    await ppk.sees("FAQ · SPSE/Akun")
    await ppk.taps("Kembali")
    await ppk.sees("Pilih topik")
    await ppk.taps("Menu")
    await ppk.sees("LPSE Support")


async def test_an_answer_is_found_by_a_few_words(ppk: Actor) -> None:
    await ppk.types("/faq")
    await ppk.taps("Cari FAQ")
    await ppk.sees("beberapa kata")
    await ppk.types("lupa kata sandi")
    await ppk.sees("Jawaban untuk “lupa kata sandi”")
    await ppk.taps("Saya lupa password. Apa yang harus dilakukan?")
    await ppk.sees("Periksa juga folder spam")
    await ppk.taps("Buat Tiket")
    await ppk.sees("Tulis masalah Anda")


async def test_an_answer_that_helps_spares_a_ticket_and_is_counted(stage: Stage, ppk: Actor) -> None:
    await ppk.types("/buat")
    await ppk.sees("Judul")
    await ppk.types("Paket RUP tidak muncul")
    await ppk.sees("Pastikan RUP sudah diumumkan di SiRUP", "Lanjut buat tiket")
    await ppk.taps("Sudah Terjawab")
    await ppk.sees("Senang bisa membantu")
    await ppk.types("/buat")
    await ppk.sees("Tulis masalah Anda")
    counts = select(tables.faq_helped.c["code"], tables.faq_helped.c["count"])
    rows = await stage.do(lambda unit: unit.connection.execute(counts).all())
    assert [tuple(row) for row in rows] == [("rup-tidak-muncul", 1)]


async def test_an_address_that_leads_to_no_question_shows_the_topics(ppk: Actor) -> None:
    await ppk.types("/faq")
    await ppk.sees("Pilih topik")
    for made_up in ("a:faq:tidak-ada", "a:faq:in:tidak-ada"):
        await ppk.taps("Sanggah")
        await ppk.sees("FAQ · Sanggah")
        await ppk.forges(made_up)
        await ppk.sees("Pilih topik")
    for made_up in ("a:faq:in:", "a:faq:in:in:totp"):
        await ppk.types("/faq")
        await ppk.sees("Pilih topik")
        await ppk.forges(made_up)
        await ppk.sees("Rina Wulandari")


async def test_a_stranger_sees_no_answers(stranger: Actor) -> None:
    await stranger.types("/faq")
    await stranger.sees("alamat e-mail")
