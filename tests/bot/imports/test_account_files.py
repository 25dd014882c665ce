"""Test that files of accounts as offices save them lose nothing in silence."""

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.imports.accounts_cli import import_accounts_file
from bot.imports.database import opened_units
from bot.imports.faq import import_faq_file
from bot.imports.lpses import import_lpses_file
from bot.imports.packages import import_packages_file
from bot.imports.spreadsheet_file import read_spreadsheet
from bot.process.settings import Settings
from core.administration.account_rows import COLUMNS, AccountRow, LpseIdSet, RowError, read_accounts
from core.administration.audit import AuditChange, ChangeType
from core.input.fault_columns import NAMES, ROW, WHY
from core.organisation.lpse import COLUMNS as LPSE_COLUMNS
from core.organisation.roles import ENGLISH_LABELS, Role, role_named
from core.people.people import Person
from locales import load_translations

HEADING = ",".join(COLUMNS)
# As Excel saves one table with Indonesian and with English settings; empty rows at the end were filled once.
INDONESIAN = (
    "email;name;phone;office;role;lpse_id;directorate\r\n"
    'rene@x.go.id;"René; S.Kom";8123456789;"Dinas ""PU""\nSurabaya";Admin PPE;10,0;\r\n'
    "sari@x.go.id;Sari;8,12E+10;;HELPDESK LPSE;10;\r\n"
    "yusuf@x.go.id;Yusuf;215551234;;Tim Teknis LKPP;;Direktorat Pengembangan SPSE\r\n"
    ";;;;;;\r\n;;;;;;\r\n"
)
ENGLISH = (
    "email,name,phone,office,role,lpse_id,directorate\r\n"
    'rene@x.go.id,René; S.Kom,8123456789,"Dinas ""PU""\nSurabaya",Admin PPE,10.0,\r\n'
    "sari@x.go.id,Sari,8.12E+10,,helpdesk lpse,10,\r\n"
    "yusuf@x.go.id,Yusuf,215551234,,tim_teknis,,spse\r\n"
    ",,,,,,\r\n,,,,,,\r\n"
)
UNICODE_TEXT = INDONESIAN.replace('"René; S.Kom"', "René# S.Kom").replace(";", "\t").replace("#", ";")
ODD = '8123456789|8,12E+10|="0812"|10,0|Admin PPE|#N/A|#REF!|vendor|spse|\'0812|10'.split("|")


def read(content: bytes) -> list[AccountRow | RowError]:
    sheet = read_spreadsheet(io.BytesIO(content), "a.csv")
    assert sheet is not None
    return list(read_accounts(sheet.rows, LpseIdSet(frozenset({10}))))


@pytest.mark.parametrize(
    "content",
    [
        INDONESIAN.encode("cp1252"),
        INDONESIAN.encode("utf-8-sig"),
        f"sep=;\r\n{INDONESIAN}".encode("cp1252"),
        ENGLISH.encode("cp1252"),
        ENGLISH.encode("utf-8-sig"),
        INDONESIAN.replace('"René; S.Kom"', "René# S.Kom")
        .replace(";", "\t")
        .replace("#", ";")
        .encode("utf-16"),
    ],
)
def test_a_table_that_excel_saved_is_what_was_meant(content: bytes) -> None:
    rene, sari, yusuf = read(content)
    assert isinstance(rene, AccountRow)
    assert isinstance(sari, AccountRow)
    assert isinstance(yusuf, AccountRow)
    assert (rene.name, rene.phone, rene.office) == ("René; S.Kom", "08123456789", 'Dinas "PU" Surabaya')
    assert [row.assignment.key for row in (rene, sari, yusuf)] == [
        "admin_ppe:10",
        "helpdesk_lpse:10",
        "tim_teknis:spse",
    ]
    assert [row.line for row in (rene, sari, yusuf)] == [2, 3, 4], "as Excel counts them"
    assert [(note.line, note.code) for row in (rene, sari, yusuf) for note in row.notes] == [
        (3, "phone_ruined"),
        (4, "phone_doubtful"),
    ]


CELL = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=15)


