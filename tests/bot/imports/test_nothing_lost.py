"""Test that an import loses nothing in silence: a cell is stored as meant, or named with its place."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.imports.package_json import read_json
from bot.imports.package_rows import FoundRecord, RowProblem, read_rows
from bot.process.settings import Settings
from core.input.csv_rows import csv_rows
from core.organisation.lpse import ZONES
from core.packages import PackageFacts, PackageKind, PackageStatus, facts_from_record
from tests.bot.imports.test_packages import Shell

TENDER, CATALOGUE, RUP = PackageKind
WIB = ZONES["WIB"]
# Columns of a tender, and the fact that each is kept in.
COLUMNS = {
    "nama_paket": "name",
    "tahun_anggaran": "budget_year",
    "hps": "hps",
    "jenis_pengadaan": "category",
    "spse_versi": "build",
    "status_tender": "said_status",
    "versi_tender": "version",
    "kd_lpse": "repository",
    "tgl_awal": "stages",
    "tgl_akhir": "stages",
}
CELLS = st.one_of(
    st.text(st.characters(codec="utf-8", exclude_characters='"\0'), min_size=1, max_size=20),
    st.from_regex(r"(Rp ?)?[0-9]{1,3}([. ,][0-9]{3}){0,3}(,[0-9]{2})?", fullmatch=True),
    st.from_regex(
        r"[0-9]{1,2}[-/. ](1?[0-9]|Nov|Agustus)[-/. ](20)?[0-9]{2}( [0-9]{1,2}[:.][0-9]{2}( [AP]M)?)?",
        fullmatch=True,
    ),
    st.from_regex(r"[1-9][.,][0-9]{1,3}E\+(0[0-9]|1[0-9])", fullmatch=True),
    st.floats(30_000, 80_000).map(str),
    st.sampled_from(
        ["2026", "743", "743.0", "Ditutup", "46356", "8:00 AM", "2021,2022", "0", "1.250,5", "1,250"]
    ),
)


@pytest.fixture
def shell(tmp_path: Path, settings: Settings, capsys: pytest.CaptureFixture[str]) -> Shell:
    return Shell(tmp_path, settings, capsys)


def read_as(kind: str, cells: dict[str, str]) -> Iterator[FoundRecord | RowProblem]:
    """Read one tender from a row of CSV or from an object of JSON with the same cells."""
    if kind == "json":
        return read_json([cells])
    quoted = ",".join(f'"{cell}"' for cell in cells.values())
    return read_rows(csv_rows([",".join(cells), quoted]))


@pytest.mark.parametrize("kind", ["csv", "json"])
@given(st.sampled_from(list(COLUMNS)), CELLS)
@example("hps", "475.310")
@example("hps", "-")
@example("tgl_akhir", "30-Nov-26")
def test_any_cell_is_kept_or_named_with_its_place_and_column(kind: str, column: str, cell: str) -> None:
    cells = {"kd_tender": "4550194", column: cell}
    if column.startswith("tgl"):
        other = {"tgl_awal": ("tgl_akhir", "2099-12-31"), "tgl_akhir": ("tgl_awal", "2000-01-01")}[column]
        cells = {"kd_tender": "4550194", "nama_tahapan": "Upload", column: cell, other[0]: other[1]}
    found = list(read_as(kind, cells))
    problems = [one for one in found if isinstance(one, RowProblem)]
    means_nothing = not "".join(c for c in cell if c.isprintable()).strip(" -–—")
    empty = means_nothing or cell.strip().lower() in {"n/a", "null", "none", "#n/a"}
    if problems:
        [problem] = problems
        assert problem.place in {"line 2", "record 1", "record 1, jadwal 1"}
        names = {column, "tahapan, mulai and selesai", "mulai comes before selesai"}
        assert any(name in problem.fault for name in names)
        return
    [record] = found
    assert isinstance(record, FoundRecord)
    facts = facts_from_record(record.kind, record.record, WIB)
    kept = getattr(facts, COLUMNS[column])
    if column == "kd_lpse" and empty:
        assert kept == 194
    elif not column.startswith("tgl"):
        assert (kept in (None, ())) == empty
    if isinstance(kept, str):
        assert "".join(kept.replace("_", " ").split()) == "".join(
            c for c in cell.replace("_", " ") if c.isprintable() and not c.isspace()
        )


@given(st.sampled_from(list(COLUMNS)), CELLS)
def test_csv_and_json_read_the_same_cells_alike(column: str, cell: str) -> None:
    cells = {"kd_tender": "4550194", column: cell}
    read = [
        [str(one.fault) if isinstance(one, RowProblem) else one.record for one in read_as(kind, cells)]
        for kind in ("csv", "json")
    ]
    if column.startswith("tgl"):
        assert all(any(isinstance(one, str) for one in found) or len(found) == 1 for found in read)
        return
    assert read[0] == read[1]


@pytest.mark.parametrize(
    ("hps", "rupiah"),
    [
        ("475.310", 475_310),
        ("Rp 1.250.000.000", 1_250_000_000),
        ("1,25E+09", 1_250_000_000),
        ("1.25e9", 1_250_000_000),
        ("1 250 000", 1_250_000),
        ("Rp 1 250 000,50", Decimal("1250000.50")),
        (475.31, Decimal("475.31")),
        (9756000783.95, Decimal("9756000783.95")),
        ("-", None),
    ],
)
def test_amounts_as_exports_write_them(hps: Any, rupiah: object) -> None:
    for kind in ("csv", "json") if isinstance(hps, str) else ("json",):
        [found] = read_as(kind, {"kd_tender": "4550194", "hps": hps})
        assert isinstance(found, FoundRecord)
        assert facts_from_record(TENDER, found.record, WIB).hps == rupiah


def test_stages_in_json_are_read_as_in_a_spreadsheet_and_faulty_ones_named() -> None:
    schedule = [
        {"nama_tahapan": "Upload", "tgl_awal": "15/06/2026 08.00", "tgl_akhir": "2026-06-20"},
        {"tahapan": "Evaluasi", "mulai": "21-Jun-26 8:00 AM", "selesai": "22 Juni 2026"},
        {"nama_tahapan": "Terbalik", "tgl_awal": "2026-06-20T08:00:00Z", "tgl_akhir": "2026-06-19T08:00:00Z"},
        {"nama_tahapan": "Terbuka", "tgl_awal": "2026-06-20T08:00:00Z", "tgl_akhir": None},
        {"kd_akt": 139, "tgl_awal": "2026-06-20T08:00:00Z", "tgl_akhir": "2026-06-21T08:00:00Z"},
        "bukan tahap",
    ]
    *problems, found = read_json([{"kd_tender": "4550194", "jadwal": schedule}])
    assert [str(problem) for problem in problems] == [
        "record 1, jadwal 3: the stage ends before it begins: mulai comes before selesai",
        "record 1, jadwal 4: a stage needs tahapan, mulai and selesai; tgl_akhir is empty",
        "record 1, jadwal 6: 'bukan tahap' is no object with fields",
    ]
    assert isinstance(found, FoundRecord)
    stages = facts_from_record(TENDER, found.record, WIB).stages
    assert [stage.name for stage in stages] == ["Upload", "Evaluasi", "Download Dokumen Pemilihan"]
    assert stages[0].ends == datetime(2026, 6, 20, 17, tzinfo=UTC)
    assert stages[1].starts == datetime(2026, 6, 21, 1, tzinfo=UTC)


PUBLIC = "Kode Tender;Nama Tender;Nilai HPS;Kategori\n4550194;Jalan;Rp 475.310;Pekerjaan Konstruksi\n"


async def known(shell: Shell, code: str = "4550194") -> PackageFacts:
    found = await shell.finds(TENDER, code)
    assert found is not None
    return found


@pytest.mark.parametrize(
    "title",
    ["", "Daftar Tender, Kabupaten X\n\n", "LAPORAN;;;\nPer 30 November 2026;;;\n;;;\n", "\ufeffTender\n"],
)
async def test_the_public_export_is_loaded_with_names_hps_and_categories(shell: Shell, title: str) -> None:
    assert await shell.loads(title + PUBLIC) == 0
    assert (shell.output, shell.errors) == ("1 packages\n", "")
    facts = await known(shell)
    assert (facts.name, facts.hps, facts.category) == ("Jalan", Decimal(475_310), "Pekerjaan Konstruksi")


async def test_a_faulty_row_below_a_title_is_named_by_its_line(shell: Shell) -> None:
    assert await shell.loads(f"Daftar Tender\n\n{PUBLIC}12;Jembatan;;\n") == 1
    assert shell.errors.startswith("line 5: kd_tender '12' is not a tender code")


async def test_an_empty_cell_erases_nothing_unless_asked_to(shell: Shell) -> None:
    staged = "kd_tender,status,tahapan,mulai,selesai\n4550194,Ditutup,Upload,2026-06-15,2026-06-16\n"
    await shell.loads(PUBLIC)
    await shell.loads(staged)
    await shell.loads("kd_tender,tahun\n4550194,2026\n")
    facts = await known(shell)
    assert (facts.name, facts.hps, facts.budget_year, len(facts.stages)) == (
        "Jalan",
        Decimal(475_310),
        2026,
        1,
    )
    assert (facts.status, facts.said_status) == (PackageStatus.CLOSED, "Ditutup")
    await shell.loads("kd_tender,nama_paket,status\n4550194,-,Aktif\n")
    assert (await known(shell)).status is PackageStatus.ACTIVE
    await shell.replaces("kd_tender,tahun\n4550194,2026\n")
    assert await known(shell) == PackageFacts(TENDER, "4550194", budget_year=2026, repository=194)


async def test_the_highest_version_of_a_tender_wins_in_a_file_and_over_files(shell: Shell) -> None:
    versions = [{"kd_tender": "4550194", "versi_tender": n, "nama_paket": f"Versi {n}"} for n in (2, 10, 9)]
    assert await shell.loads(json.dumps(versions)) == 0
    assert "record 3: version 9 of tender 4550194 is passed over; version 10 is known" in shell.errors
    assert (await known(shell)).name == "Versi 10"
    assert await shell.loads("kd_tender,versi_tender,nama_paket\n4550194,3,Versi 3\n") == 0
    assert shell.errors == "line 2: version 3 of tender 4550194 is passed over; version 10 is known\n"
    assert (await known(shell)).name == "Versi 10"


async def test_the_schedule_of_an_earlier_version_ends_with_it(shell: Shell) -> None:
    await shell.loads(
        "kd_tender,versi_tender,status,nama_paket,tahapan,mulai,selesai\n"
        "4550194,1,Gagal,Jalan,Upload,2026-06-15,2026-06-16\n"
    )
    await shell.loads("kd_tender,versi_tender\n4550194,2\n")
    facts = await known(shell)
    assert (facts.name, facts.stages, facts.status) == ("Jalan", (), PackageStatus.ACTIVE)


async def test_unknown_fields_of_json_are_named_once(shell: Shell) -> None:
    records = [{"kd_tender": f"{n}4550194"[-7:], "catatan": "penting", "pagu": 7} for n in range(1, 3)]
    assert await shell.loads(json.dumps(records)) == 0
    assert shell.errors.splitlines()[0] == "columns passed over: catatan"


async def test_a_field_that_says_nothing_of_its_kind_is_named_once(shell: Shell) -> None:
    assert await shell.loads("kd_rup,hps\n41373007,5000\n41373008,6000\n") == 0
    assert shell.errors == "line 2: hps is not kept of a rup package, here and below\n"


async def test_an_lpse_is_named_in_a_column(shell: Shell) -> None:
    heading = "Kode Tender;LPSE;Tahapan;Mulai;Selesai\n"
    row = "10063162000;{};Upload;2026-06-15T08:00;2026-06-16T08:00\n"
    assert await shell.loads(heading + row.format("LPSE Polda Papua")) == 0
    facts = await known(shell, "10063162000")
    assert (facts.repository, facts.stages[0].starts) == (636, datetime(2026, 6, 14, 23, tzinfo=UTC))
    assert await shell.loads(heading + row.format("LPSE Negeri Dongeng")) == 1
    assert shell.errors == "line 2: nama_lpse 'LPSE Negeri Dongeng' is the name of no LPSE\n"


async def test_a_revised_entry_of_the_plan_names_the_new_ones(shell: Shell) -> None:
    history = {
        "history_kaji_ulang": [
            {"kd_rup_lama": 46418785, "kd_rup_baru": 46423533, "jenis_revisi": "SATUKEBANYAK"},
            {"kd_rup_lama": 46418785, "kd_rup_baru": 46423534, "jenis_revisi": "SATUKEBANYAK"},
            {"kd_rup_lama": 35727498, "kd_rup_baru": 35727498, "jenis_revisi": "PENGAKTIFAN"},
            {"kd_rup_lama": 35699718, "kd_rup_baru": 35699718, "jenis_revisi": "PEMBATALAN"},
        ]
    }
    await shell.loads("kd_rup,nama_paket\n46418785,Kertas\n")
    assert await shell.loads(json.dumps(history)) == 0
    revised, active, cancelled = [
        await shell.finds(RUP, code) for code in ("46418785", "35727498", "35699718")
    ]
    assert revised is not None
    assert (revised.name, revised.revised_to) == ("Kertas", ("46423533", "46423534"))
    assert revised.status is PackageStatus.CLOSED
    assert active is not None
    assert (active.status, active.revised_to) == (PackageStatus.ACTIVE, ())
    assert cancelled is not None
    assert cancelled.status is PackageStatus.CANCELLED
