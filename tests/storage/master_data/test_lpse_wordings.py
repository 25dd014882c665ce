"""Test that people find their LPSE by what they would type on a telephone, and that nothing is guessed."""

import csv
from collections import defaultdict
from collections.abc import Sequence
from functools import cache
from itertools import islice

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.lpses import HELD_OUT, TUNED, Wording, read_wordings_file
from core.input.csv_rows import csv_rows
from core.organisation.lpse import Lpse, read_lpses
from core.organisation.lpse_wordings import page_address, read_wordings
from storage.master_data.lpse_search import LpseIndex, shipped_wordings
from tests.storage.helpdesk import ROOT

ROWS = list(csv.DictReader((ROOT / "data" / "lpse.csv").read_text(encoding="utf-8").splitlines()))
NAMES = list(csv.DictReader((ROOT / "data" / "lpse_names.csv").read_text(encoding="utf-8").splitlines()))
LPSES = read_lpses(csv_rows((ROOT / "data" / "lpse.csv").read_text(encoding="utf-8").splitlines()))
REAL = LpseIndex(LPSES)
BUTTONS = 8


@cache
def found(typed: str, most: int = BUTTONS) -> list[str]:
    return [lpse.name for lpse in REAL.find(typed, most)]


def share(wordings: Sequence[Wording], within: int) -> float:
    return sum(bool(set(found(w.typed, within)) & set(w.right)) for w in wordings) / len(wordings)


@pytest.mark.parametrize("file", [TUNED, HELD_OUT])
def test_most_wordings_lead_to_the_right_office(file: str) -> None:
    wordings = read_wordings_file(file)
    assert len(wordings) >= 100
    assert share(wordings, 1) >= 0.9
    assert share(wordings, 3) >= 0.98
    assert [w.typed for w in wordings if not found(w.typed)] == []


def test_no_wording_is_in_both_sets() -> None:
    tuned, held_out = ({w.typed.casefold() for w in read_wordings_file(file)} for file in (TUNED, HELD_OUT))
    assert tuned & held_out == set()


def test_every_office_is_found_first_by_its_own_name() -> None:
    assert [lpse.name for lpse in LPSES if found(lpse.name, 1) != [lpse.name]] == []


def test_every_office_is_found_by_the_address_of_its_pages() -> None:
    by_slug, by_host = defaultdict(set), defaultdict(set)
    for row in ROWS:
        by_slug[row["inaproc_slug"]].add(row["name"])
        by_host[row["host"]].add(row["name"])
    by_slug.pop("")
    addresses = {f"https://spse.inaproc.id/{slug}/lelang": names for slug, names in by_slug.items()}
    addresses |= {f"{host}/eproc4/lelang": names for host, names in by_host.items()}
    assert {a: names for a, names in addresses.items() if not names <= {*found(a, 50)}} == {}
    alone = {a: names for a, names in addresses.items() if len(names) == 1}
    assert {a: names for a, names in alone.items() if not names & {*found(a, 2)}} == {}


def test_every_other_name_of_the_table_leads_to_its_office() -> None:
    names = {lpse.name for lpse in LPSES}
    assert [row["name"] for row in NAMES if row["name"] not in names] == []
    lost = [
        (row["name"], other)
        for row in NAMES
        for other in row["other_names"].split(";")
        if row["name"] not in found(other.strip(), 3)
    ]
    assert lost == []


def test_the_table_of_names_knows_each_office_by_its_id() -> None:
    by_id = {lpse.id: lpse.name for lpse in LPSES}
    tables = shipped_wordings()
    assert {by_id[lpse_id] for lpse_id in tables.other_names} == {row["name"] for row in NAMES}


def test_a_name_that_several_offices_share_offers_all_of_them() -> None:
    by_place: dict[str, set[str]] = defaultdict(set)
    for lpse in LPSES:
        kind, _, place = lpse.name.removeprefix("LPSE ").partition(" ")
        if kind in {"Kota", "Kabupaten"}:
            by_place[place].add(lpse.name)
    shared = {place: names for place, names in by_place.items() if len(names) > 1}
    assert len(shared) > 20
    assert {place: found(place) for place, names in shared.items() if not names <= set(found(place, 3))} == {}


