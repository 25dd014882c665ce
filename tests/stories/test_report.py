"""Test “Laporan”: the figures of a period as text, as pictures and as Excel."""

import asyncio
import io
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, TypeVar

import pytest
from openpyxl import load_workbook
from sqlalchemy import select

from bot.updates.snapshot_reader import FairSnapshotReader
from handlers.context.transaction_context import TransactionContext
from storage.schema import tables as t
from storage.unit import SqlUnitOfWork
from tests.stories.actor import PATIENCE, Actor
from tests.stories.acts import files, has_filed, takes, works
from tests.stories.papers import papers
from tests.stories.reports import report
from tests.stories.stage import Stage

T = TypeVar("T")


@dataclass
class SlowFigures:
    """Hold up the reading of figures, as a million tickets would."""

    begun: asyncio.Event = field(default_factory=asyncio.Event)
    goes_on: asyncio.Event = field(default_factory=asyncio.Event)


@pytest.fixture
def reading(monkeypatch: pytest.MonkeyPatch) -> SlowFigures:
    """Hold up the reading of statistics from now on, until the story lets it go on."""
    slow, usual = SlowFigures(), FairSnapshotReader.read

    async def read(
        self: FairSnapshotReader, question: Hashable, read: Callable[[TransactionContext], T]
    ) -> T:
        found = await usual(self, question, read)
        slow.begun.set()
        await slow.goes_on.wait()
        return found

    monkeypatch.setattr(FairSnapshotReader, "read", read)
    return slow


async def reads(person: Actor, period: str, *words: str) -> str:
    """Open the report of a period and wait for these words."""
    await person.types("/laporan")
    await person.taps(period)
    return await person.sees(f"Laporan · {period}", *words)


def pictures(person: Actor) -> list[dict[str, Any]]:
    return [message for message in person.received if "photo" in message]


async def test_staff_read_the_figures_of_a_period(stage: Stage, ppk: Actor, helpdesk: Actor) -> None:
    await has_filed(stage, ppk, report("Kemarin dulu"), stage.clock() - timedelta(days=3))
    await has_filed(stage, ppk, report("Tahun lalu"), stage.clock() - timedelta(days=400))
    number = await files(ppk)
    await takes(helpdesk, number)
    await works(helpdesk, number, "Selesaikan Masalah")
    await helpdesk.types("/start")
    await helpdesk.taps("Laporan")
    await helpdesk.sees("Laporan", "periode mana")
    await helpdesk.taps("7 hari")
    await helpdesk.sees(
        "Laporan · 7 hari",
        "LPSE Kota Surabaya",
        "Jumlah tiket: 2",
        "Menunggu Dikerjakan: 1",
        "Menunggu Konfirmasi: 1",
        "SPSE: 2",
        "Sampai diambil: median 0 menit",
        "Belum ada penilaian.",
    )
    await helpdesk.taps("Periode Lain")
    await helpdesk.taps("Hari ini")
    await helpdesk.sees("Laporan · Hari ini", "Jumlah tiket: 1")


async def test_a_report_is_of_ones_own_lpse_and_lkpps_is_of_all(
    stage: Stage, ppk: Actor, elsewhere: Actor, lkpp: Actor
) -> None:
    await has_filed(stage, ppk, report("Surabaya"))
    await reads(elsewhere, "30 hari", "LPSE Kabupaten Sidoarjo", "Jumlah tiket: 0")
    assert not any("Excel" in label or "Gambar" in label for label in elsewhere.labels)
    await reads(lkpp, "30 hari", "Seluruh LPSE", "Jumlah tiket: 1", "LPSE Kota Surabaya: 1")


async def test_the_report_comes_as_excel_with_its_tickets_and_as_one_picture(
    stage: Stage, ppk: Actor, helpdesk: Actor
) -> None:
    await has_filed(stage, ppk, report("Satu"))
    await has_filed(stage, ppk, report("Dua"))
    await reads(helpdesk, "Hari ini", "Jumlah tiket: 2")
    await helpdesk.taps("Excel")
    await helpdesk.reads_over_screen("Berkas sedang disiapkan")
    await helpdesk.was_told("laporan-", ".xlsx")
    [paper] = papers(stage, helpdesk)
    book = load_workbook(io.BytesIO(paper.content))
    assert ["LPSE Kota Surabaya", 2, 1] in [list(row) for row in book["LPSE"].values]
    assert [row[1] for row in book["Tiket"].values] == ["Judul", "Satu", "Dua"]
    assert "Penilaian" not in book.sheetnames, "nobody has rated anything"
    looks = await stage.do(lambda unit: unit.connection.execute(select(t.looks.c.tickets)).scalars().all())
    assert list(looks) == [2], "who took away tickets of others is kept"

    await reads(helpdesk, "Hari ini")
    await helpdesk.taps("Gambar")
    await stage.box.settled(lambda: len(pictures(helpdesk)) == 1, PATIENCE)
    assert pictures(helpdesk)[0]["caption"].startswith("Laporan ")


