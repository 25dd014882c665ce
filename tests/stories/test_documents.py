"""Test that documents come to those who may see the ticket, once, in time, and in spite of trouble."""

from datetime import timedelta

import pytest
from sqlalchemy import delete, text, update

from storage.schema import tables
from storage.unit import SqlUnitOfWork
from tests.stories.actor import Actor
from tests.stories.acts import answers, files, has_filed, takes, works
from tests.stories.copies import MB, files_one, files_with, is_opened
from tests.stories.papers import gets, papers, slow
from tests.stories.reports import report
from tests.stories.stage import Stage, count_unsent

SORRY = "Berkas yang Anda minta tidak dapat dibuat"


async def opens(person: Actor, number: str) -> None:
    await person.types(number)
    await person.sees(number, "Cetak PDF")


# ------------------------------------------------------------------------------------------ a ticket on paper


async def test_a_ticket_is_printed_for_its_reporter_and_every_party(
    stage: Stage, ppk: Actor, helpdesk: Actor, admin_ppe: Actor, lkpp: Actor, tim_spse: Actor
) -> None:
    number = await files(ppk, "Tidak bisa unggah <b>penawaran</b> & lampiran")
    await takes(helpdesk, number)
    await works(helpdesk, number, "Butuh Feedback", text="Mohon kirim tangkapan layar pesannya.")
    await answers(ppk, number, "Ini pesannya: waktu habis, coba lagi.")
    await works(helpdesk, number, "Eskalasi Tiket", text="Perlu diperiksa di server, mohon bantuan.")
    for person in (ppk, helpdesk, admin_ppe, lkpp, tim_spse):
        await opens(person, number)
        await person.taps("Cetak PDF", on=number)
        printed = await gets(stage, person, f"{number}.pdf")
        assert printed.name == f"{number}.pdf"
        assert printed.content.startswith(b"%PDF-")
        assert printed.content.rstrip().endswith(b"%%EOF")
        for words in (
            number,
            "Tidak bisa unggah <b>penawaran</b> & lampiran",
            "Rina Wulandari",
            "LPSE Kota Surabaya",
            "Unggah berhenti di 80 persen",
            "Mohon kirim tangkapan layar pesannya.",
            "Ini pesannya: waktu habis, coba lagi.",
            "Perlu diperiksa di server, mohon bantuan.",
        ):
            assert words in printed.words, words


async def test_a_print_speaks_the_language_of_who_asked(stage: Stage, ppk: Actor) -> None:
    number = await files(ppk)
    await ppk.types("/bahasa")
    await ppk.taps("English")
    await ppk.sees("New ticket")
    await ppk.forges("a:print:1")
    printed = await gets(stage, ppk, f"{number}.pdf")
    assert "Waiting to be taken" in printed.words
    assert "Menunggu Dikerjakan" not in printed.words


@pytest.mark.parametrize("who", ["budi", "elsewhere", "stranger"])
async def test_nobody_else_gets_a_print_or_the_files_whatever_they_forge(
    stage: Stage, ppk: Actor, who: str, request: pytest.FixtureRequest
) -> None:
    other: Actor = request.getfixturevalue(who)
    await files(ppk, "Rahasia perusahaan")
    await other.types("/start")
    await other.sees("LPSE Support")
    for address in ("print:1", "print:999", "print:", "print:x", "print:1:1", "file:1:0", "export:pdf:own:"):
        await other.forges(f"a:{address}")
        await stage.all_is_quiet()
    assert not papers(stage, other)
    assert not other.saw("Rahasia")


async def test_who_lost_their_role_before_it_was_made_gets_no_print(
    stage: Stage, ppk: Actor, helpdesk: Actor
) -> None:
    number = await files(ppk)
    printing = slow(stage, "ticket_pdf")
    await opens(helpdesk, number)
    await helpdesk.taps("Cetak PDF", on=number)
    await printing.begun.wait()

    def dismiss(unit: SqlUnitOfWork) -> None:
        chat = unit.chats.get(helpdesk.id)
        assert chat is not None
        gone = tables.assignments.c.person_id == chat.person_id
        unit.connection.execute(delete(tables.assignments).where(gone))

    await stage.do(dismiss)
    printing.goes_on.set()
    await helpdesk.was_told(SORRY)
    assert not papers(stage, helpdesk)


# ------------------------------------------------------------------------------------------ once, and in time


