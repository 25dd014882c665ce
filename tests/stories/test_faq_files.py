"""Test the import of questions from a file, and their export into one."""

from __future__ import annotations

import csv
import io

import pytest
from openpyxl import load_workbook

from bot.imports.faq import read_faq_file
from core.administration.audit import ChangeType
from tests.stories.actor import Actor
from tests.stories.papers import Paper, gets
from tests.stories.stage import Stage
from tests.stories.test_faq_administration import LOCKED, UNLOCK, adds, kinds

HEADING = "topic;application;question;answer\n"


async def sends_csv(stage: Stage, administrator: Actor, content: str | bytes, name: str = "faq.csv") -> None:
    """Import a file with this content by “Impor FAQ”."""
    await administrator.types("/faq")
    await administrator.taps("Impor FAQ")
    await administrator.sees("Kirim berkas .csv")
    administrator.contents[name] = content if isinstance(content, bytes) else content.encode()
    await administrator.sends(name)
    await administrator.sees("yakin akan mengimpor", name)
    await administrator.taps("Ya")


async def test_a_file_with_wrong_rows_takes_the_right_ones_and_names_the_others(
    stage: Stage, administrator: Actor
) -> None:
    rows = [
        f"Rapat;;{LOCKED};{UNLOCK}",
        ";spse;Tanpa topik?;Ya.",
        "Rapat;Windows;Tanpa aplikasi?;Ya.",
        f"Rapat;spse;{LOCKED.upper()};Lagi.",
        "SPSE/Akun;spse;Bagaimana mendaftar akun penyedia baru?;Lihat panduan.",
    ]
    await sends_csv(stage, administrator, "\ufeff" + HEADING + "\n".join(rows))
    await administrator.sees(
        "Ditambahkan: 1",
        "Diubah: 1",
        "Tetap sama: 0",
        "Baris yang salah: 3",
        "Baris 3: Topik tidak boleh kosong",
        "Baris 4: Aplikasi itu tidak ada dalam daftar. Periksa namanya.",
        "Baris 5: Pertanyaan ini sudah ada di baris sebelumnya.",
    )
    faq = await stage.do(lambda unit: unit.master.faq)
    assert [one.answer for one in faq.about("Rapat")] == [UNLOCK]
    changed = faq.question("daftar-akun")
    assert changed is not None
    assert changed.answer == "Lihat panduan."
    await administrator.types("/start")
    await administrator.taps("Jejak Audit")
    await administrator.sees("FAQ diimpor: FAQ", "+ Ditambahkan: 1", "+ Diubah: 1")


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("faq.csv", b"PK\x03\x04", "Simpan sebagai CSV UTF-8 atau JSON."),
        (
            "faq.csv",
            b"topic;topic;application;question;answer",
            "Kolom berikut ada lebih dari satu kali: topic.",
        ),
        ("faq.csv", b"topic;question\nAkun;Apa?", "Kolom berikut tidak ada: application, answer."),
        ("faq.csv", b"\n\n", "Kolom berikut tidak ada"),
        ("faq.json", b"[" * 100_000, "Simpan sebagai CSV UTF-8 atau JSON."),
        ("faq.json", b"{}", "Simpan sebagai CSV UTF-8 atau JSON."),
        ("faq.json", b"[]", "Berkas itu tidak berisi pertanyaan."),
        ("faq.json", b"[" + b"0," * 600 + b"0]", "FAQ menampung maksimal 500 pertanyaan."),
    ],
)
async def test_a_file_that_is_none_is_told_apart(
    stage: Stage, administrator: Actor, name: str, content: bytes, why: str
) -> None:
    await sends_csv(stage, administrator, content, name)
    await administrator.sees("Berkas tidak diimpor.", why)
    await administrator.taps("Impor FAQ", on="Berkas tidak diimpor.")
    await administrator.sees("Kirim berkas .csv")
    assert await stage.do(kinds) == []


async def test_a_file_in_excels_unicode_is_read_and_columns_that_nobody_reads_are_named(
    stage: Stage, administrator: Actor
) -> None:
    content = "Topic\tApplication\tQuestion\tAnswer\tKode\r\nRapat\t\tKapan?\t“Besok”\t7\r\n"
    await sends_csv(stage, administrator, content.encode("utf-16"))
    await administrator.sees("Ditambahkan: 1", "Kolom yang tidak dipakai: kode")
    faq = await stage.do(lambda unit: unit.master.faq)
    assert [one.answer for one in faq.about("Rapat")] == ["“Besok”"]


async def test_what_is_exported_and_imported_again_changes_nothing(
    stage: Stage, administrator: Actor
) -> None:
    await adds(administrator, "Rapat", "=1+1 itu berapa?", "- dua;\n- '=tiga\n@empat")
    await administrator.types("/faq")
    await administrator.taps("Ekspor FAQ")
    paper: Paper = await gets(stage, administrator, "faq-")
    assert len(paper.rows) == 94
    assert paper.rows[-1]["question"] == "'=1+1 itu berapa?", "no spreadsheet reckons with it"
    before = await stage.do(lambda unit: unit.master.faq.questions)
    await sends_csv(stage, administrator, paper.content, paper.name)
    await administrator.sees("Ditambahkan: 0", "Diubah: 0", "Tetap sama: 94")
    assert await stage.do(lambda unit: unit.master.faq.questions) == before
    assert await stage.do(kinds) == [ChangeType.QUESTION_ADDED]
    lines = io.StringIO(newline="")
    text = io.StringIO(paper.content.decode("utf-8-sig"), newline="")
    csv.writer(lines, delimiter=",").writerows(csv.reader(text, delimiter=";"))
    assert read_faq_file("faq.csv", lines.getvalue().encode()) == read_faq_file("faq.csv", paper.content)


async def test_wrong_questions_come_back_as_a_workbook_which_is_mended_and_sent_again(
    stage: Stage, administrator: Actor
) -> None:
    await sends_csv(stage, administrator, f"{HEADING}Rapat;;Kapan?;\nRapat;Windows;=Di mana?;Di sini.\n")
    await administrator.sees("Baris yang salah: 2", "Perbaiki di sana, lalu kirim lagi berkas itu.")
    paper = await gets(stage, administrator, "baris-salah.xlsx")
    assert paper.column("Baris") == ["2", "3"]
    assert paper.column("question") == ["Kapan?", "=Di mana?"]
    assert paper.column("Kesalahan")[1] == "Aplikasi itu tidak ada dalam daftar. Periksa namanya."
    book = load_workbook(io.BytesIO(paper.content))
    sheet = book.worksheets[0]
    sheet["E2"], sheet["C3"] = "Besok.", None
    mended = io.BytesIO()
    book.save(mended)
    await sends_csv(stage, administrator, mended.getvalue(), "baris-salah.xlsx")
    await administrator.sees("Ditambahkan: 2")
    faq = await stage.do(lambda unit: unit.master.faq)
    assert [(one.question, one.answer) for one in faq.about("Rapat")] == [
        ("Kapan?", "Besok."),
        ("=Di mana?", "Di sini."),
    ]
