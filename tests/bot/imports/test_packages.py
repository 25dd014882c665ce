"""Test the import of packages from the command line."""

import json
import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.imports import progress as loading
from bot.imports.package_rows import FoundRecord
from bot.imports.packages import PORTION, import_packages_file, load_packages
from bot.imports.shipped_data import DATA
from bot.packages.replies import read_facts
from bot.process.settings import Settings
from core.input.csv_rows import csv_rows
from core.organisation.lpse import ZONES, read_lpses
from core.packages import PackageFacts, PackageKind
from core.packages.zones import LpseZones
from storage.units import open_units

TENDER, CATALOGUE, RUP = PackageKind
SAMPLE = Path("data/packages_sample.json")


class Shell:
    """A user of the shell with a database of their own."""

    def __init__(self, folder: Path, settings: Settings, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder, self.settings, self._capsys = folder, settings, capsys
        self.output = self.errors = ""

    async def loads(self, content: str | bytes | Path, name: str = "packages.csv") -> int:
        """Import a file, or this content as a file; return the exit code."""
        file = content if isinstance(content, Path) else self._write(content, name)
        code = await import_packages_file(self.settings, file)
        self.output, self.errors = self._capsys.readouterr()
        return code

    async def replaces(self, content: str) -> int:
        """Import this content so that empty cells erase what was known."""
        return await import_packages_file(self.settings, self._write(content, "packages.csv"), replace=True)

    def _write(self, content: str | bytes, name: str) -> Path:
        file = self.folder / name
        file.write_bytes(content.encode() if isinstance(content, str) else content)
        return file

    async def finds(self, kind: PackageKind, code: str) -> PackageFacts | None:
        """Return the stored facts of a package."""
        units = open_units(self.settings.database_url)
        try:
            return await units.read(lambda unit: unit.packages.find(kind, code))
        finally:
            await units.close()


@pytest.fixture
def shell(tmp_path: Path, settings: Settings, capsys: pytest.CaptureFixture[str]) -> Shell:
    return Shell(tmp_path, settings, capsys)


async def test_records_as_the_services_answer_them_are_all_loaded(shell: Shell) -> None:
    assert await shell.loads(SAMPLE) == 0
    assert (shell.output, shell.errors) == ("33 packages\n", "")
    tender = await shell.finds(TENDER, "9876194")
    assert tender is not None
    assert len(tender.stages) == 12


async def test_orders_of_the_new_catalogue_are_loaded_from_a_file(shell: Shell) -> None:
    await shell.loads(json.dumps([{"order_id": "01K18290ADT9200AK834XRXB7R", "rup_name": "Kertas"}]))
    order = await shell.finds(CATALOGUE, "EP-01K18290ADT9200AK834XRXB7R")
    assert order is not None
    assert order.name == "Kertas"


async def test_a_code_that_a_table_made_a_number_keeps_its_digits(shell: Shell) -> None:
    assert await shell.loads('[{"kd_tender": 4550194.0}]') == 0
    assert await shell.finds(TENDER, "4550194") is not None


async def test_a_spreadsheet_saved_on_windows_is_loaded(shell: Shell) -> None:
    sheet = "\ufeffKode Tender;Nama Paket;HPS;Tahapan;Mulai;Selesai\r\n4550194;Jalan;1.250.000.000,50;;;\r\n"
    assert await shell.loads(sheet) == 0
    assert shell.output == "1 packages\n"
    tender = await shell.finds(TENDER, "4550194")
    assert tender is not None
    assert str(tender.hps) == "1250000000.50"


async def test_the_clocks_of_a_schedule_are_those_of_the_lpse_in_the_code(shell: Shell) -> None:
    heading = "kd_tender,tahapan,mulai,selesai\n"
    rows = [f"{code},Upload,2026-06-15T08:00,2026-06-16\n" for code in ("1234041", "1234010")]
    await shell.loads(heading + "".join(rows))
    papua, surabaya = [await shell.finds(TENDER, code) for code in ("1234041", "1234010")]
    assert papua
    assert surabaya
    assert surabaya.stages[0].starts - papua.stages[0].starts == timedelta(hours=2)


async def test_wrong_rows_are_named_and_the_right_ones_loaded(shell: Shell) -> None:
    assert await shell.loads("kd_tender,kd_rup\n4550194,\n12,\n,99\n,41373007\n") == 1
    assert shell.output == "2 packages, 2 wrong\n"
    assert shell.errors.splitlines() == [
        "line 3: kd_tender '12' is not a tender code, 5 to 8 digits, or 11 that end in 000",
        "line 4: kd_rup '99' is not a RUP code, 7 to 9 digits",
    ]
    assert await shell.finds(RUP, "41373007") is not None


async def test_wrong_records_are_named_by_their_list_and_place(shell: Shell) -> None:
    answer = {"data": [{"kd_tender": "4550194"}, {"nama": "x"}, 7, {"no_paket": "?"}], "years": [2026]}
    assert await shell.loads(json.dumps(answer)) == 1
    longest = "catalogue code, like ABC-P2606-1234567, or EP- and 26 letters and digits"
    assert shell.errors.splitlines() == [
        "data 2: no code: a record needs kd_tender, no_paket, order_id or kd_rup",
        "data 3: no object with fields, as a record is: {…}",
        f"data 4: no_paket '?' is not a {longest}",
    ]


async def test_of_a_code_that_stands_twice_the_last_counts_and_it_is_said(shell: Shell) -> None:
    rows = "".join(f"{10000 + n},Paket {n}\n" for n in range(PORTION))
    assert await shell.loads(f"kd_tender,nama_paket\n10000,Dulu\n10000,Kini\n{rows}") == 0
    assert shell.output == f"{PORTION} packages\n"
    assert shell.errors.splitlines() == [
        "line 3: tender 10000 stands at line 2 too; the last counts",
        "line 4: tender 10000 stands at line 3 too; the last counts",
    ]
    tender = await shell.finds(TENDER, "10000")
    assert tender is not None
    assert tender.name == "Paket 0"


async def test_a_file_that_is_wrong_all_over_does_not_flood_the_screen(shell: Shell) -> None:
    assert await shell.loads("kd_tender\n" + "x\n" * (loading.MOST + 150)) == 1
    assert shell.output == "0 packages, 250 wrong\n"
    lines = shell.errors.splitlines()
    assert len(lines) == loading.MOST + 1
    assert lines[-1] == "and 150 more like these"


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b"", "is empty"),
        (b"\xef\xbb\xbf \r\n", "is empty"),
        (bytes(range(256)), "is no text in UTF-8; save it as CSV UTF-8"),
        ("kd_tender\n4550194\n".encode("utf-32"), "is no text in UTF-8; save it as CSV UTF-8"),
        (b"\xff\xfe", "is empty"),
        (b"PK\x03\x04workbook", "is a workbook or an archive that is damaged"),
        (b'[{"kd_tender": ', "is no JSON: Expecting value: line 1 column 16"),
        (b'[{"nama": "\xe9"}]', "is not written in UTF-8"),
        (b"[" * 200_000, "lists within lists without end"),
        (b'{"data": []}', "holds no record of a package"),
        (b"[1, 2]", "holds no record of a package"),
        (b"kd_tender,hps\n", "holds no record of a package"),
    ],
)
async def test_a_file_that_is_none_of_packages_says_why(shell: Shell, content: bytes, fault: str) -> None:
    assert await shell.loads(content) == 1
    assert shell.errors.startswith("error: ")
    assert fault in shell.errors
    assert shell.output == ""


