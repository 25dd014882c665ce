"""Finding LPSEs: by number, and by what people type."""

from dataclasses import replace

import pytest
from sqlalchemy import update
from sqlalchemy.exc import IntegrityError

from core.lpse import Lpse, read_lpses
from core.ports import Serving
from storage import tables as t
from storage.imports import import_lpses
from storage.office_search import Directory
from storage.unit import Shelf, SqlUnit
from tests.storage.house import BANDUNG, ROOT, SARI, SURABAYA, House

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


async def test_a_changed_lpse_is_found_at_once_and_by_other_processes(house: House) -> None:
    other = House(house.database, Shelf())
    assert await other.look(lambda unit: unit.offices.find("cimahi", 5)) == []

    def add(unit: SqlUnit) -> list[str]:
        unit.offices.add(SHARED)
        return [lpse.name for lpse in unit.offices.find("cimahi", 5)]

    assert await house.do(add) == [SHARED.name]
    assert await other.look(lambda unit: unit.offices.find("cimahi", 5)) == [SHARED]
    renamed = replace(SHARED, name="LPSE Kota Cimahi Raya", zone="WIT", repository=None)
    await house.do(lambda unit: unit.offices.save(renamed))
    assert await other.look(lambda unit: unit.offices.get(30)) == renamed
    assert await other.look(lambda unit: unit.offices.find("raya", 5)) == [renamed]
    assert [lpse.id for lpse in await other.look(lambda unit: unit.offices.listed())] == [20, 30, 10]


async def test_a_change_that_was_undone_is_not_remembered(house: House) -> None:
    def change_and_fail(unit: SqlUnit) -> None:
        unit.offices.save(replace(SURABAYA, name="LPSE Kota Pahlawan"))
        assert unit.offices.find("pahlawan", 5)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await house.do(change_and_fail)
    assert await house.look(lambda unit: unit.offices.find("pahlawan", 5)) == []
    assert await house.look(lambda unit: unit.offices.find("surabaya", 5)) == [SURABAYA]


async def test_a_retired_lpse_is_found_only_by_those_who_ask_for_it_and_no_list_brings_it_back(
    house: House,
) -> None:
    retired = replace(SURABAYA, retired=True)
    await house.do(lambda unit: unit.offices.save(retired))
    assert await house.look(lambda unit: unit.offices.find("surabaya", 5)) == []
    assert await house.look(lambda unit: unit.offices.find("surabaya", 5, retired=True)) == [retired]
    await house.do(lambda unit: import_lpses(unit.connection, [SURABAYA]))
    assert await house.look(lambda unit: unit.offices.get(10)) == retired


async def test_an_id_is_given_once(house: House) -> None:
    with pytest.raises(IntegrityError):
        await house.do(lambda unit: unit.offices.add(replace(SHARED, id=10)))


async def test_the_accounts_of_an_lpse_are_counted_by_what_they_do_there(house: House) -> None:
    assert await house.look(lambda unit: unit.offices.serving(10)) == Serving(staff=3, reporters=1)
    assert await house.look(lambda unit: unit.offices.serving(20)) == Serving(staff=0, reporters=1)

    def disable(unit: SqlUnit) -> None:
        unit.connection.execute(update(t.people).where(t.people.c.id == SARI.id).values(disabled=True))

    await house.do(disable)
    assert await house.look(lambda unit: unit.offices.serving(10)) == Serving(staff=2, reporters=1)
    assert await house.look(lambda unit: unit.offices.serving(99)) == Serving(0, 0)


async def test_an_lpse_that_is_being_changed_is_read_for_it(house: House) -> None:
    assert await house.do(lambda unit: unit.offices.get_for_change(10)) == SURABAYA
    assert await house.do(lambda unit: unit.offices.get_for_change(99)) is None
    assert await house.do(lambda unit: unit.offices.get_for_change(2**70)) is None