async def test_a_print_that_is_asked_for_again_and_again_comes_once(stage: Stage, ppk: Actor) -> None:
    number = await files(ppk)
    printing = slow(stage, "ticket_pdf")
    await opens(ppk, number)
    await ppk.taps("Cetak PDF", on=number, times=3)
    await ppk.reads_over_screen("Berkas sedang disiapkan.")
    await printing.begun.wait()
    await ppk.taps("Cetak PDF", on=number)
    await stage.all_is_handled()
    printing.goes_on.set()
    await stage.all_is_quiet()
    assert [paper.name for paper in papers(stage, ppk)] == [f"{number}.pdf"]
    await ppk.taps("Cetak PDF", on=number)
    await stage.all_is_quiet()
    assert len(papers(stage, ppk)) == 2


async def test_prints_of_two_tickets_both_come(stage: Stage, ppk: Actor) -> None:
    numbers = [await files(ppk, title) for title in ("Satu", "Dua")]
    printing = slow(stage, "ticket_pdf")
    for number in numbers:
        await opens(ppk, number)
        await ppk.taps("Cetak PDF", on=number)
        await ppk.reads_over_screen("Berkas sedang disiapkan.")
    await printing.begun.wait()
    printing.goes_on.set()
    await stage.all_is_quiet()
    assert [paper.name for paper in papers(stage, ppk)] == [f"{number}.pdf" for number in numbers]


async def test_a_long_document_holds_up_nobodys_messages(stage: Stage, ppk: Actor, helpdesk: Actor) -> None:
    await has_filed(stage, ppk, report("Masalah"))
    making = slow(stage, "csv")
    await ppk.types("/tiket")
    await ppk.taps("CSV")
    await making.begun.wait()
    await helpdesk.types("/dashboard")
    await helpdesk.sees("Belum diambil: 1")
    await ppk.types("/profil")
    await ppk.sees("Profil")
    making.goes_on.set()
    await gets(stage, ppk, ".csv")


async def test_a_long_document_holds_up_nobody_elses_documents(
    stage: Stage, ppk: Actor, helpdesk: Actor, verifikator: Actor
) -> None:
    number = await files(ppk)
    making = slow(stage, "csv")
    await ppk.types("/tiket")
    await ppk.taps("CSV")
    await ppk.taps("Excel", on=number)
    await making.begun.wait()
    await opens(helpdesk, number)
    await helpdesk.taps("Cetak PDF", on=number)
    await gets(stage, helpdesk, f"{number}.pdf")
    await verifikator.types("/start")
    await verifikator.taps("Semua Tiket")
    await verifikator.taps("Excel")
    await gets(stage, verifikator, ".xlsx")
    assert not papers(stage, ppk)
    making.goes_on.set()
    await stage.all_is_quiet()
    assert [paper.name.rpartition(".")[2] for paper in papers(stage, ppk)] == ["csv", "xlsx"]


async def test_an_upload_that_fails_is_made_again_a_little_later(stage: Stage, ppk: Actor) -> None:
    number = await files(ppk)
    stage.box.misbehave("sendDocument", 500, chat_id=ppk.id)
    await opens(ppk, number)
    await ppk.taps("Cetak PDF", on=number)
    await waits_for_another_try(stage, 1)
    assert not papers(stage, ppk)
    await stage.time_passes(seconds=11)
    assert number in (await gets(stage, ppk, f"{number}.pdf")).words
    await stage.all_is_quiet()
    assert len(papers(stage, ppk)) == 1


async def test_a_restart_makes_what_was_asked_for(stage: Stage, ppk: Actor) -> None:
    number = await files(ppk)
    printing = slow(stage, "ticket_pdf")
    await opens(ppk, number)
    await ppk.taps("Cetak PDF", on=number)
    await printing.begun.wait()
    await stage.bot_restarts()
    await gets(stage, ppk, f"{number}.pdf")
    await stage.all_is_quiet()
    assert len(papers(stage, ppk)) == 1


async def test_who_waits_for_a_document_that_cannot_be_sent_is_told(stage: Stage, ppk: Actor) -> None:
    number = await files(ppk)
    stage.box.misbehave("sendDocument", 502, times=4, chat_id=ppk.id)
    await opens(ppk, number)
    await ppk.taps("Cetak PDF", on=number)
    for tries in (1, 2, 3):
        await waits_for_another_try(stage, tries)
        await stage.time_passes(minutes=1)
    await ppk.was_told(SORRY)
    await stage.all_is_quiet()
    assert not papers(stage, ppk)
    await ppk.taps("Cetak PDF", on=number)
    await gets(stage, ppk, f"{number}.pdf")


