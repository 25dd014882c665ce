"""Provide tickets and histories to print."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from PIL import Image

from bot.documents.print_sheet import TicketPrint
from conversations.screens.urgency import Urgency
from core.master_data.priority import Priority
from core.organisation.roles import Level, Role
from core.packages import Checked, PackageFacts, PackageKind
from core.packages.package import Package
from core.people.desks import Desk
from core.tickets.attachments import Attachment, Upload
from core.tickets.history import HistoryEntry
from core.tickets.lifecycle import EventType, Status
from core.tickets.rating import Rating
from core.tickets.ticket import Ticket
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


def entry(
    kind: EventType,
    at: datetime,
    person_name: str | None = "Sari Wulandari",
    role: Role | None = Role.HELPDESK_LPSE,
    text: str = "",
    files: tuple[Attachment, ...] = (),
    facts: Mapping[str, object] | None = None,
) -> HistoryEntry:
    """Return an event of a history, by default of a helpdesk."""
    return HistoryEntry(0, kind, at, None, person_name, role, text, files, facts or {})


def file(ordinal: int, original: str, size: int = 1_572_864) -> Attachment:
    """Return an attachment with a stored name made of `original` and `ordinal`; `size` in bytes."""
    name = f"{original[:6]}{ordinal:03}.{original.rpartition('.')[2]}"
    return Attachment(ordinal, name, Upload(original, size, "", f"file-{ordinal}", f"unique-{ordinal}"))


def ticket(**changes: Any) -> Ticket:
    """Return a ticket of a PPK in Surabaya, with these fields changed."""
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


def short_history() -> list[HistoryEntry]:
    """Return the history of a ticket that is filed and taken, with feedback asked and given."""
    shot = file(1, "tangkapan layar.png")
    log = file(2, "catatan peladen 15 Juni 2020.txt", 48_200)
    asked = "Mohon kirimkan tangkapan layar saat pesan itu muncul, beserta jamnya."
    given = "Terlampir. Muncul pukul 12.40 WIB, setiap kali berkas lebih besar dari 10 MB."
    reporter = ("Budi Santoso", Role.PPK)
    return [
        entry(EventType.FILED, NOW, *reporter, files=(shot,)),
        entry(EventType.TAKEN, NOW + timedelta(minutes=12)),
        entry(EventType.FEEDBACK_ASKED, NOW + timedelta(minutes=15), text=asked),
        entry(EventType.FEEDBACK_GIVEN, NOW + timedelta(minutes=50), *reporter, given, (log,)),
    ]


def long_history(remarks: int = 40) -> list[HistoryEntry]:
    """Return a history up the whole ladder to the rating, with this many remarks."""
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
        entry(EventType.RECATEGORISED, at, text="Kategori disesuaikan dengan isinya.", facts=moved),
        entry(EventType.PRIORITY_CHANGED, at, facts=urgent),
        entry(EventType.ESCALATED, at, text=text, facts=up),
        entry(EventType.ESCALATED, at, "Joko", Role.HELPDESK_LKPP_TEKNIS, text, facts=top),
    ]
    for n in range(remarks):
        remark = (
            f"Catatan {n + 1}. " + "Kami telah memeriksa peladen dan log aplikasi secara menyeluruh. " * 5
        )
        files = (file(n + 3, f"log-{n}.txt", 1024 * n + 7),) if n % 3 == 0 else ()
        when = at + timedelta(hours=n + 1)
        if n % 2:
            rows.append(entry(EventType.FEEDBACK_GIVEN, when, "Budi Santoso", Role.PPK, remark, files))
        else:
            rows.append(entry(EventType.FEEDBACK_ASKED, when, "Dewi Lestari", Role.TIM_TEKNIS, remark, files))
    last = at + timedelta(hours=remarks + 2)
    rows += [
        entry(EventType.SOLVED, last, "Dewi Lestari", Role.TIM_TEKNIS, "Batas unggah sudah dinaikkan."),
        entry(EventType.CONFIRMED_SILENTLY, last + timedelta(days=7), None, None),
        entry(
            EventType.RATED,
            last + timedelta(days=8),
            "Budi Santoso",
            Role.PPK,
            facts={"stars": 4, "chips": []},
        ),
    ]
    return rows


def sheet(history: Sequence[HistoryEntry] | None = None, **changes: Any) -> TicketPrint:
    """Return a print of a ticket with these fields, after this history."""
    return TicketPrint(
        ticket(**changes),
        SURABAYA,
        CATALOGUE.application("spse"),
        reporter="Budi Santoso",
        holder="Sari Wulandari",
        history=short_history() if history is None else history,
        age=2,
        urgency=Urgency(Priority.EMERGENCY, None, None, NOW),
        printed_at=NOW + timedelta(days=2),
        printed_by="Budi Santoso",
    )


def far_east(made: TicketPrint) -> TicketPrint:
    """Return the print with an LPSE two time zones further east."""
    return replace(made, lpse=JAYAPURA)


def closed_and_rated() -> dict[str, Any]:
    """Return the fields of a ticket that is closed and rated."""
    rating = Rating(4, ("speed", "kindness"), "Terima kasih banyak, cepat sekali!")
    return {
        "status": Status.CLOSED,
        "holder_id": None,
        "closed_at": NOW + timedelta(days=2),
        "rating": rating,
    }


def png(width: int, height: int, mode: str = "RGB") -> bytes:
    """Return a PNG of this size in pixels."""
    out = io.BytesIO()
    Image.new(mode, (width, height), "red" if mode != "1" else 1).save(out, "PNG")
    return out.getvalue()


def jpeg(width: int, height: int, **options: Any) -> bytes:
    """Return a JPEG of this size in pixels."""
    out = io.BytesIO()
    Image.new("RGB", (width, height), "red").save(out, "JPEG", **options)
    return out.getvalue()
