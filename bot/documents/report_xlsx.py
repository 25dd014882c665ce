"""Writes a report as an Excel file, a sheet for each figure."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TypeAlias

from xlsxwriter import Workbook

from bot.documents.labels import Translate
from bot.documents.whole_file import whole_or_none
from conversations.screens.report import MINUTES_AN_HOUR, Reported, Section
from core.report import Times
from core.words import _

Cell: TypeAlias = str | int | float | None

LABEL_WIDTH, NUMBER_WIDTH = 52, 16
WHOLE, PERCENT, TENTH = "#,##0", "0.0%", "#,##0.0"


def write_report_xlsx(reported: Reported, path: Path, translate: Translate) -> None:
    """The figures, with words in the reader's language; durations are in hours of office time."""
    with whole_or_none(path):
        book = _Book(Workbook(path, {"in_memory": True}), translate)
        try:
            book.sheet(_("Ringkasan"), (), _overview(reported, translate), TENTH)
            for section in reported.sections:
                book.counts(section)
            book.sheet(_("Waktu"), _TIMES, _times(reported, translate), TENTH)
            for section in (reported.stars, *reported.chips):
                book.counts(section)
            book.sheet(_("FAQ"), (_("Pertanyaan"), _("Membantu (kali)")), reported.faq, WHOLE)
        finally:
            book.close()


_TIMES = (_("Jam kerja"), _("Tiket"), _("Median"), _("Persentil ke-90"))


def _overview(reported: Reported, translate: Translate) -> list[tuple[Cell, ...]]:
    report = reported.report
    return [
        (translate(_("Periode")), translate(reported.period.label)),
        (translate(_("Dari")), reported.first.isoformat()),
        (translate(_("Sampai")), reported.last.isoformat()),
        (translate(_("LPSE")), ", ".join(reported.places) or translate(_("Seluruh LPSE"))),
        (translate(_("Jumlah tiket")), report.total),
        (translate(_("Penilaian")), report.ratings.count),
        (translate(_("Rata-rata penilaian")), report.ratings.average),
    ]


def _times(reported: Reported, translate: Translate) -> list[tuple[Cell, ...]]:
    def row(label: str, times: Times) -> tuple[Cell, ...]:
        return (translate(label), times.count, _hours(times.median), _hours(times.ninetieth))

    return [
        row(_("Sampai diambil"), reported.report.to_take),
        row(_("Sampai selesai"), reported.report.to_solve),
    ]


def _hours(minutes: int | None) -> float | None:
    return None if minutes is None else minutes / MINUTES_AN_HOUR


class _Book:
    """A workbook whose sheets all look alike."""

    def __init__(self, book: Workbook, translate: Translate) -> None:
        self._book = book
        self._translate = translate
        self._head = book.add_format({"bold": True, "bottom": 1, "bg_color": "#E8EDF3"})
        self._bold = book.add_format({"bold": True})

    def close(self) -> None:
        self._book.close()

    def counts(self, section: Section) -> None:
        """Label, number, and the share of all."""
        total = sum(count for _label, count in section.rows)
        rows = [(self._translate(label), n, n / total if total else None) for label, n in section.rows]
        self.sheet(section.title, (section.title, _("Jumlah"), _("Bagian")), rows, PERCENT)

    def sheet(self, name: str, head: Sequence[str], rows: Sequence[tuple[Cell, ...]], fraction: str) -> None:
        """One sheet; numbers that are not whole are written as `fraction` says."""
        sheet = self._book.add_worksheet(self._translate(name))
        sheet.set_column(0, 0, LABEL_WIDTH)
        sheet.set_column(1, 3, NUMBER_WIDTH)
        formats = {kind: self._book.add_format({"num_format": kind}) for kind in (WHOLE, fraction)}
        for column, label in enumerate(head):
            sheet.write_string(0, column, self._translate(label), self._head)
        if head:
            sheet.freeze_panes(1, 0)
        for line, row in enumerate(rows, start=len(head) and 1):
            for column, cell in enumerate(row):
                # By its kind and never by its looks: a name that looks like a formula stays a name.
                if isinstance(cell, str):
                    sheet.write_string(line, column, cell, None if column or head else self._bold)
                elif cell is not None:
                    kind = WHOLE if isinstance(cell, int) else fraction
                    sheet.write_number(line, column, cell, formats[kind])
