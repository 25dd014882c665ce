"""Test that the print of a ticket shows what was sent, and names who solved it and who was asked."""

from storage.tickets.copies import CopyState
from tests.bot.documents.samples import png
from tests.stories.actor import Actor
from tests.stories.acts import files, takes, works
from tests.stories.copies import becomes, files_with
from tests.stories.papers import gets
from tests.stories.stage import Stage
from tests.stories.test_documents import opens


async def test_a_picture_that_was_sent_stands_in_the_print_and_a_broken_one_breaks_nothing(
    stage: Stage, ppk: Actor, helpdesk: Actor
) -> None:
    broken = png(300, 200)[:60]
    number = await files_with(ppk, ("layar.png", png(300, 200)), ("rusak.png", broken))
    await becomes(stage, CopyState.KEPT, CopyState.KEPT)
    await takes(helpdesk, number)
    await works(helpdesk, number, "Butuh Feedback", text="Mohon kirim tangkapan layar pesannya.")
    await opens(helpdesk, number)
    await helpdesk.taps("Cetak PDF", on=number)
    printed = await gets(stage, helpdesk, f"{number}.pdf")
    assert printed.pictures == [(300, 200)]
    assert "rusak002.png" in printed.words
    assert "Feedback diminta dari Rina Wulandari" in printed.words


async def test_the_print_of_a_solved_ticket_names_who_solved_it(
    stage: Stage, ppk: Actor, helpdesk: Actor
) -> None:
    number = await files(ppk)
    await takes(helpdesk, number)
    await works(helpdesk, number, "Selesaikan Masalah", text="Batas unggah sudah dinaikkan, silakan coba.")
    await opens(ppk, number)
    await ppk.taps("Cetak PDF", on=number)
    printed = await gets(stage, ppk, f"{number}.pdf")
    assert "Ditangani Oleh Sari" in printed.words
