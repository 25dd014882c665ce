"""Read a spreadsheet of packages into records as the INAPROC services answer them.

The heading names the columns, in any order and case; those that are not listed are passed over. A row is
one package, by one of its codes: `kd_tender`, `no_paket` (or `order_id`) or `kd_rup`; or by `jenis` (tender,
katalog, rup) and `kode`. All others may be missing or empty:

- of all kinds: `nama_paket`, `tahun_anggaran`;
- tender: `hps` (or `hps_perkiraan`), `jenis_pengadaan`, `spse_versi`, `status_tender` (or `status`),
  `versi_tender`, and `kd_lpse` or `nama_lpse`, the LPSE, where its number does not stand in the code;
- catalogue: `status_paket` (or `status`); RUP: `status_aktif_rup`, `status_delete_rup` (ya, tidak), and
  `kd_rup_baru`, by which it was revised.

Other names of the columns, such as those of public exports, are in `package_fields.OTHER_NAMES`.

A tender's schedule is one stage a row, in `tahapan` (or `nama_tahapan`), `mulai` (`tgl_awal`) and `selesai`
(`tgl_akhir`). The first stage may stand beside the tender; each further one has a row right below, in which
the tender's own columns are repeated or left empty.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from bot.imports.package_fields import (
    KEPT,
    OTHER_NAMES,
    READERS,
    STAGE,
    is_empty,
    kind_of,
    names_a_code,
    one_line,
    quoted_value,
    read_fields,
)
from core.input.characters import plain
from core.input.spreadsheet import BrokenRow, HeadingError, SheetRow, read_table
from core.input.spreadsheet import unknown_columns as unknown_names
from core.packages import PackageKind

# No tender has as many; a row that is repeated without end must not fill the memory.
MOST_STAGES = 200

_KINDS = {
    "tender": "kd_tender",
    "katalog": "no_paket",
    "catalogue": "no_paket",
    "e-katalog": "no_paket",
    "rup": "kd_rup",
}
_STAGE_WITHOUT_TENDER = "a stage of no tender: it has to stand right below a tender that can be read"
# The index in an ISO time at which its zone begins.
_TO_SECONDS = len("2026-06-15T08:00:00")


@dataclass(frozen=True, slots=True)
class FoundRecord:
    """A record of a kind, and where it stands in the file; `unused_fields` mean nothing for its kind."""

    place: str
    kind: PackageKind
    record: Mapping[str, object]
    unused_fields: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class RowProblem:
    """A fault at a place of the file, described for the person who has to correct it."""

    place: str
    fault: str

    def __str__(self) -> str:
        return f"{self.place}: {self.fault}"


@dataclass(slots=True)
class _Package:
    """A package whose further stages may follow; `written` are the cells of its own columns."""

    place: str
    kind: PackageKind
    written: Mapping[str, object]
    record: dict[str, object]
    stages: list[Mapping[str, object]] = field(default_factory=list)

    def is_repeated_by(self, written: Mapping[str, object]) -> bool:
        """Return whether these cells of a further row are the package's own."""
        return written.items() <= self.written.items()

    def add_stage(self, written: Mapping[str, object]) -> None:
        """Add the stage of a row; raise ValueError where it is incomplete, wrong, or one too many."""
        if self.kind is not PackageKind.TENDER:
            raise ValueError("only a tender has stages; leave tahapan, mulai and selesai empty")
        if missing := [name for name in STAGE if name not in written]:
            raise ValueError(f"a stage needs tahapan, mulai and selesai; {', '.join(missing)} is empty")
        if len(self.stages) == MOST_STAGES:
            raise ValueError(f"a tender has {MOST_STAGES} stages at most")
        stage = read_fields(written)
        starts, ends = str(stage["tgl_awal"]), str(stage["tgl_akhir"])
        if ends < starts and ends[_TO_SECONDS:] == starts[_TO_SECONDS:]:
            raise ValueError("the stage ends before it begins: mulai comes before selesai")
        self.stages.append(stage)

    def to_record(self) -> FoundRecord:
        """Return the record, with all stages that were added."""
        unused_fields = frozenset(self.record) - KEPT[self.kind]
        return FoundRecord(self.place, self.kind, {**self.record, "jadwal": self.stages}, unused_fields)


