"""Turns the records of the procurement data warehouse (INAPROC) into package facts."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime, tzinfo
from decimal import Decimal, InvalidOperation

from core.errors import Refusal
from core.package_answers import HPS_MAX
from core.package_codes import read_code, repository_number
from core.package_facts import PackageFacts, PackageKind, PackageStatus, Stage

# The warehouse leaves these names empty; what they are follows from their place in the schedule.
_UNNAMED_STAGES = {
    139: "Download Dokumen Pemilihan",
    181: "Download Dokumen Pemilihan",
    296: "Evaluasi Administrasi, Kualifikasi, Teknis, dan Harga",
}


def from_record(kind: PackageKind, record: Mapping[str, object], zone: tzinfo) -> PackageFacts:
    """The facts of one record; ValueError where it carries no code of its kind.

    Everything else in a record may be missing or unreadable, and is then left out. `zone` is that of
    the LPSE: the warehouse's times end in "Z" but are what its clocks show.
    """
    if kind is PackageKind.TENDER:
        return _tender(record, zone)
    return _catalogue(record) if kind is PackageKind.CATALOGUE else _rup(record)


def _tender(record: Mapping[str, object], zone: tzinfo) -> PackageFacts:
    code = _code(PackageKind.TENDER, record.get("kd_tender"))
    said = (_text(record.get("status_tender")) or "").lower()
    status = PackageStatus.ACTIVE
    if "batal" in said or "gagal" in said:
        status = PackageStatus.CANCELLED
    elif "selesai" in said:
        status = PackageStatus.FINISHED
    repository = record.get("kd_lpse")
    # The list of running tenders carries the estimate rounded, under another name.
    hps = _money(record.get("hps"))
    return PackageFacts(
        kind=PackageKind.TENDER,
        code=code,
        name=_text(record.get("nama_paket")),
        budget_year=_year(record.get("tahun_anggaran")),
        hps=hps if hps is not None else _money(record.get("hps_perkiraan")),
        category=_text(record.get("jenis_pengadaan")),
        build=_text(record.get("spse_versi")),
        status=status,
        stages=_stages(record.get("jadwal"), zone),
        repository=repository if type(repository) is int else repository_number(code),
    )


def _catalogue(record: Mapping[str, object]) -> PackageFacts:
    said = (_text(record.get("status_paket")) or _text(record.get("status")) or "").lower()
    status = PackageStatus.ACTIVE
    if "batal" in said or "cancel" in said:
        status = PackageStatus.CANCELLED
    elif said in ("paket_selesai", "completed"):
        status = PackageStatus.FINISHED
    return PackageFacts(
        kind=PackageKind.CATALOGUE,
        code=_code(PackageKind.CATALOGUE, record.get("no_paket") or record.get("order_id")),
        name=_text(record.get("nama_paket")) or _text(record.get("rup_name")),
        budget_year=_year(record.get("tahun_anggaran") or record.get("fiscal_year")),
        status=status,
    )


def _rup(record: Mapping[str, object]) -> PackageFacts:
    gone = record.get("status_aktif_rup") is False or record.get("status_delete_rup") is True
    return PackageFacts(
        kind=PackageKind.RUP,
        code=_code(PackageKind.RUP, record.get("kd_rup")),
        name=_text(record.get("nama_paket")),
        budget_year=_year(record.get("tahun_anggaran")),
        status=PackageStatus.CANCELLED if gone else PackageStatus.ACTIVE,
    )


def _code(kind: PackageKind, value: object) -> str:
    if isinstance(value, float) and value.is_integer():
        # Whoever made the record from a table got numbers; "4307194.0" would lend its code another digit.
        value = int(value)
    try:
        return read_code(kind, str(value))
    except Refusal:
        raise ValueError(f"a record without a {kind} code: {value!r}") from None


def _text(value: object) -> str | None:
    if not isinstance(value, str):
        return None
    # JSON can hold half a surrogate pair; nothing that is stored or sent can.
    return " ".join(value.encode("utf-8", "ignore").decode().split()) or None


def _year(value: object) -> int | None:
    """A package of several years is kept under its first: "2021,2022"."""
    found = re.match(r"[0-9]{4}(?![0-9])", str(value))
    return int(found[0]) if found else None


def _money(value: object) -> Decimal | None:
    if type(value) not in (int, float, str):
        return None
    try:
        # By way of the text, since a float's own digits would give 9756000783.95 a long tail.
        amount = Decimal(str(value))
    except InvalidOperation:
        return None
    return amount if amount.is_finite() and 0 <= amount < HPS_MAX else None


def _stages(schedule: object, zone: tzinfo) -> tuple[Stage, ...]:
    rows = schedule if isinstance(schedule, list) else []
    return tuple(stage for row in rows if isinstance(row, Mapping) and (stage := _stage(row, zone)))


def _stage(row: Mapping[str, object], zone: tzinfo) -> Stage | None:
    starts, ends = _moment(row.get("tgl_awal"), zone), _moment(row.get("tgl_akhir"), zone)
    if starts is None or ends is None or ends < starts:
        return None
    number = row.get("kd_akt")
    unnamed = _UNNAMED_STAGES.get(number) if isinstance(number, int) else None
    return Stage(_text(row.get("nama_tahapan")) or unnamed or f"#{number}", starts, ends)


def _moment(value: object, zone: tzinfo) -> datetime | None:
    if not isinstance(value, str):
        return None
    try:
        moment = datetime.fromisoformat(value.removesuffix("Z"))
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=zone)
