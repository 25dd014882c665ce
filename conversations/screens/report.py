"""What a period's tickets come to, in words and figures; pictures and Excel say the same at length."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from conversations import addresses
from conversations.screen import Button, Note, Screen, Style, columns
from conversations.screens.menu import to_menu
from core.lifecycle import Status
from core.priority import Priority
from core.rating import CHIPS, STARS
from core.report import Period, Report
from core.roles import Level
from core.words import _

K = TypeVar("K")

# How many of the most frequent are named on the screen.
TOP = 5
MINUTES_AN_HOUR = 60
DAY = "%d-%m-%Y"


@dataclass(frozen=True, slots=True)
class Section:
    """One figure: its title, and how many tickets there are of each label; `is_long` is cut on a screen."""

    title: str
    rows: tuple[tuple[str, int], ...]
    is_long: bool = False


@dataclass(frozen=True, slots=True)
class Reported:
    """A report with the days and places it is of, and the names of what it counts; no places: the nation."""

    period: Period
    first: date
    last: date
    places: tuple[str, ...]
    report: Report
    applications: Mapping[str, str]
    categories: Mapping[tuple[str, str], str]
    lpses: Mapping[int, str]
    # Questions of the FAQ and how often each helped in the period, of all LPSEs, the most frequent first.
    faq: tuple[tuple[str, int], ...] = ()

    @property
    def sections(self) -> tuple[Section, ...]:
        """The counts: what has an order in its own, the rest with the most frequent first."""
        report = self.report
        levels = [level for level in Level if level is not Level.REPORTER]
        return (
            Section(_("Status"), tuple((one.label, report.by_status.get(one, 0)) for one in Status)),
            Section(_("Prioritas"), tuple((one.label, report.by_priority.get(one, 0)) for one in Priority)),
            Section(_("Level"), tuple((one.label, report.by_level.get(one, 0)) for one in levels)),
            _ranked(_("Aplikasi"), report.by_application, self.applications.__getitem__),
            _ranked(_("Kategori"), report.by_category, self._category),
            _ranked(_("LPSE"), report.by_lpse, self.lpses.__getitem__),
        )

    @property
    def stars(self) -> Section:
        """Five stars first."""
        given = self.report.ratings.stars
        return Section(_("Penilaian"), tuple(("★" * n, given.get(n, 0)) for n in reversed(STARS)))

    @property
    def chips(self) -> tuple[Section, Section]:
        """What was praised, and what was found fault with."""
        given = self.report.ratings.chips
        praise = [(chip.praise, given.get((chip.code, True), 0)) for chip in CHIPS]
        fault = [(chip.fault, given.get((chip.code, False), 0)) for chip in CHIPS]
        return (
            Section(_("Yang dipuji"), _most_first(praise)),
            Section(_("Yang dikeluhkan"), _most_first(fault)),
        )

    def _category(self, key: tuple[str, str]) -> str:
        return f"{self.applications[key[0]]} · {self.categories[key]}"


def periods() -> Screen:
    """Of which days?"""
    buttons = [Button(period.label, to=addresses.report(period.value)) for period in Period]
    return Screen("report/periods.html", {}, (*columns(buttons, 2), (to_menu(),)))


def summary(reported: Reported) -> Screen:
    """The figures at once, and the ways to more of them."""
    of = reported.period.value
    documents = (
        Button(_("Gambar"), to=addresses.report_document("pictures", of), style=Style.MAIN, icon="🖼"),
        Button(_("Excel"), to=addresses.report_document("xlsx", of), style=Style.MAIN, icon="📗"),
    )
    rows = (
        *((documents,) if reported.report.total else ()),
        (Button(_("Periode Lain"), to=addresses.report(), icon="📅"), to_menu()),
    )
    data = {"reported": reported, "days": days_of(reported), "top": TOP, "duration": duration}
    return Screen("report/summary.html", data, rows)


def days_of(reported: Reported) -> dict[str, str]:
    """Its `first` and `last` day as people write them."""
    return {"first": reported.first.strftime(DAY), "last": reported.last.strftime(DAY)}


def duration(minutes: int) -> Note:
    """Office time as people say it."""
    hours, rest = divmod(minutes, MINUTES_AN_HOUR)
    facts = {"hours": hours, "minutes": rest}
    if not hours:
        return Note(_("%(minutes)s menit"), facts, is_wrong=False)
    return Note(_("%(hours)s jam %(minutes)s menit"), facts, is_wrong=False)


def _ranked(title: str, counted: Mapping[K, int], name: Callable[[K], str]) -> Section:
    return Section(title, _most_first([(name(key), count) for key, count in counted.items()]), is_long=True)


def _most_first(rows: list[tuple[str, int]]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted((row for row in rows if row[1]), key=lambda row: (-row[1], row[0])))
