"""Check the age of a ticket in days on the LPSE's calendar."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from core.organisation.lpse import zone_named
from core.tickets.age import age_in_days
from tests.cases import for_each

NIGHT = datetime(2020, 6, 15, 16, 30, tzinfo=UTC)  # 23:30 WIB, 01:30 the next day WIT


@for_each(
    ("passed", "name", "age"),
    [
        (timedelta(), "WIB", 0),
        (timedelta(minutes=29), "WIB", 0),
        (timedelta(minutes=30), "WIB", 1),
        (timedelta(minutes=30), "WIT", 0),
        (timedelta(hours=22, minutes=29), "WIT", 0),
        (timedelta(hours=22, minutes=30), "WIT", 1),
        (timedelta(days=10), "WITA", 10),
        (timedelta(days=365), "WIB", 365),
        (timedelta(days=-3), "WIB", 0),
    ],
)
def test_days_on_the_calendar_of_the_lpse(passed: timedelta, name: str, age: int) -> None:
    assert age_in_days(NIGHT, NIGHT + passed, zone_named(name)) == age


@given(st.timedeltas(timedelta(), timedelta(days=900)), st.timedeltas(timedelta(), timedelta(days=900)))
def test_a_ticket_only_gets_older(one: timedelta, more: timedelta) -> None:
    assert age_in_days(NIGHT, NIGHT + one, zone_named("WITA")) <= age_in_days(
        NIGHT, NIGHT + one + more, zone_named("WITA")
    )
