"""Check which files may be sent, their stored names, and whether their content fits the type."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import Refusal
from core.input.file_types import (
    ALLOWED,
    agrees_with_content,
    check_file,
    extension_of,
    named_by_type,
    stored_name,
)
from core.master_data.helpdesk_settings import DEFAULT_SETTINGS
from core.organisation.roles import Role
from tests.cases import for_each

MB = 1024 * 1024
REPORTER_LIMIT, STAFF_LIMIT = (
    DEFAULT_SETTINGS.file_limit(Role.PPK),
    DEFAULT_SETTINGS.file_limit(Role.HELPDESK_LPSE),
)

ZIP = b"PK\x03\x04\x14\x00"
OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\x00"
PDF = b"%PDF-1.7\n"
JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF"
PNG = b"\x89PNG\r\n\x1a\n\x00"
RAR4, RAR5 = b"Rar!\x1a\x07\x00", b"Rar!\x1a\x07\x01\x00"
TEXT = b"Tidak bisa login\n"
PROGRAM = b"MZ\x90\x00\x03"


def test_the_types_and_limits_of_the_guides() -> None:
    assert " ".join(ALLOWED) == ".txt .jpg .jpeg .png .doc .docx .xls .xlsx .ppt .pptx .pdf .zip .rar .rhs"
    assert (REPORTER_LIMIT, STAFF_LIMIT) == (50 * MB, 500 * MB)


@for_each(
    ("role", "limit"),
    [
        (Role.PPK, 50 * MB),
        (Role.PELAKU_USAHA, 50 * MB),
        (Role.HELPDESK_LPSE, 500 * MB),
        (Role.TIM_TEKNIS, 500 * MB),
    ],
)
def test_staff_may_send_more(role: Role, limit: int) -> None:
    assert DEFAULT_SETTINGS.file_limit(role) == limit


@for_each("extension", ALLOWED)
@for_each("size", [1, 50 * MB, None])
def test_every_allowed_type_in_any_case(extension: str, size: int | None) -> None:
    for name in (f"berkas{extension}", f"BERKAS{extension.upper()}", f"a.b c{extension.title()}"):
        check_file(name, size, limit=REPORTER_LIMIT)


@for_each(
    ("name", "size", "limit", "code"),
    [
        ("virus.exe", 10, REPORTER_LIMIT, "file_type"),
        ("tanpa-akhiran", 10, REPORTER_LIMIT, "file_type"),
        ("pdf", 10, REPORTER_LIMIT, "file_type"),
        ("kak.pdf.", 10, REPORTER_LIMIT, "file_type"),
        ("kak.pdf.exe", 10, REPORTER_LIMIT, "file_type"),
        ("gnp\u202efdp.exe", 10, REPORTER_LIMIT, "file_type"),
        ("", 10, REPORTER_LIMIT, "file_type"),
        ("kak.pdf", 0, REPORTER_LIMIT, "file_empty"),
        ("kak.pdf", REPORTER_LIMIT + 1, REPORTER_LIMIT, "file_too_large"),
        ("kak.pdf", STAFF_LIMIT + 1, STAFF_LIMIT, "file_too_large"),
    ],
)
def test_files_that_are_refused(name: str, size: int, limit: int, code: str) -> None:
    with pytest.raises(Refusal) as refused:
        check_file(name, size, limit=limit)
    assert refused.value.code == code
    assert refused.value.facts["name"] == name


def test_a_refusal_says_how_to_mend_it() -> None:
    with pytest.raises(Refusal) as refused:
        check_file("besar.zip", 51 * MB, limit=REPORTER_LIMIT)
    assert refused.value.facts == {"name": "besar.zip", "size": 51 * MB, "limit": 50 * MB}
    with pytest.raises(Refusal) as refused:
        check_file("a.exe", 1, limit=REPORTER_LIMIT)
    assert refused.value.facts["allowed"] == (*ALLOWED, ".mp4", ".heic", ".ogg"), "the guides' list first"


def test_what_staff_may_send_a_reporter_may_not() -> None:
    check_file("log.zip", 51 * MB, limit=STAFF_LIMIT)
    with pytest.raises(Refusal):
        check_file("log.zip", 51 * MB, limit=REPORTER_LIMIT)


@for_each(
    ("original", "ordinal", "stored"),
    [
        ("pelapor.png", 1, "pelapo001.png"),
        ("PDF-Sample.pdf", 1, "PDF-Sa001.pdf"),
        ("kak.PDF", 12, "kak012.pdf"),
        ("Kerangka Acuan Kerja.docx", 3, "Kerang003.docx"),
        ("a b.txt", 1, "a b001.txt"),
        ("abcde f.txt", 1, "abcde001.txt"),
        ("arsip.tar.zip", 2, "arsip.002.zip"),
        ("banyak.jpg", 999, "banyak999.jpg"),
        ("banyak.jpg", 1000, "banyak1000.jpg"),
        (".pdf", 1, "berkas001.pdf"),
        ("   .pdf", 1, "berkas001.pdf"),
        ("tanpa", 1, "tanpa001"),
        ("", 1, "berkas001"),
        ("../../etc/passwd.txt", 1, "___.._001.txt"),
        ("..\\..\\x.txt", 1, "___.._001.txt"),
        ('a:*?"<>|.txt', 1, "a_____001.txt"),
        ("C:\\naskah.doc", 1, "C__nas001.doc"),
        ("...rahasia.txt", 1, "___rah001.txt"),
        ("foto\u202egpj.png", 1, "foto_g001.png"),
        ("satu\ndua.txt", 1, "satu_d001.txt"),
        ("\ud800x.txt", 1, "_x001.txt"),
        ("データ資料集.xlsx", 4, "データ資料集004.xlsx"),
        ("aduan.p/d\x00f", 1, "aduan001.pdf"),
    ],
)
def test_stored_names(original: str, ordinal: int, stored: str) -> None:
    assert stored_name(original, ordinal) == stored


@given(st.text(st.characters(exclude_categories=())), st.integers(1, 5000))
def test_any_file_name_gives_a_safe_one(original: str, ordinal: int) -> None:
    name = stored_name(original, ordinal)
    assert not re.search(r'[/\\:*?"<>|\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069]', name)
    assert not name.startswith((".", " "))
    assert not name.endswith((".", " "))
    assert len(name.encode("utf-8")) <= 255
    assert f"{ordinal:03d}" in name


@given(st.text(), st.text(), st.integers(1, 5000), st.integers(1, 5000))
def test_two_files_of_one_ticket_of_one_type_never_share_a_name(one: str, other: str, a: int, b: int) -> None:
    # The digits stand last in the stem, so even a stem that ends in digits can't imitate another number,
    # as long as both numbers have as many digits.
    if a != b and len(f"{a:03d}") == len(f"{b:03d}"):
        assert stored_name(f"{one}.pdf", a) != stored_name(f"{other}.pdf", b)


@given(st.text(), st.sampled_from(ALLOWED), st.integers(1, 5000))
def test_an_allowed_type_is_kept(stem: str, extension: str, ordinal: int) -> None:
    assert extension_of(stored_name(stem + extension.upper(), ordinal)) == extension


@for_each(
    ("extension", "agreeing"),
    [
        (".txt", {TEXT, b"", b"caf\xe9", b"\xff\xfeT\x00"}),
        (".jpg", {JPEG}),
        (".jpeg", {JPEG}),
        (".png", {PNG}),
        (".pdf", {PDF, b"\r\n" + PDF}),
        (".zip", {ZIP, b"PK\x05\x06\x00"}),
        (".docx", {ZIP, b"PK\x05\x06\x00"}),
        (".xlsx", {ZIP, b"PK\x05\x06\x00"}),
        (".pptx", {ZIP, b"PK\x05\x06\x00"}),
        (".rar", {RAR4, RAR5}),
        (".doc", {OLE2}),
        (".xls", {OLE2}),
        (".ppt", {OLE2}),
    ],
)
def test_a_file_is_what_it_says_or_not(extension: str, agreeing: set[bytes]) -> None:
    heads = {
        ZIP, OLE2, PDF, JPEG, PNG, RAR4, RAR5, TEXT, PROGRAM, b"",
        b"caf\xe9", b"\xff\xfeT\x00", b"\r\n" + PDF, b"PK\x05\x06\x00",
    }  # fmt: skip
    # A line break before the mark makes a PDF, and is text as well.
    also_text = {b"\r\n" + PDF} if extension == ".txt" else set()
    assert {head for head in heads if agrees_with_content(extension, head)} == agreeing | also_text
    assert agrees_with_content(extension.upper().lstrip("."), next(iter(agreeing)))


def test_an_encrypted_offer_may_hold_anything() -> None:
    assert all(agrees_with_content(".rhs", head) for head in (ZIP, PROGRAM, b"", TEXT))


def test_an_unknown_type_agrees_with_nothing() -> None:
    assert not agrees_with_content(".exe", PROGRAM)
    assert not agrees_with_content("", TEXT)


@for_each(
    ("name", "mime", "named"),
    [
        ("berkas", "application/pdf", "berkas.pdf"),
        ("berkas", "Image/JPEG; q=1", "berkas.jpg"),
        ("berkas", "audio/ogg", "berkas.ogg"),
        ("berkas.", "video/mp4", "berkas.mp4"),
        ("surat.pdf", "image/png", "surat.pdf"),
        ("berkas", "application/x-fiktif", "berkas"),
        ("berkas", "", "berkas"),
    ],
)
def test_a_file_without_an_ending_gets_that_of_its_type(name: str, mime: str, named: str) -> None:
    assert named_by_type(name, mime) == named


def test_an_ending_is_read_without_characters_that_nobody_sees() -> None:
    assert extension_of("kak.\u200ep\u200bdf") == extension_of("kak.\uff50\uff44\uff46") == ".pdf"
    assert stored_name("kak.\u200epdf", 1) == "kak001.pdf"
