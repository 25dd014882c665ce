"""Test that every question about a ticket shows what it is an answer to."""

from tests.stories.actor import Actor
from tests.stories.acts import PROBLEM, files, takes, works
from tests.stories.stage import Stage

ASKED = "Versi peramban apa yang Anda gunakan saat itu?"
SOLUTION = "Server sudah dimulai ulang, silakan dicoba."
STILL = "Masih sama, berhenti di 80 persen."


async def test_a_request_stands_over_its_answer_a_solution_over_its_verdict_a_rejection_over_the_next_work(
    stage: Stage, ppk: Actor, helpdesk: Actor
) -> None:
    number = await files(ppk)
    await takes(helpdesk, number)
    await helpdesk.types(number)
    await helpdesk.taps("Kerjakan")
    await helpdesk.taps("Butuh Feedback")
    await helpdesk.sees("Apa yang perlu dijelaskan", "Deskripsi", PROBLEM)
    await helpdesk.types(ASKED)
    await helpdesk.taps("Ya")
    await ppk.was_told("perlu keterangan dari Anda", number)
    await ppk.taps("Beri Feedback", on=number)
    await ppk.sees("Tulis jawaban Anda", "Feedback diminta", ASKED)
    await ppk.types("Firefox 128 di Windows 11.")
    await ppk.taps("Ya")
    await works(helpdesk, number, "Selesaikan Masalah", text=SOLUTION)
    await ppk.was_told("Silakan periksa, lalu konfirmasi", number)
    await ppk.taps("Konfirmasi", on="Silakan periksa, lalu konfirmasi")
    await ppk.sees("Ya, Sudah Selesai", "Masalah diselesaikan", SOLUTION)
    await ppk.taps("Belum, Ajukan Lagi")
    await ppk.sees("Apa yang belum selesai?", SOLUTION)
    await ppk.types(STILL)
    await ppk.taps("Ya")
    await ppk.sees("Feedback berhasil terkirim!")
    await helpdesk.was_told("belum selesai", STILL)
    await helpdesk.types(number)
    await helpdesk.taps("Kerjakan")
    await helpdesk.taps("Selesaikan Masalah")
    shown = await helpdesk.sees("Bagaimana masalahnya diselesaikan?", "Belum selesai, diajukan lagi", STILL)
    assert PROBLEM not in shown


async def test_a_long_text_is_quoted_by_its_beginning(ppk: Actor, helpdesk: Actor) -> None:
    problem = "Unggah berhenti di tengah jalan. " * 40
    number = await files(ppk, problem=problem)
    await takes(helpdesk, number)
    await helpdesk.types(number)
    await helpdesk.taps("Kerjakan")
    await helpdesk.taps("Eskalasi Tiket")
    shown = await helpdesk.sees("Mengapa tiket ini dieskalasi?", "Unggah berhenti")
    assert len(shown) < 700