@pytest.mark.parametrize(
    ("typed", "before", "after"),
    [
        ("kab. bdg", "LPSE Kabupaten Bandung", "LPSE Kabupaten Badung"),
        ("kota srg", "LPSE Kota Serang", "LPSE Kabupaten Serang"),
        ("kab sorong", "LPSE Kabupaten Sorong", "LPSE Kota Sorong"),
        ("polda riau", "LPSE Polda Riau", "LPSE Provinsi Riau"),
        ("riau", "LPSE Provinsi Riau", "LPSE Polda Riau"),
        ("banjar kalsel", "LPSE Kabupaten Banjar", "LPSE Kota Banjar"),
    ],
)
def test_the_likelier_office_stands_before_the_other(typed: str, before: str, after: str) -> None:
    names = found(typed, 50)
    assert before in names
    assert after not in names or names.index(before) < names.index(after)


@pytest.mark.parametrize(
    "typed", ["Atlantis", "tidak bisa login", "halo", "terima kasih", "saya tidak tahu", "???", "12345"]
)
def test_what_is_no_place_and_no_office_finds_nothing(typed: str) -> None:
    assert found(typed) == []


@given(st.text(max_size=200), st.integers(1, 10))
def test_any_text_finds_at_most_so_many_and_each_once(typed: str, most: int) -> None:
    names = found(typed, most)
    assert len(names) == len(set(names)) <= most


def test_a_letter_left_out_of_a_name_still_finds_it() -> None:
    begin = len("LPSE Kabupaten ")
    slips = [(one.name, at) for one in LPSES for at in range(begin, len(one.name), 7)]
    missed = [typed for name, at in slips if name not in found(typed := name[:at] + name[at + 1 :])]
    assert len(missed) < len(slips) / 100, missed


def test_an_address_is_read_amid_words_and_by_numbers() -> None:
    address = page_address("ini linknya (https://spse.inaproc.id/surabaya?x=1), pak")
    assert address is not None
    assert (address.host, address.slug) == ("spse.inaproc.id", "surabaya")
    assert page_address("kab.bandung, jl. merdeka no.5") is None
    assert found("http://103.22.250.210/eproc4") == ["LPSE Provinsi Sumatera Barat"]
    assert found("helpdesk@surabaya.go.id")[:1] == ["LPSE Kota Surabaya"]


@pytest.mark.parametrize(
    ("words", "names", "fault"),
    [
        (["x,kab,kabupaten"], [], "line 2 of the words"),
        (["kind,...,kabupaten"], [], "line 2 of the words"),
        (["kind,a b c d e,kabupaten"], [], "more than 4"),
        ([], ['1,x,"a'], "line 2 of the wordings"),
    ],
)
def test_a_wrong_line_of_the_tables_is_named(words: list[str], names: list[str], fault: str) -> None:
    heading = csv_rows(["sort,typed,means", *words]), csv_rows(["lpse,name,other_names", *names])
    with pytest.raises(ValueError, match=fault):
        read_wordings(*heading)


def test_an_administrators_own_office_is_found_without_the_tables() -> None:
    own = Lpse(
        5000, None, "LPSE Kota Nusantara", "Kalimantan Timur", "WITA", "", "https://lpse.ikn.go.id", ""
    )
    index = LpseIndex([*islice(LPSES, 50), own])
    assert [index.find(typed, 1)[0].name for typed in ("nusantara", "kota nusantra", "lpse.ikn.go.id")] == [
        own.name
    ] * 3


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        (
            "kab. bdg",
            [
                "LPSE Kabupaten Bandung",
                "LPSE Kabupaten Bandung Barat",
                "LPSE Kabupaten Badung",
                "LPSE Kota Bandung",
            ],
        ),
        ("pemkot sby", ["LPSE Kota Surabaya"]),
        ("kemenkes", ["LPSE Kementerian Kesehatan RI"]),
        ("kab bandung barat", ["LPSE Kabupaten Bandung Barat", "LPSE Kabupaten Bandung"]),
        ("LPSE Kota Surabaya", ["LPSE Kota Surabaya"]),
    ],
)
def test_offices_that_are_far_worse_than_the_best_are_not_offered(typed: str, offered: list[str]) -> None:
    assert found(typed) == offered


def test_where_nothing_fits_well_all_that_is_like_it_is_offered() -> None:
    assert len(found("surabya")) > 1
    assert len(found("kota")) == 8
