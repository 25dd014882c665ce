"""Test finding LPSEs by id, by repository and by what people type, and changing them."""

from dataclasses import replace

import pytest
from sqlalchemy import update
from sqlalchemy.exc import IntegrityError

from core.input.csv_rows import csv_rows
from core.master_data.ports import LpseUsage
from core.organisation.lpse import Lpse, read_lpses
from storage.engine.edition_cache import EditionCache
from storage.master_data.lpse_search import LpseIndex
from storage.schema import tables as t
from storage.unit import SqlUnitOfWork
from tests.storage.helpdesk import BANDUNG, ROOT, SARI, SURABAYA, Helpdesk

REAL = LpseIndex(read_lpses(csv_rows((ROOT / "data" / "lpse.csv").read_text().splitlines())))
SHARED = Lpse(30, 20, "LPSE Kota Cimahi", "Jawa Barat", "WIB", "", "", "")


async def test_an_lpse_is_found_by_its_id_and_by_its_repository(helpdesk: Helpdesk) -> None:
    await helpdesk.run(lambda unit: unit.bulk.import_lpses([SHARED]))
    assert await helpdesk.read(lambda unit: unit.lpses.get(10)) == SURABAYA
    assert await helpdesk.read(lambda unit: unit.lpses.get(99)) is None
    assert await helpdesk.read(lambda unit: unit.lpses.by_repository(20)) == [BANDUNG, SHARED]
    assert await helpdesk.read(lambda unit: unit.lpses.by_repository(99)) == []


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


async def test_a_new_lpse_is_found_at_once_by_a_process_that_knew_the_old_list(helpdesk: Helpdesk) -> None:
    other_process = EditionCache()
    search = "cimahi"
    old = await helpdesk.database.read(lambda c: SqlUnitOfWork(c, other_process).lpses.find(search, 5))
    assert old == []
    await helpdesk.run(lambda unit: unit.bulk.import_lpses([SHARED]))
    found = await helpdesk.database.read(lambda c: SqlUnitOfWork(c, other_process).lpses.find(search, 5))
    assert found == [SHARED]


async def test_a_changed_lpse_is_found_at_once_and_by_other_processes(helpdesk: Helpdesk) -> None:
    other = Helpdesk(helpdesk.database, EditionCache())
    assert await other.read(lambda unit: unit.lpses.find("cimahi", 5)) == []

    def add(unit: SqlUnitOfWork) -> list[str]:
        unit.lpses.add(SHARED)
        return [lpse.name for lpse in unit.lpses.find("cimahi", 5)]

    assert await helpdesk.run(add) == [SHARED.name]
    assert await other.read(lambda unit: unit.lpses.find("cimahi", 5)) == [SHARED]
    renamed = replace(SHARED, name="LPSE Kota Cimahi Raya", zone="WIT", repository=None)
    await helpdesk.run(lambda unit: unit.lpses.save(renamed))
    assert await other.read(lambda unit: unit.lpses.get(30)) == renamed
    assert await other.read(lambda unit: unit.lpses.find("raya", 5)) == [renamed]
    assert [lpse.id for lpse in await other.read(lambda unit: unit.lpses.all_by_name())] == [20, 30, 10]


async def test_a_change_that_was_undone_is_not_remembered(helpdesk: Helpdesk) -> None:
    def change_and_fail(unit: SqlUnitOfWork) -> None:
        unit.lpses.save(replace(SURABAYA, name="LPSE Kota Pahlawan"))
        assert unit.lpses.find("pahlawan", 5)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await helpdesk.run(change_and_fail)
    assert await helpdesk.read(lambda unit: unit.lpses.find("pahlawan", 5)) == []
    assert await helpdesk.read(lambda unit: unit.lpses.find("surabaya", 5)) == [SURABAYA]


async def test_a_retired_lpse_is_found_only_by_those_who_ask_for_it_and_no_list_brings_it_back(
    helpdesk: Helpdesk,
) -> None:
    retired = replace(SURABAYA, retired=True)
    await helpdesk.run(lambda unit: unit.lpses.save(retired))
    assert await helpdesk.read(lambda unit: unit.lpses.find("surabaya", 5)) == []
    assert await helpdesk.read(lambda unit: unit.lpses.find("surabaya", 5, retired=True)) == [retired]
    await helpdesk.run(lambda unit: unit.bulk.import_lpses([SURABAYA]))
    assert await helpdesk.read(lambda unit: unit.lpses.get(10)) == retired


async def test_an_id_is_given_once(helpdesk: Helpdesk) -> None:
    with pytest.raises(IntegrityError):
        await helpdesk.run(lambda unit: unit.lpses.add(replace(SHARED, id=10)))


async def test_the_accounts_of_an_lpse_are_counted_by_what_they_do_there(helpdesk: Helpdesk) -> None:
    assert await helpdesk.read(lambda unit: unit.lpses.usage(10)) == LpseUsage(staff=3, reporters=1)
    assert await helpdesk.read(lambda unit: unit.lpses.usage(20)) == LpseUsage(staff=0, reporters=1)

    def disable(unit: SqlUnitOfWork) -> None:
        unit.connection.execute(update(t.people).where(t.people.c.id == SARI.id).values(disabled=True))

    await helpdesk.run(disable)
    assert await helpdesk.read(lambda unit: unit.lpses.usage(10)) == LpseUsage(staff=2, reporters=1)
    assert await helpdesk.read(lambda unit: unit.lpses.usage(99)) == LpseUsage(0, 0)


async def test_an_lpse_that_is_being_changed_is_read_for_it(helpdesk: Helpdesk) -> None:
    assert await helpdesk.run(lambda unit: unit.lpses.get_for_change(10)) == SURABAYA
    assert await helpdesk.run(lambda unit: unit.lpses.get_for_change(99)) is None
    assert await helpdesk.run(lambda unit: unit.lpses.get_for_change(2**70)) is None
