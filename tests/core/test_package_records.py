"""Records of the data warehouse become facts, and broken ones do no harm."""

import csv
import json
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.lpse import zone
from core.package_facts import PackageFacts, PackageKind, PackageStatus
from core.package_records import from_record

DATA = Path(__file__).parents[2] / "data"
SAMPLE: dict[str, Any] = json.loads((DATA / "packages_sample.json").read_text(encoding="utf-8"))
TENDER, CATALOGUE, RUP = PackageKind
ACTIVE, FINISHED, CANCELLED = PackageStatus
WIB = zone("WIB")


def record(section: str, field: str, value: object) -> dict[str, Any]:
    found: dict[str, Any] = next(entry for entry in SAMPLE[section] if entry.get(field) == value)
    return found


def test_the_sample_says_whose_it_is() -> None:
    assert SAMPLE["attribution"] == "Satu Data eProc, CC BY-NC-SA 4.0"
    assert len(SAMPLE["tender_list"] + SAMPLE["tender_full_with_schedule"]) == 25
    assert (len(SAMPLE["catalogue_orders"]), len(SAMPLE["rup"]["swakelola_terumumkan"])) == (6, 6)


def test_a_tender_with_its_schedule() -> None:
    facts = from_record(TENDER, record("tender_full_with_schedule", "kd_tender", "4307194"), WIB)
    assert facts.name == "Pengadaan Pekerjaan Konstruksi Pembangunan Fisik BLK Lampung"
    assert (facts.code, facts.budget_year, facts.repository) == ("4307194", 2023, 194)
    assert facts.hps == Decimal("9756000783.95")
    assert facts.category == "Pekerjaan Konstruksi"
    assert facts.status is CANCELLED
    assert len(facts.stages) == 12
    assert facts.stages[5].name == "Evaluasi Administrasi, Kualifikasi, Teknis, dan Harga"
    assert facts.stages[11].name == "Penandatanganan kontrak"


@pytest.mark.parametrize(("name", "hour"), [("WIB", 6), ("WITA", 5), ("WIT", 4)])
def test_a_schedule_shows_the_clocks_of_the_lpse_though_it_says_z(name: str, hour: int) -> None:
    facts = from_record(TENDER, record("tender_full_with_schedule", "kd_tender", "4307194"), zone(name))
    upload = facts.stages[3]
    assert upload.name == "Upload Dokumen Penawaran"
    assert upload.ends.isoformat()[:16] == "2023-06-14T13:00"
    assert upload.ends.astimezone(UTC) == datetime(2023, 6, 14, hour, 0, tzinfo=UTC)
    assert facts.current_stage(datetime(2023, 6, 14, hour - 1, 59, tzinfo=UTC)) == upload


def test_a_running_tender_from_the_list_has_a_rounded_estimate() -> None:
    facts = from_record(TENDER, record("tender_list", "kd_tender", "21150244"), WIB)
    assert facts == PackageFacts(
        kind=TENDER,
        code="21150244",
        name="Pemasangan Baru Jaringan PJU Ruas Balen - Sugihwaras",
        budget_year=2021,
        hps=Decimal(647_000_000),
        category="Pekerjaan Konstruksi",
        build="SPSE v4.3",
        status=ACTIVE,
        stages=(),
        repository=244,
    )


def test_a_tender_of_two_years_counts_under_the_first() -> None:
    assert from_record(TENDER, record("tender_list", "tahun_anggaran", "2021,2022"), WIB).budget_year == 2021


def test_a_long_code_still_knows_its_repository_from_the_record() -> None:
    facts = from_record(TENDER, record("tender_full_with_schedule", "kd_tender", "10063162000"), WIB)
    assert facts.repository == 194


@pytest.mark.parametrize(
    ("said", "status"),
    [
        (None, ACTIVE),
        ("", ACTIVE),
        ("Aktif", ACTIVE),
        ("Selesai", FINISHED),
        ("Gagal/Batal", CANCELLED),
        (7, ACTIVE),
    ],
)
def test_the_status_of_a_tender(said: object, status: PackageStatus) -> None:
    assert from_record(TENDER, {"kd_tender": 4307194, "status_tender": said}, WIB).status is status


