"""Test the zip of a ticket's files: its content, its names, its size and its list."""

from __future__ import annotations

import os
import random
import zipfile
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.documents.bundle import LIST_NAME, BundledFile, BundleWords, make_bundle
from core.files.findings import FileFinding

NUMBER = "TPS2006150019"
PLENTY = 50 * 1024 * 1024


def same(text: str) -> str:
    """Return the text untranslated."""
    return text


WORDS = BundleWords(NUMBER, same, made=datetime.fromisoformat("2026-06-15T14:30"))


def kept(folder: Path, name: str, content: bytes = b"isi", original: str = "") -> BundledFile:
    """Return a file of a ticket with a copy in `folder`."""
    path = folder / f"{len(list(folder.iterdir()))}.bin"
    path.write_bytes(content)
    return BundledFile(name, path, len(content), original)


def listed(path: Path) -> str:
    """Return the text of the list in the zip."""
    with zipfile.ZipFile(path) as archive:
        return archive.read(LIST_NAME).decode("utf-8-sig").replace("\r\n", "\n")


def names(path: Path) -> list[str]:
    """Return the names in the zip, after checking its checksums."""
    with zipfile.ZipFile(path) as archive:
        assert archive.testzip() is None
        return archive.namelist()


@pytest.fixture
def copies(tmp_path: Path) -> Path:
    folder = tmp_path / "copies"
    folder.mkdir()
    return folder


def test_files_in_the_zip_have_the_time_at_which_they_were_sent(copies: Path, tmp_path: Path) -> None:
    sent = datetime.fromisoformat("2026-06-14T08:15:42")
    files = [replace(kept(copies, "surat001.pdf"), sent=sent), kept(copies, "tanpa002.pdf")]
    bundle = make_bundle(files, tmp_path / "semua.zip", PLENTY, WORDS)
    with zipfile.ZipFile(bundle.path) as archive:
        times = {one.filename: one.date_time for one in archive.infolist()}
    assert times == {
        "surat001.pdf": (2026, 6, 14, 8, 15, 42),
        "tanpa002.pdf": (1980, 1, 1, 0, 0, 0),
        LIST_NAME: (2026, 6, 15, 14, 30, 0),
    }


def test_sizes_in_the_list_are_written_as_its_reader_writes_numbers(copies: Path, tmp_path: Path) -> None:
    one = kept(copies, "surat001.pdf", bytes(1536))
    for language, size in (("id", "1,5 KB"), ("en", "1.5 KB")):
        path = tmp_path / f"{language}.zip"
        make_bundle([one], path, PLENTY, replace(WORDS, language=language))
        assert f"- surat001.pdf ({size})" in listed(path)


def test_a_file_that_is_not_what_it_says_is_flagged_in_the_list(copies: Path, tmp_path: Path) -> None:
    letter, invoice = (
        kept(copies, "surat001.pdf"),
        replace(kept(copies, "tagiha002.pdf"), remarks=(FileFinding.MISMATCH,)),
    )
    too_many = [replace(invoice, name=f"lain{number:03}.pdf") for number in range(3, 60)]
    bundle = make_bundle([letter, invoice, *too_many], tmp_path / "semua.zip", 40_000, WORDS)
    lines = listed(bundle.path).splitlines()
    at = lines.index("- tagiha002.pdf (3 B)")
    assert lines[at + 1] == "  ⚠️ Isi berkas tidak sesuai dengan jenisnya; berhati-hatilah saat membukanya."
    assert lines[at - 1] == "- surat001.pdf (3 B)"
    assert bundle.path.stat().st_size <= 40_000


def test_all_files_and_a_list_are_in_one_zip(copies: Path, tmp_path: Path) -> None:
    shot = kept(copies, "pelapo001.png", b"\x89PNG", "pelapor.png")
    letter = kept(copies, "PDF-Sa002.pdf", b"%PDF-" * 400, "PDF-Sample.pdf")
    bundle = make_bundle([shot, letter], tmp_path / "semua.zip", PLENTY, WORDS)
    assert (bundle.inside, bundle.left_out) == ((shot, letter), ())
    assert names(bundle.path) == ["pelapo001.png", "PDF-Sa002.pdf", "DAFTAR.txt"]
    with zipfile.ZipFile(bundle.path) as archive:
        assert archive.read("PDF-Sa002.pdf") == b"%PDF-" * 400
    assert listed(bundle.path) == (
        "Berkas tiket TPS2006150019\n\n"
        "Di dalam zip ini:\n"
        "- pelapo001.png (4 B): pelapor.png\n"
        "- PDF-Sa002.pdf (2 KB): PDF-Sample.pdf\n"
    )


def test_what_is_too_large_or_not_at_hand_comes_after_it_and_the_list_says_so(
    copies: Path, tmp_path: Path
) -> None:
    small = kept(copies, "kecil001.txt", b"isi")
    video = kept(copies, "rekam002.zip", random.Random(1).randbytes(300_000), "rekaman.zip")
    nowhere = BundledFile("besar003.rar", None, 400 * 1024 * 1024, "besar.rar")
    last = kept(copies, "akhir004.txt", b"isi")
    bundle = make_bundle([small, video, nowhere, last], tmp_path / "a.zip", 100_000, WORDS)
    assert bundle.inside == (small, last)
    assert bundle.left_out == (video, nowhere)
    assert names(bundle.path) == ["kecil001.txt", "akhir004.txt", "DAFTAR.txt"]
    assert listed(bundle.path).endswith(
        "Dikirim terpisah setelah zip ini:\n"
        "- rekam002.zip (293 KB): rekaman.zip\n"
        "- besar003.rar (400 MB): besar.rar\n"
    )


