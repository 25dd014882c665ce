"""Loading files of packages from the command line."""

import json
import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot import loading
from bot.package_import import PORTION, import_packages_file, load_packages
from bot.package_rows import Found
from bot.settings import Settings
from core.packages import PackageFacts, PackageKind
from storage.database import open_database, upgrade
from storage.unit import Shelf, SqlUnit

TENDER, CATALOGUE, RUP = PackageKind
SAMPLE = Path("data/packages_sample.json")


class Desk:
    """Somebody at a shell with a database of their own."""

    def __init__(self, folder: Path, settings: Settings, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder, self.settings, self._capsys = folder, settings, capsys
        self.said = self.complained = ""

    async def loads(self, content: str | bytes | Path, name: str = "packages.csv") -> int:
        file = content if isinstance(content, Path) else self._write(content, name)
        code = await import_packages_file(self.settings, file)
        self.said, self.complained = self._capsys.readouterr()
        return code

    def _write(self, content: str | bytes, name: str) -> Path:
        file = self.folder / name
        file.write_bytes(content.encode() if isinstance(content, str) else content)
        return file

    async def finds(self, kind: PackageKind, code: str) -> PackageFacts | None:
        database = open_database(self.settings.database_url)
        try:
            return await database.read(lambda c: SqlUnit(c, Shelf()).packages.find(kind, code))
        finally:
            await database.close()


@pytest.fixture
def desk(tmp_path: Path, settings: Settings, capsys: pytest.CaptureFixture[str]) -> Desk:
    return Desk(tmp_path, settings, capsys)


async def test_records_as_the_services_answer_them_are_all_loaded(desk: Desk) -> None:
    assert await desk.loads(SAMPLE) == 0
    assert (desk.said, desk.complained) == ("37 packages\n", "")
    tender = await desk.finds(TENDER, "4550194")
    assert tender is not None
    assert len(tender.stages) > 5


async def test_orders_of_the_new_catalogue_are_loaded_from_a_file(desk: Desk) -> None:
    await desk.loads(json.dumps([{"order_id": "01K18290ADT9200AK834XRXB7R", "rup_name": "Kertas"}]))
    order = await desk.finds(CATALOGUE, "EP-01K18290ADT9200AK834XRXB7R")
    assert order is not None
    assert order.name == "Kertas"


async def test_a_code_that_a_table_made_a_number_keeps_its_digits(desk: Desk) -> None:
    assert await desk.loads('[{"kd_tender": 4550194.0}]') == 0
    assert await desk.finds(TENDER, "4550194") is not None


async def test_a_spreadsheet_saved_on_windows_is_loaded(desk: Desk) -> None:
    sheet = "\ufeffKode Tender;Nama Paket;HPS;Tahapan;Mulai;Selesai\r\n4550194;Jalan;1.250.000.000,50;;;\r\n"
    assert await desk.loads(sheet) == 0
    assert desk.said == "1 packages\n"
    tender = await desk.finds(TENDER, "4550194")
    assert tender is not None
    assert str(tender.hps) == "1250000000.50"


async def test_the_clocks_of_a_schedule_are_those_of_the_lpse_in_the_code(desk: Desk) -> None:
    heading = "kd_tender,tahapan,mulai,selesai\n"
    rows = [f"{code},Upload,2026-06-15T08:00,2026-06-16\n" for code in ("1234041", "1234010")]
    await desk.loads(heading + "".join(rows))
    papua, surabaya = [await desk.finds(TENDER, code) for code in ("1234041", "1234010")]
    assert papua
    assert surabaya
    assert surabaya.stages[0].starts - papua.stages[0].starts == timedelta(hours=2)


async def test_wrong_rows_are_named_and_the_right_ones_loaded(desk: Desk) -> None:
    assert await desk.loads("kd_tender,kd_rup\n4550194,\n12,\n,99\n,41373007\n") == 1
    assert desk.said == "2 packages, 2 wrong\n"
    assert desk.complained.splitlines() == [
        "line 3: kd_tender '12' is not a tender code, 5 to 8 digits, or 11 that end in 000",
        "line 4: kd_rup '99' is not a RUP code, 7 to 9 digits",
    ]
    assert await desk.finds(RUP, "41373007") is not None


async def test_wrong_records_are_named_by_their_list_and_place(desk: Desk) -> None:
    answer = {"data": [{"kd_tender": "4550194"}, {"nama": "x"}, 7, {"no_paket": "?"}], "years": [2026]}
    assert await desk.loads(json.dumps(answer)) == 1
    longest = "catalogue code, like ABC-P2606-1234567, or EP- and 26 letters and digits"
    assert desk.complained.splitlines() == [
        "data 2: no code: a record needs kd_tender, no_paket, order_id or kd_rup",
        "data 3: no object with fields, as a record is: {…}",
        f"data 4: no_paket '?' is not a {longest}",
    ]


async def test_of_a_code_that_stands_twice_the_last_counts_and_it_is_said(desk: Desk) -> None:
    rows = "".join(f"{10000 + n},Paket {n}\n" for n in range(PORTION))
    assert await desk.loads(f"kd_tender,nama_paket\n10000,Dulu\n10000,Kini\n{rows}") == 0
    assert desk.said == f"{PORTION} packages\n"
    assert desk.complained.splitlines() == [
        "line 3: tender 10000 stands at line 2 too; the last counts",
        "line 4: tender 10000 stands at line 3 too; the last counts",
    ]
    tender = await desk.finds(TENDER, "10000")
    assert tender is not None
    assert tender.name == "Paket 0"


async def test_a_file_that_is_wrong_all_over_does_not_flood_the_screen(desk: Desk) -> None:
    assert await desk.loads("kd_tender\n" + "x\n" * (loading.MOST + 150)) == 1
    assert desk.said == "0 packages, 250 wrong\n"
    lines = desk.complained.splitlines()
    assert len(lines) == loading.MOST + 1
    assert lines[-1] == "and 150 more like these"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "is empty"),
        (b"\xef\xbb\xbf \r\n", "is empty"),
        (bytes(range(256)), "is no text in UTF-8; save it as CSV UTF-8"),
        ("kd_tender\n4550194\n".encode("utf-16"), "is no text in UTF-8; save it as CSV UTF-8"),
        (b"PK\x03\x04workbook", "is a workbook or an archive; save the sheet as CSV UTF-8"),
        (b'[{"kd_tender": ', "is no JSON: Expecting value: line 1 column 16"),
        (b'[{"nama": "\xe9"}]', "is not written in UTF-8"),
        (b"[" * 200_000, "lists within lists without end"),
        (b'{"data": []}', "holds no record of a package"),
        (b"[1, 2]", "holds no record of a package"),
        (b"kd_tender,hps\n", "holds no record of a package"),
    ],
)
async def test_a_file_that_is_none_of_packages_says_why(desk: Desk, content: bytes, said: str) -> None:
    assert await desk.loads(content) == 1
    assert desk.complained.startswith("error: ")
    assert said in desk.complained
    assert desk.said == ""


