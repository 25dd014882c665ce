"""Statistics of the tickets of a period: counts by kind, times to take and to solve, and ratings."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta, tzinfo
from enum import StrEnum
from math import ceil
from typing import Any, TypeAlias, TypeVar

from core.errors import Refusal
from core.master_data.priority import Priority
from core.organisation.office_hours import OfficeHours
from core.organisation.roles import Level
from core.tickets.kinds import TicketKind
from core.tickets.lifecycle import Status
from core.tickets.priority_rules import STAGE_RULES
from core.tickets.rating import is_praise
from core.words import _

K = TypeVar("K")
# Tickets that count alike: status, application, category, priority, digit of the level, rule of the priority.
Kind: TypeAlias = tuple[str, str, str, str, str, str]


class Period(StrEnum):
    """Periods that statistics are made for; the value travels in buttons."""

    TODAY = "today"
    WEEK = "week"
    THIRTY_DAYS = "30days"
    THIS_MONTH = "month"
    LAST_MONTH = "last"
    THIS_YEAR = "year"

    @property
    def label(self) -> str:
        return PERIOD_LABELS[self]

    def days(self, today: date) -> tuple[date, date]:
        """Return the first and the last day of the period; one that is not over ends today."""
        month = today.replace(day=1)
        match self:
            case Period.TODAY:
                return today, today
            case Period.WEEK:
                return today - timedelta(days=6), today
            case Period.THIRTY_DAYS:
                return today - timedelta(days=29), today
            case Period.THIS_MONTH:
                return month, today
            case Period.LAST_MONTH:
                last = month - timedelta(days=1)
                return last.replace(day=1), last
            case Period.THIS_YEAR:
                return today.replace(month=1, day=1), today


# Days that statistics may be made for at once.
MOST_DAYS = 731


@dataclass(frozen=True, slots=True)
class ChosenDays:
    """A time that a person has chosen, as its first and its last day."""

    first: date
    last: date

    @classmethod
    def checked(cls, first: date, last: date, today: date) -> ChosenDays:
        """Return the days; refuse `days_order`, `days_too_many`, and `date` for a day after today."""
        if last > today:
            raise Refusal("date")
        if last < first:
            raise Refusal("days_order")
        if (last - first).days >= MOST_DAYS:
            raise Refusal("days_too_many")
        return cls(first, last)

    @property
    def label(self) -> str:
        return _("Tanggal pilihan")

    def days(self, _today: date) -> tuple[date, date]:
        return self.first, self.last


ReportPeriod: TypeAlias = Period | ChosenDays


def period_document(period: ReportPeriod) -> dict[str, str]:
    """Return the period as the document that `read_period` reads."""
    if isinstance(period, ChosenDays):
        return {"first": period.first.isoformat(), "last": period.last.isoformat()}
    return {"period": period.value}


def read_period(stored: Mapping[str, str]) -> ReportPeriod:
    """Return the period of a stored document."""
    if "first" in stored:
        return ChosenDays(date.fromisoformat(stored["first"]), date.fromisoformat(stored["last"]))
    return Period(stored["period"])


PERIOD_LABELS = {
    Period.TODAY: _("Hari ini"),
    Period.WEEK: _("7 hari"),
    Period.THIRTY_DAYS: _("30 hari"),
    Period.THIS_MONTH: _("Bulan ini"),
    Period.LAST_MONTH: _("Bulan lalu"),
    Period.THIS_YEAR: _("Tahun ini"),
}


class OfficeHoursClock:
    """Clock that runs only while offices are open, to measure many tickets by `OfficeHours`.

    It is set for the time from `since` to `until`; what lies outside counts as closed. Instants are in whole
    seconds since 1970, as databases give them cheaply.
    """

    def __init__(self, hours: OfficeHours, since: datetime, until: datetime) -> None:
        self._opens: list[int] = []
        self._closes: list[int] = []
        self._before: list[int] = []
        total = 0
        day, last = since.astimezone(hours.zone).date(), until.astimezone(hours.zone).date()
        while day <= last:
            if (found := hours.hours(day)) is not None:
                opens, closes = (int(instant.timestamp()) for instant in found)
                self._opens.append(opens)
                self._closes.append(closes)
                self._before.append(total)
                total += closes - opens
            day += timedelta(days=1)

    def reading(self, instant: int) -> int:
        """Return the seconds it has run until then; two readings differ by the office time between them."""
        at = bisect_right(self._opens, instant) - 1
        return self._before[at] + min(instant, self._closes[at]) - self._opens[at] if at >= 0 else 0


class CalendarDays:
    """The days of a period in a zone, to find the day of many instants quickly."""

    def __init__(self, first: date, last: date, zone: tzinfo) -> None:
        self.days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
        self._starts = [int(datetime.combine(day, time(), zone).timestamp()) for day in self.days]

    def day(self, instant: int) -> date:
        """Return the day of an instant in seconds since 1970; the first or last for one outside of them."""
        return self.days[max(bisect_right(self._starts, instant) - 1, 0)]


# Row of a query: LPSE, application, category, status, priority, digit of the level; when it was filed, first
# taken and solved for good, in seconds since 1970; the rating as it is stored; the rule of the priority; the
# kind.
FiledTicket: TypeAlias = tuple[
    int, str, str, str, str, str, int, int | None, int | None, Mapping[str, Any] | None, str, str
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class DurationStatistics:
    """How long something took, in minutes of office time, over `count` tickets; None if there are none."""

    count: int = 0
    median: int | None = None
    ninetieth: int | None = None


@dataclass(frozen=True, slots=True)
class RatingStatistics:
    """Tickets by stars, and chips by (code, whether it praises)."""

    stars: Mapping[int, int] = field(default_factory=dict)
    chips: Mapping[tuple[str, bool], int] = field(default_factory=dict)

    @property
    def count(self) -> int:
        return sum(self.stars.values())

    @property
    def average(self) -> float | None:
        return sum(stars * n for stars, n in self.stars.items()) / self.count if self.count else None


@dataclass(frozen=True, slots=True)
class Statistics:
    """Counts of tickets by each of their properties, with times and ratings.

    Categories are counted by application and category, LPSEs by their ids, and days with the priorities of
    what was filed on them. `stage_emergencies` are Emergency because of a stage of their tender.
    """

    by_status: Mapping[Status, int]
    by_application: Mapping[str, int]
    by_category: Mapping[tuple[str, str], int]
    by_priority: Mapping[Priority, int]
    by_lpse: Mapping[int, int]
    by_level: Mapping[Level, int]
    to_take: DurationStatistics
    to_solve: DurationStatistics
    ratings: RatingStatistics
    by_day: Mapping[tuple[date, Priority], int] = field(default_factory=dict)
    by_kind: Mapping[TicketKind, int] = field(default_factory=dict)
    stage_emergencies: int = 0

    @property
    def total(self) -> int:
        return sum(self.by_status.values())


def compute_statistics(
    tickets: Iterable[FiledTicket],
    clock_of: Callable[[int], OfficeHoursClock],
    days: CalendarDays | None = None,
) -> Statistics:
    """Return the statistics of the tickets, which are read once.

    Memory is bounded by the kinds of tickets and the days, not by their number. `clock_of` returns the office
    clock of an LPSE. The time to solve ends with the solution that stands.
    """
    kinds: Counter[Kind] = Counter()
    lpses: Counter[int] = Counter()
    sorts: Counter[str] = Counter()
    daily: Counter[tuple[date, str]] = Counter()
    taken, solved, stars = Counter[int](), Counter[int](), Counter[int]()
    chips: Counter[tuple[str, bool]] = Counter()
    # Kept by LPSE, to save calls: there may be a hundred thousand tickets.
    readings: dict[int, Callable[[int], int]] = {}
    for lpse_id, application, category, status, priority, level, at, *times, rating, rule, sort in tickets:
        taken_at, solved_at = times
        kinds[status, application, category, priority, level, rule] += 1
        lpses[lpse_id] += 1
        sorts[sort] += 1
        if days is not None:
            daily[days.day(at), priority] += 1
        if taken_at is not None:
            reading = readings.get(lpse_id)
            if reading is None:
                reading = readings[lpse_id] = clock_of(lpse_id).reading
            filed = reading(at)
            taken[(reading(taken_at) - filed) // 60] += 1
            if solved_at is not None:
                solved[(reading(solved_at) - filed) // 60] += 1
        if rating:
            stars[rating["stars"]] += 1
            chips.update((chip, is_praise(rating["stars"])) for chip in rating["chips"])
    return Statistics(
        by_status=_along(kinds, lambda kind: Status(kind[0])),
        by_application=_along(kinds, lambda kind: kind[1]),
        by_category=_along(kinds, lambda kind: (kind[1], kind[2])),
        by_priority=_along(kinds, lambda kind: Priority(kind[3])),
        by_lpse=lpses,
        by_level=_along(kinds, lambda kind: Level(int(kind[4]))),
        to_take=duration_statistics(taken),
        to_solve=duration_statistics(solved),
        ratings=RatingStatistics(stars, chips),
        by_day={(day, Priority(priority)): count for (day, priority), count in daily.items()},
        by_kind={TicketKind(sort): count for sort, count in sorts.items()},
        stage_emergencies=sum(count for kind, count in kinds.items() if kind[5] in STAGE_RULES),
    )


def duration_statistics(minutes: Mapping[int, int]) -> DurationStatistics:
    """Return median and 90th percentile of tickets counted by minutes; each is the time of a real ticket."""
    count = sum(minutes.values())
    return DurationStatistics(count, _percentile(minutes, count, 50), _percentile(minutes, count, 90))


def _along(kinds: Mapping[Kind, int], key: Callable[[Kind], K]) -> Counter[K]:
    """Return the counts of the same tickets by one part of their kind."""
    counted: Counter[K] = Counter()
    for kind, count in kinds.items():
        counted[key(kind)] += count
    return counted


def _percentile(minutes: Mapping[int, int], count: int, percent: int) -> int | None:
    """Return the shortest time within which so many per cent of the tickets were done (nearest rank)."""
    left = ceil(count * percent / 100)
    for value in sorted(minutes):
        left -= minutes[value]
        if left <= 0:
            return value
    return None
