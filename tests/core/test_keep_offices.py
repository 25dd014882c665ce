"""LPSEs as administrators add, change and retire them, and as a list brings them in."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

import pytest

from core.audit import Changed
from core.errors import Refusal
from core.lpse import Lpse
from core.use_cases.keep_offices import KeepOffices, lpse_facts, read_host
from tests.core.fakes import ADMINISTRATOR, BANDUNG, EVERYBODY, NOW, SURABAYA, House

NEW = Lpse(0, None, "LPSE Ibu Kota Nusantara", "Kalimantan Timur", "WITA", "", "", "")


def keep(house: House) -> KeepOffices:
    return KeepOffices(house.offices, house.trail)


def test_only_administrators_change_lpses() -> None:
    house = House()
    for nobody in (one for one in EVERYBODY if one is not ADMINISTRATOR):
        deeds: tuple[Callable[[], object], ...] = (
            partial(keep(house).add, nobody, NEW, NOW),
            partial(keep(house).change, nobody, lpse_facts(SURABAYA), SURABAYA, NOW),
            partial(keep(house).retire, nobody, 10, NOW, retired=True),
        )
        for deed in deeds:
            with pytest.raises(Refusal, match="not_administrator"):
                deed()
    assert house.trail.changes == []


def test_an_lpse_gets_the_id_that_lkpp_gave_it_or_one_of_ours() -> None:
    house = House()
    assert keep(house).add(ADMINISTRATOR, replace(NEW, id=1070), NOW).id == 1070
    own = keep(house).add(ADMINISTRATOR, replace(NEW, name="LPSE Baru"), NOW)
    assert own.id >= 1_000_000
    house.offices.save(replace(own, name="LPSE Lama"))
    again = keep(house).add(ADMINISTRATOR, replace(NEW, name="LPSE Baru"), NOW)
    assert again.id not in (own.id, 0)
    assert [change.kind for change in house.trail.changes] == [Changed.LPSE_ADDED] * 3
    with pytest.raises(Refusal, match="id_taken"):
        keep(house).add(ADMINISTRATOR, replace(NEW, id=10, name="LPSE Lain"), NOW)


def test_two_lpses_never_have_one_name_but_a_retired_one_gives_it_up() -> None:
    house = House()
    with pytest.raises(Refusal, match="name_taken"):
        keep(house).add(ADMINISTRATOR, replace(NEW, name="lpse  kota SURABAYA"), NOW)
    keep(house).retire(ADMINISTRATOR, 10, NOW, retired=True)
    keep(house).add(ADMINISTRATOR, replace(NEW, name="LPSE Kota Surabaya"), NOW)
    with pytest.raises(Refusal, match="name_taken"):
        keep(house).retire(ADMINISTRATOR, 10, NOW, retired=False)


def test_a_change_stands_in_the_trail_with_what_differs() -> None:
    house = House()
    changed = keep(house).change(ADMINISTRATOR, lpse_facts(SURABAYA), replace(SURABAYA, zone="WIT"), NOW)
    assert house.offices.get(10) == changed
    [change] = house.trail.changes
    assert (change.before, change.after) == ({"zone": "WIB"}, {"zone": "WIT"})
    with pytest.raises(Refusal, match="changed_meanwhile"):
        keep(house).change(ADMINISTRATOR, lpse_facts(SURABAYA), SURABAYA, NOW)
    with pytest.raises(Refusal, match="name_taken"):
        keep(house).change(ADMINISTRATOR, lpse_facts(BANDUNG), replace(BANDUNG, name=SURABAYA.name), NOW)
    with pytest.raises(Refusal, match="lpse_unknown"):
        keep(house).retire(ADMINISTRATOR, 99, NOW, retired=True)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        (" LPSE.Surabaya.go.id/ ", "https://lpse.surabaya.go.id"),
        ("http://10.0.0.1:8080/eproc4", "http://10.0.0.1:8080/eproc4"),
    ],
)
def test_an_address_in_the_web_is_kept_with_its_scheme(typed: str, kept: str) -> None:
    assert read_host(typed) == kept


@pytest.mark.parametrize(
    "typed", ["surabaya", "ftp://lpse.go.id", "https://a b.id", "https://lpse.go.id/?q=<b>", ""]
)
def test_what_is_no_address_is_refused(typed: str) -> None:
    with pytest.raises(Refusal, match="host"):
        read_host(typed)


def test_a_list_adds_and_changes_and_says_what_it_can_t_keep() -> None:
    house = House()
    keep(house).retire(ADMINISTRATOR, 20, NOW, retired=True)
    house.trail.changes.clear()
    counted = keep(house).bring_in(
        [
            replace(SURABAYA, zone="WITA"),
            replace(BANDUNG, host="https://spse.bandung.go.id"),
            replace(NEW, id=5000),
            replace(NEW, id=5001),
            replace(NEW, id=5002, name="a" * 101),
            replace(NEW, id=2**40, name="LPSE Jauh"),
            replace(NEW, id=5003, name="LPSE Repo", repository=123_456),
        ],
        NOW,
    )
    assert (counted.added, counted.changed) == (1, 2)
    assert [no.code for _lpse, no in counted.wrong] == [
        "name_taken",
        "label_too_long",
        "lpse_id",
        "repository",
    ]
    assert house.offices.known[20].retired, "no list says that it is offered again"
    assert {change.person_id for change in house.trail.changes} == {None}
