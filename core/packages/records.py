"""Turn records of the procurement data warehouse (INAPROC) into package facts."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime, tzinfo
from decimal import Decimal, InvalidOperation

from core.errors import Refusal
from core.packages.codes import read_code, repository_number
from core.packages.facts import PackageFacts, PackageKind, PackageStatus, Stage
from core.packages.manual import HPS_MAX
from core.packages.status_words import status_of
from core.packages.zones import lpse_number

# Names, by number, that the warehouse leaves empty; they follow from the place of the stage in a schedule.
UNNAMED_STAGES = {
    139: "Download Dokumen Pemilihan",
    181: "Download Dokumen Pemilihan",
    296: "Evaluasi Administrasi, Kualifikasi, Teknis, dan Harga",
}


# Revisions of the procurement plan that give an entry no new code.
_REVISIONS = {"PEMBATALAN": "Dibatalkan", "PENGAKTIFAN": "Aktif"}


def facts_from_record(kind: PackageKind, record: Mapping[str, object], zone: tzinfo) -> PackageFacts:
    """Return the facts of one record; raise ValueError if it carries no code of its kind.

    Everything else in a record may be missing or unreadable, and is then left out. `zone` is that of
    the LPSE: the warehouse's times end in "Z", but are what the LPSE's clocks show.
    """
    if kind is PackageKind.TENDER:
        return _tender(record, zone)
    return _catalogue(record) if kind is PackageKind.CATALOGUE else _rup(record)


def _tender(record: Mapping[str, object], zone: tzinfo) -> PackageFacts:
    code = _code(PackageKind.TENDER, record.get("kd_tender"))
    status, said = status_of(record.get("status_tender"))
    if not status.is_over and _text(record.get("ket_ditutup")):
        # The reason why it was closed; sources that leave the status out give it too.
        status, said = PackageStatus.CLOSED, None
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
        repository=lpse_number(record.get("kd_lpse")) or repository_number(code),
        said_status=said,
        version=_version(record.get("versi_tender")),
    )


def _catalogue(record: Mapping[str, object]) -> PackageFacts:
    status, said = status_of(*(record.get(name) for name in ("status_paket", "paket_status_str", "status")))
    return PackageFacts(
        kind=PackageKind.CATALOGUE,
        code=_code(PackageKind.CATALOGUE, record.get("no_paket") or record.get("order_id")),
        name=_text(record.get("nama_paket")) or _text(record.get("rup_name")),
        budget_year=_year(record.get("tahun_anggaran") or record.get("fiscal_year")),
        status=status,
        said_status=said,
    )


def _rup(record: Mapping[str, object]) -> PackageFacts:
    code = _code(PackageKind.RUP, record.get("kd_rup") or record.get("kd_rup_lama"))
    revised_to = _revised_to(record.get("kd_rup_baru"), code)
    status, said = status_of(record.get("status"), _REVISIONS.get(str(record.get("jenis_revisi")).upper()))
    if record.get("status_aktif_rup") is False or record.get("status_delete_rup") is True:
        status, said = PackageStatus.CANCELLED, None
    elif revised_to:
        status, said = PackageStatus.CLOSED, "Direvisi"
    elif record.get("status_aktif_rup") is True and said is None:
        said = "Aktif"
    return PackageFacts(
        kind=PackageKind.RUP,
        code=code,
        name=_text(record.get("nama_paket")),
        budget_year=_year(record.get("tahun_anggaran")),
        status=status,
        said_status=said,
        revised_to=revised_to,
    )


def _revised_to(value: object, code: str) -> tuple[str, ...]:
    """Return the codes by which an entry was replaced; an entry that was only switched names itself."""
    new = value if isinstance(value, list) else [value]
    codes = []
    for one in new:
        try:
            codes.append(_code(PackageKind.RUP, one))
        except ValueError:
            continue
    return tuple(dict.fromkeys(found for found in codes if found != code))


def _code(kind: PackageKind, value: object) -> str:
    if isinstance(value, float) and value.is_integer():
        # A record that went through a table has numbers for codes; "4307194.0" would add a digit to its code.
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
    """Return the budget year; of a package of several years ("2021,2022") the first."""
    found = re.match(r"[0-9]{4}(?![0-9])", str(value))
    return int(found[0]) if found else None


def _version(value: object) -> int | None:
    """Return the number of a tender's version, which grows each time it is repeated."""
    return int(str(value)) if re.fullmatch("[0-9]{1,9}", str(value)) else None


def _money(value: object) -> Decimal | None:
    if type(value) not in (int, float, str):
        return None
    try:
        # By way of the text, since Decimal(9756000783.95) has many more digits.
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
    unnamed = UNNAMED_STAGES.get(number) if isinstance(number, int) else None
    return Stage(_text(row.get("nama_tahapan")) or unnamed or f"#{number}", starts, ends)


def _moment(value: object, zone: tzinfo) -> datetime | None:
    if not isinstance(value, str):
        return None
    try:
        moment = datetime.fromisoformat(value.removesuffix("Z"))
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=zone)
