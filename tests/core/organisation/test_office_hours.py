"""Check when offices are open, and how office days are counted."""

from datetime import UTC, date, datetime

import pytest

from core.organisation.lpse import zone_named
from core.organisation.office_hours import OfficeHours
from tests.cases import for_each

WIB = zone_named("WIB")
NYEPI = date(2026, 3, 19)  # a Thursday
OFFICE = OfficeHours(WIB, {NYEPI})


def at(day: int, hour: int, minute: int = 0) -> datetime:
    """Return a local instant in March 2026; the 2nd is a Monday."""
    return datetime(2026, 3, day, hour, minute, tzinfo=WIB)


@for_each(
    ("instant", "is_open"),
    [
        (at(2, 7, 29), False),
        (at(2, 7, 30), True),
        (at(2, 12), True),
        (at(2, 15, 59), True),
        (at(2, 16), False),
        (at(6, 16), True),
        (at(6, 16, 29), True),
        (at(6, 16, 30), False),
        (at(7, 10), False),
        (at(8, 10), False),
        (at(19, 10), False),
        (at(20, 10), True),
    ],
)
def test_when_an_office_is_open(instant: datetime, is_open: bool) -> None:
    assert OFFICE.is_open(instant) is is_open
    assert OFFICE.is_open(instant.astimezone(UTC)) is is_open


@for_each(
    ("start", "days", "end"),
    [
        (at(2, 10), 0, at(2, 10)),
        (at(2, 10), 3, at(5, 10)),
        (at(2, 6), 1, at(3, 7, 30)),
        (at(2, 23), 0, at(3, 7, 30)),
        (at(6, 16, 20), 1, at(9, 15, 59)),
        (at(7, 12), 1, at(10, 7, 30)),
        (at(17, 15), 3, at(23, 15)),
        (at(19, 10), 0, at(20, 7, 30)),
    ],
)
def test_days_are_counted_in_office_days(start: datetime, days: int, end: datetime) -> None:
    assert OFFICE.add_days(start, days) == end
    assert OFFICE.add_days(start.astimezone(UTC), days) == end
    assert OFFICE.is_open(end)


def test_a_broken_calendar_does_not_hang_the_count_of_days() -> None:
    with pytest.raises(ValueError, match="no office day"):
        OfficeHours(WIB, EveryDay()).add_days(at(2, 8), 1)


def test_jayapura_opens_two_hours_before_jakarta() -> None:
    instant = at(2, 6)
    assert not OFFICE.is_open(instant)
    assert OfficeHours(zone_named("WIT"), ()).is_open(instant)


class EveryDay:
    """Calendar on which every day is a holiday."""

    def __contains__(self, day: object) -> bool:
        return True
