"""Writes lists of tickets as CSV and Excel files, row by row, however many there are."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, tzinfo
from itertools import chain, islice
from pathlib import Path
from tempfile import TemporaryDirectory

from xlsxwriter import Workbook
from xlsxwriter.format import Format

from bot.documents.cells import Cell, plain, writable
from bot.documents.labels import Translate, desk_label
from bot.documents.whole_file import whole_or_none
from core.desks import Desk
from core.lifecycle import Status
from core.priority import Priority
from core.roles import Role
from core.words import _


@dataclass(frozen=True, slots=True)
class TicketRow:
    """A ticket in a list. Names are those that people read; `age` is in days."""

    number: str
    title: str
    status: Status
    priority: Priority
    reporter: str
    reporter_role: Role
    lpse: str
    application: str
    version: str
    category: str
    subcategory: str
    position: Desk
    holder: str
    created_at: datetime
    closed_at: datetime | None
    age: int


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the web application's lists; `width` in characters."""

    label: str
    width: int


COLUMNS = (
    Column(_("Nomor Tiket"), 16),
    Column(_("Judul"), 44),
    Column(_("Status"), 21),
    Column(_("Prioritas"), 11),
    Column(_("Dibuat Oleh"), 24),
    Column(_("Kategori Pelapor"), 18),
    Column(_("Asal LPSE"), 28),
    Column(_("Aplikasi"), 14),
    Column(_("Versi"), 8),
    Column(_("Kategori"), 30),
    Column(_("Sub Kategori"), 30),
    Column(_("Posisi Tiket"), 22),
    Column(_("Ditangani Oleh"), 24),
    Column(_("Jenis Tiket"), 14),
    Column(_("Dibuat Pada (%(zone)s)"), 19),
    Column(_("Selesai Pada (%(zone)s)"), 19),
    Column(_("Lama Pengerjaan (Hari)"), 22),
)

# Excel's own bound, with the row of labels.
MOST_ROWS = 1_048_576
DATE = "yyyy-mm-dd hh:mm"


def write_csv(rows: Iterable[TicketRow], path: Path, translate: Translate, zone: tzinfo) -> int:
    """Write all rows as RFC 4180 wants it, with times on the clocks of `zone`; how many there were."""
    count = 0
    # Excel takes a file for UTF-8 only where it begins with the mark.
    with whole_or_none(path), path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(_labels(translate, zone))
        for row in rows:
            writer.writerow([plain(cell) for cell in _cells(row, translate, zone)])
            count += 1
    return count


def write_xlsx(
    rows: Iterable[TicketRow], path: Path, translate: Translate, zone: tzinfo, most_rows: int = MOST_ROWS
) -> int:
    """The same for Excel, on a further sheet where one has `most_rows` with its labels."""
    rest = iter(rows)
    count = 0
    with whole_or_none(path), TemporaryDirectory(dir=path.parent) as scratch:
        book = Workbook(path, {"constant_memory": True, "tmpdir": scratch, "in_memory": False})
        try:
            date = book.add_format({"num_format": DATE, "align": "left"})
            label = book.add_format({"bold": True, "bottom": 1, "bg_color": "#E8EDF3"})
            first = next(rest, None)
            while first is not None or not book.worksheets():
                sheet = chain(() if first is None else (first,), islice(rest, most_rows - 2))
                count += _write_sheet(book, sheet, (label, date), translate, zone)
                first = next(rest, None)
        finally:
            book.close()
    return count


def _write_sheet(
    book: Workbook,
    rows: Iterable[TicketRow],
    formats: tuple[Format, Format],
    translate: Translate,
    zone: tzinfo,
) -> int:
    label_format, date_format = formats
    name, number = translate(_("Tiket")), len(book.worksheets()) + 1
    sheet = book.add_worksheet(name if number == 1 else f"{name} {number}")
    for column, (each, label) in enumerate(zip(COLUMNS, _labels(translate, zone), strict=True)):
        sheet.set_column(column, column, each.width)
        sheet.write_string(0, column, label, label_format)
    sheet.freeze_panes(1, 1)
    line = 0
    for line, row in enumerate(rows, start=1):
        for column, cell in enumerate(_cells(row, translate, zone)):
            # By its kind and never by its looks: a text that looks like a formula or a link stays a text.
            if isinstance(cell, str):
                sheet.write_string(line, column, cell)
            elif isinstance(cell, datetime):
                sheet.write_datetime(line, column, cell, date_format)
            elif cell is not None:
                sheet.write_number(line, column, cell)
    sheet.autofilter(0, 0, line, len(COLUMNS) - 1)
    return line


def _labels(translate: Translate, zone: tzinfo) -> list[str]:
    name = datetime(2026, 1, 1, tzinfo=zone).tzname() or ""
    return [translate(column.label).replace("%(zone)s", name) for column in COLUMNS]


def _cells(row: TicketRow, translate: Translate, zone: tzinfo) -> tuple[Cell, ...]:
    """In the order of COLUMNS; times without a zone, as a spreadsheet has none."""
    return (
        row.number,
        writable(row.title),
        translate(row.status.label),
        row.priority.label,
        writable(row.reporter),
        translate(row.reporter_role.label),
        writable(row.lpse),
        row.application,
        row.version,
        row.category,
        row.subcategory,
        desk_label(row.position, translate),
        writable(row.holder),
        translate(_("Tiket Umum")),
        _moment(row.created_at, zone),
        _moment(row.closed_at, zone) if row.closed_at else None,
        row.age,
    )


def _moment(instant: datetime, zone: tzinfo) -> datetime:
    return instant.astimezone(zone).replace(tzinfo=None, second=0, microsecond=0)
