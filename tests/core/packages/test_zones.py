"""Test which LPSE runs a tender, and the zone of every LPSE and every repository of the list that ships."""

import csv
from collections import defaultdict
from pathlib import Path

from core.input.csv_rows import csv_rows
from core.organisation.lpse import ZONES, Lpse, read_lpses
from core.packages.zones import LpseZones, lpse_number
from tests.cases import for_each

LIST = (Path(__file__).parents[3] / "data" / "lpse.csv").read_text(encoding="utf-8").splitlines()
LPSES = read_lpses(csv_rows(LIST))
SHIPPED = LpseZones(LPSES, ZONES["WIB"])

# By Presidential Decree 41 of 1987; new provinces have the zone of the one that they were part of.
WITA = {
    "Bali",
    "Gorontalo",
    "Kalimantan Selatan",
    "Kalimantan Timur",
    "Kalimantan Utara",
    "Nusa Tenggara Barat",
    "Nusa Tenggara Timur",
    "Sulawesi Barat",
    "Sulawesi Selatan",
    "Sulawesi Tengah",
    "Sulawesi Tenggara",
    "Sulawesi Utara",
}
WIT = {
    "Maluku",
    "Maluku Utara",
    "Papua",
    "Papua Barat",
    "Papua Barat Daya",
    "Papua Pegunungan",
    "Papua Selatan",
    "Papua Tengah",
}
# Places in the names of LPSEs for which the list has no province.
PLACES = {
    **dict.fromkeys(WITA, "WITA"),
    **dict.fromkeys(WIT, "WIT"),
    **dict.fromkeys(
        "NTB,NTT,Mataram,Makassar,Makasar,Manado,Parepare,Pangkep,Ujung Pandang,Hasanudin,Mulawarman,Udayana,"
        "Tadulako,Haluoleo,Sam Ratulangi,Lambung Mangkurat,Wahidin,Nusa Dua".split(","),
        "WITA",
    ),
    **dict.fromkeys("Yahukimo,Paniai".split(","), "WIT"),
    **dict.fromkeys("Kalimantan Tengah,Kalimantan Barat,Palangka Raya,Tanjung Pura".split(","), "WIB"),
}


def zone_by_place(lpse: Lpse) -> str:
    """Return the zone of an LPSE by its province, or by the place in its name."""
    if lpse.province:
        return "WITA" if lpse.province in WITA else "WIT" if lpse.province in WIT else "WIB"
    places = [place for place in PLACES if place in lpse.name]
    return PLACES[max(places, key=len)] if places else "WIB"


@for_each("lpse", LPSES, ids=lambda lpse: str(lpse.id))
def test_every_lpse_is_in_the_zone_of_its_province(lpse: Lpse) -> None:
    assert lpse.zone == zone_by_place(lpse), lpse.name


def test_every_province_of_the_list_is_one_of_the_38() -> None:
    provinces = {lpse.province for lpse in LPSES if lpse.province}
    assert provinces >= WITA
    assert len(provinces) <= 38


def shared() -> dict[int, list[Lpse]]:
    """Return the LPSEs of each repository that several share."""
    with (Path(__file__).parents[3] / "data" / "lpse.csv").open(encoding="utf-8", newline="") as lines:
        numbers = [int(row["id_repo"]) for row in csv.DictReader(lines) if row["id_repo"]]
    found = defaultdict(list)
    for lpse in LPSES:
        if lpse.repository is not None and numbers.count(lpse.repository) > 1:
            found[lpse.repository].append(lpse)
    return found


# Whose zone counts where a record names the repository alone: the LPSE that maintains it.
MAINTAINED = {11: 11, 14: 14, 44: 44, 47: 47, 170: 170, 386: 740, 565: 565, 584: 584, 688: 688, 802: 166}


def test_every_shared_repository_has_one_zone_whichever_lpse_comes_first() -> None:
    assert {number: SHIPPED.of_repository(number) for number in shared()} == {
        number: next(lpse for lpse in LPSES if lpse.id == main) for number, main in MAINTAINED.items()
    }
    turned = LpseZones(reversed(LPSES), ZONES["WIB"])
    for number in shared():
        record = {"kd_tender": f"4550{number:03}"}
        assert turned.zone(record) == SHIPPED.zone(record)
        assert SHIPPED.zone(record | {"kd_lpse": number}) == SHIPPED.zone(record)


@for_each("lpse", [lpse for lpses in shared().values() for lpse in lpses], ids=lambda one: one.name)
def test_each_of_those_who_share_one_has_its_own_zone_where_the_record_names_it(lpse: Lpse) -> None:
    code = f"4550{lpse.repository:03}"
    for number in (lpse.id, str(lpse.id), float(lpse.id)):
        assert SHIPPED.owner({"kd_tender": code, "kd_lpse": number}) == lpse
    # Without a number, its name.
    assert SHIPPED.owner({"kd_tender": code, "nama_lpse": lpse.name.upper()}) == lpse


@for_each(
    ("record", "zone"),
    [
        ({"kd_tender": "10063162000", "kd_lpse": 743}, "WITA"),
        ({"kd_tender": "10063162000", "kd_lpse": "743"}, "WITA"),
        ({"kd_tender": "10063162000", "kd_lpse": " 0743 "}, "WITA"),
        ({"kd_tender": "10063162000", "nama_lpse": "LPSE Polda Papua"}, "WIT"),
        ({"kd_tender": "10063162000", "nama_lpse": "polda papua"}, "WIT"),
        ({"kd_tender": "10063162000", "url_lpse": "http://lpse.bali.polri.go.id/eproc4"}, "WITA"),
        ({"kd_tender": "10063162000", "url_lpse": "https://spse.inaproc.id/paniaikab"}, "WIT"),
        ({"kd_tender": "10063162000", "url": "https://spse.inaproc.id/bappenas/lelang/1"}, "WIB"),
        # Nothing tells.
        ({"kd_tender": "10063162000"}, "WIB"),
        ({"kd_tender": "10063162000", "kd_lpse": 99_999, "url_lpse": "http://[::1"}, "WIB"),
        # A number of nobody leaves the code to tell.
        ({"kd_tender": "4550655", "kd_lpse": 99_999}, "WIT"),
        ({"kd_tender": "4550655", "kd_lpse": "-"}, "WIT"),
        # The name of an LPSE of another repository is a mistake.
        ({"kd_tender": "4550655", "nama_lpse": "LPSE Kota Surabaya"}, "WIT"),
    ],
)
def test_the_zone_of_a_tender(record: dict[str, object], zone: str) -> None:
    assert SHIPPED.zone(record) == ZONES[zone]


@for_each("value", [None, True, -1, 0, 10**30, "10" * 20, "seratus", [], 7.5, "743.5"])
def test_what_is_no_number_of_an_lpse(value: object) -> None:
    assert lpse_number(value) is None
