"""Write a report as an Excel file: a sheet for each figure, and one of all its tickets."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, tzinfo
from pathlib import Path

from bot.documents.cells import Cell
from bot.documents.excel import PERCENT, TENTH, WHOLE, ExcelBook, open_workbook
from bot.documents.labels import Translate
from bot.documents.tables import TicketRow, add_tickets
from conversations.screens.report import MINUTES_AN_HOUR, PeriodStatistics, StatisticsSection
from core.master_data.priority import Priority
from core.tickets.statistics import DurationStatistics
from core.words import _

LABEL_WIDTH, NUMBER_WIDTH = 52, 16


def write_report_xlsx(
    statistics: PeriodStatistics,
    path: Path,
    translate: Translate,
    tickets: Sequence[TicketRow] = (),
    zone: tzinfo = UTC,
) -> None:
    """Write the figures to `path` in the reader's language, and the tickets with times in `zone`.

    Durations are in hours of office time. What there is nothing of gets no sheet.
    """
    with open_workbook(path) as book:
        sheets = _Sheets(book, translate)
        sheets.add(_("Ringkasan"), (), _overview(statistics, translate), TENTH)
        if tickets:
            add_tickets(book, tickets, translate, zone)
        heads = (_("Hari"), *(priority.label for priority in Priority), _("Jumlah"))
        sheets.add(_("Hari"), heads, _days(statistics), WHOLE)
        for section in (*statistics.sections, statistics.kinds):
            sheets.add_counts(section)
        if statistics.report.to_take.count:
            sheets.add(_("Waktu"), _TIMES, _times(statistics, translate), TENTH)
        for section in (statistics.stars, *statistics.chips):
            sheets.add_counts(section)
        sheets.add(_("FAQ"), (_("Pertanyaan"), _("Membantu (kali)")), statistics.faq, WHOLE)


_TIMES = (_("Jam kerja"), _("Tiket"), _("Median"), _("Persentil ke-90"))


def _overview(statistics: PeriodStatistics, translate: Translate) -> list[tuple[Cell, ...]]:
    report = statistics.report
    return [
        (translate(_("Periode")), translate(statistics.period.label)),
        (translate(_("Dari")), statistics.first),
        (translate(_("Sampai")), statistics.last),
        (translate(_("LPSE")), ", ".join(statistics.places) or translate(_("Seluruh LPSE"))),
        (translate(_("Jumlah tiket")), report.total),
        (translate(_("Emergency karena tahap tender")), report.stage_emergencies),
        (translate(_("Penilaian")), report.ratings.count),
        (translate(_("Rata-rata penilaian")), report.ratings.average),
    ]


def _days(statistics: PeriodStatistics) -> list[tuple[Cell, ...]]:
    """Return a row for each day on which something was filed, by priority."""
    filed = statistics.report.by_day
    days = sorted({day for day, _priority in filed})
    counts = {day: [filed.get((day, priority), 0) for priority in Priority] for day in days}
    return [(day, *counts[day], sum(counts[day])) for day in days]


def _times(statistics: PeriodStatistics, translate: Translate) -> list[tuple[Cell, ...]]:
    def row(label: str, times: DurationStatistics) -> tuple[Cell, ...]:
        return (translate(label), times.count, _hours(times.median), _hours(times.ninetieth))

    return [
        row(_("Sampai diambil"), statistics.report.to_take),
        row(_("Sampai selesai"), statistics.report.to_solve),
    ]


def _hours(minutes: int | None) -> float | None:
    return None if minutes is None else minutes / MINUTES_AN_HOUR


class _Sheets:
    """The sheets of a report."""

    def __init__(self, book: ExcelBook, translate: Translate) -> None:
        self._book = book
        self._translate = translate

    def add_counts(self, section: StatisticsSection) -> None:
        """Add a sheet of labels, numbers, and each number's share of all."""
        total = sum(count for _label, count in section.rows)
        if not total:
            return
        rows = [(self._translate(label), n, n / total) for label, n in section.rows]
        self.add(section.title, (section.title, _("Jumlah"), _("Persentase")), rows, PERCENT)

    def add(self, name: str, head: Sequence[str], rows: Sequence[tuple[Cell, ...]], fraction: str) -> None:
        """Add a sheet unless it were empty; numbers that are not whole get the format `fraction`."""
        if not rows:
            return
        labels = [self._translate(label) for label in head]
        widths = (LABEL_WIDTH, *[NUMBER_WIDTH] * max(len(labels) - 1, 1))
        sheet = self._book.sheet(self._translate(name), labels, widths, fraction=fraction)
        for row in rows:
            sheet.add(row)
