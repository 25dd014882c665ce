"""Invent packages in the shape in which the services answer, for the sandbox and for tests."""

from __future__ import annotations

import argparse
import csv
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache

from bot.imports.shipped_data import DATA
from core.organisation.lpse import ZONES

FILE = DATA / "packages_sample.json"
# Moment for which the file in the repository is made, so that making it again changes nothing.
MADE_FOR = datetime(2026, 6, 15, 9, 0, tzinfo=ZONES["WIB"])

# Stage: hours from the announcement at which it begins and ends, close to the medians in tender_stages.csv.
_ONE_FILE = {
    291: (0, 128), 292: (0, 152), 293: (72, 73), 294: (73, 152), 295: (152, 200), 296: (152, 296),
    297: (296, 305), 298: (305, 307), 299: (307, 311), 300: (311, 431), 301: (432, 441), 302: (456, 465),
}  # fmt: skip
_TWO_FILES = {
    172: (0, 163), 173: (0, 170), 174: (90, 91), 175: (91, 170), 176: (170, 320), 177: (290, 324),
    178: (324, 326), 179: (326, 330), 180: (330, 450), 181: (451, 597), 182: (480, 481), 183: (510, 597),
    184: (597, 715), 186: (715, 718), 187: (718, 731), 188: (731, 733), 189: (733, 738), 190: (738, 858),
    191: (858, 866), 193: (866, 874), 194: (874, 882),
}  # fmt: skip
_METHODS = {"Pasca Satu File": _ONE_FILE, "Pra Dua File Kualitas Biaya": _TWO_FILES}


@dataclass(frozen=True, slots=True)
class _Office:
    """An LPSE as the records name it."""

    number: int
    name: str
    zone: str
    page: str


_SURABAYA = _Office(10, "LPSE Kota Surabaya", "WIB", "https://spse.inaproc.id/surabaya")
_BOJONEGORO = _Office(244, "LPSE Kabupaten Bojonegoro", "WIB", "https://spse.inaproc.id/bojonegorokab")
_TEGAL = _Office(48, "LPSE Kota Tegal", "WIB", "https://spse.inaproc.id/tegalkota")
_MANPOWER = _Office(194, "LPSE Kementerian Ketenagakerjaan", "WIB", "https://spse.inaproc.id/kemnaker")
_BULELENG = _Office(358, "LPSE Kabupaten Buleleng", "WITA", "https://spse.inaproc.id/bulelengkab")
_KOLAKA = _Office(474, "LPSE Kabupaten Kolaka", "WITA", "https://spse.inaproc.id/kolakakab")
_PAPUA = _Office(41, "LPSE Provinsi Papua", "WIT", "https://spse.inaproc.id/papua")
_HALMAHERA = _Office(
    421, "LPSE Kabupaten Halmahera Selatan", "WIT", "https://spse.inaproc.id/halmaheraselatankab"
)


@dataclass(frozen=True, slots=True)
class _Tender:
    """An invented tender, of which `stage` ends `hours` from now; a negative number is in the past."""

    code: str
    office: _Office
    name: str
    category: str
    hps: float
    stage: int
    hours: float
    more: Mapping[str, object] = field(default_factory=dict)

    @property
    def method(self) -> str:
        """Return the method whose schedule has the stage."""
        return next(name for name, schedule in _METHODS.items() if self.stage in schedule)