async def test_a_reporter_and_a_stranger_get_no_report(
    stage: Stage, ppk: Actor, stranger: Actor, helpdesk: Actor
) -> None:
    await has_filed(stage, ppk, report("Satu"))
    await ppk.types("/start")
    await ppk.sees("Rina")
    assert not any("Laporan" in label for label in ppk.labels)
    await ppk.types("/laporan")
    await ppk.sees("tidak ditemukan")
    for address in ("report:", "report:today", "reportdoc:xlsx:today", "reportdoc:pictures:today"):
        await ppk.types("/start")
        await ppk.sees("Rina")
        await stage.all_is_quiet()
        await ppk.forges(f"a:{address}")
        await ppk.sees("tidak ditemukan")
    await stranger.types("/laporan")
    await stranger.sees("Ketik alamat e-mail akun")
    await stranger.forges("a:report:today")
    await stranger.sees("Ketik alamat e-mail akun")
    for address in ("reportdoc:pdf:today", "reportdoc:xlsx:never", "reportdoc:"):
        await helpdesk.types("/bantuan")
        await helpdesk.sees("/buat")
        await helpdesk.forges(f"a:{address}")
        await helpdesk.sees("LPSE Support")
    await stage.all_is_quiet()
    assert not any(person.saw("Jumlah tiket") for person in (ppk, stranger))
    assert papers(stage, ppk) == papers(stage, helpdesk) == []


async def test_nobody_waits_while_the_figures_of_many_tickets_are_read(
    stage: Stage, ppk: Actor, lkpp: Actor, reading: SlowFigures
) -> None:
    await lkpp.types("/laporan")
    await lkpp.taps("Tahun ini")
    await reading.begun.wait()
    number = await files(ppk)
    await ppk.types("/tiket")
    await ppk.sees("Tiket Saya", number)
    assert not lkpp.saw("Jumlah tiket")
    reading.goes_on.set()
    await lkpp.sees("Laporan · Tahun ini", "Seluruh LPSE", "Jumlah tiket: 0")


async def test_who_loses_a_seat_while_figures_are_read_sees_none_of_them(
    stage: Stage, ppk: Actor, lkpp: Actor, reading: SlowFigures
) -> None:
    await has_filed(stage, ppk, report("Surabaya"))
    await lkpp.types("/laporan")
    await lkpp.taps("Hari ini")
    await reading.begun.wait()

    def moves_to_sidoarjo(unit: SqlUnitOfWork) -> None:
        chat = unit.chats.get(lkpp.id)
        assert chat is not None
        seats = t.assignments.c.person_id == chat.person_id
        seat = {"role": "helpdesk_lpse", "key": "helpdesk_lpse:111", "lpse_id": 111, "desk_key": "1:111"}
        unit.connection.execute(t.assignments.update().where(seats).values(seat))

    await stage.do(moves_to_sidoarjo)
    reading.goes_on.set()
    await lkpp.sees("Laporan · Hari ini", "LPSE Kabupaten Sidoarjo", "Jumlah tiket: 0")
    assert not lkpp.saw("Seluruh LPSE")


async def test_staff_choose_the_days_of_the_report(stage: Stage, ppk: Actor, helpdesk: Actor) -> None:
    await has_filed(stage, ppk, report("Lama"), stage.clock() - timedelta(days=400))
    await files(ppk)
    long_ago = (stage.clock() - timedelta(days=410)).strftime("%d-%m-%Y")
    too_long_ago = (stage.clock() - timedelta(days=800)).strftime("%d-%m-%Y")
    await helpdesk.types("/laporan")
    await helpdesk.taps("Pilih Tanggal")
    await helpdesk.types(too_long_ago)
    await helpdesk.types("hari ini")
    await helpdesk.sees("Paling lama dua tahun sekaligus.")
    await helpdesk.types("/laporan")
    await helpdesk.taps("Pilih Tanggal")
    await helpdesk.types("hari ini")
    await helpdesk.types("kemarin")
    await helpdesk.sees("Tanggal akhir mendahului tanggal awal.")
    await helpdesk.types("/laporan")
    await helpdesk.taps("Pilih Tanggal")
    await helpdesk.types(long_ago)
    await helpdesk.types("kemarin")
    await helpdesk.sees("Laporan · Tanggal pilihan", long_ago, "Jumlah tiket: 1")
    await helpdesk.taps("Excel")
    await helpdesk.was_told("laporan-", ".xlsx")
    [paper] = papers(stage, helpdesk)
    book = load_workbook(io.BytesIO(paper.content))
    assert [row[1] for row in book["Tiket"].values] == ["Judul", "Lama"]
    await helpdesk.taps("Gambar", on="Tanggal pilihan")
    await stage.box.settled(lambda: len(pictures(helpdesk)) == 1, PATIENCE)


async def test_days_of_a_report_are_for_staff_alone(ppk: Actor) -> None:
    for made_up in ("a:talk:report_days:", "a:reportdays:20260101:20260102", "a:reportdays:x:y"):
        await ppk.types("/start")
        await ppk.sees("Keluar")
        await ppk.forges(made_up)
        await ppk.sees("tidak ditemukan")
