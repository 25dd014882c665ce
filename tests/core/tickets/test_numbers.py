"""Check that ticket numbers are made, read back, and found in what people type."""

import csv
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.tickets.numbers import find_number, format_number, month_key, number_part, prefix
from tests.cases import for_each

GUIDES = Path(__file__).parents[2] / "data" / "ticket_numbers.csv"
LETTERS = st.sampled_from("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
DAYS = st.dates(date(2019, 1, 1), date(2068, 12, 31))


def test_the_nineteenth_ticket_of_a_ppk_about_spse_in_june_2020() -> None:
    assert prefix("P", "S") == "TPS"
    assert format_number(prefix("P", "S"), date(2020, 6, 15), 19) == "TPS2006150019"
    assert month_key(date(2020, 6, 15)) == "2006"


@for_each(("counter", "ending"), [(1, "0001"), (9999, "9999"), (10_000, "10000"), (99_999, "99999")])
def test_a_busy_month_gets_a_fifth_digit(counter: int, ending: str) -> None:
    assert format_number("TPS", date(2020, 6, 15), counter) == f"TPS200615{ending}"


@for_each("counter", [0, -1, 100_000])
def test_a_counter_that_can_not_be(counter: int) -> None:
    with pytest.raises(ValueError, match="counter"):
        format_number("TPS", date(2020, 6, 15), counter)


@for_each(("role", "application"), [("", "S"), ("p", "S"), ("P", ""), ("PP", "S"), ("P", "5")])
def test_letters_that_make_no_prefix(role: str, application: str) -> None:
    with pytest.raises(ValueError, match="letters"):
        prefix(role, application)


def numbers_of_the_guides() -> list[str]:
    with GUIDES.open(encoding="utf-8", newline="") as lines:
        return [row["nomor"] for row in csv.DictReader(lines)]


def test_every_number_of_the_guides_is_recognised() -> None:
    numbers = numbers_of_the_guides()
    assert len(numbers) == 14
    assert [find_number(number) for number in numbers] == numbers


@for_each(
    ("typed", "number"),
    [
        ("TPS2006150019", "TPS2006150019"),
        ("tps2006150019", "TPS2006150019"),
        ("tps 2006150019", "TPS2006150019"),
        ("TPS-2006150019", "TPS2006150019"),
        ("T P S 200615 0019", "TPS2006150019"),
        ("TPS/200615/0019.", "TPS2006150019"),
        ("Tiket TPS2006150019", "TPS2006150019"),
        ("tiket TPS2006150019 belum dijawab", "TPS2006150019"),
        ("Tiket TPS2006150019 berhasil disimpan!", "TPS2006150019"),
        ("#TPS2006150019\n", "TPS2006150019"),
        ("TPS20061510000", "TPS20061510000"),
        ("TPS2006150019 dan TPS2006150022", "TPS2006150019"),
        ("TPS2013150019 eh TPS2006150019", "TPS2006150019"),
        ("ＴＰＳ２００６１５００１９", "TPS2006150019"),  # noqa: RUF001 - typed on a wide keyboard
        ("lc 2019072900017", "LC2019072900017"),
        ("UC-20190206-00073", "UC2019020600073"),
        ("TPS20061500190012", None),
        ("TPS200615001", None),
        ("XTPS2006150019", None),
        ("TPS2013150019", None),
        ("TPS2002300019", None),
        ("LC201907290001", None),
        ("LC2019132900017", None),
        ("2006150019", None),
        ("tidak bisa login", None),
        ("", None),
    ],
)
def test_what_a_person_types_when_searching(typed: str, number: str | None) -> None:
    assert find_number(typed) == number


@for_each(
    ("typed", "part"),
    [
        ("0019", "0019"),
        ("2006", "2006"),
        ("tps2", "TPS2"),
        ("TPS-2006", "TPS2006"),
        ("2006 15", "200615"),
        ("S2006", "S2006"),
        ("LC2019", "LC2019"),
        ("TPS2006150019", "TPS2006150019"),
        ("019", None),
        ("TPS", None),
        ("T1", None),
        ("login", None),
        ("SPSE 4.3", None),
        ("2006150019200615", None),
        ("12ab", None),
        ("", None),
    ],
)
def test_parts_of_a_number(typed: str, part: str | None) -> None:
    assert number_part(typed) == part


@given(LETTERS, LETTERS, DAYS, st.integers(1, 99_999))
def test_a_number_that_was_made_is_understood(role: str, application: str, day: date, counter: int) -> None:
    number = format_number(prefix(role, application), day, counter)
    assert find_number(number) == number
    assert find_number(f"Tiket {number.lower()}, mohon dibantu") == number
    assert number[3:7] == month_key(day)


@given(DAYS, st.integers(1, 99_999), st.integers(1, 99_999))
def test_other_counters_make_other_numbers(day: date, one: int, other: int) -> None:
    assert (format_number("TPS", day, one) == format_number("TPS", day, other)) is (one == other)


@given(st.text())
def test_any_text_can_be_searched_for(text: str) -> None:
    number = find_number(text)
    assert number is None or find_number(number) == number