async def test_who_waits_for_a_document_that_cannot_be_made_is_told(stage: Stage, ppk: Actor) -> None:
    number = await files(ppk)
    await opens(ppk, number)
    gone = update(tables.tickets).values(application="dihapus")
    await stage.do(lambda unit: unit.connection.execute(gone))
    await ppk.taps("Cetak PDF", on=number)
    await ppk.was_told(SORRY)


async def test_all_files_come_at_one_press_on_the_ticket(stage: Stage, ppk: Actor, helpdesk: Actor) -> None:
    number = await files_with(ppk, ("satu.pdf", b"%PDF-1.4"), ("dua.pdf", b"%PDF-1.5"))
    await helpdesk.was_told("menunggu diambil", number)
    await opens(helpdesk, number)
    await helpdesk.taps("Unduh Semua")
    await gets(stage, helpdesk, f"{number}.zip")


# ------------------------------------------------------------------------------------------ sent once


async def test_a_zip_that_has_come_does_not_come_again_with_the_file_that_failed_after_it(
    stage: Stage, ppk: Actor, helpdesk: Actor
) -> None:
    big = b"%PDF" + bytes(20 * MB)
    number = await files_with(ppk, ("satu.pdf", big), ("dua.pdf", big), ("kecil.pdf", b"%PDF-1.4"))
    await is_opened(helpdesk, number)
    stage.box.misbehave("sendDocument", None, times=2, chat_id=helpdesk.id)
    stage.box.misbehave("sendDocument", 500, chat_id=helpdesk.id)
    await helpdesk.taps("Unduh Semua")
    await helpdesk.was_told(f"{number} · satu001.pdf")
    # A restart within the call that fails would leave it uncounted.
    tomorrow = stage.clock() + timedelta(days=1)
    await stage.until(lambda unit: any(row.attempts for row in unit.jobs.due(tomorrow, 1)))
    await stage.bot_restarts()
    await stage.time_passes(seconds=11)
    await helpdesk.was_told(f"{number} · dua002.pdf")
    await stage.all_is_quiet()
    names = [paper.name for paper in papers(stage, helpdesk)]
    assert names == [f"{number}.zip", "satu.pdf", "dua.pdf"]


async def test_a_document_that_came_while_the_disk_was_full_does_not_come_again(
    stage: Stage, ppk: Actor
) -> None:
    stage.accepts("workshop_failed")
    number = await files(ppk)
    await opens(ppk, number)
    full = (
        "CREATE TRIGGER full BEFORE DELETE ON outbox WHEN OLD.op = 'make' BEGIN SELECT RAISE(ABORT, 'x'); END"
    )
    await stage.do(lambda unit: unit.connection.execute(text(full)))
    await ppk.taps("Cetak PDF", on=number)
    await gets(stage, ppk, f"{number}.pdf")
    await stage.until(
        lambda _unit: len([e for e in stage.log.entries if e["event"] == "workshop_failed"]) > 2
    )
    await stage.do(lambda unit: unit.connection.execute(text("DROP TRIGGER full")))
    await stage.until(lambda unit: count_unsent(unit) == 0)
    assert len(papers(stage, ppk)) == 1


async def test_a_document_waits_for_as_long_as_telegram_asks(stage: Stage, ppk: Actor) -> None:
    number = await files_one(stage, ppk)
    stage.box.misbehave("sendDocument", 429, retry_after=40, times=5, chat_id=ppk.id)
    await ppk.types(number)
    await ppk.taps("Cetak PDF", on=number)
    for tries in range(1, 6):
        await stage.box.settled(lambda: refusals(stage) == tries)  # noqa: B023 - of this very round
        later = stage.clock() + timedelta(seconds=35)
        await stage.until(lambda unit: not unit.jobs.due(later, 1))  # noqa: B023 - the same
        await stage.time_passes(seconds=41)
    await gets(stage, ppk, f"{number}.pdf")


def refusals(stage: Stage) -> int:
    return len([call for call in stage.box.calls if call.method == "sendDocument" and call.error])


async def waits_for_another_try(stage: Stage, number: int) -> None:
    """Wait until this many tries are over and the next is in the outbox."""

    def attempts(unit: SqlUnitOfWork) -> list[int]:
        return [row.attempts for row in unit.jobs.due(stage.clock() + timedelta(hours=1), 1)]

    def failed() -> int:
        return len([call for call in stage.box.calls if call.method == "sendDocument" and call.error])

    await stage.box.settled(lambda: failed() >= number)
    await stage.until(lambda unit: attempts(unit) == [number])
