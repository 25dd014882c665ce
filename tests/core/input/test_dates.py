"""Check that a day is read as people write it."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.input.dates import MONTHS, read_written_day
from tests.cases import for_each

DAY = date(2026, 6, 6)


@for_each(
    "typed",
    [
        "6 Juni 2026", "06 juni 2026", "Sabtu, 6 Juni 2026", "sabtu 6 jun 2026", "Hari Sabtu, 6 Juni 2026",
        "6/6/26",
        "06/06/2026", "6-6-2026", "06.06.2026", "6 6 2026", "2026-06-06", "2026/6/6", "6-Jun-26",
        "6 June 2026",
        "tanggal 6 Juni 2026", "tgl. 6 Juni 2026", "6 Juni 2026.", "6 Juni '26",
        "6 Juni 2026 08:00", "6 Juni 2026 pukul 08.00 WIB", "Sabtu, 6 Juni 2026, jam 08.00",
        "2026-06-06T08:00:00",
        "2026-06-06 08:00", "06/06/26 23.59 wita", "6\u00a0Juni\u202f2026", "6–6–2026",
        "\u200e6 Ju\u00adni 2026\ufeff",
    ],
)  # fmt: skip
def test_a_day_in_words_and_numbers(typed: str) -> None:
    assert read_written_day(typed) == DAY


@for_each(
    "typed",
    [
        "",
        "6 Juni",
        "Juni 2026",
        "6/13/2026",
        "31 Februari 2026",
        "6 Foo 2026",
        "6/6/026",
        "662026",
        "6 Juni 2026 lusa",
    ],
)
def test_what_is_no_day_or_not_certain_is_refused(typed: str) -> None:
    with pytest.raises(ValueError, match=r"day|month|range"):
        read_written_day(typed)


@given(
    st.dates(date(2008, 1, 1), date(2099, 12, 31)), st.sampled_from(sorted(MONTHS)), st.sampled_from("-/ .")
)
def test_every_day_is_read_with_every_name_of_its_month(day: date, name: str, mark: str) -> None:
    number = MONTHS[name]
    day = day.replace(month=number, day=min(day.day, 28))
    assert read_written_day(f"{day.day}{mark}{name.upper()}{mark}{day.year}") == day
    assert read_written_day(f"{day.day:02}{mark}{number:02}{mark}{day:%y}") == day