def test_a_copy_that_has_gone_is_left_out(copies: Path, tmp_path: Path) -> None:
    gone = BundledFile("hilang001.txt", copies / "gone.bin", 3)
    bundle = make_bundle([gone], tmp_path / "a.zip", PLENTY, WORDS)
    assert bundle.left_out == (gone,)
    assert names(bundle.path) == ["DAFTAR.txt"]


@given(sizes=st.lists(st.integers(0, 3000), max_size=12), limit=st.integers(2000, 20_000))
def test_the_zip_is_never_larger_than_the_limit(
    tmp_path_factory: pytest.TempPathFactory, sizes: list[int], limit: int
) -> None:
    folder = tmp_path_factory.mktemp("limit")
    (folder / "copies").mkdir()
    chance = random.Random(7)
    files = [
        kept(
            folder / "copies", f"berkas{n:03}.{'txt' if n % 2 else 'jpg'}", chance.randbytes(size), "x" * size
        )
        for n, size in enumerate(sizes)
    ]
    bundle = make_bundle(files, folder / "a.zip", limit, WORDS)
    overhead = 1024 + 700 * len(files)
    assert bundle.path.stat().st_size <= max(limit, overhead)
    assert sorted([*bundle.inside, *bundle.left_out], key=files.index) == files
    if sum(sizes) + overhead < limit:
        assert not bundle.left_out


def test_files_of_one_name_are_told_apart_on_any_system(copies: Path, tmp_path: Path) -> None:
    files = [
        kept(copies, name, name.encode()) for name in ("a.txt", "A.TXT", "a.txt", "a (2).txt", "daftar.txt")
    ]
    bundle = make_bundle(files, tmp_path / "a.zip", PLENTY, WORDS)
    assert names(bundle.path) == [
        "a.txt", "A (2).TXT", "a (3).txt", "a (2) (2).txt", "daftar (2).txt", "DAFTAR.txt",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("../../etc/passwd", "_.._etc_passwd"),
        ("/etc/passwd", "_etc_passwd"),
        ("C:\\Windows\\x.txt", "C__Windows_x.txt"),
        ("con.txt", "_con.txt"),
        ("nul", "_nul"),
        ("..", "berkas"),
        ("", "berkas"),
        ("laporan.txt. ", "laporan.txt"),
        ("bayar\u202egpj.exe", "bayar_gpj.exe"),
        ("baris\nbaru\x00.txt", "baris_baru_.txt"),
        ("rusak\ud800.txt", "rusak_.txt"),
        ("тест 文.txt", "тест 文.txt"),
    ],
)
def test_a_name_stays_inside_the_folder_it_is_unpacked_to(
    name: str, safe: str, copies: Path, tmp_path: Path
) -> None:
    bundle = make_bundle([kept(copies, name)], tmp_path / "a.zip", PLENTY, WORDS)
    assert names(bundle.path)[0] == safe


@given(st.lists(st.text(st.characters(exclude_categories=()), max_size=300), max_size=5))
def test_any_names_can_be_unpacked(tmp_path_factory: pytest.TempPathFactory, words: list[str]) -> None:
    folder = tmp_path_factory.mktemp("names")
    (folder / "copies").mkdir()
    files = [kept(folder / "copies", word, b"isi", word) for word in words]
    bundle = make_bundle(files, folder / "a.zip", PLENTY, WORDS)
    assert bundle.inside == tuple(files)
    with zipfile.ZipFile(bundle.path) as archive:
        archive.extractall(folder / "out")
    found = sorted(path for path in (folder / "out").rglob("*") if path.is_file())
    assert len(found) == len(words) + 1
    assert all(path.parent == folder / "out" for path in found)
    assert len(listed(bundle.path).splitlines()) == (len(words) + 3 if words else 1)


def test_what_is_compressed_already_is_stored_and_texts_are_made_smaller(
    copies: Path, tmp_path: Path
) -> None:
    files = [
        kept(copies, "catata001.txt", b"galat " * 9000),
        kept(copies, "foto002.jpg", b"\xff\xd8" * 9000),
    ]
    bundle = make_bundle(files, tmp_path / "a.zip", PLENTY, WORDS)
    with zipfile.ZipFile(bundle.path) as archive:
        log, photo = (archive.getinfo(file.name) for file in files)
    assert log.compress_size < log.file_size / 10
    assert photo.compress_type == zipfile.ZIP_STORED


def test_a_copy_older_than_zip_itself_is_packed_all_the_same(copies: Path, tmp_path: Path) -> None:
    old = kept(copies, "lama001.txt")
    assert old.path
    os.utime(old.path, (0, 0))
    assert make_bundle([old], tmp_path / "a.zip", PLENTY, WORDS).inside == (old,)


def test_the_list_is_in_the_readers_language(copies: Path, tmp_path: Path) -> None:
    files = [kept(copies, "a.txt"), BundledFile("b.txt", None, 5)]
    bundle = make_bundle(
        files, tmp_path / "a.zip", PLENTY, replace(WORDS, translate=lambda text: f"<{text}>")
    )
    assert "<Di dalam zip ini:>" in listed(bundle.path)
    assert "<Dikirim terpisah setelah zip ini:>" in listed(bundle.path)