@given(st.sampled_from(COLUMNS), CELL | st.sampled_from(ODD))
def test_any_cell_is_stored_as_meant_or_named(column: str, cell: str) -> None:
    cells = dict(
        zip(COLUMNS, ["a@x.go.id", "Nina", "0812", "Dinas", "tim_teknis", "10", "spse"], strict=True)
    )
    text = io.StringIO(newline="")
    csv.writer(text).writerows([COLUMNS, list({**cells, column: cell}.values())])
    [row] = read(text.getvalue().encode())
    if isinstance(row, RowError) or row.notes:
        return
    stored = {"email": row.email, "name": row.name, "phone": row.phone, "office": row.office}
    written = "".join(c for c in cell if c.isprintable()).strip()
    if column in ("name", "office") and written.isascii() and not written.startswith(('="', "#")):
        assert stored[column] == " ".join("".join(c if c.isprintable() else " " for c in cell).split())
    elif column == "phone":
        digits = [c for c in written if c in "0123456789"]
        assert not digits or any(c in row.phone for c in digits)
    elif column == "role":
        assert role_named(written) is row.assignment.role


def test_roles_are_known_by_their_labels_in_either_language() -> None:
    english = load_translations()["en"]
    for role in Role:
        for name in (role.value, role.label, role.label.upper(), english.gettext(role.label)):
            assert role_named(name) is role
    changed = {english.gettext(role.label) for role in Role} - {role.label for role in Role}
    assert changed == set(ENGLISH_LABELS)
    labels = {word.lower() for label in (ROW, WHY) for word in (label, english.gettext(label))}
    assert labels == NAMES, "columns that are passed over when a file of wrong rows is sent again"


def test_rows_that_contradict_each_other_are_named() -> None:
    lines = [
        "a@x.go.id,Nina Sari,0812,Dinas,ppk,10,",
        "a@x.go.id,Budi,0812,Dinas,pokja,10,",
        'a@x.go.id,"Nina Sari, S.Kom",0813,,pp,10,',
        "A@x.go.id,Nina Sari,,,kuppbj,10,",
    ]
    first, other, changed, last = read("\n".join([HEADING, *lines]).encode())
    assert isinstance(first, AccountRow)
    assert isinstance(other, RowError)
    assert isinstance(changed, AccountRow)
    assert isinstance(last, AccountRow)
    assert (other.line, other.code, other.facts) == (3, "other_name", {"name": "Nina Sari", "row": 2})
    assert [note.facts for note in changed.notes] == [{"columns": ["name", "phone"], "row": 2}]
    assert [note.facts["columns"] for note in last.notes] == [["name"]]


def write(file: Path, content: str | bytes) -> None:
    file.write_bytes(content.encode() if isinstance(content, str) else content)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "akun.csv"


async def stored(settings: Settings) -> tuple[Person, list[AuditChange]]:
    """Return Nina and the trail, newest first."""
    async with opened_units(settings) as units:
        nina = await units.read(lambda unit: unit.people.by_email("nina@x.go.id"))
        trail = await units.read(lambda unit: unit.audit.newest(20))
    assert nina is not None
    return nina, [line.change for line in trail if line.change.kind is ChangeType.ACCOUNT_CHANGED]


