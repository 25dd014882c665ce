"""Tickets to print: an ordinary one, one with a long discussion, and whatever a story puts into them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from bot.documents.ticket_print import TicketPrint
from core.attachments import Attachment, Upload
from core.desks import Desk
from core.events import Happening
from core.lifecycle import Status
from core.package import Package
from core.packages import Checked, PackageFacts, PackageKind
from core.priority import Priority
from core.rating import Rating
from core.roles import Level, Role
from core.ticket import Ticket
from tests.core.fakes import CATALOGUE, JAYAPURA, NOW, SURABAYA

ROAD = PackageFacts(
    PackageKind.TENDER,
    "12345010",
    "Pembangunan Jalan Lingkar Timur Tahap II (Lanjutan) Kecamatan Gunung Anyar, Kota Surabaya",
    2026,
    Decimal("9756000783.95"),
    "Pekerjaan Konstruksi",
    "SPSE v4.5u20251114",
)


@dataclass(frozen=True)
class Row:
    """One row of a history."""

    kind: Happening
    at: datetime
    person_name: str | None = "Sari Wulandari"
    role: Role | None = Role.HELPDESK_LPSE
    text: str = ""
    files: tuple[Attachment, ...] = ()
    facts: Mapping[str, object] = field(default_factory=dict)
    person_id: int | None = None


def file(ordinal: int, original: str, size: int = 1_572_864) -> Attachment:
    name = f"{original[:6]}{ordinal:03}.{original.rpartition('.')[2]}"
    return Attachment(ordinal, name, Upload(original, size, "", f"file-{ordinal}", f"unique-{ordinal}"))


def ticket(**changes: Any) -> Ticket:
    made = Ticket(
        number="TPS2006150019",
        title="Tidak bisa unggah dokumen penawaran",
        lpse_id=SURABAYA.id,
        application="spse",
        version="4.5",
        category="spse-evaluasi",
        subcategory=CATALOGUE.category("spse", "spse-evaluasi").subcategories[0],
        priority=Priority.MAJOR,
        package=Package(Checked.VALIDATED, ROAD.code, ROAD),
        error_code="ERR-500",
        description="Sejak pagi unggah dokumen penawaran selalu gagal di 99%.\n\nSudah dicoba dengan dua "
        "peramban dan dua jaringan. Pesan yang muncul:\n    Error 500: Internal Server Error",
        email="budi@ppk.go.id",
        reporter_id=1,
        reporter_role=Role.PPK,
        created_at=NOW,
        desk=Desk(Level.LPSE_1, SURABAYA.id),
        status=Status.WORKING,
        holder_id=3,
    )
    return replace(made, **changes)


def short_history() -> list[Row]:
    """Filed, taken, asked, answered."""
    shot = file(1, "tangkapan layar.png")
    log = file(2, "catatan peladen 15 Juni 2020.txt", 48_200)
    asked = "Mohon kirimkan tangkapan layar saat pesan itu muncul, beserta jamnya."
    given = "Terlampir. Muncul pukul 12.40 WIB, setiap kali berkas lebih besar dari 10 MB."
    reporter = {"person_name": "Budi Santoso", "role": Role.PPK}
    return [
        Row(Happening.FILED, NOW, files=(shot,), **reporter),  # type: ignore[arg-type]
        Row(Happening.TAKEN, NOW + timedelta(minutes=12)),
        Row(Happening.FEEDBACK_ASKED, NOW + timedelta(minutes=15), text=asked),
        Row(Happening.FEEDBACK_GIVEN, NOW + timedelta(minutes=50), text=given, files=(log,), **reporter),  # type: ignore[arg-type]
    ]


def long_history(remarks: int = 40) -> list[Row]:
    """Up the whole ladder and to the end, with much said on the way."""
    rows = short_history()
    at = NOW + timedelta(hours=2)
    moved: dict[str, object] = {
        "from": {"category": "spse-evaluasi", "subcategory": ""},
        "to": {"category": "spse-login", "subcategory": "Tidak bisa login"},
    }
    urgent: dict[str, object] = {"from": "major", "to": "emergency", "rule": "outage"}
    up: dict[str, object] = {"from": "1:10", "to": "2:10"}
    top: dict[str, object] = {"from": "4", "to": "5:spse"}
    text = "Perlu akses ke basis data yang tidak kami miliki. " * 4
    rows += [
        Row(Happening.RECATEGORISED, at, text="Kategori disesuaikan dengan isinya.", facts=moved),
        Row(Happening.PRIORITY_CHANGED, at, facts=urgent),
        Row(Happening.ESCALATED, at, text=text, facts=up),
        Row(Happening.ESCALATED, at, "Joko", Role.HELPDESK_LKPP_TEKNIS, text, facts=top),
    ]
    for n in range(remarks):
        said = f"Catatan {n + 1}. " + "Kami telah memeriksa peladen dan log aplikasi secara menyeluruh. " * 5
        files = (file(n + 3, f"log-{n}.txt", 1024 * n + 7),) if n % 3 == 0 else ()
        when = at + timedelta(hours=n + 1)
        if n % 2:
            rows.append(Row(Happening.FEEDBACK_GIVEN, when, "Budi Santoso", Role.PPK, said, files))
        else:
            rows.append(Row(Happening.FEEDBACK_ASKED, when, "Dewi Lestari", Role.TIM_TEKNIS, said, files))
    last = at + timedelta(hours=remarks + 2)
    rows += [
        Row(Happening.SOLVED, last, "Dewi Lestari", Role.TIM_TEKNIS, "Batas unggah sudah dinaikkan."),
        Row(Happening.CONFIRMED_SILENTLY, last + timedelta(days=7), None, None),
        Row(
            Happening.RATED,
            last + timedelta(days=8),
            "Budi Santoso",
            Role.PPK,
            facts={"stars": 4, "chips": []},
        ),
    ]
    return rows


def sheet(history: Sequence[Row] | None = None, **changes: Any) -> TicketPrint:
    """A print of a ticket with these fields, after this history."""
    return TicketPrint(
        ticket(**changes),
        SURABAYA,
        CATALOGUE.application("spse"),
        reporter="Budi Santoso",
        holder="Sari Wulandari",
        history=short_history() if history is None else history,
        age=2,
        printed_at=NOW + timedelta(days=2),
        printed_by="Budi Santoso",
    )


def far_east(made: TicketPrint) -> TicketPrint:
    """The same print at an LPSE two hours ahead."""
    return replace(made, lpse=JAYAPURA)


def closed_and_rated() -> dict[str, Any]:
    rating = Rating(4, ("speed", "kindness"), "Terima kasih banyak, cepat sekali!")
    return {
        "status": Status.CLOSED,
        "holder_id": None,
        "closed_at": NOW + timedelta(days=2),
        "rating": rating,
    }
