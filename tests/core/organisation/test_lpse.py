"""Check the list of LPSEs that ships, their ids and local times."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from core.input.csv_rows import csv_rows
from core.organisation.lpse import COLUMNS, Lpse, derived_id, read_lpses, zone_named
from tests.cases import for_each

LIST = (Path(__file__).parents[3] / "data" / "lpse.csv").read_text(encoding="utf-8").splitlines(keepends=True)
HEADER = ",".join(COLUMNS) + "\n"


def read(lines: list[str]) -> list[Lpse]:
    return read_lpses(csv_rows(lines))


def named(name: str, lpses: list[Lpse]) -> Lpse:
    return next(lpse for lpse in lpses if lpse.name == name)


def test_every_lpse_of_the_list_is_read() -> None:
    lpses = read(LIST)
    assert len(lpses) == 719
    assert len({lpse.name for lpse in lpses}) == 719
    assert {lpse.zone for lpse in lpses} == {"WIB", "WITA", "WIT"}
    assert named("LPSE Kota Surabaya", lpses) == Lpse(
        id=10,
        repository=10,
        name="LPSE Kota Surabaya",
        province="Jawa Timur",
        zone="WIB",
        category="Pemerintah daerah",
        host="https://lpse.surabaya.go.id",
        build="SPSE v4.5u20220801",
    )


def test_a_small_lpse_names_the_repository_it_shares() -> None:
    lpses = read(LIST)
    assert named("LPSE Kementerian Sosial", lpses).repository == 11
    assert sum(lpse.repository != lpse.id for lpse in lpses if lpse.repository is not None) == 40


def test_a_province_has_one_time_zone() -> None:
    zones: dict[str, set[str]] = {}
    for lpse in read(LIST):
        zones.setdefault(lpse.province, set()).add(lpse.zone)
    assert [province for province, found in zones.items() if province and len(found) > 1] == []


def test_an_lpse_without_official_id_keeps_its_id_when_lines_move() -> None:
    before = {lpse.name: lpse.id for lpse in read(LIST)}
    after = {lpse.name: lpse.id for lpse in read([LIST[0], *sorted(LIST[1:], reverse=True)])}
    assert before == after
    assert before["LPSE BAPPENAS"] == derived_id("bappenas") == 3_793_227
    assert sum(number >= 1_000_000 for number in before.values()) == 11


@for_each(("name", "hour"), [("WIB", 19), ("WITA", 20), ("WIT", 21)])
def test_noon_in_greenwich_on_the_clocks_of_each_zone(name: str, hour: int) -> None:
    office = Lpse(1, 1, "LPSE", "", name, "", "", "")
    local = office.local(datetime(2026, 1, 5, 12, 0, tzinfo=UTC))
    assert (local.hour, local.tzname()) == (hour, name)
    assert zone_named(name).utcoffset(None) == timedelta(hours=hour - 12)


def test_an_instant_without_zone_is_not_guessed() -> None:
    with pytest.raises(ValueError, match="time zone"):
        Lpse(1, 1, "LPSE", "", "WIB", "", "", "").local(datetime(2026, 1, 5, 12, 0))  # noqa: DTZ001 - that it has no zone is the point


@for_each(
    ("lines", "complaint"),
    [
        (["id,name\n", "1,LPSE\n"], "columns missing"),
        ([HEADER, "1,1,LPSE A,,WIB,,,a,\n", "1,1,LPSE B,,WIB,,,b,\n"], "line 3 .* id 1 stands on line 2 too"),
        ([HEADER, "1,1,LPSE A,,GMT,,,a,\n"], "line 2 .* timezone 'GMT' is none of"),
        ([HEADER, "x,1,LPSE A,,WIB,,,a,\n"], "line 2 "),
        ([HEADER, ",,LPSE A,,WIB,,,,\n"], "neither an id nor a slug"),
        ([HEADER, "1,1,,,WIB,,,a,\n"], "the name is missing"),
        ([HEADER, "1,1\n"], "the name is missing"),
    ],
)
def test_a_broken_list_says_where(lines: list[str], complaint: str) -> None:
    with pytest.raises(ValueError, match=complaint):
        read(lines)
