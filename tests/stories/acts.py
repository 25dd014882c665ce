"""What people do again and again, from the first tap to the last word."""

from __future__ import annotations

import re
from datetime import datetime

from bot.master_data import load_catalogue
from core.ticket import Ticket
from core.use_cases.file_ticket import FileTicket, Report
from storage.unit import SqlUnit
from tests.stories.actor import Actor
from tests.stories.stage import Stage

NUMBER = re.compile(r"T[A-Z]{2}\d{10}")
PROBLEM = "Unggah berhenti di 80 persen lalu muncul pesan timeout."
REMARK = "Sudah kami periksa bersama, mohon dilanjutkan ya."


async def begins(reporter: Actor, title: str = "Tidak bisa unggah penawaran") -> None:
    """“Buat Tiket” as far as the package code."""
    await reporter.types("/buat")
    await reporter.sees("Judul")
    await reporter.types(title)
    await reporter.taps("LPSE Kota Surabaya")
    await reporter.taps("SPSE")
    await reporter.taps("4.5")
    await reporter.taps("Upload Dokumen Penawaran")
    await reporter.taps("Unggah gagal / timeout")
    await reporter.sees("kode tender")


async def describes(reporter: Actor, problem: str = PROBLEM) -> None:
    """From the package code to the files."""
    await reporter.taps("Lewati")
    await reporter.sees("Kode error")
    await reporter.taps("Lewati")
    await reporter.sees("kronologi")
    await reporter.types(problem)
    await reporter.sees("tangkapan layar")


async def submits(reporter: Actor) -> str:
    """From the files to the number of the ticket."""
    await reporter.taps("Selesai")
    await reporter.taps("Pakai Alamat Ini")
    await reporter.taps("Kirim Tiket")
    await reporter.sees("yakin")
    await reporter.taps("Ya")
    return number_in(await reporter.sees("berhasil disimpan"))


async def files(reporter: Actor, title: str = "Tidak bisa unggah penawaran", problem: str = PROBLEM) -> str:
    """A whole ticket without files; its number."""
    await begins(reporter, title)
    await describes(reporter, problem)
    return await submits(reporter)


async def takes(helper: Actor, number: str) -> None:
    """“Ambil Tiket” on the alert."""
    await helper.was_told("Tiket menunggu", number)
    await helper.taps("Ambil Tiket", on=number)
    await helper.sees("yakin akan mengambil")
    await helper.taps("Ya")
    await helper.sees("Anda tangani", number)


async def works(helper: Actor, number: str, action: str, *choices: str, text: str = REMARK) -> None:
    """One of the actions of “Kerjakan”, with its choices, text, no files, and yes."""
    await helper.types(number)
    await helper.taps("Kerjakan")
    await helper.taps(action)
    for choice in choices:
        await helper.taps(choice)
    await writes(helper, text)
    await helper.sees("berhasil dikerjakan")


async def writes(person: Actor, text: str = REMARK) -> None:
    """A text where one is asked, no files, and yes."""
    await person.sees("Minimal 15")
    await person.types(text)
    await person.taps("Selesai")
    await person.sees("Apakah semua data sudah benar?")
    await person.taps("Ya")


async def answers(person: Actor, number: str, text: str = REMARK) -> None:
    """“Beri Feedback” under the message that asks for it."""
    await person.was_told("membutuhkan feedback Anda", number)
    await person.taps("Beri Feedback", on=number)
    await writes(person, text)
    await person.sees("Feedback berhasil terkirim!")


def number_in(text: str) -> str:
    found = NUMBER.search(text)
    assert found, text
    return found.group()


async def has_filed(stage: Stage, person: Actor, report: Report, at: datetime | None = None) -> Ticket:
    """A ticket of an earlier day, which nobody is told of."""

    def file(unit: SqlUnit) -> Ticket:
        chat = unit.chats.get(person.id)
        assert chat is not None
        assert chat.person_id is not None
        reporter = unit.people.get(chat.person_id)
        assert reporter is not None
        file_ticket = FileTicket(unit.tickets, unit.numbers, unit.offices, load_catalogue())
        return file_ticket(reporter, report, at or stage.clock())

    return await stage.do(file)
