"""Reports to draw and to write: a busy month of the nation, and a day on which nothing came."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from conversations.screen import Screen
from conversations.screens.report import Reported, periods, summary
from core.lifecycle import Status
from core.priority import Priority
from core.report import Period, Ratings, Report, Times
from core.roles import Level
from tests.conversations.samples import Words
from tests.core.fakes import CATALOGUE

LPSES = {
    10: "LPSE Kota Surabaya",
    20: "LPSE Kementerian Pekerjaan Umum dan Perumahan Rakyat Republik Indonesia",
    30: "LPSE Provinsi $Papua$ & Pegunungan",
    **{n: f"LPSE Kabupaten Contoh {n}" for n in range(40, 52)},
}


def busy() -> Reported:
    """A month of the whole nation, with every kind of ticket."""
    categories = {
        (application.code, category.code): (category.name, 97 - 3 * n - 5 * m)
        for n, application in enumerate(CATALOGUE.applications)
        for m, category in enumerate(application.categories[:6])
    }
    by_application: dict[str, int] = {}
    for (application, _category), (_name, count) in categories.items():
        by_application[application] = by_application.get(application, 0) + count
    total = sum(by_application.values())
    report = Report(
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
        to_take=Times(1170, 42, 515),
        to_solve=Times(964, 605, 2890),
        ratings=Ratings(
            {5: 320, 4: 110, 3: 25, 1: 18},
            {("speed", True): 200, ("kindness", True): 120, ("solution", False): 9, ("speed", False): 30},
        ),
    )
    return Reported(
        Period.THIRTY_DAYS,
        date(2026, 10, 23),
        date(2026, 11, 21),
        (),
        report,
        {application.code: application.name for application in CATALOGUE.applications},
        {key: name for key, (name, _count) in categories.items()},
        LPSES,
    )


def quiet() -> Reported:
    """A day of one LPSE without a ticket."""
    day = date(2026, 11, 21)
    nothing = Report({}, {}, {}, {}, {}, {}, Times(), Times(), Ratings())
    return Reported(Period.TODAY, day, day, (LPSES[10],), nothing, {}, {}, {})


def all_report_screens(_words: Words) -> Iterator[tuple[str, Screen]]:
    """The choice of a period, and what a busy, a young and a quiet one come to."""
    yield "report periods", periods()
    yield "report", summary(busy())
    young = replace(busy().report, to_take=Times(3, 0, 59), to_solve=Times(), ratings=Ratings())
    yield "report, nothing solved", summary(replace(busy(), report=young, places=tuple(LPSES.values())))
    yield "report, empty", summary(quiet())
