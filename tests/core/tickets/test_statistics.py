"""Check that statistics count each ticket once by each property, and measure in office hours."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from core.master_data.priority import Priority
from core.organisation.lpse import ZONES
from core.organisation.office_hours import OfficeHours
from core.organisation.roles import Level
from core.tickets.kinds import TicketKind
from core.tickets.lifecycle import Status
from core.tickets.statistics import (
    CalendarDays,
    DurationStatistics,
    FiledTicket,
    OfficeHoursClock,
    Period,
    RatingStatistics,
    Statistics,
    compute_statistics,
    duration_statistics,
)
from tests.cases import for_each

# A Monday, half past seven in Jakarta: offices open.
MONDAY = datetime(2026, 11, 16, 0, 30, tzinfo=UTC)
HOURS = OfficeHours(ZONES["WIB"], {date(2026, 11, 18)})
CLOCK = OfficeHoursClock(HOURS, MONDAY, MONDAY + timedelta(days=30))
HOUR = 3600


def filed(
    taken: int | None = None, solved: int | None = None, rating: dict[str, Any] | None = None, **sides: Any
) -> FiledTicket:
    """Return a ticket filed as offices opened on Monday; times are seconds after that."""
    at = int(MONDAY.timestamp())
    side: dict[str, Any] = {
        "lpse": 10,
        "application": "spse",
        "category": "spse-login",
        "status": Status.CLOSED,
        "priority": Priority.MAJOR,
        "level": Level.LPSE_1,
        "rule": "category",
        "kind": TicketKind.GENERAL,
    } | sides
    return (
        side["lpse"],
        side["application"],
        side["category"],
        str(side["status"]),
        str(side["priority"]),
        str(int(side["level"])),
        at,
        None if taken is None else at + taken,
        None if solved is None else at + solved,
        rating,
        side["rule"],
        str(side["kind"]),
    )


def of(*tickets: FiledTicket) -> Statistics:
    """Return the statistics of these tickets."""
    return compute_statistics(tickets, lambda _lpse_id: CLOCK)


def test_every_ticket_is_counted_once_on_each_side() -> None:
    found = of(
        filed(),
        filed(application="sirup", category="sirup-akun", status=Status.WAITING),
        filed(lpse=20, level=Level.TIM_TEKNIS, priority=Priority.MINOR, status=Status.WAITING),
    )
    assert found.total == 3
    assert found.by_status == {Status.CLOSED: 1, Status.WAITING: 2}
    assert found.by_application == {"spse": 2, "sirup": 1}
    assert found.by_category == {("spse", "spse-login"): 2, ("sirup", "sirup-akun"): 1}
    assert found.by_priority == {Priority.MAJOR: 2, Priority.MINOR: 1}
    assert found.by_lpse == {10: 2, 20: 1}
    assert found.by_level == {Level.LPSE_1: 2, Level.TIM_TEKNIS: 1}


def test_what_a_stage_made_an_emergency_is_counted_apart() -> None:
    rules = ("category", "outage", "tender_over", "short_stage", "stage_ends_soon", "stage_ends_soon", "")
    assert of(*(filed(rule=rule) for rule in rules)).stage_emergencies == 3


def test_without_tickets_there_is_nothing_to_say() -> None:
    found = of()
    assert (found.total, found.to_take, found.to_solve) == (0, DurationStatistics(), DurationStatistics())
    assert (found.ratings.count, found.ratings.average) == (0, None)


def test_times_are_measured_while_offices_are_open() -> None:
    overnight = 24 * HOUR + HOUR  # until half past eight on Tuesday
    past_the_holiday = 72 * HOUR  # until Thursday morning; Wednesday is off
    found = of(filed(HOUR, overnight), filed(2 * HOUR, past_the_holiday), filed(3 * HOUR), filed())
    assert found.to_take == DurationStatistics(3, 120, 180)
    assert found.to_solve == DurationStatistics(2, 510 + 60, 2 * 510)


def test_each_lpse_has_its_own_office_hours() -> None:
    east = OfficeHoursClock(OfficeHours(ZONES["WIT"], ()), MONDAY, MONDAY + timedelta(days=1))
    # From 14:30 in Jakarta, when Jayapura has closed, for an hour.
    late = [filed(8 * HOUR, lpse=10), filed(8 * HOUR, lpse=30)]
    found = compute_statistics(late, lambda lpse_id: east if lpse_id == 30 else CLOCK)
    assert found.to_take == DurationStatistics(2, 390, 480), (
        "nine in the morning there: six hours and a half were left"
    )


@for_each(
    ("minutes", "expected"),
    [
        ({}, DurationStatistics()),
        ({5: 1}, DurationStatistics(1, 5, 5)),
        ({1: 1, 9: 1}, DurationStatistics(2, 1, 9)),
        ({0: 5, 10: 4, 700: 1}, DurationStatistics(10, 0, 10)),
        (dict.fromkeys(range(1, 101), 1), DurationStatistics(100, 50, 90)),
    ],
)
def test_the_middle_and_the_slow_end(minutes: dict[int, int], expected: DurationStatistics) -> None:
    assert duration_statistics(minutes) == expected


def test_ratings_and_chips_praise_or_find_fault_by_their_stars() -> None:
    found = of(
        filed(rating={"stars": 5, "chips": ["speed", "kindness"], "message": ""}),
        filed(rating={"stars": 2, "chips": ["speed"], "message": "lama"}),
        filed(),
    )
    chips = {("speed", True): 1, ("kindness", True): 1, ("speed", False): 1}
    assert found.ratings == RatingStatistics({5: 1, 2: 1}, chips)
    assert (found.ratings.count, found.ratings.average) == (2, 3.5)


MINUTE = st.integers(min_value=0, max_value=30 * 24 * 60)


def ran(start: datetime, end: datetime) -> timedelta:
    """Return how long the clock ran between two instants."""
    read = [CLOCK.reading(int(instant.timestamp())) for instant in (start, end)]
    return timedelta(seconds=read[1] - read[0])


@given(MINUTE)
def test_the_clock_runs_while_offices_are_open(minute: int) -> None:
    start = MONDAY + timedelta(minutes=minute)
    assert ran(start, start + timedelta(minutes=1)) == timedelta(minutes=HOURS.is_open(start))


def local(day: int, hour: int, minute: int = 0) -> datetime:
    """Return an instant in Jakarta in November 2026; the 16th is a Monday, the 18th a holiday."""
    return datetime(2026, 11, day, hour, minute, tzinfo=ZONES["WIB"])


@for_each(
    ("start", "end", "minutes"),
    [
        (local(16, 8), local(16, 9), 60),
        (local(16, 8), local(16, 23), 480),
        (local(20, 0), local(20, 23), 540),
        (local(16, 15), local(17, 8, 30), 120),
        (local(20, 16), local(23, 8), 60),
        (local(21, 0), local(22, 23), 0),
        (local(17, 15), local(19, 8), 90),
        (local(23, 0), local(30, 0), 4 * 510 + 540),
        (local(17, 9), local(17, 9), 0),
    ],
)
def test_the_clock_counts_office_time(start: datetime, end: datetime, minutes: int) -> None:
    assert ran(start, end) == timedelta(minutes=minutes)


def test_outside_of_its_time_the_clock_stands() -> None:
    end = MONDAY + timedelta(days=31)
    assert ran(MONDAY - timedelta(days=400), MONDAY) == timedelta()
    assert ran(end, end + timedelta(days=400)) == timedelta()


TODAY = date(2026, 3, 1)


@for_each(
    ("period", "first", "last"),
    [
        (Period.TODAY, date(2026, 3, 1), TODAY),
        (Period.WEEK, date(2026, 2, 23), TODAY),
        (Period.THIRTY_DAYS, date(2026, 1, 31), TODAY),
        (Period.THIS_MONTH, date(2026, 3, 1), TODAY),
        (Period.LAST_MONTH, date(2026, 2, 1), date(2026, 2, 28)),
        (Period.THIS_YEAR, date(2026, 1, 1), TODAY),
    ],
)
def test_the_days_of_each_period(period: Period, first: date, last: date) -> None:
    assert period.days(TODAY) == (first, last)


def test_last_month_of_january_is_of_the_year_before() -> None:
    assert Period.LAST_MONTH.days(date(2026, 1, 31)) == (date(2025, 12, 1), date(2025, 12, 31))


def test_days_are_those_of_the_zone_and_kinds_are_counted() -> None:
    days = CalendarDays(date(2026, 11, 16), date(2026, 11, 17), ZONES["WIB"])
    midnight = datetime(2026, 11, 17, tzinfo=ZONES["WIB"])
    assert days.day(int(midnight.timestamp()) - 1) == date(2026, 11, 16)
    assert days.day(int(midnight.timestamp())) == date(2026, 11, 17)
    tickets = [
        filed(kind=TicketKind.SERVICE),
        filed(kind=TicketKind.SERVICE, priority=Priority.MINOR),
        filed(),
    ]
    found = compute_statistics(tickets, lambda _lpse: CLOCK, days)
    assert found.by_kind == {TicketKind.SERVICE: 2, TicketKind.GENERAL: 1}
    assert found.by_day == {(MONDAY.date(), Priority.MAJOR): 2, (MONDAY.date(), Priority.MINOR): 1}
