"""Check the stages of every shipped category against a slow computation of its own, in all zones."""

import csv
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

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
ZONE = st.sampled_from(sorted(ZONES))
HOURS_EAST = {"WIB": 7, "WITA": 8, "WIT": 9}
BEGIN = datetime(2026, 3, 1)  # noqa: DTZ001 - the clocks of an LPSE show no zone
MINUTE = 15 * 24 * 60

# The name of a stage, its begin, and how long it lasts, in minutes; MINUTE is now.
Row = tuple[str, int, int]


def rows_about(category: dict[str, Any]) -> st.SearchStrategy[list[Row]]:
    """Draw schedules of which many a row is a stage that the category is about."""
    return st.lists(
        st.builds(
            lambda name, since, left: (name, MINUTE - since, max(since + left, 1)),
            st.sampled_from([*category["stages"] * (len(NAMES) // 2), *NAMES]),
            st.sampled_from((-1, 0, 1, 140, 1000)) | st.integers(-200, 3000),
            st.sampled_from((-1, 0, 1, 100, 101, 240, 1000, 1440, 1441)) | st.integers(-200, 6000),
        ),
        max_size=5,
    )


# Few draws are of a category without own stages, of which there are many.
CHOSEN = [one for one in CATEGORIES for _ in range(8 if one[1]["stages"] else 1)]
ROWS = {category["code"]: rows_about(category) for _application, category in CATEGORIES}
CASES = st.sampled_from(CHOSEN).flatmap(lambda chosen: st.tuples(st.just(chosen), ROWS[chosen[1]["code"]]))
Case = tuple[tuple[str, dict[str, Any]], list[Row]]


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


@given(ZONE, CASES, st.sampled_from(list(STATUSES)))
@settings(max_examples=200)
def test_only_its_own_stages_make_an_emergency_of_a_category(
    zone: str, case: Case, status: str | None
) -> None:
    (application, entry), rows = case
    facts = facts_from_record(PackageKind.TENDER, record_of(rows, status), ZONES[zone])
    now = (BEGIN + timedelta(minutes=MINUTE) - timedelta(hours=HOURS_EAST[zone])).replace(tzinfo=UTC)
    found = compute_priority(category_of(application, entry), None, facts, now)
    by_stage = is_emergency_by_stage(entry, rows, status, MINUTE)
    assert (found.rule_name in {"short_stage", "stage_ends_soon"}) is by_stage
    if by_stage:
        assert found.priority is Priority.EMERGENCY


@given(ZONE, CASES, st.sampled_from(list(STATUSES)))
@settings(max_examples=200)
def test_the_stage_shown_is_an_own_one_where_any_runs_and_none_in_a_tender_that_is_over(
    zone: str, case: Case, status: str | None
) -> None:
    (_application, entry), rows = case
    facts = facts_from_record(PackageKind.TENDER, record_of(rows, status), ZONES[zone])
    now = (BEGIN + timedelta(minutes=MINUTE) - timedelta(hours=HOURS_EAST[zone])).replace(tzinfo=UTC)
    shown = facts.current_stage(now, entry["stages"])
    running = [row for row in rows if row[1] <= MINUTE < row[1] + row[2]]
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
