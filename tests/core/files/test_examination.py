"""Test what is found in files: macros, programs, passwords, bombs; within bounds, whatever the bytes are."""

from __future__ import annotations

import struct
import time
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from hypothesis import given
from hypothesis import strategies as st

from core.files.compound_file import MARK
from core.files.examination import MOST_OPENED, examine, findings_of_name
from core.files.findings import FileFinding, findings_from, stored_findings
from core.files.programs import is_program_name
from core.files.zip_entries import MOST_ENTRIES
from tests.cases import for_each
from tests.core.files.samples import compound, packed

PE = b"MZ" + bytes(58) + struct.pack("<I", 0x80) + bytes(0x40) + b"PE\0\0" + bytes(100)
DOCX = {"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<w:document/>"}
MACROS, PROGRAM, LOCKED = FileFinding.MACROS, FileFinding.PROGRAM, FileFinding.LOCKED
BOMB, UNCHECKED, MISMATCH = FileFinding.BOMB, FileFinding.UNCHECKED, FileFinding.MISMATCH


def zipped(method: int = ZIP_DEFLATED, **names: bytes) -> bytes:
    return packed({name.replace("__", "."): content for name, content in names.items()}, method)


def rar_4(*names: bytes, flags: int = 0) -> bytes:
    main = struct.pack("<HBHH6x", 0, 0x73, 0, 13)
    files = b""
    for name in names:
        head = struct.pack("<I15xH4x", 0, len(name)) + name
        files += struct.pack("<HBHH", 0, 0x74, flags, 7 + len(head)) + head
    return b"Rar!\x1a\x07\x00" + main + files


def rar_5(*names: bytes) -> bytes:
    blocks = b""
    for name in names:
        head = bytes((2, 0, 0, 1, 0, 0, 0, len(name))) + name
        blocks += bytes(4) + bytes((len(head),)) + head
    return b"Rar!\x1a\x07\x01\x00" + blocks


def found(extension: str, content: bytes) -> set[FileFinding]:
    return set(examine(extension, BytesIO(content)))


@for_each(
    ("extension", "content", "findings"),
    [
        (".docx", packed(DOCX), set()),
        (".docx", packed({**DOCX, "word/vbaProject.bin": compound("VBA")}), {MACROS}),
        (".xlsx", packed({**DOCX, "xl/VBAPROJECT.BIN": b"x"}), {MACROS}),
        (".xlsx", packed({**DOCX, "xl/macrosheets/sheet1.xml": b"<x/>"}), {MACROS}),
        (".doc", compound("WordDocument", "Macros", "VBA"), {MACROS}),
        (".xls", compound("Workbook", "_VBA_PROJECT_CUR"), {MACROS}),
        (".xls", compound("Workbook", "SummaryInformation"), set()),
        (".xlsx", compound("EncryptionInfo", "EncryptedPackage"), {LOCKED}),
        (".docx", compound("DataSpaces", *"abcdefgh", "EncryptedPackage"), {LOCKED}),
        (".pptx", compound("PowerPoint Document"), {MISMATCH}),
        (".zip", compound("EncryptedPackage"), {MISMATCH, LOCKED}),
        (".zip", zipped(surat__pdf=b"%PDF-1.4"), set()),
        (".zip", zipped(faktur__pdf__exe=b"x"), {PROGRAM}),
        (".zip", zipped(faktur__pdf=PE), {PROGRAM}),
        (".zip", zipped(ZIP_STORED, faktur__pdf=PE), {PROGRAM}),
        (".zip", zipped(dalam__zip=zipped(lagi__zip=zipped(x__js=b"alert(1)"))), {PROGRAM}),
        (".zip", zipped(surat__doc=compound("Macros", "VBA")), {MACROS}),
        (".zip", zipped(surat__docx=packed({**DOCX, "word/vbaProject.bin": b"x"})), {MACROS}),
        (".zip", b"PK\x03\x04 no list", {UNCHECKED}),
        (".zip", b"Rar!\x1a\x07\x00", {MISMATCH}),
        (".rar", rar_4(b"surat.pdf", b"faktur.pdf.scr"), {PROGRAM}),
        (".rar", rar_4(b"surat.pdf"), set()),
        (".rar", rar_4(b"surat.pdf", flags=4), {LOCKED}),
        (".rar", rar_5(b"surat.pdf", b"jalan.vbs"), {PROGRAM}),
        (".rar", rar_5(b"surat.pdf"), set()),
        (".pdf", PE, {PROGRAM, MISMATCH}),
        (".rhs", PE, {PROGRAM}),
        (".rhs", b"sandi", set()),
        (".txt", b"MZ, kata orang", set()),
        (".mp4", b"\0\0\0\x18ftypmp42", set()),
        (".mp4", b"\0\0\0\x18ftypheic", {MISMATCH}),
        (".heic", b"\0\0\0\x18ftypheic", set()),
        (".heic", b"\0\0\0\x18ftypmp42", {MISMATCH}),
        (".ogg", b"OggS\0", set()),
        (".ogg", b"ID3", {MISMATCH}),
    ],
)
def test_what_a_file_holds_is_told(extension: str, content: bytes, findings: set[FileFinding]) -> None:
    assert found(extension, content) == findings