_WORKS, _GOODS, _OTHER = "Pekerjaan Konstruksi", "Pengadaan Barang", "Jasa Lainnya"
_ADVICE, _DESIGN = "Jasa Konsultansi Badan Usaha Non Konstruksi", "Jasa Konsultansi Badan Usaha Konstruksi"
_TENDERS = (
    _Tender("9876010", _SURABAYA, "Contoh sandbox: Rehabilitasi Gedung Pelayanan", _WORKS, 1_250_000_000,
            294, 6, {"spse_versi": "SPSE v4.5"}),
    _Tender("9877010", _SURABAYA, "Contoh: Pengadaan Meja dan Kursi Sekolah", _GOODS, 740_500_000.5, 294, 60),
    _Tender("9876358", _BULELENG, "Contoh: Peningkatan Jalan Suka Maju", _WORKS, 2_310_000_000, 293, 0.5),
    _Tender("9876041", _PAPUA, "Contoh: Perencanaan Jembatan Kali Jernih", _DESIGN, 415_250_000, 175, 5),
    _Tender("98761244", _BOJONEGORO, "Contoh: Penyusunan Rencana Parkir", _ADVICE, 298_000_000, 184, 30),
    _Tender("9876474", _KOLAKA, "Contoh: Pembangunan Puskesmas Pembantu", _WORKS, 3_975_100_000.25, 295, 20),
    _Tender("98421", _HALMAHERA, "Contoh: Sewa Kapal Layanan Kesehatan", _OTHER, 880_000_000, 300, 12),
    _Tender("9876048", _TEGAL, "Contoh: Jasa Kebersihan Gedung", _OTHER, 515_600_000, 291, 400),
    _Tender("98760001000", _MANPOWER, "Contoh: Pengawasan Pembangunan Bengkel Kerja", _DESIGN, 204_300_000,
            194, -2_000, {"status_tender": "Selesai"}),
    _Tender("9876194", _MANPOWER, "Contoh: Pembangunan Balai Latihan Kerja", _WORKS, 9_756_000_783.95, 302,
            -5_000, {"status_tender": "Gagal/Batal", "ket_ditutup": "Contoh: tidak ada penawaran yang sah"}),
    _Tender("9877194", _MANPOWER, "Contoh: Pengadaan Peralatan Pelatihan Las", _GOODS, 1_108_000_000,
            302, -900, {"status_tender": "Selesai"}),
    _Tender("9878194", _MANPOWER, "Contoh: Renovasi Asrama Peserta", _WORKS, 862_000_000,
            294, 90, {"ket_ditutup": "Contoh: dokumen pemilihan diperbaiki"}),
    _Tender("9879194", _MANPOWER, "Contoh: Renovasi Asrama Peserta (ulang)", _WORKS, 870_000_000,
            291, 20, {"versi_tender": 2, "ket_diulang": "Contoh: tidak ada peserta"}),
)  # fmt: skip
# Code, office, name, category, estimate in the list, stage as the list names it, budget years after this one.
_LISTED = (
    ("97428", _Office(428, "LPSE Kota Banjar", "WIB", "http://lpse.banjarkota.go.id/eproc4"),
     "Contoh: Survei Kondisi Jalan Lingkungan", "Jasa Konsultansi Badan Usaha", 119_500_000,
     "Pengumuman Prakualifikasi", 0),
    ("975388", _Office(388, "LPSE Kota Tanjung Balai", "WIB", "http://lpse.tanjungbalaikota.go.id/eproc4"),
     "Contoh: Kajian Tata Ruang Kawasan Pasar", "Jasa Konsultansi Perorangan Non Konstruksi", 91_300_000,
     "Pengumuman Prakualifikasi", 0),
    ("9755041", _PAPUA, "Contoh: Gedung Serba Guna Kampung", _WORKS, 4_800_000_000,
     "Pengumuman Pascakualifikasi", 1),
    ("9755421", _HALMAHERA, "Contoh: Talud Penahan Ombak", _WORKS, 1_800_000_000,
     "Upload Dokumen Penawaran", 0),
    ("9755474", _KOLAKA, "Contoh: Pekerjaan Terintegrasi Instalasi Air", "Pekerjaan Konstruksi Terintegrasi",
     6_471_000_000, "Pembukaan Dokumen Penawaran", 1),
    ("9755358", _BULELENG, "Contoh: Perencanaan Taman Kota", "Jasa Konsultansi Perorangan Konstruksi",
     60_600_000, "Pengumuman Prakualifikasi", 0),
    ("97550244", _BOJONEGORO, "Contoh: Lampu Jalan Ruas Timur", _WORKS, 647_000_000,
     "Pengumuman Pascakualifikasi", 0),
    ("9755048", _TEGAL, "Contoh: Pengadaan Seragam Petugas", _GOODS, 298_300_000,
     "Pengumuman Pascakualifikasi", 0),
)  # fmt: skip
# Number, name, status by both words of the record.
_ORDERS_5 = (
    (98760001, "Contoh: Tenaga Alih Daya", "paket_selesai", "Paket Selesai"),
    (98760002, "Contoh: Bahan Pelatihan", "melakukan_pengiriman_dan_penerimaan", "Paket Proses"),
    (9876003, "Contoh: Laptop Kantor", "paket_batal", "Paket Batal"),
)
# End of the order's id, name, status.
_ORDERS_6 = (
    ("1", "Contoh: Seminar Kit", "ON_PROCESS"),
    ("2", "Contoh: Alat Tulis Kantor", "COMPLETED"),
    ("3", "Contoh: Konsumsi Rapat", "CANCELLED_ON_NEGOTIATION"),
    ("4", "Contoh: Kertas HVS", "CANCELLED_BY_SYSTEM"),
)
# Code, name, whether it is active, whether it was deleted.
_PLANS = (
    (98760001, "Contoh: Perjalanan Dinas Biasa", True, False),
    (98760002, "Contoh: Langganan Internet dan Listrik", True, False),
    (98760003, "Contoh: Honorarium Narasumber", False, False),
    (9876004, "Contoh: Rapat Koordinasi", True, True),
)


