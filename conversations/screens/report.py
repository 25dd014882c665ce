"""Statistics of a period in words and figures; documents contain the same in full."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from conversations.addressing import addresses, report_addresses
from conversations.addressing.fields import ReportFormat
from conversations.rendering.screen import Button, Note, Screen, Style, columns
from conversations.screens.menu import to_menu
from core.master_data.priority import Priority
from core.organisation.roles import Level
from core.tickets.kinds import TicketKind
from core.tickets.lifecycle import Status
from core.tickets.rating import CHIPS, STARS
from core.tickets.statistics import ChosenDays, Period, ReportPeriod, Statistics
from core.words import _

K = TypeVar("K")

# Rows of a long section that are shown on the screen.
TOP = 5
MINUTES_AN_HOUR = 60
DAY = "%d-%m-%Y"


@dataclass(frozen=True, slots=True)
class StatisticsSection:
    """A titled table of counts by label; a screen shortens it if it `is_long`."""

    title: str
    rows: tuple[tuple[str, int], ...]
    is_long: bool = False


@dataclass(frozen=True, slots=True)
class PeriodStatistics:
    """Statistics with their days, places and the names of what they count.

    Without `places` the statistics cover the whole nation.
    """

    period: ReportPeriod
    first: date
    last: date
    places: tuple[str, ...]
    report: Statistics
    applications: Mapping[str, str]
    categories: Mapping[tuple[str, str], str]
    lpses: Mapping[int, str]
    # Questions of the FAQ and how often each helped in the period, of all LPSEs, the most frequent first.
    faq: tuple[tuple[str, int], ...] = ()

    @property
    def sections(self) -> tuple[StatisticsSection, ...]:
        """Return the tables of counts, in their own order or with the most frequent first."""
        report = self.report
        levels = [level for level in Level if level is not Level.REPORTER]
        return (
            StatisticsSection(_("Status"), tuple((s.label, report.by_status.get(s, 0)) for s in Status)),
            StatisticsSection(
                _("Prioritas"), tuple((p.label, report.by_priority.get(p, 0)) for p in Priority)
            ),
            StatisticsSection(
                _("Level"), tuple((level.label, report.by_level.get(level, 0)) for level in levels)
            ),
            _ranked(_("Aplikasi"), report.by_application, self.applications.__getitem__),
            _ranked(_("Kategori"), report.by_category, self._category),
            _ranked(_("LPSE"), report.by_lpse, self.lpses.__getitem__),
        )

    @property
    def kinds(self) -> StatisticsSection:
        """Return the table of kinds of tickets; without rows where all are general ones."""
        given = {kind: count for kind, count in self.report.by_kind.items() if count}
        if set(given) <= {TicketKind.GENERAL}:
            return StatisticsSection(_("Jenis Tiket"), ())
        return StatisticsSection(
            _("Jenis Tiket"), tuple((kind.label, given.get(kind, 0)) for kind in TicketKind)
        )

    @property
    def stars(self) -> StatisticsSection:
        """Return how often each number of stars was given, five stars first."""
        given = self.report.ratings.stars
        return StatisticsSection(_("Penilaian"), tuple(("★" * n, given.get(n, 0)) for n in reversed(STARS)))

    @property
    def chips(self) -> tuple[StatisticsSection, StatisticsSection]:
        """Return the table of praise and the table of faults."""
        given = self.report.ratings.chips
        praise = [(chip.praise, given.get((chip.code, True), 0)) for chip in CHIPS]
        fault = [(chip.fault, given.get((chip.code, False), 0)) for chip in CHIPS]
        return (
            StatisticsSection(_("Yang dipuji"), _most_first(praise)),
            StatisticsSection(_("Yang dikeluhkan"), _most_first(fault)),
        )

    def _category(self, key: tuple[str, str]) -> str:
        return f"{self.applications[key[0]]} · {self.categories[key]}"


def periods() -> Screen:
    """Return the choice of a period."""
    buttons = [Button(period.label, to=report_addresses.PeriodReport(period)) for period in Period]
    data = {"title": _("Laporan"), "prompt": _("Tiket yang dibuat pada periode mana?")}
    days = Button(_("Pilih Tanggal"), to=addresses.StartConversation("report_days"), icon="📅")
    return Screen("question.html", data, (*columns(buttons, 2), (days,), (to_menu(),)))


def summary(reported: PeriodStatistics) -> Screen:
    """Return the figures of a period, with buttons for its documents."""
    of = reported.period
    documents = (
        Button(_("Gambar"), to=_document(ReportFormat.PICTURES, of), style=Style.MAIN, icon="🖼"),
        Button(_("Excel"), to=_document(ReportFormat.XLSX, of), style=Style.MAIN, icon="📗"),
    )
    rows = (
        *((documents,) if reported.report.total else ()),
        (Button(_("Periode Lain"), to=report_addresses.PeriodReport(), icon="📅"), to_menu()),
    )
    data = {"reported": reported, "days": period_dates(reported), "top": TOP, "duration": format_duration}
    return Screen("report/summary.html", data, rows)


def _document(kind: ReportFormat, period: ReportPeriod) -> addresses.Address:
    if isinstance(period, ChosenDays):
        return report_addresses.DaysReportDocument(kind, f"{period.first:%Y%m%d}", f"{period.last:%Y%m%d}")
    return report_addresses.ReportDocument(kind, period)


def period_dates(reported: PeriodStatistics) -> dict[str, str]:
    """Return the `first` and `last` day as DD-MM-YYYY."""
    return {"first": reported.first.strftime(DAY), "last": reported.last.strftime(DAY)}


def format_duration(minutes: int) -> Note:
    """Return a duration in office hours in words."""
    hours, rest = divmod(minutes, MINUTES_AN_HOUR)
    facts = {"hours": hours, "minutes": rest}
    if not hours:
        return Note(_("%(minutes)s menit"), facts, is_wrong=False)
    return Note(_("%(hours)s jam %(minutes)s menit"), facts, is_wrong=False)


def _ranked(title: str, counted: Mapping[K, int], name: Callable[[K], str]) -> StatisticsSection:
    return StatisticsSection(
        title, _most_first([(name(key), count) for key, count in counted.items()]), is_long=True
    )


def _most_first(rows: list[tuple[str, int]]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted((row for row in rows if row[1]), key=lambda row: (-row[1], row[0])))
