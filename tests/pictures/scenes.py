"""Play the story of the pictures: one ticket, from its reporter's menu to its helpdesk's report."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal

from bot.imports.sandbox_people import SURABAYA
from core.packages import PackageFacts, PackageKind
from core.packages import Stage as TenderStage
from core.tickets.draft import TicketDraft
from storage.unit import SqlUnitOfWork
from tests.pictures.past import BUDI, RINA, SARI, fill_past
from tests.stories.actor import PATIENCE, Actor
from tests.stories.acts import has_filed, number_in
from tests.stories.stage import Clock, Stage

# Half past nine in Surabaya.
MORNING = datetime(2026, 11, 30, 2, 30, tzinfo=UTC)
TENDER = "9876010"
TITLE = "Gagal unggah dokumen penawaran"
PROBLEM = "Unggah berhenti di 80 persen, lalu muncul pesan timeout."
# Short enough for its whole card to be seen at once.
SHORT = TicketDraft(
    title="Akun terkunci setelah ganti telepon",
    lpse_id=SURABAYA,
    application="spse",
    version="4.5",
    category="spse-login",
    subcategory="Tidak bisa login",
    description="Kode Authenticator selalu ditolak.",
    email="budi.santoso@contoh.go.id",
)


class StillClock(Clock):
    """A clock that stands still until it is put forward, so that pictures show the same times."""

    def __call__(self) -> datetime:
        return MORNING + self.ahead


@dataclass(frozen=True)
class Scene:
    """A picture to take: its name, the person whose chat is shown, and whether the newest photo is opened."""

    name: str
    telegram_id: int
    photo: bool = False


async def play(stage: Stage) -> AsyncIterator[Scene]:
    """Play the story on a stage with a `StillClock`; pause at every scene until it is photographed."""
    await stage.do(_prepare)
    rina, sari = stage.plays(RINA), stage.plays(SARI)
    await rina.types("/start")
    await rina.sees("Rina")
    yield Scene("menu", RINA)
    await _begins(rina)
    yield Scene("step", RINA)
    await _describes(rina)
    yield Scene("review", RINA)
    await rina.taps("Kirim Tiket")
    await rina.sees("yakin")
    await rina.taps("Ya")
    number = number_in(await rina.sees("berhasil disimpan"))
    await sari.sees("menunggu diambil", number)
    yield Scene("alert", SARI)
    await _takes(stage, sari)
    yield Scene("card", SARI)
    await sari.types("/laporan")
    await sari.taps("30 hari")
    await sari.sees("Laporan · 30 hari")
    await sari.taps("Gambar")
    await stage.box.settled(lambda: any("photo" in message for message in sari.received), PATIENCE)
    await stage.all_is_quiet()
    yield Scene("report", SARI, photo=True)


def _prepare(unit: SqlUnitOfWork) -> None:
    closing = TenderStage(
        "Upload Dokumen Penawaran", MORNING - timedelta(days=2), MORNING + timedelta(hours=6)
    )
    tender = PackageFacts(
        PackageKind.TENDER,
        TENDER,
        name="Rehabilitasi Gedung Pelayanan Terpadu",
        budget_year=MORNING.year,
        hps=Decimal(1_250_000_000),
        category="Pekerjaan Konstruksi",
        stages=(closing,),
        repository=SURABAYA,
    )
    unit.bulk.import_packages([tender])
    fill_past(unit, MORNING)


async def _begins(reporter: Actor) -> None:
    await reporter.taps("Buat Tiket")
    await reporter.sees("Judul")
    await reporter.types(TITLE)
    for answer in (
        "SPSE",
        "4.5",
        "Upload Dokumen Penawaran",
        "Unggah gagal / timeout",
    ):
        await reporter.taps(answer)
    await reporter.sees("kode tender")
    await reporter.types(TENDER)
    await reporter.sees("Tervalidasi")


async def _describes(reporter: Actor) -> None:
    await reporter.reads("Ceritakan masalahnya")
    await reporter.types(PROBLEM)
    await reporter.sees("Tambah kode error")
    await reporter.taps("Lanjut")
    await reporter.sees(TITLE)


async def _takes(stage: Stage, helper: Actor) -> None:
    ticket = await has_filed(stage, stage.plays(BUDI), SHORT, MORNING - timedelta(minutes=25))
    await helper.types(ticket.number)
    await helper.taps("Ambil Tiket")
    await helper.taps("Ya")
    await helper.sees("sekarang menangani tiket ini")
    await helper.types(ticket.number)
    await helper.sees(SHORT.title)