def example_packages(at: datetime) -> dict[str, object]:
    """Return invented records of all kinds of package, whose stages and years are those at `at`.

    They name LPSEs that exist, each in its time zone, and nothing else that does.
    """
    return {
        "note": "Invented by bot/imports/example_packages.py; no record is of a package that exists.",
        "made_for": at.isoformat(),
        "tender_list": [_listed(at, *row) for row in _LISTED],
        "tender_full_with_schedule": [_tender(at, tender) for tender in _TENDERS],
        "catalogue_orders": [
            *(_order_5(at, *row) for row in _ORDERS_5),
            *(_order_6(at, *row) for row in _ORDERS_6),
        ],
        "rup": {"swakelola_terumumkan": [_plan(at, *row) for row in _PLANS], "revisi": [_revision(at)]},
    }


def _tender(at: datetime, tender: _Tender) -> dict[str, object]:
    schedule = _METHODS[tender.method]
    # Full minutes, as in real schedules; rounded up, so that what is left is never less than was meant.
    ends = (at + timedelta(hours=tender.hours, minutes=1, microseconds=-1)).replace(second=0, microsecond=0)
    announced = ends - timedelta(hours=schedule[tender.stage][1])
    year = announced.astimezone(ZONES[tender.office.zone]).year
    return {
        "kd_tender": tender.code,
        "nama_paket": tender.name,
        "versi_tender": 1,
        "tahun_anggaran": year,
        "list_tahun_anggaran": str(year),
        "jenis_pengadaan": tender.category,
        "kgr_nama": tender.category,
        "mtd_pemilihan": "Tender" if tender.method == "Pasca Satu File" else "Seleksi",
        "mtd_kualifikasi": tender.method,
        "kd_lpse": tender.office.number,
        "nama_lpse": tender.office.name,
        "url_lpse": tender.office.page,
        "nama_satker": "Satuan Kerja Contoh",
        "sumber_dana": "APBD",
        "pagu": round(tender.hps * 1.02, -6),
        "hps": tender.hps,
        "kd_rup": "98760001",
        "status_tender": None,
        "ket_ditutup": None,
        "ket_diulang": None,
        "tgl_pengumuman_tender": _clock(announced, tender.office),
        "jadwal": [
            {
                "dtj_id": 1000 * number + tender.office.number,
                "kd_akt": number,
                "nama_tahapan": _stage_names()[number],
                "tgl_awal": _clock(announced + timedelta(hours=first), tender.office),
                "tgl_akhir": _clock(announced + timedelta(hours=last), tender.office),
            }
            for number, (first, last) in schedule.items()
        ],
        **tender.more,
    }


