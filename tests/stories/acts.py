"""Play sequences of steps that people take in many stories."""

from __future__ import annotations

import re
from datetime import datetime
from functools import cache

from bot.imports.shipped_data import load_catalogue
from conversations.conversation import ConversationState
from core.tickets.draft import TicketDraft
from core.tickets.ticket import Ticket
from core.use_cases.tickets.file_ticket import FileTicket
from storage.unit import SqlUnitOfWork
from tests.stories.actor import Actor
from tests.stories.stage import Stage

NUMBER = re.compile(r"T[A-Z]{2}\d{10}")
PROBLEM = "Unggah berhenti di 80 persen lalu muncul pesan timeout."
# What `begins` and `describes` answer, but for the title and the text.
ANSWERS = {
    "application": "spse",
    "version": "4.5",
    "category": "spse-penawaran",
    "subcategory": "Unggah gagal / timeout",
    "package": {"checked": "none", "code": "", "facts": None},
    "extras": True,
}
shipped_catalogue = cache(load_catalogue)
REMARK = "Sudah kami periksa bersama, mohon dilanjutkan ya."

# What is said when an action of "Kerjakan" is done.
SUCCESS = {
    "Butuh Feedback": "Feedback diminta dari",
    "Eskalasi Tiket": "Dieskalasi ke",
    "Selesaikan Masalah": "Tiket berhasil dikerjakan!!",
    "Ubah Kategori": "Kategori tiket sudah diubah",
    "Kembalikan": "Dikembalikan ke antrean",
}


async def begins(reporter: Actor, title: str = "Tidak bisa unggah penawaran") -> None:
    """Press through “Buat Tiket” as far as the package code."""
    await reporter.types("/buat")
    await reporter.sees("Judul")
    await reporter.types(title)
    await reporter.taps("SPSE")
    await reporter.taps("4.5")
    await reporter.taps("Upload Dokumen Penawaran")
    await reporter.taps("Unggah gagal / timeout")
    await reporter.sees("kode tender")


async def describes(reporter: Actor, problem: str = PROBLEM) -> None:
    """Answer from the package code as far as the question for anything more."""
    await reporter.taps("Lewati")
    await reporter.sees("Ceritakan masalahnya")
    await reporter.types(problem)
    await reporter.sees("Tambah kode error, berkas atau e-mail lain?")


async def submits(reporter: Actor) -> str:
    """Answer from the question for anything more to the end; return the number of the ticket."""
    await reporter.taps("Lanjut")
    return await _confirms(reporter)


async def files(reporter: Actor, title: str = "Tidak bisa unggah penawaran", problem: str = PROBLEM) -> str:
    """File a ticket without files; return its number.

    In a story from a draft in which every question is answered: a third of the updates.
    """
    if reporter.parks is None:
        await begins(reporter, title)
        await describes(reporter, problem)
        return await submits(reporter)
    answers = {**ANSWERS, "title": title, "description": problem}
    await reporter.parks(ConversationState("new", "review", answers))
    await reporter.types("/buat")
    await reporter.taps("Lanjutkan draf")
    return await _confirms(reporter)


async def _confirms(reporter: Actor) -> str:
    await reporter.taps("Kirim Tiket")
    await reporter.sees("yakin")
    await reporter.taps("Ya")
    return number_in(await reporter.sees("berhasil disimpan"))


async def takes(helper: Actor, number: str) -> None:
    """Press “Ambil Tiket” on the alert, and confirm."""
    await helper.was_told("Ambil Tiket", number)
    await helper.taps("Ambil Tiket", on=number)
    await helper.sees("yakin akan mengambil")
    await helper.taps("Ya")
    await helper.sees("sekarang menangani tiket ini", number)


async def works(helper: Actor, number: str, action: str, *choices: str, text: str = REMARK) -> None:
    """Do an action of “Kerjakan” with these choices and this text, without files."""
    await helper.types(number)
    await helper.taps("Kerjakan")
    await helper.taps(action)
    for choice in choices:
        await helper.taps(choice)
    await writes(helper, text)
    await helper.sees(SUCCESS[action])


async def writes(person: Actor, text: str = REMARK) -> None:
    """Send a text where one is asked, without files, and confirm."""
    await person.sees("Minimal 15")
    await person.types(text)
    await person.sees("Apakah semua data sudah benar?")
    await person.taps("Ya")


async def answers(person: Actor, number: str, text: str = REMARK) -> None:
    """Press “Beri Feedback” under the message that asks for it, and answer."""
    await person.was_told("perlu keterangan dari Anda", number)
    await person.taps("Beri Feedback", on=number)
    await writes(person, text)
    await person.sees("Feedback berhasil terkirim!")


def number_in(text: str) -> str:
    """Return the ticket number in a text."""
    found = NUMBER.search(text)
    assert found, text
    return found.group()


async def has_filed(stage: Stage, person: Actor, report: TicketDraft, at: datetime | None = None) -> Ticket:
    """Store a ticket of an earlier day, of which nobody is told."""

    def file(unit: SqlUnitOfWork) -> Ticket:
        chat = unit.chats.get(person.id)
        assert chat is not None
        assert chat.person_id is not None
        reporter = unit.people.get(chat.person_id)
        assert reporter is not None
        file_ticket = FileTicket(unit.tickets, unit.numbers, unit.lpses, shipped_catalogue())
        return file_ticket(reporter, report, at or stage.clock())

    return await stage.do(file)