def test_a_zip_in_front_of_which_a_program_stands_is_still_read() -> None:
    assert PROGRAM in found(".zip", PE + zipped(surat__pdf=b"%PDF"))


@for_each(
    "name",
    [
        "a.exe", "A.EXE", "faktur.pdf.exe", "faktur.pdf .exe", "x.exe.", "x.exe ", "folder/x.BAT",
        "x.\uff45xe",
        "x.e\u200bxe", "x.lnk\u202e", "makro.js", "x.vbs", "x.scr", "surat.pdf" + " " * 250 + ".hta",
    ],
)  # fmt: skip
def test_a_name_that_is_run_is_seen_through(name: str) -> None:
    assert is_program_name(name)


@for_each("name", ["surat.pdf", "exe", ".exe", "exe.pdf", "js/readme.txt", "data.json", "x.exe.txt"])
def test_a_name_that_is_not_run_is_left_alone(name: str) -> None:
    assert not is_program_name(name)


def test_a_bomb_is_told_at_once_and_never_unpacked() -> None:
    bomb = packed({f"{n}.txt": bytes(30_000_000) for n in range(8)})
    began = time.process_time()
    assert BOMB in found(".zip", bomb)
    assert time.process_time() - began < 5


def test_archives_within_archives_are_followed_only_so_far() -> None:
    content = zipped(x__exe=b"x")
    for _level in range(6):
        content = zipped(ZIP_STORED, dalam__zip=content)
    assert found(".zip", content) == {UNCHECKED}


def test_an_archive_of_very_many_files_is_read_up_to_a_bound() -> None:
    file = BytesIO()
    with ZipFile(file, "w") as archive:
        for number in range(MOST_ENTRIES + 1):
            archive.writestr(ZipInfo(f"{number}.txt"), b"")
    assert found(".zip", file.getvalue()) == {UNCHECKED}


def test_only_so_many_files_are_opened_of_all_archives_together() -> None:
    content = packed({f"{n}.txt": b"x" for n in range(MOST_OPENED + 1)})
    assert found(".zip", content) == {UNCHECKED}


SEEDS = (
    packed({**DOCX, "word/vbaProject.bin": b"x"}),
    zipped(dalam__zip=zipped(x__js=b"x")),
    compound("EncryptedPackage"),
    rar_4(b"a.exe"),
    rar_5(b"a.exe"),
)


@given(st.sampled_from(SEEDS), st.data())
def test_no_damage_makes_a_file_unreadable(seed: bytes, data: st.DataObject) -> None:
    content = bytearray(seed[: data.draw(st.integers(0, len(seed)))])
    for at, value in data.draw(
        st.lists(st.tuples(st.integers(0, len(seed)), st.integers(0, 255)), max_size=20)
    ):
        if at < len(content):
            content[at] = value
    assert found(".zip", bytes(content)) is not None


@given(st.binary(max_size=200))
def test_any_bytes_behind_a_mark_are_bounded(rest: bytes) -> None:
    for mark in (
        b"PK\x03\x04",
        b"PK\x05\x06",
        MARK.ljust(512, b"\x09"),
        b"Rar!\x1a\x07\x00",
        b"Rar!\x1a\x07\x01\x00",
    ):
        examine(".zip", BytesIO(mark + rest))


@given(st.frozensets(st.sampled_from(FileFinding)))
def test_findings_come_back_from_the_database(findings: frozenset[FileFinding]) -> None:
    assert frozenset(findings_from(stored_findings(findings))) == findings


def test_what_not_every_device_shows_is_said_by_name() -> None:
    assert findings_of_name("IMG_0001.HEIC") == (FileFinding.NO_PREVIEW,)
    assert findings_of_name("surat.pdf") == ()