def _listed(
    at: datetime, code: str, office: _Office, name: str, category: str, hps: int, stage: str, years: int
) -> dict[str, object]:
    return {
        "kd_tender": code,
        "nama_paket": name,
        "tahun_anggaran": ",".join(str(at.year + n) for n in range(years + 1)),
        "jenis_pengadaan": category,
        "mtd_pemilihan": "Tender",
        "kd_lpse": office.number,
        "nama_lpse": office.name,
        "hps_perkiraan": hps,
        "tahap_saat_ini": stage,
        "mulai_tahap_pertama": _clock(at - timedelta(days=5), office)[:16],
        "label": [],
        "spse_versi": "SPSE v4.5",
        "url": f"{office.page}/lelang/{code}/pengumumanlelang",
        "pagu": None,
        "hps": None,
        "status_tender": None,
    }


def _order_5(at: datetime, number: int, name: str, status: str, shown: str) -> dict[str, object]:
    return {
        "versi": "v5",
        "no_paket": f"CTH-P{at:%y%m}-{number}",
        "kd_paket": number,
        "nama_paket": name,
        "tahun_anggaran": at.year,
        "kuantitas": 12,
        "harga_satuan": 150_000,
        "total_harga": 1_800_000,
        "kd_rup": 98760001,
        "tanggal_buat_paket": f"{at - timedelta(days=20):%Y-%m-%d}",
        "status_paket": status,
        "paket_status_str": shown,
    }


def _order_6(at: datetime, end: str, name: str, status: str) -> dict[str, object]:
    return {
        "versi": "v6",
        "order_id": f"01KCTH{end:0>20}",
        "order_date": f"{at - timedelta(days=4):%Y-%m-%d}T00:00:00Z",
        "status": status,
        "shipment_status": "DRAFT",
        "rup_code": "98760001",
        "rup_name": name,
        "nama_satker": "Satuan Kerja Contoh",
        "fiscal_year": at.year,
        "funding_source": "APBD",
        "total": 1_800_000,
        "total_qty": 12,
        "flag_minikom": "Tidak",
    }


def _plan(at: datetime, code: int, name: str, active: bool, deleted: bool) -> dict[str, object]:
    return {
        "kd_rup": code,
        "nama_paket": name,
        "tahun_anggaran": at.year,
        "nama_satker": "Satuan Kerja Contoh",
        "pagu": 82_000_000,
        "tipe_swakelola": 1,
        "status_aktif_rup": active,
        "status_delete_rup": deleted,
        "status_umumkan_rup": "Terumumkan",
        "uraian_pekerjaan": name,
    }


def _revision(at: datetime) -> dict[str, object]:
    revised = {"kd_rup_lama": 98760005, "kd_rup_baru": 98760001, "jenis_revisi": "SATUKESATU"}
    return {**revised, "nama_paket": "Contoh: Paket yang direvisi", "tahun_anggaran": at.year}


def _clock(moment: datetime, office: _Office) -> str:
    """Return what the clocks at the office show, with the "Z" that the services put behind it."""
    return f"{moment.astimezone(ZONES[office.zone]):%Y-%m-%dT%H:%M:%S}Z"


@cache
def _stage_names() -> Mapping[int, str | None]:
    """Return the names of the stages as the services give them; None for those that they leave empty."""
    with (DATA / "tender_stages.csv").open(encoding="utf-8", newline="") as lines:
        named = {int(row["kd_akt"]): row["nama_tahapan_api"] for row in csv.DictReader(lines)}
    return {number: None if name.startswith("(kosong") else name for number, name in named.items()}


def write_file(at: datetime) -> None:
    """Write the records for this moment into FILE."""
    FILE.write_text(json.dumps(example_packages(at), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--for", dest="at", type=datetime.fromisoformat, default=MADE_FOR)
    write_file(arguments.parse_args().at)
