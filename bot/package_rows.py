"""Reads a spreadsheet of packages, saved as CSV, into records as the INAPROC services answer them.

The heading names the columns, in any order and case; those that are not listed are passed over. A row is
one package, by one of its codes: `kd_tender`, `no_paket` (or `order_id`) or `kd_rup`; or by `jenis` (tender,
katalog, rup) and `kode`. All others may be missing or empty:

- of all kinds: `nama_paket`, `tahun_anggaran`;
- tender: `hps` (or `hps_perkiraan`), `jenis_pengadaan`, `spse_versi`, `status_tender` (or `status`), and
  `kd_lpse`, the number of the repository, where it does not stand in the code;
- catalogue: `status_paket` (or `status`); RUP: `status_aktif_rup`, `status_delete_rup` (ya, tidak).

A tender's schedule is one stage a row, in `tahapan` (or `nama_tahapan`), `mulai` (`tgl_awal`) and `selesai`
(`tgl_akhir`). The first stage may stand beside the tender; each further one has a row right below, in which
the tender's own columns are repeated or left empty.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain

from bot import package_cells as cells
from core.packages import PackageKind

# What a record of each kind has and the kinds before it have not.
MARKS = (
    ("kd_tender", PackageKind.TENDER),
    ("no_paket", PackageKind.CATALOGUE),
    ("order_id", PackageKind.CATALOGUE),
    ("kd_rup", PackageKind.RUP),
)

# No tender has as many; whoever repeats a row for ever shall not fill the memory.
MOST_STAGES = 200

_KINDS = {
    "tender": "kd_tender",
    "katalog": "no_paket",
    "catalogue": "no_paket",
    "e-katalog": "no_paket",
    "rup": "kd_rup",
}
_OTHER_NAMES = {
    "kode_tender": "kd_tender",
    "kode_paket": "no_paket",
    "kode_rup": "kd_rup",
    "nama": "nama_paket",
    "rup_name": "nama_paket",
    "tahun": "tahun_anggaran",
    "fiscal_year": "tahun_anggaran",
    "tahapan": "nama_tahapan",
    "mulai": "tgl_awal",
    "selesai": "tgl_akhir",
}
_STAGE = ("nama_tahapan", "tgl_awal", "tgl_akhir")
_READERS: Mapping[str, Callable[[str], object]] = {
    **dict.fromkeys((mark for mark, _kind in MARKS), cells.code),
    "jenis": str,
    "kode": cells.code,
    "nama_paket": str,
    "tahun_anggaran": cells.year,
    "hps": cells.money,
    "hps_perkiraan": cells.money,
    "jenis_pengadaan": str,
    "spse_versi": str,
    "status_tender": str,
    "status_paket": str,
    "status": str,
    "status_aktif_rup": cells.yes_or_no,
    "status_delete_rup": cells.yes_or_no,
    "kd_lpse": cells.whole_number,
    "nama_tahapan": str,
    "tgl_awal": cells.moment,
    "tgl_akhir": lambda text: cells.moment(text, is_end=True),
}
_LONGEST_SHOWN = 60
_HOMELESS = "a stage of no tender: it has to stand right below a tender that can be read"
# Bytes that were no UTF-8, as `surrogateescape` keeps them.
_ESCAPED = re.compile("[\ud800-\udfff]")
# Where the zone begins in a moment as ISO writes it.
_TO_SECONDS = len("2026-06-15T08:00:00")


@dataclass(frozen=True, slots=True)
class Found:
    """A record of a kind, and where it stands in the file."""

    place: str
    kind: PackageKind
    record: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Wrong:
    """What is wrong at a place of the file, in words for whoever has to mend it."""

    place: str
    fault: str

    def __str__(self) -> str:
        return f"{self.place}: {self.fault}"


@dataclass(slots=True)
class _Package:
    """A package whose further stages may follow; `written` is what its own columns say."""

    place: str
    kind: PackageKind
    written: Mapping[str, str]
    record: dict[str, object]
    stages: list[Mapping[str, object]] = field(default_factory=list)

    def is_meant_by(self, written: Mapping[str, str]) -> bool:
        return written.items() <= self.written.items()

    def add_stage(self, written: Mapping[str, str]) -> None:
        if self.kind is not PackageKind.TENDER:
            raise ValueError("only a tender has stages; leave tahapan, mulai and selesai empty")
        if missing := [name for name in _STAGE if name not in written]:
            raise ValueError(f"a stage needs tahapan, mulai and selesai; {', '.join(missing)} is empty")
        if len(self.stages) == MOST_STAGES:
            raise ValueError(f"a tender has {MOST_STAGES} stages at most")
        stage = _read(written)
        starts, ends = str(stage["tgl_awal"]), str(stage["tgl_akhir"])
        if ends < starts and ends[_TO_SECONDS:] == starts[_TO_SECONDS:]:
            raise ValueError("the stage ends before it begins: mulai comes before selesai")
        self.stages.append(stage)

    def found(self) -> Found:
        return Found(self.place, self.kind, {**self.record, "jadwal": self.stages})


def read_rows(lines: Iterable[str]) -> Iterator[Found | Wrong]:
    """The packages of a CSV file parted by commas or semicolons; what is wrong stops nothing but itself."""
    current: _Package | None = None
    # The own columns of a package that could not be read: its stages are none without it.
    lost: Mapping[str, str] = {}
    for place, row in _rows(lines):
        if isinstance(row, str):
            yield Wrong(place, row)
            continue
        own = {name: cell for name, cell in row.items() if name not in _STAGE}
        stage = {name: cell for name, cell in row.items() if name in _STAGE}
        try:
            if current is None and own and stage and own.items() <= lost.items():
                raise ValueError(_HOMELESS)
            if current is None or not stage or not current.is_meant_by(own):
                if current:
                    yield current.found()
                current, lost = None, own or lost
                current = _package(place, own)
            if stage:
                current.add_stage(stage)
        except ValueError as fault:
            yield Wrong(place, str(fault))
    if current:
        yield current.found()


def _package(place: str, written: Mapping[str, str]) -> _Package:
    if not written:
        raise ValueError(_HOMELESS)
    record = _read(written)
    if "kode" in record:
        jenis = str(record.pop("jenis", ""))
        if jenis.lower() not in _KINDS:
            raise ValueError(f"jenis {shown(jenis)} is none of tender, katalog, rup")
        record[_KINDS[jenis.lower()]] = record.pop("kode")
    kind = kind_of(record)
    if kind is None:
        raise ValueError("no code: fill in kd_tender, no_paket or kd_rup")
    if kind is PackageKind.TENDER and "status" in record:
        record.setdefault("status_tender", record["status"])
    return _Package(place, kind, written, record)


def kind_of(record: Mapping[str, object]) -> PackageKind | None:
    """The kind of package that the record tells of; None where it carries no code."""
    return next((kind for mark, kind in MARKS if record.get(mark)), None)


def shown(value: object) -> str:
    """A value as a message quotes it: on one line and not without end."""
    text = repr(_ESCAPED.sub("?", str(value)))
    return text if len(text) <= _LONGEST_SHOWN else f"{text[:_LONGEST_SHOWN]}…"


def _read(written: Mapping[str, str]) -> dict[str, object]:
    record: dict[str, object] = {}
    for name, text in written.items():
        try:
            record[name] = _READERS[name](text)
        except ValueError as fault:
            raise ValueError(f"{name} {shown(text)} {fault}") from None
    return record


def _rows(lines: Iterable[str]) -> Iterator[tuple[str, dict[str, str] | str]]:
    """Place and filled cells of each row below the heading, or what is wrong with it."""
    lines = iter(lines)
    heading = next(lines, "")
    # Where the comma parts decimals, as in Indonesia, spreadsheets part columns by semicolons.
    delimiter = ";" if heading.count(";") > heading.count(",") else ","
    rows = csv.reader(chain([heading], lines), delimiter=delimiter, strict=True)
    try:
        names = [_column(cell) for cell in next(rows)]
    except csv.Error as broken:
        yield "line 1", f"the heading can't be read: {broken}"
        return
    if not {mark for mark, _kind in MARKS}.intersection(names) and not {"jenis", "kode"} <= set(names):
        yield "line 1", "the heading names no column of codes: it needs kd_tender, no_paket or kd_rup"
        return
    while True:
        place = f"line {rows.line_num + 1}"
        try:
            row = next(rows)
        except StopIteration:
            return
        except csv.Error as broken:
            yield place, f"no row of CSV ({broken}); look for a quotation mark that is not closed"
            continue
        if any(cell.strip() for cell in row):
            yield place, _cells(names, row)


def _column(heading: str) -> str:
    name = "_".join(heading.strip().lower().split())
    return _OTHER_NAMES.get(name, name)


def _cells(names: list[str], row: list[str]) -> dict[str, str] | str:
    if any(cell.strip() for cell in row[len(names) :]):
        return "more cells than the heading has; put quotes around a value that holds a comma"
    filled: dict[str, str] = {}
    for name, cell in zip(names, row, strict=False):
        if name not in _READERS:
            continue
        if _ESCAPED.search(cell):
            return f"{name} {shown(cell)} is not written in UTF-8; save the file as CSV UTF-8"
        plain = cell if cell.isprintable() else "".join(c if c.isprintable() else " " for c in cell)
        if text := " ".join(plain.split()):
            filled.setdefault(name, text)
    return filled