def test_orders_of_both_catalogues() -> None:
    facts = [from_record(CATALOGUE, order, WIB) for order in SAMPLE["catalogue_orders"]]
    assert [(one.code, one.budget_year, one.status) for one in facts] == [
        ("6C2-P2501-11344068", 2025, FINISHED),
        ("P00-P2501-11351086", 2025, ACTIVE),
        ("B01-P2503-11633839", 2025, ACTIVE),
        ("EP-01K18290ADT9200AK834XRXB7R", 2025, ACTIVE),
        ("EP-01K62ZCX0T4XFW35DRTH0B8XAT", 2025, FINISHED),
        ("EP-01JZW3ZCHPT7K8RNBGKJ6JYYGM", 2025, CANCELLED),
    ]
    assert facts[0].name == "Pengadaan Tenaga Alih Daya"
    assert all(one.name for one in facts)
    # A total paid is not the buyer's estimate.
    assert all(one.hps is None for one in facts)


def test_entries_of_the_procurement_plan() -> None:
    entries = SAMPLE["rup"]["swakelola_terumumkan"]
    facts = [from_record(RUP, entry, WIB) for entry in entries]
    assert [one.code for one in facts] == [str(entry["kd_rup"]) for entry in entries]
    assert {one.status for one in facts} == {ACTIVE}
    for gone in ({"status_aktif_rup": False}, {"status_delete_rup": True}):
        assert from_record(RUP, entries[0] | gone, WIB).status is CANCELLED


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
        (stage,) = from_record(TENDER, {"kd_tender": "4307194", "jadwal": schedule}, WIB).stages
        assert f"= {stage.name})" in row["nama_tahapan_api"]


def test_a_time_that_really_names_its_distance_is_believed() -> None:
    schedule = [{"kd_akt": 294, "tgl_awal": "2023-06-14T13:00:00+00:00", "tgl_akhir": "2023-06-15T13:00:00Z"}]
    (stage,) = from_record(TENDER, {"kd_tender": "4307194", "jadwal": schedule}, WIB).stages
    assert stage.starts == datetime(2023, 6, 14, 13, 0, tzinfo=UTC)
    assert stage.ends == datetime(2023, 6, 15, 6, 0, tzinfo=UTC)
    assert stage.name == "#294"


@pytest.mark.parametrize("amount", [-1, "NaN", "Infinity", "1e999999", True, [], "seratus"])
def test_an_estimate_that_can_not_be_is_left_out(amount: object) -> None:
    assert from_record(TENDER, {"kd_tender": "4307194", "hps": amount}, WIB).hps is None


def test_a_name_that_could_not_be_stored_is_mended() -> None:
    assert (
        from_record(TENDER, {"kd_tender": "4307194", "nama_paket": " Jalan \ud800 Raya\n"}, WIB).name
        == "Jalan Raya"
    )


@pytest.mark.parametrize(
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
    good = record("tender_full_with_schedule", "kd_tender", "4307194")["jadwal"]
    facts = from_record(TENDER, {"kd_tender": "4307194", "jadwal": [stage, *good]}, WIB)
    assert len(facts.stages) == len(good)


def test_a_code_alone_is_enough() -> None:
    assert from_record(TENDER, {"kd_tender": "4307194"}, WIB) == PackageFacts(
        TENDER, "4307194", repository=194
    )


@pytest.mark.parametrize("kind", PackageKind)
def test_a_record_without_its_code_is_an_error(kind: PackageKind) -> None:
    with pytest.raises(ValueError, match=f"without a {kind} code"):
        from_record(kind, {"nama_paket": "Tanpa kode"}, WIB)


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
def test_whatever_else_a_record_holds_the_facts_can_be_kept(
    kind: PackageKind, rest: dict[str, object]
) -> None:
    facts = from_record(kind, rest | CODES, WIB)
    assert PackageFacts.from_dict(json.loads(json.dumps(facts.to_dict()))) == facts