def unused_columns(heading: Iterable[str]) -> list[str]:
    """Return the columns of a heading that nothing is read from."""
    return unknown_names(heading, tuple(READERS), OTHER_NAMES)


def read_rows(rows: Iterable[SheetRow | BrokenRow]) -> Iterator[FoundRecord | RowProblem]:
    """Read the packages of a spreadsheet; yield a problem for each faulty row and go on with the next."""
    current: _Package | None = None
    # The own columns of a package that could not be read: without it, its stages can't be read either.
    lost: Mapping[str, object] = {}
    for place, row in _rows(rows):
        if isinstance(row, str):
            yield RowProblem(place, row)
            continue
        own = {name: cell for name, cell in row.items() if name not in STAGE}
        stage = {name: cell for name, cell in row.items() if name in STAGE}
        try:
            if current is None and own and stage and own.items() <= lost.items():
                raise ValueError(_STAGE_WITHOUT_TENDER)
            if current is None or not stage or not current.is_repeated_by(own):
                if current:
                    yield current.to_record()
                current, lost = None, own or lost
                current = begin_package(place, own)
            if stage:
                current.add_stage(stage)
        except ValueError as fault:
            yield RowProblem(place, str(fault))
    if current:
        yield current.to_record()


def begin_package(place: str, written: Mapping[str, object]) -> _Package:
    """Return the package that a row or an object begins; raise ValueError for the first wrong field of it."""
    if not written:
        raise ValueError(_STAGE_WITHOUT_TENDER)
    record = read_fields(written)
    if "kode" in record:
        jenis = str(record.pop("jenis", ""))
        kind_name = plain(jenis).strip().lower()
        if kind_name not in _KINDS:
            raise ValueError(f"jenis {quoted_value(jenis)} is none of tender, katalog, rup")
        record[_KINDS[kind_name]] = record.pop("kode")
    elif "jenis" in record:
        # Public exports give the kind of procurement this name.
        record.setdefault("jenis_pengadaan", record.pop("jenis"))
    kind = kind_of(record)
    if kind is None:
        raise ValueError("no code: fill in kd_tender, no_paket or kd_rup")
    if kind is PackageKind.TENDER and "status" in record:
        record.setdefault("status_tender", record["status"])
    return _Package(place, kind, written, record)


def _rows(rows: Iterable[SheetRow | BrokenRow]) -> Iterator[tuple[str, dict[str, object] | str]]:
    """Yield the place of each row below the heading with its filled cells, or with what is wrong with it."""
    try:
        table = read_table(rows, tuple(READERS), needed=(), other_names=OTHER_NAMES)
    except HeadingError as wrong:
        fault = f"names {', '.join(wrong.columns)} twice" if wrong.columns else f"can't be read: {wrong}"
        yield f"line {wrong.number}", f"the heading {fault}"
        return
    if not names_a_code(table.columns):
        fault = "the heading names no column of codes: it needs kd_tender, no_paket or kd_rup"
        yield f"line {table.number}", fault
        return
    for row in table.rows:
        yield f"line {row.number}", _reason(row) if isinstance(row, BrokenRow) else _filled(row.cells)


def _reason(row: BrokenRow) -> str:
    """Return what is wrong, with the line of the file where an editor shows the row on another one."""
    return row.reason if row.line == row.number else f"{row.reason} (line {row.line} in a text editor)"


def _filled(cells: Mapping[str, str]) -> dict[str, object]:
    """Return the cells that are not empty, each on one line."""
    return {name: one_line(cell) for name, cell in cells.items() if not is_empty(cell)}
