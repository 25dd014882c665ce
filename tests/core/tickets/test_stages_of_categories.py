"""Check the stages of every shipped category against a slow computation of its own, in all zones."""

import csv
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.master_data.catalogue import Category, read_catalogue
from core.master_data.priority import Priority
from core.organisation.lpse import ZONES
from core.packages import PackageKind, facts_from_record
from core.tickets.priority_rules import compute_priority

DATA = Path(__file__).parents[3] / "data"
DOCUMENT = json.loads((DATA / "applications.json").read_text(encoding="utf-8"))
CATALOGUE = read_catalogue(DOCUMENT)
TENDER_APPLICATIONS = [one for one in DOCUMENT if one["package_kind"] == "tender"]
CATEGORIES = [(one["code"], category) for one in TENDER_APPLICATIONS for category in one["categories"]]
with (DATA / "tender_stages.csv").open(encoding="utf-8", newline="") as lines:
    NAMES = [
        row["nama_tahapan_api"] for row in csv.DictReader(lines) if "kosong" not in row["nama_tahapan_api"]
    ]

# Statuses as they are written, and whether a deadline may count in them.
STATUSES = {
    None: True,
    "Aktif": True,
    "Sedang Berlangsung": True,
    "Belum Selesai": True,
    "Selesai": False,
    "Tender Sudah Selesai": False,
    "Ditutup": False,
    "TENDER DITUTUP": False,
    "Gagal/Batal": False,
    "Tender Batal": False,
    "Menunggu arahan": False,
}
HOURS_EAST = {"WIB": 7, "WITA": 8, "WIT": 9}
BEGIN = datetime(2026, 3, 1)  # noqa: DTZ001 - the clocks of an LPSE show no zone
MINUTES = st.integers(0, 30 * 24 * 60)

Row = tuple[str, int, int]
ROWS = st.lists(st.tuples(st.sampled_from(NAMES), MINUTES, st.integers(1, 6000)), max_size=8)


def is_emergency_by_stage(category: dict[str, Any], rows: list[Row], status: str | None, minute: int) -> bool:
    """Return whether a deadline makes an Emergency, counted in minutes on the clocks of the LPSE."""
    if not STATUSES[status]:
        return False
    for name, begins, lasts in rows:
        own = [
            one
            for one in category["stages"]
            if " ".join(one.lower().split()) == " ".join(name.lower().split())
        ]
        left = begins + lasts - minute
        if own and minute in range(begins, begins + lasts) and (left <= 24 * 60 or lasts <= 4 * 60):
            return True
    return False


def record_of(rows: list[Row], status: str | None) -> dict[str, object]:
    schedule = [
        {
            "nama_tahapan": name,
            "tgl_awal": f"{(BEGIN + timedelta(minutes=begins)).isoformat()}Z",
            "tgl_akhir": f"{(BEGIN + timedelta(minutes=begins + lasts)).isoformat()}Z",
        }
        for name, begins, lasts in rows
    ]
    return {"kd_tender": "4307194", "status_tender": status, "jadwal": schedule}


def category_of(application: str, entry: dict[str, Any]) -> Category:
    return CATALOGUE.category(application, entry["code"])


@pytest.mark.parametrize("zone", ZONES)
@given(st.sampled_from(CATEGORIES), ROWS, st.sampled_from(list(STATUSES)), MINUTES)
@settings(max_examples=300)
def test_only_its_own_stages_make_an_emergency_of_a_category(
    zone: str, chosen: tuple[str, dict[str, Any]], rows: list[Row], status: str | None, minute: int
) -> None:
    application, entry = chosen
    facts = facts_from_record(PackageKind.TENDER, record_of(rows, status), ZONES[zone])
    now = (BEGIN + timedelta(minutes=minute) - timedelta(hours=HOURS_EAST[zone])).replace(tzinfo=UTC)
    found = compute_priority(category_of(application, entry), None, facts, now)
    by_stage = is_emergency_by_stage(entry, rows, status, minute)
    assert (found.rule_name in {"short_stage", "stage_ends_soon"}) is by_stage
    if by_stage:
        assert found.priority is Priority.EMERGENCY


@pytest.mark.parametrize("zone", ZONES)
@given(st.sampled_from(CATEGORIES), ROWS, st.sampled_from(list(STATUSES)), MINUTES)
@settings(max_examples=300)
def test_the_stage_shown_is_an_own_one_where_any_runs_and_none_in_a_tender_that_is_over(
    zone: str, chosen: tuple[str, dict[str, Any]], rows: list[Row], status: str | None, minute: int
) -> None:
    _application, entry = chosen
    facts = facts_from_record(PackageKind.TENDER, record_of(rows, status), ZONES[zone])
    now = (BEGIN + timedelta(minutes=minute) - timedelta(hours=HOURS_EAST[zone])).replace(tzinfo=UTC)
    shown = facts.current_stage(now, entry["stages"])
    running = [row for row in rows if row[1] <= minute < row[1] + row[2]]
    own = [
        row for row in running if " ".join(row[0].split()) in {" ".join(n.split()) for n in entry["stages"]}
    ]
    if not running or (not STATUSES[status] and status != "Menunggu arahan"):
        assert shown is None
        return
    assert shown is not None
    ends = min(begins + lasts for _name, begins, lasts in own or running)
    assert shown.ends.astimezone(ZONES[zone]).replace(tzinfo=None) == BEGIN + timedelta(minutes=ends)
    assert shown.name in {" ".join(name.split()) for name, _begins, _lasts in own or running}


def test_what_each_bound_category_is_about() -> None:
    bound = {entry["code"]: entry["stages"] for _application, entry in CATEGORIES if entry["stages"]}
    assert {code for code in bound if code.startswith(("spse", "icb"))} == {
        "spse-penjelasan", "spse-kualifikasi", "spse-penawaran", "spse-evaluasi", "spse-sanggah", "icb-tender"
    }  # fmt: skip
    # What can't be reached or pulled is needed while a provider sends something.
    assert {code for code in bound if not code.startswith(("spse", "icb"))} == {
        "sikap-tarik-data", "sikap-akses", "inaproc-akses"
    }  # fmt: skip
    sent = {"Upload dokumen prakualifikasi", "Kirim Persyaratan Kualifikasi"}
    assert set(bound["spse-kualifikasi"]) == set(bound["sikap-tarik-data"]) == sent
    assert set(bound["sikap-akses"]) == set(bound["inaproc-akses"]) == {*sent, "Upload Dokumen Penawaran"}
    assert bound["spse-penawaran"] == ["Upload Dokumen Penawaran"]
    # No stage is what two categories of one application are about.
    spse = [name for code, names in bound.items() if code.startswith("spse") for name in names]
    assert len(spse) == len(set(spse))
