"""Test that an administrator imports a file of accounts in the chat."""

import io
from pathlib import Path

import pytest
from openpyxl import load_workbook

from bot.imports.accounts_cli import import_accounts_file
from bot.jobs import account_import as account_imports
from core.organisation.roles import Role
from core.people.people import Assignment
from tests.stories.actor import Actor
from tests.stories.importing import HEADING, Gives, imports
from tests.stories.papers import gets
from tests.stories.stage import Stage


async def test_accounts_are_imported_and_every_wrong_line_gets_its_sentence(
    stage: Stage, administrator: Actor, holds: Gives
) -> None:
    lines = (
        "nina@surabaya.go.id,Nina,0812,Dinas,ppk,10,",
        "nina@surabaya.go.id,Nina,0812,Dinas,helpdesk_lpse,10,",
        "bukan alamat,Oki,,,ppk,10,",
        "oki@surabaya.go.id,Oki,,,bos,10,",
        "oki@surabaya.go.id,Oki,,,ppk,99999999,",
    )
    holds("akun.csv", "\n".join((HEADING, *lines)))
    await imports(administrator, "akun.csv")
    await administrator.sees("Akun sedang diimpor")
    await administrator.was_told(
        "Baris yang diimpor: 2",
        "Akun baru: 1",
        "Peran baru: 2",
        "Baris yang salah: 3",
        "Baris 4: Alamat e-mail “bukan alamat” belum benar.",
        "Baris 5: Peran “bos” tidak dikenal.",
        "Baris 6: LPSE “99999999” tidak ada dalam daftar.",
    )
    await administrator.types("/start")
    await administrator.taps("Jejak Audit")
    await administrator.sees("Akun diimpor: akun.csv", "Baris yang diimpor: 2", "Baris yang salah: 3")
    nina = await stage.do(lambda unit: unit.people.by_email("nina@surabaya.go.id"))
    assert nina is not None
    assert nina.assignments == (Assignment(Role.PPK, 10), Assignment(Role.HELPDESK_LPSE, 10))


async def test_many_wrong_lines_come_as_a_table(stage: Stage, administrator: Actor, holds: Gives) -> None:
    wrong = [f"p{n}@surabaya.go.id,Orang,,,=bos,10," for n in range(30)]
    holds("salah.csv", "\n".join((HEADING, *wrong, "oki@surabaya.go.id,Oki,,,ppk,10,")))
    await imports(administrator, "salah.csv")
    await administrator.was_told("Baris yang salah: 30", "Baris yang diimpor: 1", "berkas berikut")
    table = await gets(stage, administrator, "baris-salah.xlsx")
    assert [row["Baris"] for row in table.rows] == [str(n) for n in range(2, 32)]
    assert set(table.column("Kesalahan")) == {"Peran “=bos” tidak dikenal."}


async def test_the_table_of_wrong_lines_brings_no_formula_into_a_spreadsheet(
    stage: Stage, administrator: Actor, holds: Gives
) -> None:
    evil = '"x;=HYPERLINK(""https://jahat.example"")"'
    wrong = [f"p{n}@surabaya.go.id,Orang,,,{evil},10," for n in range(30)]
    holds("salah.csv", "\n".join((HEADING, *wrong)))
    await imports(administrator, "salah.csv")
    await administrator.was_told("Baris yang salah: 30")
    table = await gets(stage, administrator, "baris-salah.xlsx")
    # Reading it fails where a cell is a formula.
    assert set(table.column("role")) == {'x;=HYPERLINK("https://jahat.example")'}


async def test_an_import_by_the_command_line_stands_in_the_trail_too(
    stage: Stage, administrator: Actor, tmp_path: Path
) -> None:
    file = tmp_path / "akun.csv"
    file.write_text(f"{HEADING}\nnina@surabaya.go.id,Nina,,,ppk,10,\nsalah,Oki,,,ppk,10,", encoding="utf-8")
    assert await import_accounts_file(stage.settings, file) == 1
    await administrator.types("/start")
    await administrator.taps("Jejak Audit")
    await administrator.sees("Akun diimpor: akun.csv", "Akun baru: 1", "Baris yang salah: 1")


async def test_an_administrator_who_comes_by_a_file_stands_in_the_trail_by_name(
    stage: Stage, administrator: Actor, holds: Gives, tmp_path: Path
) -> None:
    holds("akun.csv", f"{HEADING}\nnina@surabaya.go.id,Nina,,,administrator,,")
    await imports(administrator, "akun.csv")
    await administrator.was_told("Peran baru: 1")
    file = tmp_path / "lagi.csv"
    file.write_text(f"{HEADING}\noki@surabaya.go.id,Oki,,,administrator,,", encoding="utf-8")
    assert await import_accounts_file(stage.settings, file) == 0
    await administrator.types("/start")
    await administrator.taps("Jejak Audit")
    await administrator.sees(
        "Peran diberikan: Nina (nina@surabaya.go.id)",
        "Peran diberikan: Oki (oki@surabaya.go.id)",
        "Administrator",
    )


async def test_a_file_as_a_spreadsheet_in_indonesia_saves_it_is_read(
    stage: Stage, administrator: Actor, holds: Gives
) -> None:
    text = f"{HEADING}\nrené@x.go.id,x,,,ppk,10,\nrene@surabaya.go.id,René,,,ppk,10,".replace(",", ";")
    holds("ansi.csv", text.encode("cp1252"))
    await imports(administrator, "ansi.csv")
    await administrator.was_told("Akun baru: 1", "Baris yang salah: 1")
    rene = await stage.do(lambda unit: unit.people.by_email("rene@surabaya.go.id"))
    assert rene is not None
    assert rene.name == "René"