async def test_json_is_known_by_how_it_begins_whatever_its_name(desk: Desk) -> None:
    assert await desk.loads('\ufeff {"kd_tender": "4550194", "jadwal": []}', "records.txt") == 0
    assert desk.said == "1 packages\n"


async def test_where_no_terminal_is_a_line_now_and_then_tells_how_far_it_is(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(loading, "ROWS_A_LINE", 2 * PORTION)
    await desk.loads("kd_tender\n" + "".join(f"{10000 + n}\n" for n in range(5 * PORTION)))
    assert desk.complained.splitlines() == [f"{n * PORTION} rows read" for n in (2, 4)]


async def test_on_a_terminal_a_bar_tells_how_far_it_is(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    await desk.loads("kd_tender\n" + "".join(f"{10000 + n}\n" for n in range(2 * PORTION)))
    assert "Loading" in desk.complained
    assert "100%" in desk.complained


async def test_a_large_file_is_read_no_faster_than_it_is_put_in(tmp_path: Path) -> None:
    read, read_at_commit = 0, []

    def records() -> Iterator[Found]:
        nonlocal read
        for read in range(1, 2 * PORTION + 2):
            yield Found(f"line {read}", TENDER, {"kd_tender": 10_000 + read})

    database = open_database(f"sqlite:///{tmp_path}/bot.sqlite3")
    await upgrade(database)
    loaded = await load_packages(
        database, Shelf(), records(), lambda _position, rows: read_at_commit.append((read, rows))
    )
    await database.close()
    assert loaded.count == 2 * PORTION + 1
    assert read_at_commit == [(rows, rows) for rows in (PORTION, 2 * PORTION, 2 * PORTION + 1)]
