"""Test reminders and confirmations that are due when nobody does anything."""

from datetime import timedelta

from tests.stories.actor import Actor
from tests.stories.acts import files, takes, works
from tests.stories.stage import OFFICE, Stage


async def test_a_reporter_who_says_nothing_is_reminded_once_and_then_it_counts_as_solved(
    stage: Stage, ppk: Actor, helpdesk: Actor
) -> None:
    await stage.is_a_working_morning()
    number = await files(ppk)
    await takes(helpdesk, number)
    await works(helpdesk, number, "Selesaikan Masalah")
    await ppk.was_told("Menurut Sari Lestari, masalah Anda sudah selesai")

    reminded_at = OFFICE.add_days(stage.clock(), 3)
    await stage.time_passes_until(reminded_at - timedelta(hours=1))
    await stage.all_is_quiet()
    assert not ppk.saw("masih menunggu tanggapan Anda")
    await stage.time_passes_until(reminded_at + timedelta(minutes=1))
    await ppk.was_told("masih menunggu tanggapan Anda", number, "Tanpa jawaban sampai")
    counts_at = OFFICE.add_days(stage.clock(), 4)
    await stage.time_passes_until(counts_at - timedelta(hours=1))
    await stage.all_is_quiet()
    assert len([s for s in ppk.sights if "masih menunggu tanggapan Anda" in s.words]) == 1

    await stage.time_passes_until(counts_at + timedelta(minutes=1))
    await ppk.was_told("dinyatakan selesai karena tidak ada konfirmasi", number)
    await helpdesk.was_told("dinyatakan selesai karena tidak ada konfirmasi", number)
    await ppk.taps("Beri Penilaian", on="dinyatakan selesai")
    await ppk.taps("⭐ 5")
    await ppk.sees("Apa yang menurutmu oke?")


async def test_a_question_without_an_answer_is_asked_once_more(
    stage: Stage, ppk: Actor, helpdesk: Actor
) -> None:
    await stage.is_a_working_morning()
    number = await files(ppk)
    await takes(helpdesk, number)
    await works(helpdesk, number, "Butuh Feedback")
    await ppk.was_told("perlu keterangan")
    await stage.time_passes_until(OFFICE.add_days(stage.clock(), 3) + timedelta(minutes=1))
    await ppk.was_told("masih menunggu tanggapan Anda", number)
    await helpdesk.was_told("Feedback yang Anda minta belum diberikan", number)
    await ppk.taps("Beri Feedback", on="masih menunggu tanggapan Anda")
    await ppk.sees("Tulis jawaban Anda")


async def test_who_confirms_in_time_is_not_reminded(stage: Stage, ppk: Actor, helpdesk: Actor) -> None:
    number = await files(ppk)
    await takes(helpdesk, number)
    await works(helpdesk, number, "Selesaikan Masalah")
    await ppk.was_told("Menurut Sari Lestari, masalah Anda sudah selesai")
    await ppk.taps("Konfirmasi", on="masalah Anda sudah selesai")
    await ppk.taps("Ya, Sudah Selesai")
    await ppk.sees("Tiket selesai")
    await stage.time_passes(days=30)
    await stage.all_is_quiet()
    assert not ppk.saw("masih menunggu tanggapan Anda")


async def test_the_age_of_a_ticket_is_counted_in_days(stage: Stage, ppk: Actor, helpdesk: Actor) -> None:
    number = await files(ppk)
    await stage.time_passes(days=5)
    await helpdesk.types(number)
    await helpdesk.sees("Lama pengerjaan: 5 Hari")
