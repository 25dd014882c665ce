"""Check that records of the data warehouse become facts, and that broken ones do no harm."""

import csv
import json
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.organisation.lpse import zone_named
from core.packages.facts import PackageFacts, PackageKind, PackageStatus
from core.packages.records import facts_from_record
from tests.cases import for_each

DATA = Path(__file__).parents[3] / "data"
SAMPLE: dict[str, Any] = json.loads((DATA / "packages_sample.json").read_text(encoding="utf-8"))
TENDER, CATALOGUE, RUP = PackageKind
ACTIVE, FINISHED, CLOSED, CANCELLED, UNKNOWN = PackageStatus
WIB = zone_named("WIB")


def record(section: str, field: str, value: object) -> dict[str, Any]:
    found: dict[str, Any] = next(entry for entry in SAMPLE[section] if entry.get(field) == value)
    return found


def test_a_tender_with_its_schedule() -> None:
    facts = facts_from_record(TENDER, record("tender_full_with_schedule", "kd_tender", "9876194"), WIB)
    assert facts.name == "Contoh: Pembangunan Balai Latihan Kerja"
    assert (facts.code, facts.budget_year, facts.repository) == ("9876194", 2025, 194)
    assert facts.hps == Decimal("9756000783.95")
    assert facts.category == "Pekerjaan Konstruksi"
    assert facts.status is CANCELLED
    assert len(facts.stages) == 12
    assert facts.stages[5].name == "Evaluasi Administrasi, Kualifikasi, Teknis, dan Harga"
    assert facts.stages[11].name == "Penandatanganan kontrak"


@for_each(("name", "hour"), [("WIB", 17), ("WITA", 16), ("WIT", 15)])
def test_a_schedule_shows_the_clocks_of_the_lpse_though_it_says_z(name: str, hour: int) -> None:
    running = record("tender_full_with_schedule", "kd_tender", "9876194") | {
        "status_tender": None,
        "ket_ditutup": None,
    }
    facts = facts_from_record(TENDER, running, zone_named(name))
    upload = facts.stages[3]
    assert upload.name == "Upload Dokumen Penawaran"
    assert upload.ends.isoformat()[:16] == "2025-11-06T00:00"
    assert upload.ends.astimezone(UTC) == datetime(2025, 11, 5, hour, 0, tzinfo=UTC)
    assert facts.current_stage(datetime(2025, 11, 5, hour - 1, 59, tzinfo=UTC)) == upload


def test_no_stage_runs_in_a_tender_that_is_over_whatever_its_schedule_says() -> None:
    cancelled = record("tender_full_with_schedule", "kd_tender", "9876194")
    facts = facts_from_record(TENDER, cancelled, WIB)
    assert (facts.status, facts.said_status) == (CANCELLED, "Gagal/Batal")
    assert [stage for stage in facts.stages if facts.current_stage(stage.starts)] == []
    closed = facts_from_record(TENDER, cancelled | {"status_tender": None}, WIB)
    assert closed.status is CLOSED


def test_a_running_tender_from_the_list_has_a_rounded_estimate() -> None:
    facts = facts_from_record(TENDER, record("tender_list", "kd_tender", "97550244"), WIB)
    assert facts == PackageFacts(
        kind=TENDER,
        code="97550244",
        name="Contoh: Lampu Jalan Ruas Timur",
        budget_year=2026,
        hps=Decimal(647_000_000),
        category="Pekerjaan Konstruksi",
        build="SPSE v4.5",
        status=ACTIVE,
        stages=(),
        repository=244,
    )


def test_a_tender_of_two_years_counts_under_the_first() -> None:
    assert (
        facts_from_record(TENDER, record("tender_list", "tahun_anggaran", "2026,2027"), WIB).budget_year
        == 2026
    )


def test_a_long_code_still_knows_its_repository_from_the_record() -> None:
    facts = facts_from_record(TENDER, record("tender_full_with_schedule", "kd_tender", "98760001000"), WIB)
    assert facts.repository == 194


@for_each(
    ("status_text", "status"),
    [
        (None, ACTIVE),
        ("", ACTIVE),
        ("Aktif", ACTIVE),
        ("Selesai", FINISHED),
        ("Gagal/Batal", CANCELLED),
        ("Tender dibatalkan", CANCELLED),
        ("Ditutup", CLOSED),
        ("Tender Ditutup", CLOSED),
        ("Belum Selesai", ACTIVE),
        ("tender_selesai", FINISHED),
        ("Tender Sudah Selesai.", FINISHED),
        # Neither a part of a phrase nor a number is guessed at.
        ("Tidak Selesai", UNKNOWN),
        ("Batal bila tidak ada penawaran", UNKNOWN),
        ("Ditunda", UNKNOWN),
        (7, UNKNOWN),
    ],
)
def test_the_status_of_a_tender(status_text: object, status: PackageStatus) -> None:
    assert (
        facts_from_record(TENDER, {"kd_tender": 4307194, "status_tender": status_text}, WIB).status is status
    )