async def test_a_file_that_names_its_delimiter_loses_nothing_to_a_quotation_mark(
    administrator: Actor, holds: Gives
) -> None:
    rows = ['oki@surabaya.go.id,"Oki,,,ppk,10,,', "nina@surabaya.go.id,Nina,,,ppk,10,,baik"]
    text = "\r\n".join(("sep=;", f"{HEADING},catatan".replace(",", ";"), *rows)).replace(",", ";")
    holds("unicode.csv", text.encode("utf-16"))
    await imports(administrator, "unicode.csv")
    await administrator.was_told(
        "Akun baru: 1",
        "Baris yang salah: 1",
        "Baris 2: Tanda kutip di baris ini (baris 3 di editor teks) tidak ditutup dan menelan 1 baris",
        "Kolom yang tidak dipakai: catatan",
    )


async def test_what_is_no_list_of_accounts_is_said_kindly(administrator: Actor, holds: Gives) -> None:
    await administrator.types("/start")
    await administrator.taps("Akun")
    await administrator.taps("Impor Akun")
    await administrator.sees("baris pertama berisi nama kolomnya")
    await administrator.sends("akun.pdf")
    await administrator.sees("“akun.pdf” bukan berkas CSV atau Excel (.xlsx) yang dapat dibaca.")
    holds("akun.csv", b"PK\x03\x04" + bytes(200))
    await imports(administrator, "akun.csv")
    await administrator.was_told("“akun.csv” bukan berkas CSV")
    holds("kolom.csv", "email,name\nnina@surabaya.go.id,Nina")
    await imports(administrator, "kolom.csv")
    await administrator.was_told(
        "Baris 1: Kolom berikut tidak ada: directorate, lpse_id, office, phone, role."
    )
    await administrator.types("/start")
    await administrator.taps("Jejak Audit")
    await administrator.sees("Belum ada perubahan.")


async def test_a_file_that_is_nothing_but_wrong_is_not_read_to_its_end(
    stage: Stage, administrator: Actor, holds: Gives, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(account_imports, "MOST_WRONG", 40)
    monkeypatch.setattr(account_imports, "PORTION", 25)
    holds("sampah.csv", "\n".join((HEADING, *["x"] * 500)))
    await imports(administrator, "sampah.csv")
    await administrator.was_told("Baris yang salah: 50", "Terlalu banyak baris yang salah")


async def test_wrong_rows_come_back_as_a_workbook_which_is_mended_and_sent_again(
    stage: Stage, administrator: Actor, holds: Gives
) -> None:
    lines = (
        "nina@surabaya.go.id,Nina,8123456789,Dinas,Admin PPE,10,",
        "oki@surabaya.go.id,Oki,08120001,,bos,10,",
        "sari@surabaya.go.id,Sari,8.12E+10,,vendor,10,",
    )
    holds("akun.csv", "\n".join((HEADING, *lines)))
    await imports(administrator, "akun.csv")
    await administrator.was_told(
        "Baris yang diimpor: 2",
        "⚠️ Baris 3: Peran “bos” tidak dikenal.",
        "ℹ️ Baris 4: Nomor telepon “8.12E+10” dirusak Excel, jadi tidak dipakai.",
        "Perbaiki di sana, lalu kirim lagi berkas itu.",
    )
    paper = await gets(stage, administrator, "baris-salah.xlsx")
    assert [(row["Baris"], row["email"], row["phone"]) for row in paper.rows] == [
        ("3", "oki@surabaya.go.id", "08120001"),
        ("4", "sari@surabaya.go.id", "8.12E+10"),
    ]
    book = load_workbook(io.BytesIO(paper.content))
    sheet = book.worksheets[0]
    sheet["F2"], sheet["D3"] = "Pokja Pemilihan", 8120002345
    mended = io.BytesIO()
    book.save(mended)
    holds("baris-salah.xlsx", mended.getvalue())
    await imports(administrator, "baris-salah.xlsx")
    await administrator.was_told(
        "Baris yang diimpor: 2", "Akun yang datanya berubah: 1", "Baris yang salah: 0"
    )
    assert "Kolom yang tidak dipakai" not in administrator.sights[-1].words
    oki = await stage.do(lambda unit: unit.people.by_email("oki@surabaya.go.id"))
    sari = await stage.do(lambda unit: unit.people.by_email("sari@surabaya.go.id"))
    assert oki is not None
    assert sari is not None
    assert (oki.phone, oki.assignments) == ("08120001", (Assignment(Role.POKJA, 10),))
    assert sari.phone == "08120002345"
    await administrator.types("/start")
    await administrator.taps("Jejak Audit")
    await administrator.sees("Akun diubah: Sari (sari@surabaya.go.id)", "08120002345")


async def test_a_heading_alone_is_no_success(administrator: Actor, holds: Gives) -> None:
    holds("kosong.csv", f"{HEADING}\n,,,,,,\n")
    await imports(administrator, "kosong.csv")
    await administrator.was_told("Baris 1: Hanya ada judul kolom; di bawahnya tidak ada baris yang terisi.")
