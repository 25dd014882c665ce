"""Sample reports: a busy month of the whole nation, and a day without tickets."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from conversations.rendering.screen import Screen
from conversations.screens.report import PeriodStatistics, periods, summary
from core.master_data.priority import Priority
from core.organisation.roles import Level
from core.tickets.lifecycle import Status
from core.tickets.statistics import DurationStatistics, Period, RatingStatistics, Statistics
from tests.conversations.sample_screens import Words
from tests.core.fakes import CATALOGUE

LPSES = {
    10: "LPSE Kota Surabaya",
    20: "LPSE Kementerian Pekerjaan Umum dan Perumahan Rakyat Republik Indonesia",
    30: "LPSE Provinsi $Papua$ & Pegunungan",
    **{n: f"LPSE Kabupaten Contoh {n}" for n in range(40, 52)},
}


def busy_month() -> PeriodStatistics:
    """Return the statistics of a month of the whole nation, with every kind of ticket."""
    categories = {
        (application.code, category.code): (category.name, 97 - 3 * n - 5 * m)
        for n, application in enumerate(CATALOGUE.applications)
        for m, category in enumerate(application.categories[:6])
    }
    by_application: dict[str, int] = {}
    for (application, _category), (_name, count) in categories.items():
        by_application[application] = by_application.get(application, 0) + count
    total = sum(by_application.values())
    report = Statistics(
        by_status={
            Status.WAITING: 60,
            Status.WORKING: 110,
            Status.FEEDBACK: 14,
            Status.CLOSED: total - 184,
        },
        by_application=by_application,
        by_category={key: count for key, (_name, count) in categories.items()},
        by_priority={Priority.EMERGENCY: 12, Priority.MAJOR: 230, Priority.MINOR: total - 242},
        by_lpse={lpse_id: 40 + lpse_id for lpse_id in LPSES},
        by_level={Level.LPSE_1: total - 321, Level.LPSE_2: 250, Level.TIM_TEKNIS: 71},
        to_take=DurationStatistics(1170, 42, 515),
        to_solve=DurationStatistics(964, 605, 2890),
        stage_emergencies=9,
        ratings=RatingStatistics(
            {5: 320, 4: 110, 3: 25, 1: 18},
            {("speed", True): 200, ("kindness", True): 120, ("solution", False): 9, ("speed", False): 30},
        ),
    )
    report = replace(report, by_day=_course(report))
    return PeriodStatistics(
        Period.THIRTY_DAYS,
        date(2026, 10, 23),
        date(2026, 11, 21),
        (),
        report,
        {application.code: application.name for application in CATALOGUE.applications},
        {key: name for key, (name, _count) in categories.items()},
        LPSES,
    )


def _course(report: Statistics) -> dict[tuple[date, Priority], int]:
    """Return the tickets of each priority over thirty days, few of them at weekends."""
    days = [date(2026, 10, 23) + timedelta(days=n) for n in range(30)]
    course: dict[tuple[date, Priority], int] = {}
    for priority, count in report.by_priority.items():
        weights = {day: (1 + day.day * 7 % 5) if day.weekday() < 5 else 0 for day in days}
        parts = {day: count * weight // sum(weights.values()) for day, weight in weights.items()}
        parts[days[10]] += count - sum(parts.values())
        course |= {(day, priority): part for day, part in parts.items() if part}
    return course


def quiet_day() -> PeriodStatistics:
    """Return the statistics of a day of one LPSE without tickets."""
    day = date(2026, 11, 21)
    nothing = Statistics(
        {}, {}, {}, {}, {}, {}, DurationStatistics(), DurationStatistics(), RatingStatistics()
    )
    return PeriodStatistics(Period.TODAY, day, day, (LPSES[10],), nothing, {}, {}, {})


def all_report_screens(_words: Words) -> Iterator[tuple[str, Screen]]:
    """Yield the choice of a period, and reports of a busy, a young and a quiet one."""
    yield "report periods", periods()
    yield "report", summary(busy_month())
    young = replace(
        busy_month().report,
        to_take=DurationStatistics(3, 0, 59),
        to_solve=DurationStatistics(),
        ratings=RatingStatistics(),
    )
    yield "report, nothing solved", summary(replace(busy_month(), report=young, places=tuple(LPSES.values())))
    yield "report, empty", summary(quiet_day())
