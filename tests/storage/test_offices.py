"""Finding LPSEs: by number, and by what people type."""

import pytest

from core.lpse import Lpse, read_lpses
from storage.imports import import_lpses
from storage.office_search import Directory
from storage.unit import Shelf, SqlUnit
from tests.storage.house import BANDUNG, ROOT, SURABAYA, House

REAL = Directory(read_lpses((ROOT / "data" / "lpse.csv").read_text().splitlines()))
SHARED = Lpse(30, 20, "LPSE Kota Cimahi", "Jawa Barat", "WIB", "", "", "")


async def test_an_lpse_is_found_by_its_id_and_by_its_repository(house: House) -> None:
    await house.do(lambda unit: import_lpses(unit.connection, [SHARED]))
    assert await house.look(lambda unit: unit.offices.get(10)) == SURABAYA
    assert await house.look(lambda unit: unit.offices.get(99)) is None
    assert await house.look(lambda unit: unit.offices.by_repository(20)) == [BANDUNG, SHARED]
    assert await house.look(lambda unit: unit.offices.by_repository(99)) == []


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("surabaya", "LPSE Kota Surabaya"),
        ("LPSE Kota Surabaya", "LPSE Kota Surabaya"),
        ("surabya", "LPSE Kota Surabaya"),
        ("lpse kota surabya", "LPSE Kota Surabaya"),
        ("kab bandung barat", "LPSE Kabupaten Bandung Barat"),
        ("Kab. Bandung Barat", "LPSE Kabupaten Bandung Barat"),
        ("pemkot bandung", "LPSE Kota Bandung"),
        ("kemenkeu", "LPSE Kementerian Keuangan"),
        ("KEMENKEU", "LPSE Kementerian Keuangan"),
        ("kementrian keuangan", "LPSE Kementerian Keuangan"),
        ("https://lpse.kemenkeu.go.id", "LPSE Kementerian Keuangan"),
        ("diy", "LPSE Provinsi Daerah Istimewa Yogyakarta"),
        ("jogjakota", "LPSE Kota Yogyakarta"),
        ("malang jatim", "LPSE Kabupaten Malang"),
        ("tanah bumbbu", "LPSE Kabupaten Tanah Bumbu"),
        ("itb", "LPSE Institut Teknologi Bandung"),
        ("badan pangan", "LPSE Badan Pangan Nasional"),
        ("Surabayá", "LPSE Kota Surabaya"),
    ],
)
def test_people_find_their_lpse_by_what_they_would_type(typed: str, meant: str) -> None:
    found = REAL.find(typed, 5)
    assert [lpse.name for lpse in found][:1] == [meant]


def test_the_city_and_the_regency_of_one_name_are_both_offered() -> None:
    names = [lpse.name for lpse in REAL.find("bandung", 3)]
    assert set(names) == {"LPSE Kota Bandung", "LPSE Kabupaten Bandung", "LPSE Kabupaten Bandung Barat"}


@pytest.mark.parametrize("typed", ["", "  ", "🙂", "lpse", "zzzzqqqq", "x" * 5000, "%", "\0", "\ud800"])
def test_what_names_no_lpse_finds_none(typed: str) -> None:
    assert REAL.find(typed, 5) == []


def test_no_more_are_told_than_asked_for() -> None:
    assert len(REAL.find("kab", 7)) == 7


async def test_a_new_lpse_is_found_at_once_by_a_process_that_knew_the_old_list(house: House) -> None:
    other_process = Shelf()
    search = "cimahi"
    old = await house.database.read(lambda c: SqlUnit(c, other_process).offices.find(search, 5))
    assert old == []
    await house.do(lambda unit: import_lpses(unit.connection, [SHARED]))
    found = await house.database.read(lambda c: SqlUnit(c, other_process).offices.find(search, 5))
    assert found == [SHARED]