async def test_json_is_known_by_how_it_begins_whatever_its_name(shell: Shell) -> None:
    assert await shell.loads('\ufeff {"kd_tender": "4550194", "jadwal": []}', "records.txt") == 0
    assert shell.output == "1 packages\n"


async def test_where_no_terminal_is_a_line_now_and_then_tells_how_far_it_is(
    shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(loading, "ROWS_A_LINE", 2 * PORTION)
    await shell.loads("kd_tender\n" + "".join(f"{10000 + n}\n" for n in range(5 * PORTION)))
    assert shell.errors.splitlines() == [f"{n * PORTION} rows read" for n in (2, 4)]


async def test_on_a_terminal_a_bar_tells_how_far_it_is(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    await shell.loads("kd_tender\n" + "".join(f"{10000 + n}\n" for n in range(2 * PORTION)))
    assert "Loading" in shell.errors
    assert "100%" in shell.errors


async def test_a_large_file_is_read_no_faster_than_it_is_put_in(tmp_path: Path) -> None:
    read, read_at_commit = 0, []

    def records() -> Iterator[FoundRecord]:
        nonlocal read
        for read in range(1, 2 * PORTION + 2):
            yield FoundRecord(f"line {read}", TENDER, {"kd_tender": 10_000 + read})

    units = open_units(f"sqlite:///{tmp_path}/bot.sqlite3")
    await units.upgrade()
    loaded = await load_packages(
        units, records(), lambda _position, rows: read_at_commit.append((read, rows))
    )
    await units.close()
    assert loaded.count == 2 * PORTION + 1
    assert read_at_commit == [(rows, rows) for rows in (PORTION, 2 * PORTION, 2 * PORTION + 1)]


@pytest.mark.parametrize(
    "record",
    [
        {"kd_tender": "10063162000", "kd_lpse": "743"},
        {"kd_tender": "10063162000", "kd_lpse": 655},
        {"kd_tender": "4550386"},
        {"kd_tender": "4550584", "kd_lpse": 1043},
        {"kd_tender": "4550170", "nama_lpse": "LPSE STAIN Parepare"},
        {"kd_tender": "10063162000", "nama_lpse": "LPSE Polda Papua"},
        {"kd_tender": "10063162000", "url_lpse": "http://lpse.bali.polri.go.id/eproc4"},
        {"kd_tender": "10063162000"},
    ],
)
async def test_a_record_is_read_alike_from_a_file_and_from_the_service(
    shell: Shell, record: dict[str, object]
) -> None:
    stage = {
        "nama_tahapan": "Upload Dokumen Penawaran",
        "tgl_awal": "2026-06-15T08:00:00Z",
        "tgl_akhir": "2026-06-16T08:00:00Z",
    }
    record = record | {"jadwal": [stage]}
    assert await shell.loads(json.dumps([record])) == 0
    lpses = read_lpses(csv_rows((DATA / "lpse.csv").read_text(encoding="utf-8").splitlines()))
    body = json.dumps({"success": True, "data": [record]}).encode()
    code = str(record["kd_tender"])
    served = read_facts(TENDER, code, body, LpseZones(lpses, ZONES["WIB"]))
    assert await shell.finds(TENDER, code) == served