def test_orders_of_both_catalogues() -> None:
    facts = [facts_from_record(CATALOGUE, order, WIB) for order in SAMPLE["catalogue_orders"]]
    assert [(one.code, one.budget_year, one.status) for one in facts] == [
        ("CTH-P2606-98760001", 2026, FINISHED),
        ("CTH-P2606-98760002", 2026, ACTIVE),
        ("CTH-P2606-9876003", 2026, CANCELLED),
        ("EP-01KCTH00000000000000000001", 2026, ACTIVE),
        ("EP-01KCTH00000000000000000002", 2026, FINISHED),
        ("EP-01KCTH00000000000000000003", 2026, CANCELLED),
        ("EP-01KCTH00000000000000000004", 2026, CANCELLED),
    ]
    assert facts[0].name == "Contoh: Tenaga Alih Daya"
    assert all(one.name for one in facts)
    # A total paid is not the buyer's estimate.
    assert all(one.hps is None for one in facts)


def test_entries_of_the_procurement_plan() -> None:
    entries = SAMPLE["rup"]["swakelola_terumumkan"]
    facts = [facts_from_record(RUP, entry, WIB) for entry in entries]
    assert [one.code for one in facts] == [str(entry["kd_rup"]) for entry in entries]
    assert [one.status for one in facts] == [ACTIVE, ACTIVE, CANCELLED, CANCELLED]
    for gone in ({"status_aktif_rup": False}, {"status_delete_rup": True}):
        assert facts_from_record(RUP, entries[0] | gone, WIB).status is CANCELLED


def test_names_of_stages_that_come_without_one_follow_the_table_of_stages() -> None:
    with (DATA / "tender_stages.csv").open(encoding="utf-8", newline="") as lines:
        rows = [row for row in csv.DictReader(lines) if row["nama_tahapan_api"].startswith("(kosong")]
    assert len(rows) == 3
    for row in rows:
        schedule = [
            {
                "kd_akt": int(row["kd_akt"]),
                "nama_tahapan": None,
                "tgl_awal": "2023-06-14T13:05:00Z",
                "tgl_akhir": "2023-06-14T13:05:00Z",
            }
        ]
        (stage,) = facts_from_record(TENDER, {"kd_tender": "4307194", "jadwal": schedule}, WIB).stages
        assert f"= {stage.name})" in row["nama_tahapan_api"]


def test_a_time_that_really_names_its_distance_is_believed() -> None:
    schedule = [{"kd_akt": 294, "tgl_awal": "2023-06-14T13:00:00+00:00", "tgl_akhir": "2023-06-15T13:00:00Z"}]
    (stage,) = facts_from_record(TENDER, {"kd_tender": "4307194", "jadwal": schedule}, WIB).stages
    assert stage.starts == datetime(2023, 6, 14, 13, 0, tzinfo=UTC)
    assert stage.ends == datetime(2023, 6, 15, 6, 0, tzinfo=UTC)
    assert stage.name == "#294"


@for_each("amount", [-1, "NaN", "Infinity", "1e999999", True, [], "seratus"])
def test_an_estimate_that_can_not_be_is_left_out(amount: object) -> None:
    assert facts_from_record(TENDER, {"kd_tender": "4307194", "hps": amount}, WIB).hps is None


def test_a_name_that_could_not_be_stored_is_mended() -> None:
    assert (
        facts_from_record(TENDER, {"kd_tender": "4307194", "nama_paket": " Jalan \ud800 Raya\n"}, WIB).name
        == "Jalan Raya"
    )


@for_each(
    "stage",
    [
        None,
        "Upload",
        {},
        {"tgl_awal": "2023-06-14T13:05:00Z"},
        {"tgl_awal": "kemarin", "tgl_akhir": "besok"},
        {"tgl_awal": 1, "tgl_akhir": 2},
        {"tgl_awal": "2023-06-14T13:05:00Z", "tgl_akhir": "2023-06-13T13:05:00Z"},
    ],
)
def test_a_stage_that_can_not_be_read_is_left_out(stage: object) -> None:
    good = record("tender_full_with_schedule", "kd_tender", "9876194")["jadwal"]
    facts = facts_from_record(TENDER, {"kd_tender": "4307194", "jadwal": [stage, *good]}, WIB)
    assert len(facts.stages) == len(good)


def test_a_code_alone_is_enough() -> None:
    assert facts_from_record(TENDER, {"kd_tender": "4307194"}, WIB) == PackageFacts(
        TENDER, "4307194", repository=194
    )


@for_each("kind", PackageKind)
def test_a_record_without_its_code_is_an_error(kind: PackageKind) -> None:
    with pytest.raises(ValueError, match=f"without a {kind} code"):
        facts_from_record(kind, {"nama_paket": "Tanpa kode"}, WIB)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=10), inner, max_size=3),
    max_leaves=10,
)
FIELDS = st.sampled_from(
    [
        "nama_paket",
        "hps",
        "hps_perkiraan",
        "tahun_anggaran",
        "jenis_pengadaan",
        "spse_versi",
        "status_tender",
        "jadwal",
        "kd_lpse",
        "status",
        "status_paket",
        "fiscal_year",
        "rup_name",
        "status_aktif_rup",
    ]
)
CODES: dict[str, object] = {"kd_tender": "4307194", "no_paket": "6C2-P2501-11344068", "kd_rup": 41373007}


@given(st.sampled_from(PackageKind), st.dictionaries(FIELDS, JSON))
def test_facts_can_be_stored_whatever_else_a_record_holds(kind: PackageKind, rest: dict[str, object]) -> None:
    facts = facts_from_record(kind, rest | CODES, WIB)
    assert PackageFacts.from_dict(json.loads(json.dumps(facts.to_dict()))) == facts
