"""Test that a print is bounded in pages and pictures, and names the solver and who was asked."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from pypdf import PdfReader

from bot.documents.pictures import print_pictures
from bot.documents.print_bounds import MOST_ROWS
from bot.documents.ticket_pdf import make_ticket_pdf
from core.tickets.lifecycle import EventType
from tests.bot.documents.samples import entry, file, png, sheet
from tests.bot.documents.test_ticket_pdf import MARKS_OF_ARCHIVES, bare, same, text
from tests.core.fakes import NOW


@pytest.mark.parametrize("words", ["Kami telah memeriksa log aplikasi. ", "a\n", "😀", "😀\n"])
def test_however_much_was_written_a_print_has_about_a_hundred_pages(words: str) -> None:
    remark = (words * 8000)[:8000]
    rows = [
        entry(EventType.FEEDBACK_ASKED, NOW + timedelta(hours=n), text=f"Catatan {n} selesai.\n{remark}")
        for n in range(400)
    ]
    content = make_ticket_pdf(sheet(rows, description=remark), same, letters=bare())
    assert all(mark in content for mark in MARKS_OF_ARCHIVES)
    found = PdfReader(io.BytesIO(content)).pages
    assert 20 < len(found) < 120
    assert any("Catatan 0 selesai." in page.extract_text() for page in found[:7])
    # From the end, and no further than needed, since reading a page takes longer than making it.
    wanted = {"Catatan 399 selesai.", "tidak dicetak; semuanya ada pada tiket."}
    for page in found[::-1]:
        words_there = page.extract_text()
        wanted -= {one for one in wanted if one in words_there}
        if not wanted:
            break
    assert not wanted


def test_what_is_left_out_of_a_table_is_counted() -> None:
    rows = [entry(EventType.REMINDED, NOW, None, None) for _n in range(MOST_ROWS + 7)]
    found = text(sheet(rows))
    assert f"Riwayat ({MOST_ROWS + 7})" in found
    assert "7 tidak dicetak; semuanya ada pada tiket." in " ".join(found.split())


def test_the_solver_and_who_was_asked_are_named() -> None:
    asked = entry(EventType.FEEDBACK_ASKED, NOW, text="Mohon dijelaskan.", facts={"asked_id": 1})
    found = text(replace(sheet([asked]), asked={1: "Budi Santoso"}))
    assert found.count("Feedback diminta dari Budi Santoso") == 2
    assert "Feedback diminta\n" in text(replace(sheet([asked]), asked={}))


def test_pictures_stand_where_they_were_sent(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(png(300, 200))
    shot, log = file(1, "layar.png"), file(2, "catatan.txt")
    history = [entry(EventType.FILED, NOW, files=(shot, log))]
    found = print_pictures([(shot, tmp_path / "a.png")])
    content = make_ticket_pdf(replace(sheet(history), pictures=found), same, letters=bare())
    assert all(mark in content for mark in MARKS_OF_ARCHIVES)
    reader = PdfReader(io.BytesIO(content))
    assert [picture.image.size for page in reader.pages for picture in page.images if picture.image] == [
        (300, 200)
    ]
