"""Test that a ticket's print holds all its fields and is a valid PDF whatever is written in it."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from dataclasses import replace
from functools import cache

import pytest
import typst
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from bot.documents.glyph_fallback import GlyphFallback
from bot.documents.print_sheet import TicketPrint
from bot.documents.ticket_pdf import make_ticket_pdf
from core.files.findings import FileFinding
from core.organisation.roles import Role
from core.packages.package import Package
from core.tickets.actions import EVENTS
from core.tickets.lifecycle import EventType
from tests.bot.documents.samples import (
    closed_and_rated,
    entry,
    far_east,
    file,
    long_history,
    sheet,
    short_history,
)
from tests.core.fakes import NOW

HOSTILE = (
    '#import "@preview/x:1.0.0" #read("/etc/passwd") $x^2$ *b* _i_ @ref <label> \\ `code` // no /* no */ #[\n'
    "= Heading\n- list\n+ enum\n/ term: x\n<script>alert(1)</script> %(name)s {page} {pages}"
)
MARKS_OF_ARCHIVES = (b"<pdfaid:part>2</pdfaid:part>", b"<pdfaid:conformance>A</pdfaid:conformance>")


def same(text: str) -> str:
    """Return the text untranslated."""
    return text


@cache
def bare() -> GlyphFallback:
    """Return the fallback for the fonts inside typst alone."""
    return GlyphFallback(typst.Fonts(include_system_fonts=False))


def pages(made: TicketPrint, language: str = "id", translate: Callable[[str], str] = same) -> list[str]:
    """Print and return the text of each page, as a reader copies it; fail where it is no PDF/A-2a."""
    content = make_ticket_pdf(made, translate, language, bare())
    assert all(mark in content for mark in MARKS_OF_ARCHIVES)
    return [page.extract_text() for page in PdfReader(io.BytesIO(content)).pages]


def text(made: TicketPrint) -> str:
    """Print and return the text of all pages."""
    return "\n".join(pages(made))


def solid(words: str) -> str:
    """Return the text without white space, so that line breaks do not matter."""
    return re.sub(r"\s+", "", words)


def test_an_official_finds_every_field() -> None:
    found = text(sheet(**closed_and_rated()))
    for label, value in (
        ("Pelapor", "Budi Santoso (PPK)"),
        ("E-mail", "budi@ppk.go.id"),
        ("LPSE", "LPSE Kota Surabaya"),
        ("Aplikasi", "SPSE v4.5"),
        ("Kategori", "Pembukaan & Evaluasi"),
        ("Sub Kategori", ".rhs tidak bisa didekripsi"),
        ("Jenis Tiket", "Tiket Umum"),
        ("Posisi Tiket", "Helpdesk LPSE"),
        ("Ditangani Oleh", "Sari Wulandari"),
        ("Dibuat Pada", "15 Jun 2020 12.21 WIB"),
        ("Selesai Pada", "17 Jun 2020 12.21 WIB"),
        ("Lama Pengerjaan", "2 Hari"),
        ("Kode Error", "ERR-500"),
        ("Kode Paket", "12345010 (Tervalidasi)"),
        ("Nilai HPS", "Rp 9.756.000.783,95"),
        ("Tahun Anggaran", "2026"),
        ("Jenis Pengadaan", "Pekerjaan Konstruksi"),
        ("Build SPSE", "SPSE v4.5u20251114"),
        ("Penilaian", "★★★★ (4/5)\nKecepatan penanganan\nKeramahan helpdesk"),
        ("Pesan", "Terima kasih banyak, cepat sekali!"),
    ):
        assert f"{label}\n{value}\n" in found
    assert "Pembangunan Jalan Lingkar Timur Tahap II" in found
    assert "Tidak bisa unggah dokumen penawaran" in found
    assert "Major" in found
    assert "selalu gagal di 99%.\n" in found
    assert "Berkas: tangka001.png (1,5 MB)\nDiskusi (2)" in found


def test_a_ticket_about_no_package_says_so() -> None:
    found = text(sheet(package=Package()))
    assert "Kode Paket\ntidak diisi" in found
    assert "Nilai HPS" not in found


def test_every_page_says_whose_it_is_and_which_of_how_many() -> None:
    found = pages(sheet(long_history()))
    assert len(found) > 3
    for number, page in enumerate(found, start=1):
        assert page.startswith(f"TPS2006150019 · Sedang Dikerjakan Halaman {number} dari {len(found)}")
        assert "Dicetak 17 Jun 2020 12.21 WIB oleh Budi Santoso" in page


def test_the_discussion_stands_in_order_with_author_role_and_time() -> None:
    found = text(sheet(long_history(12)))
    places = [found.index(f"Catatan {n}. ") for n in range(1, 13)]
    assert places == sorted(places)
    head = (
        "Sari Wulandari (Helpdesk LPSE)\n"
        + EVENTS[EventType.FEEDBACK_ASKED].label
        + "\n15 Jun 2020 12.36 WIB\n"
    )
    assert head + "Mohon kirimkan tangkapan layar" in found
    assert "Berkas: catata002.txt (47,1 KB)" in found


def test_the_history_says_what_changed_and_who_changed_it() -> None:
    found = solid(text(sheet(long_history(2))))
    moved = "Kategori diubah: Pembukaan & Evaluasi → Login & Akun / Tidak bisa login"
    for row in (
        f"{moved} Sari Wulandari (Helpdesk LPSE)",
        "Prioritas berubah: Major → Emergency Sari Wulandari (Helpdesk LPSE)",
        "Tiket dieskalasi: Helpdesk LPSE → Admin PPE Sari Wulandari (Helpdesk LPSE)",
        "Tiket dieskalasi: Helpdesk LKPP Teknis → Tim Teknis LKPP (Direktorat Pengembangan SPSE) Joko",
        "Dikonfirmasi otomatis Sistem",
        "Diberi penilaian: ★★★★ (4/5) Budi Santoso (PPK)",
    ):
        assert solid(row) in found


def test_every_file_is_listed_with_its_name_size_and_sender() -> None:
    found = solid(text(sheet()))
    assert solid("tangka001.png tangkapan layar.png 1,5 MB 15 Jun 2020 12.21 WIB Budi Santoso") in found
    assert solid("catata002.txt catatan peladen 15 Juni 2020.txt 47,1 KB") in found
    assert solid("Tidak ada berkas.") in solid(text(sheet([entry(EventType.FILED, NOW)])))


def test_a_file_that_is_not_what_it_says_is_flagged() -> None:
    letter, invoice = file(1, "surat.pdf"), replace(file(2, "tagihan.pdf"), findings=(FileFinding.MISMATCH,))
    found = solid(text(sheet([entry(EventType.FILED, NOW, files=(letter, invoice))])))
    warning = solid("Isi berkas tidak sesuai dengan jenisnya; berhati-hatilah saat membukanya.")
    assert found.count(warning) == 1
    assert f"{invoice.name}{warning}" in found


def test_times_stand_on_the_clock_of_the_lpse() -> None:
    assert "Dibuat Pada\n15 Jun 2020 14.21 WIT" in text(far_east(sheet()))


def test_an_english_reader_gets_english_times_and_translated_words() -> None:
    found = "\n".join(pages(sheet(), "en", lambda words: f"«{words}»" if "%" not in words else words))
    for words in (
        "«Deskripsi»",
        "«Diskusi»",
        "«Riwayat»",
        "«Berkas»",
        "«Sedang Dikerjakan»",
        "«Tiket dibuat»",
    ):
        assert words in found
    assert "15 Jun 2020 12:21 WIB" in found


def test_what_people_write_is_never_markup() -> None:
    rows = [entry(EventType.FEEDBACK_ASKED, NOW, text=HOSTILE)]
    found = solid(text(sheet(rows, title=HOSTILE.replace("\n", " ")[:100], description=HOSTILE)))
    assert found.count(solid(HOSTILE)) == 2
    assert solid(HOSTILE)[:60] in found


def test_emoji_and_scripts_that_no_font_has_get_a_stand_in_and_a_word_about_it() -> None:
    found = text(sheet(description="Gagal 😀👍🏽 di 🇮🇩, tombol 1️⃣ 中文 tidak jalan 👨‍👩‍👧."))
    assert (
        "Gagal [grinning face][thumbs up sign] di [ID], tombol 1 □□ tidak jalan [man][woman][girl]." in found
    )
    assert "Tanda □ dan nama dalam kurung siku menggantikan" in found


def test_without_stand_ins_nothing_is_said_of_them() -> None:
    assert "kurung siku" not in text(sheet(description="Русский, Ελληνικά, [ya], “kutipan” – € ½ dan é."))


def test_scripts_that_every_machine_has_come_out_as_they_are() -> None:
    found = text(sheet(description="Русский текст, Ελληνικά, Việt Nam, čeština, ✓ ★ → ≤."))
    assert "Русский текст, Ελληνικά, Việt Nam, čeština, ✓ ★ → ≤." in found


def test_a_machine_with_an_emoji_font_shows_emoji() -> None:
    fonts = typst.Fonts(include_system_fonts=True)
    if "Noto Color Emoji" not in fonts.families():
        pytest.skip("no emoji font on this machine")
    content = make_ticket_pdf(sheet(title="Gagal 😀"), same, letters=GlyphFallback(fonts))
    assert "Gagal 😀" in PdfReader(io.BytesIO(content)).pages[0].extract_text()


def test_control_characters_are_seen_and_direct_nothing() -> None:
    found = text(sheet(description="a\x00b\x1b[31mc\ud800d\ufffee\ue000f \u202etxt.exe\u202c g\u2066h"))
    assert "a□b□[31mc□d□e□f txt.exe gh" in found


def test_a_word_without_end_stays_on_the_page_and_can_be_copied_whole() -> None:
    found = text(sheet(description="A" * 8000, title="W" * 100, email="m" * 200 + "@ppk.go.id"))
    lines = [line for line in found.split("\n") if line and set(line) == {"A"}]
    assert sum(map(len, lines)) == 8000
    assert max(map(len, lines)) < 80
    assert "\u200b" not in found


def test_an_address_breaks_where_its_parts_end() -> None:
    address = "https://lpse.surabaya.go.id/eproc4/lelang/12345010/pengumuman?tahun=2026&jenis=konstruksi"
    found = text(sheet(description=f"Lihat {address} lalu tekan Masuk, kemudian {address}"))
    assert solid(found).count(solid(address)) == 2


def test_an_arabic_line_runs_from_the_right_and_the_others_from_the_left() -> None:
    marhaba = "\u0645\u0631\u062d\u0628\u0627"
    content = make_ticket_pdf(sheet(description=f"Kiri.\n{marhaba}\nLagi."), same, letters=bare())
    starts: dict[str, float] = {}

    def visit(words: str, place: list[float], *_others: object) -> None:
        starts[words.strip()] = place[4]

    PdfReader(io.BytesIO(content)).pages[0].extract_text(visitor_text=visit)
    assert starts["Kiri."] == starts["Lagi."] == starts["Deskripsi"]
    assert starts[marhaba] > starts["Kiri."] + 400


def test_names_as_long_as_a_page_stay_in_their_place() -> None:
    name = "Budi\n\n" + "Santoso " * 500
    rows = [replace(row, person_name=name) for row in short_history()]
    found = pages(replace(sheet(rows), reporter=name, holder=name, printed_by=name))
    assert len(found) < 5


def test_thousands_of_different_letters_that_no_font_has_are_printed() -> None:
    found = text(sheet(description="".join(map(chr, range(0x4E00, 0x4E00 + 8000)))))
    assert found.count("□") >= 8000


def test_a_letter_that_was_thought_to_be_there_costs_the_archives_mark_and_not_the_print() -> None:
    class Trusting(GlyphFallback):
        def _can_set(self, character: str) -> bool:
            return True

    content = make_ticket_pdf(sheet(title="中文"), same, letters=Trusting(bare().fonts))
    assert MARKS_OF_ARCHIVES[0] not in content
    assert PdfReader(io.BytesIO(content)).pages


def test_the_same_print_is_the_same_file() -> None:
    assert make_ticket_pdf(sheet(), same, letters=bare()) == make_ticket_pdf(sheet(), same, letters=bare())


ANYTHING = st.text(st.characters(exclude_categories=()), max_size=200)


@given(words=ANYTHING, short=ANYTHING, name=st.none() | ANYTHING)
@settings(max_examples=60)
def test_any_text_can_be_printed(words: str, short: str, name: str | None) -> None:
    row = entry(EventType.FEEDBACK_GIVEN, NOW, name, Role.PPK, words, (file(1, short or "a.txt"),))
    made = sheet([row], title=short, description=words, error_code=short, email=short)
    made = replace(made, reporter=short, holder=name or "", printed_by=short)
    content = make_ticket_pdf(made, same, letters=bare())
    assert all(mark in content for mark in MARKS_OF_ARCHIVES)
    assert PdfReader(io.BytesIO(content)).pages


@given(
    st.text(
        st.characters(min_codepoint=0x20, max_codepoint=0x17F, exclude_categories=("Cc", "Cf")), min_size=1
    )
)
@settings(max_examples=60)
def test_any_latin_text_comes_out_as_that_text(words: str) -> None:
    found = solid(text(sheet([entry(EventType.FILED, NOW)], description=f"mulai {words} akhir")))
    assert "mulai" in found
    assert solid(words) in found
