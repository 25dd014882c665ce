"""Check package codes in every way people give them, and which LPSE a tender code belongs to."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import Refusal
from core.input.csv_rows import csv_rows
from core.organisation.lpse import Lpse, read_lpses
from core.packages.codes import belongs_to, read_code, repository_number
from core.packages.facts import PackageKind
from tests.cases import for_each

DATA = Path(__file__).parents[3] / "data"
SAMPLE: dict[str, Any] = json.loads((DATA / "packages_sample.json").read_text(encoding="utf-8"))
TENDERS: list[dict[str, Any]] = SAMPLE["tender_list"] + SAMPLE["tender_full_with_schedule"]
TENDER, CATALOGUE, RUP = PackageKind
ULID = "01K3FQVMKK4WJGRY0P9XCNJPSQ"


def office(repository: int | None) -> Lpse:
    return Lpse(1, repository, "LPSE Kabupaten Bojonegoro", "Jawa Timur", "WIB", "", "", "")


@for_each(
    ("typed", "code"),
    [
        ("21150244", "21150244"),
        ("41428", "41428"),
        ("10063162000", "10063162000"),
        (" 21 150 244 ", "21150244"),
        ("21.150.244", "21150244"),
        ("2115\u00a00244", "21150244"),
        ("２１１５０２４４", "21150244"),  # noqa: RUF001 - typed on a wide keyboard
        ("kode tender: 21150244", "21150244"),
        ("Kode 21150244", "21150244"),
        ("https://spse.inaproc.id/kemenkeu/lelang/1234567/pengumumanlelang", "1234567"),
        ("http://lpse.bojonegorokab.go.id/eproc4/lelang/21150244/pengumumanlelang", "21150244"),
        ("lpse.bojonegorokab.go.id/eproc4/lelang/21150244", "21150244"),
        ("https://spse.inaproc.id/kemnaker/LELANG/10063162000/jadwal?x=1", "10063162000"),
        ("https://lpse.jabarprov.go.id/eproc4/nontender/5123014/pengumumanpl", "5123014"),
        ("https://spse.inaproc.id/surabaya/evaluasi/4550010/hasil", "4550010"),
        ("https://spse.inaproc.id/surabaya/evaluasi/4550010/pemenang", "4550010"),
        ("https://spse.inaproc.id/surabaya/evaluasi/4550010/pemenangberkontrak", "4550010"),
        ("https://spse.inaproc.id/surabaya/swakelola/4550010/pengumuman", "4550010"),
        ("https://spse.inaproc.id/surabaya/lelang/4550010/peserta#atas", "4550010"),
        ("https://spse.inaproc.id/surabaya/pencatatan/4550010/pengumuman?tahun=2026", "4550010"),
        ("https://lpse.surabaya.go.id/eproc4/evaluasinontender/4550010/hasil", "4550010"),
        ("(https://spse.inaproc.id/surabaya/lelang/4550010).", "4550010"),
        ("Pengumuman (https://spse.inaproc.id/surabaya/lelang/4550010/pengumumanlelang)", "4550010"),
        ("4550010 https://spse.inaproc.id/surabaya/lelang/4550010/jadwal", "4550010"),
        ("kode lelang 4550194", "4550194"),
        ("#4550194", "4550194"),
        ("Kode Tender : #4550194", "4550194"),
        ("4550194 - Pembangunan Jalan Desa", "4550194"),
        ("4550194 – Pembangunan Jalan Desa Tahun 2026", "4550194"),
        ("[4550194] Rehabilitasi Gedung 2 Lantai", "4550194"),
        ("kode tender saya 4550194 ya min", "4550194"),
        ("4550194.", "4550194"),
        ("HPS Rp 1250000, kode 4550194", "4550194"),
    ],
)
def test_tender_codes(typed: str, code: str) -> None:
    assert read_code(TENDER, typed) == code


@for_each(
    "typed",
    [
        "4550194 atau 4550195",
        "https://spse.inaproc.id/surabaya/lelang/4550010 https://spse.inaproc.id/surabaya/lelang/4550011",
        "HPS Rp 1250000",
        "tiket TPS2006150019",
        "telepon 081234567",
        "tanggal 6-6-2026",
        "1.250.000,00",
        "budi12345@ppk.com",
    ],
)
def test_what_may_be_another_number_or_one_of_two_is_no_tender_code(typed: str) -> None:
    with pytest.raises(Refusal):
        read_code(TENDER, typed)


@given(
    st.from_regex("[1-9][0-9]{4,7}", fullmatch=True),
    st.sampled_from(["kode {}", "No. {}", "#{}", "{} - Nama Paket", "({})", "min, {} tidak bisa dibuka"]),
)
def test_a_code_is_found_in_whichever_words_it_stands(code: str, words: str) -> None:
    assert read_code(TENDER, words.format(code)) == code


@given(
    st.from_regex("[1-9][0-9]{4,7}", fullmatch=True),
    st.sampled_from(["lelang", "evaluasi", "nontender", "swakelola", "pencatatan", "kontrak"]),
    st.sampled_from(["", "/", "/hasil", "/jadwal?x=1", "/peserta#a", "."]),
)
def test_a_code_is_found_on_every_page_of_a_tender(code: str, kind: str, rest: str) -> None:
    assert read_code(TENDER, f"https://spse.inaproc.id/surabaya/{kind}/{code}{rest}") == code


@for_each(
    ("typed", "code"),
    [
        ("6C2-P2501-11344068", "6C2-P2501-11344068"),
        ("6c2-p2501-11344068", "6C2-P2501-11344068"),
        ("kode paket 6C2-P2501-11344068", "6C2-P2501-11344068"),
        ("6C2 - P2501 - 11344068", "6C2-P2501-11344068"),
        ("6C2-P2501-11344068 Laptop", "6C2-P2501-11344068"),
        (f"EP-{ULID} - Laptop", f"EP-{ULID}"),
        ("6C2–P2501–1134406", "6C2-P2501-1134406"),
        (f"EP-{ULID}", f"EP-{ULID}"),
        (f"ep-{ULID.lower()}", f"EP-{ULID}"),
        (f"EP{ULID}", f"EP-{ULID}"),
        (ULID, f"EP-{ULID}"),
        (f"EP-{ULID.replace('0', 'O')}", f"EP-{ULID}"),
        (f"https://katalog.inaproc.id/pesanan/EP-{ULID}?x=1", f"EP-{ULID}"),
    ],
)
def test_catalogue_codes(typed: str, code: str) -> None:
    assert read_code(CATALOGUE, typed) == code


@for_each(
    ("typed", "code"),
    [
        ("41373007", "41373007"),
        ("4137300", "4137300"),
        ("413730071", "413730071"),
        ("RUP 41373007", "41373007"),
        ("41.373.007", "41373007"),
        ("https://sirup.lkpp.go.id/sirup/home/detailPaketPenyediaPublic2017/41373007", "41373007"),
        ("https://sirup.lkpp.go.id/sirup/rup/detail?idPaket=41373007", "41373007"),
    ],
)
def test_rup_codes(typed: str, code: str) -> None:
    assert read_code(RUP, typed) == code


@for_each(
    ("kind", "typed"),
    [
        (TENDER, ""),
        (TENDER, "1234"),
        (TENDER, "123456789"),
        (TENDER, "1234567890"),
        (TENDER, "10063162001"),
        (TENDER, "100631620000"),
        (TENDER, "21150244a"),
        (TENDER, "-21150244"),
        (TENDER, "1e7"),
        (TENDER, "https://spse.inaproc.id/kemenkeu/lelang/1/pengumumanlelang"),
        (TENDER, "https://spse.inaproc.id/kemenkeu"),
        (TENDER, "tidak tahu"),
        (TENDER, "١٢٣٤٥٦٧"),
        (TENDER, f"EP-{ULID}"),
        (TENDER, "1" * 100_000),
        (CATALOGUE, "21150244"),
        (CATALOGUE, "6C2-P2513-11344068"),
        (CATALOGUE, "6C2-P2501-113440688"),
        (CATALOGUE, "6C2-P2501-113440"),
        (CATALOGUE, "66C2-P2501-11344068"),
        (CATALOGUE, f"EP-8{ULID[1:]}"),
        (CATALOGUE, f"EP-{ULID[:-1]}U"),
        (CATALOGUE, f"EP-{ULID}A"),
        (CATALOGUE, "EP-"),
        (RUP, "413730"),
        (RUP, "4137300711"),
        (RUP, "https://sirup.lkpp.go.id/41373007/41373008"),
        (RUP, ""),
    ],
)
def test_what_is_no_code(kind: PackageKind, typed: str) -> None:
    with pytest.raises(Refusal) as refused:
        read_code(kind, typed)
    assert refused.value.code == "package_code"
    assert refused.value.facts == {"kind": kind, "text": typed}


@given(st.sampled_from(PackageKind), st.text() | st.from_regex(r"[0-9 ./:A-Z-]{0,40}"))
def test_any_text_is_a_code_or_refused(kind: PackageKind, text: str) -> None:
    try:
        code = read_code(kind, text)
    except Refusal:
        return
    assert read_code(kind, code) == code
    assert code.isascii()
    assert len(code) <= 29


def test_every_tender_of_the_sample_ends_in_its_repository() -> None:
    short = [tender for tender in TENDERS if len(tender["kd_tender"]) <= 8]
    assert len(short) == 20
    assert [t["kd_tender"] for t in short if int(t["kd_tender"]) % 1000 != t["kd_lpse"]] == []
    lpses = read_lpses(csv_rows((DATA / "lpse.csv").read_text(encoding="utf-8").splitlines()))
    for tender in short:
        homes = [lpse for lpse in lpses if belongs_to(tender["kd_tender"], lpse)]
        assert tender["nama_lpse"] in {lpse.name for lpse in homes}


def test_every_code_of_the_sample_is_read_as_it_is() -> None:
    for tender in TENDERS:
        assert read_code(TENDER, tender["kd_tender"]) == tender["kd_tender"]
        if "url" in tender:
            assert read_code(TENDER, tender["url"]) == tender["kd_tender"]
    for order in SAMPLE["catalogue_orders"]:
        code = order.get("no_paket") or f"EP-{order['order_id']}"
        assert read_code(CATALOGUE, code) == code
    for entry in SAMPLE["rup"]["swakelola_terumumkan"]:
        assert read_code(RUP, str(entry["kd_rup"])) == str(entry["kd_rup"])


@for_each(
    ("code", "repository", "belongs"),
    [
        ("21150244", 244, True),
        ("21150244", 245, False),
        ("3306048", 48, True),
        ("41428", 428, True),
        ("10063162000", 162, None),
        ("21150244", None, None),
        # 1030 and 30 both end in 030: nothing can be said about the former.
        ("1234030", 1030, None),
        ("1234030", 30, True),
    ],
)
def test_whose_tender_it_is(code: str, repository: int | None, belongs: bool | None) -> None:
    assert belongs_to(code, office(repository)) is belongs


@given(st.integers(10_000, 99_999_999))
def test_short_codes_name_a_repository_and_long_ones_do_not(code: int) -> None:
    assert repository_number(str(code)) == code % 1000
    assert repository_number(f"{code:08d}000") is None
