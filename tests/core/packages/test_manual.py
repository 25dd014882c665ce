"""Check how an SPSE build, a budget year and an estimate are read."""

import csv
import json
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import Refusal
from core.packages.manual import HPS_MAX, PROCUREMENT_CATEGORIES, read_build, read_hps, read_year
from tests.cases import for_each
from tests.hang_guard import cpu_limit

DATA = Path(__file__).parents[3] / "data"
NOW = datetime(2026, 3, 2, tzinfo=UTC)


def test_every_build_in_use_is_read_as_it_is() -> None:
    with (DATA / "spse_builds.csv").open(encoding="utf-8", newline="") as lines:
        builds = [row["build"] for row in csv.DictReader(lines)]
    assert len(builds) == 68
    assert [read_build(build) for build in builds] == builds


@for_each(
    ("typed", "build"),
    [
        ("SPSE v4.3u20190904", "SPSE v4.3u20190904"),
        ("spse V4.3U20190904", "SPSE v4.3u20190904"),
        ("v4.3u20190904", "SPSE v4.3u20190904"),
        ("4.3u20190904", "SPSE v4.3u20190904"),
        (" SPSE  v 4.3 u 20190904 ", "SPSE v4.3u20190904"),
        ("SPSEv4.5u20220801-ca", "SPSE v4.5u20220801-CA"),
        ("SPSE v4.5u20220801 CA", "SPSE v4.5u20220801-CA"),
    ],
)
def test_builds_as_people_type_them(typed: str, build: str) -> None:
    assert read_build(typed) == build


@for_each(
    "typed",
    [
        "",
        "SPSE",
        "4.3",
        "SPSE v3.6u20190904",
        "SPSE v4.3u2019",
        "SPSE v4.3u20191340",
        "v4.3u20190904-CB",
        "x" * 999,
    ],
)
def test_what_is_no_build(typed: str) -> None:
    with pytest.raises(Refusal) as refused:
        read_build(typed)
    assert refused.value.code == "spse_build"


@for_each(
    ("typed", "year"),
    [
        ("2026", 2026),
        (" 2008 ", 2008),
        ("2027", 2027),
        ("TA 2025", 2025),
        ("T.A. 2025", 2025),
        ("Tahun Anggaran 2025", 2025),
    ],
)
def test_budget_years(typed: str, year: int) -> None:
    assert read_year(typed, NOW) == year


@for_each("typed", ["", "2007", "2028", "25", "20255", "2025/2026", "dua ribu", "-2025", "٢٠٢٥"])
def test_what_is_no_budget_year(typed: str) -> None:
    with pytest.raises(Refusal) as refused:
        read_year(typed, NOW)
    assert refused.value.code == "budget_year"
    assert refused.value.facts == {"text": typed, "earliest": 2008, "latest": 2027}


@for_each("lead_in", ["TA.", "T.A.", "TA", "Tahun ", "Anggaran: ", "TA.Tahun.", ". "])
def test_a_lead_in_that_is_repeated_holds_nobody_up(lead_in: str) -> None:
    with cpu_limit(1), pytest.raises(Refusal):
        read_year(lead_in * (100 // len(lead_in) - 1) + "x", NOW)


@for_each(
    ("typed", "rupiah"),
    [
        ("1250000000", "1250000000"),
        ("Rp 1.250.000.000,50", "1250000000.50"),
        ("Rp. 1.250.000.000,-", "1250000000"),
        ("Rp1.250.000.000,00", "1250000000"),
        ("rp 1.250.000.000.-", "1250000000"),
        ("IDR 1,250,000,000.50", "1250000000.50"),
        ("1,250,000", "1250000"),
        ("Rp 1 250 000 000", "1250000000"),
        ("1\u00a0250\u202f000", "1250000"),
        ("1 250 000,50", "1250000.50"),
        ("1.250.000.000,00", "1250000000"),
        ("1,25 M", "1250000000"),
        ("1,25M", "1250000000"),
        ("1,25 miliar", "1250000000"),
        ("1.25 milyar", "1250000000"),
        ("1,250 miliar", "1250000000"),
        ("1.250 juta", "1250000000"),
        ("Rp 1,5 M", "1500000000"),
        ("545,2 jt", "545200000"),
        ("Rp 545.2 Jt", "545200000"),
        ("545,2jt.", "545200000"),
        ("750 ribu", "750000"),
        ("500rb", "500000"),
        ("2 triliun", "2000000000000"),
        ("2,5 T", "2500000000000"),
        ("1.250.000 rupiah", "1250000"),
        ("2,5 miliar rupiah", "2500000000"),
        ("HPS: Rp 500.000", "500000"),
        ("9756000783.95", "9756000783.95"),
        ("1.250", "1250"),
        ("1.000.000,567", "1000000.57"),
        ("0,01", "0.01"),
    ],
)
def test_estimates_as_people_type_them(typed: str, rupiah: str) -> None:
    assert read_hps(typed) == Decimal(rupiah)


@for_each(
    "typed",
    [
        "", "Rp", "nol", "0", "0,001", "-5", "Rp -5.000", "1,250", "1.25.000", "1.250,000.50", "12.5000.000",
        "1,2,3", "12 50 000",
        "1250 000", "1 250 0000", "2026 1 250 000",
        "1.250.000,", "5 kodi", "1e9", "NaN", "Infinity", "1 2", "1_000", "١٢٣", "9" * 17,
        "10000 triliun", "1" * 200,
    ],
)  # fmt: skip
def test_what_is_no_estimate(typed: str) -> None:
    with pytest.raises(Refusal) as refused:
        read_hps(typed)
    assert refused.value.code == "hps"
    assert refused.value.facts == {"text": typed}


@given(st.decimals(Decimal("0.01"), HPS_MAX - 1, places=2))
def test_an_amount_is_understood_however_it_is_written(amount: Decimal) -> None:
    english = f"{amount:,.2f}"
    indonesian = english.translate(str.maketrans(".,", ",."))
    assert read_hps(f"{amount:.2f}") == read_hps(english) == read_hps(f"Rp {indonesian}") == amount


@given(st.text() | st.from_regex(r"\A(Rp|SPSE v4)?[0-9., u]{0,20}(jt|miliar|-CA)?\Z"))
def test_any_text_is_an_answer_or_refused(text: str) -> None:
    for read in (read_build, read_hps, lambda year: read_year(year, NOW)):
        try:
            answer = read(text)
        except Refusal:
            continue
        assert read(str(answer)) == answer


def test_the_categories_of_every_package_in_the_sample_can_be_chosen() -> None:
    sample = json.loads((DATA / "packages_sample.json").read_text(encoding="utf-8"))
    tenders = sample["tender_list"] + sample["tender_full_with_schedule"]
    assert {tender["jenis_pengadaan"] for tender in tenders} <= set(PROCUREMENT_CATEGORIES)
    assert len(set(PROCUREMENT_CATEGORIES)) == 9
