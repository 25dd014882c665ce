"""Tenders whose stages near their end while a story goes on, and tickets about them."""

from __future__ import annotations

from datetime import datetime, timedelta

from core.organisation.lpse import zone_named
from core.packages import PackageFacts, PackageKind, Stage
from tests.stories.actor import Actor
from tests.stories.acts import PROBLEM, begins, submits
from tests.stories.stage import Stage as Theatre

CODE = "5555010"
UPLOAD = "Upload Dokumen Penawaran"
WIB = zone_named("WIB")


async def is_announced(
    stage: Theatre, ends_in: timedelta, *, began_ago: timedelta = timedelta(days=2), code: str = CODE
) -> datetime:
    """Load a tender of Surabaya whose upload of offers ends so far from now; return when, on its clocks."""
    now = stage.clock().astimezone(WIB).replace(microsecond=0)
    stages = (Stage(UPLOAD, now - began_ago, now + ends_in),)
    facts = PackageFacts(PackageKind.TENDER, code, "Rehabilitasi Gedung Pelayanan", 2026, stages=stages)
    await stage.do(lambda unit: unit.bulk.import_packages([facts]))
    return now + ends_in


async def reviews(reporter: Actor, code: str = CODE, title: str = "Tidak bisa unggah penawaran") -> None:
    """Press through “Buat Tiket” with this tender's code as far as the question for anything more."""
    await begins(reporter, title)
    await reporter.types(code)
    await reporter.reads(code, "Tervalidasi", "Ceritakan masalahnya")
    await reporter.types(PROBLEM)
    await reporter.sees("Tambah kode error")


async def files_about(reporter: Actor, code: str = CODE, title: str = "Tidak bisa unggah penawaran") -> str:
    """File a ticket about this tender; return its number."""
    await reviews(reporter, code, title)
    return await submits(reporter)


def closing(ends: datetime, now: datetime) -> str:
    """Return the end of a stage as people read it at `now`: the time, with the day unless that is today."""
    days = (ends.date() - now.astimezone(ends.tzinfo).date()).days
    return f"{'besok ' if days == 1 else ''}{ends:%H.%M} WIB"
