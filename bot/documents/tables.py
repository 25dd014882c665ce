"""Write lists of tickets as CSV and Excel files, row by row, however many there are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from pathlib import Path

from bot.documents.cells import Cell
from bot.documents.excel import MOST_ROWS, ExcelBook
from bot.documents.labels import Translate, desk_label
from bot.documents.sheets import open_sheet
from core.languages import SOURCE
from core.master_data.priority import Priority
from core.organisation.roles import Role
from core.people.desks import Desk
from core.tickets.kinds import TicketKind
from core.tickets.lifecycle import Status
from core.words import _


@dataclass(frozen=True, slots=True)
class TicketRow:
    """A ticket in a list, with the names that people read; `age` is in days."""

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
    help_number: str = ""
    package_code: str = ""
    error_code: str = ""
    kind: TicketKind = TicketKind.GENERAL


@dataclass(frozen=True, slots=True)
class Column:
    """A column: those of the web application's lists, then our own; `width` in characters."""

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
    Column(_("Nomor Pusat Bantuan"), 20),
    Column(_("Kode Paket"), 20),
    Column(_("Kode Error"), 14),
)


def write_tickets(
    rows: Iterable[TicketRow],
    path: Path,
    translate: Translate,
    zone: tzinfo,
    most_rows: int = MOST_ROWS,
    language: str = SOURCE.code,
) -> int:
    """Write all rows, with times in `zone`, as CSV or Excel by the ending of `path`; return how many.

    In Excel, a further sheet is begun where one has `most_rows` with its labels.
    """
    count = 0

    def cells() -> Iterator[Sequence[Cell]]:
        nonlocal count
        for row in rows:
            yield _cells(row, translate, zone)
            count += 1

    labels, widths = ticket_labels(translate, zone), [column.width for column in COLUMNS]
    name = translate(_("Tiket"))
    with open_sheet(path, labels, widths, name=name, frozen=1, most_rows=most_rows, language=language) as add:
        add(cells())
    return count


def add_tickets(book: ExcelBook, rows: Iterable[TicketRow], translate: Translate, zone: tzinfo) -> None:
    """Add a sheet with these tickets to a workbook that is being written."""
    widths = [column.width for column in COLUMNS]
    sheet = book.sheet(translate(_("Tiket")), ticket_labels(translate, zone), widths, frozen=1)
    for row in rows:
        sheet.add(_cells(row, translate, zone))
    sheet.add_filters()


def ticket_labels(translate: Translate, zone: tzinfo) -> list[str]:
    """Return the labels of the columns, with the name of the zone."""
    name = datetime(2026, 1, 1, tzinfo=zone).tzname() or ""
    return [translate(column.label).replace("%(zone)s", name) for column in COLUMNS]


def _cells(row: TicketRow, translate: Translate, zone: tzinfo) -> tuple[Cell, ...]:
    """Return the cells of a row in the order of COLUMNS; times have no zone, since a spreadsheet has none."""
    return (
        row.number,
        row.title,
        translate(row.status.label),
        row.priority.label,
        row.reporter,
        translate(row.reporter_role.label),
        row.lpse,
        translate(row.application),
        row.version,
        translate(row.category),
        translate(row.subcategory),
        desk_label(row.position, translate),
        row.holder,
        translate(row.kind.label),
        _moment(row.created_at, zone),
        _moment(row.closed_at, zone) if row.closed_at else None,
        row.age,
        row.help_number,
        row.package_code,
        row.error_code,
    )


def _moment(instant: datetime, zone: tzinfo) -> datetime:
    return instant.astimezone(zone).replace(tzinfo=None, second=0, microsecond=0)