async def test_an_empty_cell_keeps_what_is_there_and_what_is_overwritten_stands_in_the_trail(
    file: Path, settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    write(file, f"{HEADING}\nnina@x.go.id,Nina,0812,Dinas,ppk,10,\n")
    assert await import_accounts_file(settings, file) == 0
    write(file, f"{HEADING}\nnina@x.go.id,Nina,,,ppk,10,\n")
    assert await import_accounts_file(settings, file) == 0
    nina, trail = await stored(settings)
    assert (nina.phone, nina.office, trail) == ("0812", "Dinas", [])
    write(file, f"{HEADING}\nnina@x.go.id,Nina Sari,,Dinas PU,ppk,10,\n")
    assert await import_accounts_file(settings, file) == 0
    nina, [change] = await stored(settings)
    assert (nina.name, nina.phone, nina.office) == ("Nina Sari", "0812", "Dinas PU")
    assert (change.before, change.after) == (
        {"name": "Nina", "office": "Dinas"},
        {"name": "Nina Sari", "office": "Dinas PU"},
    )
    assert change.record == f"account:{nina.id}"
    write(file, f"{HEADING}\nnina@x.go.id,Nina Sari,,,ppk,10,\n")
    assert await import_accounts_file(settings, file, replace=True) == 0
    nina, [erased, _change] = await stored(settings)
    assert (nina.phone, nina.office) == ("", "")
    assert erased.before == {"phone": "0812", "office": "Dinas PU"}
    assert capsys.readouterr().err == ""


async def test_a_heading_alone_is_said_to_be_one_by_every_import(
    file: Path, settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    write(file, f"{HEADING}\n,,,\n\n")
    assert await import_accounts_file(settings, file) == 1
    shown = capsys.readouterr()
    assert shown.err == "line 1: There is only a heading: no row below it is filled in.\n"
    write(file, f"{','.join(LPSE_COLUMNS)}\n")
    assert await import_lpses_file(settings, file) == 1
    assert capsys.readouterr().err == "line 1: there is a heading alone, and no row below it\n"
    write(file, "topic,application,question,answer\n")
    assert await import_faq_file(settings, file, replace=False) == 1
    assert capsys.readouterr().err == "error: akun.csv: That file has no questions in it.\n"
    write(file, "kd_tender,hps\n")
    assert await import_packages_file(settings, file) == 1
    assert "holds no record of a package, only a heading or nothing" in capsys.readouterr().err


async def test_doubts_are_told_at_the_shell_and_the_rows_are_loaded(
    file: Path, settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    write(file, INDONESIAN.encode("cp1252"))
    assert await import_accounts_file(settings, file) == 0
    shown = capsys.readouterr()
    assert shown.out == "3 rows, 3 new people, 3 new roles\n"
    assert shown.err.splitlines() == [
        (
            "line 3: Excel has damaged the telephone number “8,12E+10”, so it was left out. "
            "Write the number as text."
        ),
        "line 4: The telephone number “215551234” may have lost the 0 at its beginning. Please check it.",
    ]


async def test_a_list_of_lpses_is_read_beyond_its_wrong_rows_and_empty_cells_keep_what_is_there(
    file: Path, settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = [
        "10,,LPSE Kota Surabaya,,WIB,,,,",
        "x,,LPSE Salah,,WIB,,,,",
        "5000,,LPSE Baru,,Jakarta,,,,",
        "5001,,LPSE Satu,,wita,,bukan alamat,,",
        "5002,,LPSE Dua,,wit,,,,",
        "5002,,LPSE Tiga,,wit,,,,",
    ]
    write(file, "\n".join([",".join(LPSE_COLUMNS), *rows]))
    async with opened_units(settings) as units:
        before = await units.read(lambda unit: unit.lpses.get(10))
    assert await import_lpses_file(settings, file) == 1
    shown = capsys.readouterr()
    assert shown.out == "1 new LPSEs, 0 changed\n"
    assert [line.partition(":")[0] for line in shown.err.splitlines()] == [
        "line 3",
        "line 4",
        "line 5",
        "line 7",
    ]
    assert "id 'x' is no number" in shown.err
    assert "timezone 'Jakarta' is none of WIB, WITA, WIT" in shown.err
    assert "id 5002 stands on line 6 too" in shown.err
    async with opened_units(settings) as units:
        assert await units.read(lambda unit: unit.lpses.get(10)) == before
    assert await import_lpses_file(settings, file, replace=True) == 1
    assert capsys.readouterr().out == "0 new LPSEs, 1 changed\n"


async def test_an_empty_cell_of_a_question_keeps_what_is_there(
    file: Path, settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    write(file, "topic,application,question,answer,code\nAkun,spse,Apa itu?,Ya.,apa\n")
    assert await import_faq_file(settings, file, replace=False) == 0
    write(file, "topic,application,question,answer,code\n,,,Bukan.,apa\n,,apa ITU?,,\n")
    assert await import_faq_file(settings, file, replace=False) == 1
    assert "0 added, 1 changed" in capsys.readouterr().out
    async with opened_units(settings) as units:
        question = (await units.read(lambda unit: unit.master.faq)).question("apa")
    assert question is not None
    assert (question.topic, question.application, question.answer) == ("Akun", "spse", "Bukan.")
