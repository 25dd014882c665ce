"""Test the reading of spreadsheets of packages, and the faults reported for wrong rows."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from io import StringIO

import pytest

from bot.imports.package_rows import MOST_STAGES, FoundRecord, RowProblem, read_rows
from core.input.csv_rows import csv_rows
from core.organisation.lpse import zone_named
from core.packages import PackageFacts, PackageKind, PackageStatus, facts_from_record

TENDER, CATALOGUE, RUP = PackageKind
WIB = zone_named("WIB")


def read(*lines: str) -> list[FoundRecord | RowProblem]:
    """Read these lines as a spreadsheet of packages."""
    return list(read_rows(csv_rows(StringIO("".join(f"{line}\r\n" for line in lines), newline=""))))


def facts(*lines: str) -> list[PackageFacts]:
    """Return the facts of all packages in these lines."""
    return [
        facts_from_record(one.kind, one.record, WIB) for one in read(*lines) if isinstance(one, FoundRecord)
    ]


def faults(*lines: str) -> list[str]:
    """Return the faults in these lines."""
    return [str(one) for one in read(*lines) if isinstance(one, RowProblem)]


@pytest.mark.parametrize(
    ("heading", "row"),
    [
        ("kd_tender,nama_paket,hps,tahun_anggaran", '4550194,Jembatan,"1.250.000.000,50",2026'),
        ("kd_tender;nama_paket;hps;tahun_anggaran", "4550194;Jembatan;1.250.000.000,50;2026"),
        ("HPS;Tahun Anggaran;Nama Paket;Kode Tender", "Rp 1.250.000.000,50;2026;  Jembatan ;4550194"),
        ("Jenis;Kode;HPS;Nama;Tahun", "Tender;4550194;1250000000.50;Jembatan;2026"),
        ("satker,KD_TENDER,pagu,Nama_Paket,hps,tahun", "DPU,4550194.0,7,Jembatan,1250000000.5,2026.0"),
        ("kd_tender,kd_rup,nama_paket,hps,tahun", '4550194,46159590,Jembatan,"1,250,000,000.50","2026,2027"'),
    ],
)
def test_a_spreadsheet_is_read_however_it_was_kept_and_saved(heading: str, row: str) -> None:
    assert facts(heading, row) == [
        PackageFacts(TENDER, "4550194", "Jembatan", 2026, Decimal("1250000000.50"), repository=194)
    ]
    assert faults(heading, row) == []


def test_every_kind_of_package_has_its_columns() -> None:
    heading = "kd_tender,no_paket,kd_rup,status,status_aktif_rup"
    read = facts(
        heading, "4550194,,,Gagal/Batal,", ",6c2-p2501-11344068,,paket_selesai,", ",,41373007,,tidak", ",,,,"
    )
    assert [(one.kind, one.code, one.status) for one in read] == [
        (TENDER, "4550194", PackageStatus.CANCELLED),
        (CATALOGUE, "6C2-P2501-11344068", PackageStatus.FINISHED),
        (RUP, "41373007", PackageStatus.CANCELLED),
    ]
    [order] = facts("order_id,rup_name", "01K18290ADT9200AK834XRXB7R,Kertas")
    assert (order.code, order.name) == ("EP-01K18290ADT9200AK834XRXB7R", "Kertas")


@pytest.mark.parametrize(
    ("written", "at"),
    [
        ("2026-06-15T08:30", "2026-06-15T08:30:00+07:00"),
        ("2026-06-15T08:30:10.123Z", "2026-06-15T08:30:10+07:00"),
        ("2026-06-15T08:30:00+09:00", "2026-06-15T08:30:00+09:00"),
        ("2026-06-15T08:30:00+14:00", "2026-06-15T08:30:00+14:00"),
        ("2026-06-15T08:30:00-0930", "2026-06-15T08:30:00-09:30"),
        ("2026-06-15 08:30", "2026-06-15T08:30:00+07:00"),
        ("15-06-2026 08:30", "2026-06-15T08:30:00+07:00"),
        ("15/6/2026 8.30", "2026-06-15T08:30:00+07:00"),
        ("15 Juni 2026 08.30", "2026-06-15T08:30:00+07:00"),
        ("15-Agu-2026 08:30:00", "2026-08-15T08:30:00+07:00"),
        ("Senin, 15 Juni 2026 pukul 08:30 WITA", "2026-06-15T08:30:00+08:00"),
        ("Jum'at, 19 Juni 2026, 08.30 WIT", "2026-06-19T08:30:00+09:00"),
        ("15 Juni 2026", "2026-06-15T00:00:00+07:00"),
        ("30-Nov-26", "2026-11-30T00:00:00+07:00"),
        ("30 Nov 26 8:00 AM", "2026-11-30T08:00:00+07:00"),
        ("30/11/2026 8:05:30 PM", "2026-11-30T20:05:30+07:00"),
        ("30/11/2026 12:00 AM", "2026-11-30T00:00:00+07:00"),
        ("30/11/2026 12.15 p.m.", "2026-11-30T12:15:00+07:00"),
        ("46356", "2026-11-30T00:00:00+07:00"),
        ("46356.3333333333", "2026-11-30T08:00:00+07:00"),
        ("46356,75", "2026-11-30T18:00:00+07:00"),
    ],
)
def test_moments_are_read_as_ministries_write_them(written: str, at: str) -> None:
    [tender] = facts("kd_tender;tahapan;mulai;selesai", f"4550194;Evaluasi;{written};31-12-2026")
    assert tender.stages[0].starts == datetime.fromisoformat(at)


@pytest.mark.parametrize(
    ("written", "at"),
    [
        ("20 Juni 2026", "2026-06-21T00:00:00+07:00"),
        ("20-Jun-26", "2026-06-21T00:00:00+07:00"),
        ("46193", "2026-06-21T00:00:00+07:00"),
        ("20-06-2026 24.00", "2026-06-21T00:00:00+07:00"),
        ("20-06-2026 00:00", "2026-06-20T00:00:00+07:00"),
        ("20-06-2026 23:59", "2026-06-20T23:59:00+07:00"),
    ],
)
def test_a_stage_until_a_day_runs_through_that_day(written: str, at: str) -> None:
    [tender] = facts("kd_tender;tahapan;mulai;selesai", f"4550194;Evaluasi;15-06-2026;{written}")
    assert tender.stages[0].ends == datetime.fromisoformat(at)


@pytest.mark.parametrize(
    ("second", "third"),
    [
        ("4550194;Jalan;Upload;17-06-2026;18-06-2026", "4550194;Jalan;Evaluasi;19-06-2026;20-06-2026"),
        ("4550194;;Upload;17-06-2026;18-06-2026", "4550194;;Evaluasi;19-06-2026;20-06-2026"),
        (";;Upload;17-06-2026;18-06-2026", ";;Evaluasi;19-06-2026;20-06-2026"),
    ],
)
def test_the_stages_of_a_tender_stand_below_it(second: str, third: str) -> None:
    heading = "kd_tender;nama_paket;tahapan;mulai;selesai"
    jalan, jembatan = facts(
        heading,
        "4550194;Jalan;Pengumuman;15-06-2026;16-06-2026",
        second,
        third,
        "4550195;Jembatan;Pengumuman;15-06-2026;16-06-2026",
    )
    assert [stage.name for stage in jalan.stages] == ["Pengumuman", "Upload", "Evaluasi"]
    assert [stage.lasts for stage in jalan.stages] == [timedelta(days=2)] * 3
    assert jalan.stages[1].starts == datetime(2026, 6, 16, 17, tzinfo=UTC)
    assert (jembatan.name, len(jembatan.stages)) == ("Jembatan", 1)


STAGED = "kd_tender,no_paket,tahapan,mulai,selesai"


@pytest.mark.parametrize(
    ("heading", "row", "fault_text"),
    [
        ("jenis,kode", "lelang,4550194", "line 2: jenis 'lelang' is none of tender, katalog, rup"),
        ("jenis,kode", ",4550194", "line 2: jenis '' is none of tender, katalog, rup"),
        ("kd_tender,nama_paket", ",Jalan", "line 2: no code: fill in kd_tender, no_paket or kd_rup"),
        (
            "kd_tender,hps",
            "4550194,1.25E+99",
            "line 2: hps '1.25E+99' is no amount in rupiah, like 1250000000 or 1.250.000.000,50",
        ),
        ("kd_tender,hps", "4550194,-5", "hps '-5' is no amount in rupiah"),
        ("kd_tender,hps", "4550194,1.250.000,50", "line 2: more cells than the heading has; put quotes"),
        ("kd_tender,tahun", "4550194,26", "line 2: tahun_anggaran '26' is no budget year, like 2026"),
        ("kd_tender,kd_lpse", "4550194,Surabaya", "kd_lpse 'Surabaya' is no whole number, like 10"),
        ("kd_rup,status_aktif_rup", "41373007,mungkin", "'mungkin' is neither true nor false (ya, tidak)"),
        (STAGED, "4550194,,Upload,31-02-2026,1-3-2026", "tgl_awal '31-02-2026' is no date, like 2026-06-15"),
        (STAGED, "4550194,,Upload,06/25/2026,26/06/2026", "tgl_awal '06/25/2026' is no date"),
        (STAGED, "4550194,,Upload,1-3-2026,1-3-2026 25:00", "tgl_akhir '1-3-2026 25:00' is no date"),
        (STAGED, "4550194,,Upload,1-3-2026 08:00+99:99,2-3-2026", "'1-3-2026 08:00+99:99' is no date"),
        (STAGED, "4550194,,Upload,1-3-2026,2-3-2026 08:00-1401", "'2-3-2026 08:00-1401' is no date"),
        (STAGED, "4550194,,Upload,1-3-2026,2-3-2026 08:00+07:60", "'2-3-2026 08:00+07:60' is no date"),
        (STAGED, "4550194,,Upload,1-3-2026,", "tgl_akhir is empty"),
        (STAGED, "4550194,,Upload,2-3-2026,1-3-2026 08:00", "the stage ends before it begins"),
        (STAGED, ",6C2-P2501-11344068,Upload,1-3-2026,2-3-2026", "only a tender has stages"),
        (STAGED, ",,Upload,1-3-2026,2-3-2026", "a stage of no tender"),
        ("kd_tender,nama_paket", "4550194,Caf\udce9", "'Caf?' is not written in UTF-8; save the file as CSV"),
        ("kd_tender,nama_paket", '"4550194"x,Jalan', "look for a quotation mark that is not closed"),
        ("kd_tender,tahun", f"4550194,{'x' * 999}", "xxx…"),
    ],
)
def test_a_wrong_row_says_what_is_wrong_and_the_next_is_read(heading: str, row: str, fault_text: str) -> None:
    right = "rup,41373008" if "kode" in heading else f"41373008{',' * heading.count(',')}"
    [fault] = faults(heading, row, right)
    assert fault_text in fault
    assert fault.startswith("line 2: ")
    assert len(fault) < 200
    assert "41373008" in {one.code for one in facts(heading, row, right)}


def test_a_tender_keeps_the_stages_that_can_be_read() -> None:
    lines = (STAGED, "4550194,,A,1-3-2026,2-3-2026", ",,B,x,2-3-2026", ",,C,3-3-2026,4-3-2026")
    [tender] = facts(*lines)
    assert [stage.name for stage in tender.stages] == ["A", "C"]
    assert [fault[:7] for fault in faults(*lines)] == ["line 3:"]


@pytest.mark.parametrize("again", ["4550194", ""])
def test_stages_of_a_tender_that_can_not_be_read_make_no_tender_of_their_own(again: str) -> None:
    heading = "kd_tender;hps;tahapan;mulai;selesai"
    lines = (
        heading,
        "4550194;banyak;A;1-3-2026;2-3-2026",
        f"{again};;B;2-3-2026;3-3-2026",
        f"{again};;C;3-3-2026;4-3-2026",
        "4550195;1000;A;1-3-2026;2-3-2026",
    )
    assert [one.code for one in facts(*lines)] == ["4550195"]
    assert [fault[:7] for fault in faults(*lines)] == ["line 2:", "line 3:", "line 4:"]


def test_lines_are_counted_as_excel_shows_them() -> None:
    assert faults("kd_tender,nama_paket", '4550194,"Jalan\nraya"', ",Kosong")[0].startswith("line 3: no code")


def test_a_row_that_is_repeated_for_ever_fills_no_memory() -> None:
    lines = (STAGED, *["4550194,,A,1-3-2026,2-3-2026"] * (MOST_STAGES + 2))
    [tender] = facts(*lines)
    assert len(tender.stages) == MOST_STAGES
    assert len(faults(*lines)) == 2


@pytest.mark.parametrize("heading", ["nama_paket,hps", "Daftar paket 2026", "kode,nama", '"kd_tender"x'])
def test_a_file_without_a_column_of_codes_is_not_read(heading: str) -> None:
    [fault] = read(heading, "4550194,1", "4550195,1")
    assert isinstance(fault, RowProblem)
    assert fault.place == "line 1"


def test_a_heading_that_names_a_column_twice_is_not_read() -> None:
    assert faults("kd_tender,nama,kd_tender", "4550194,Jalan,4550195") == [
        "line 1: the heading names kd_tender twice"
    ]
    assert faults("", "kd_tender,nama", "4550194,Jalan") == []
