"""Test that pictures of a print are small and plain, and that no file can break it."""

from __future__ import annotations

import io
import struct
import zlib
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from bot.documents import pictures
from bot.documents.pictures import (
    LARGEST_COPY,
    MOST_PICTURES,
    SIDE,
    UnusablePicture,
    is_picture,
    print_pictures,
    shrunk,
)
from core.files.findings import FileFinding
from tests.bot.documents.samples import file, jpeg, png

GIF = b"GIF89a" + bytes(40)
TIFF = b"II*\x00" + bytes(40)
PROGRAM = b"MZ" + bytes(400)


def kept(folder: Path, content: bytes) -> Path:
    path = folder / "copy"
    path.write_bytes(content)
    return path


def png_of(width: int, height: int) -> bytes:
    """Return a PNG whose header claims a size, and which holds next to nothing."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(bytes(999)))
        + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize("content", [png(3000, 1500), jpeg(3000, 1500), jpeg(3000, 1500, progressive=True)])
def test_a_large_picture_becomes_a_small_one(tmp_path: Path, content: bytes) -> None:
    found = shrunk(kept(tmp_path, content))
    assert (found.width, found.height) == (SIDE, SIDE // 2)
    again = Image.open(io.BytesIO(found.jpeg))
    assert (again.format, again.size) == ("JPEG", (found.width, found.height))


def test_a_picture_of_a_telephone_stands_upright_and_says_nothing_of_its_place(tmp_path: Path) -> None:
    turned = Image.Exif()
    turned[0x0112] = 6
    turned[0x010E] = "rumah saya"
    found = shrunk(kept(tmp_path, jpeg(400, 200, exif=turned)))
    assert (found.width, found.height) == (200, 400)
    assert b"rumah" not in found.jpeg


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
def test_every_kind_of_png_is_shown(tmp_path: Path, mode: str) -> None:
    out = io.BytesIO()
    Image.new(mode, (20, 10)).save(out, "PNG")
    assert shrunk(kept(tmp_path, out.getvalue())).width == 20


def test_what_can_be_seen_through_is_white_behind(tmp_path: Path) -> None:
    out = io.BytesIO()
    Image.new("RGBA", (20, 10), (0, 0, 0, 0)).save(out, "PNG")
    found = Image.open(io.BytesIO(shrunk(kept(tmp_path, out.getvalue())).jpeg))
    assert found.getpixel((5, 5)) == (255, 255, 255)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff\xd8\xff",
        png(300, 200)[:-40],
        jpeg(300, 200)[:200],
        GIF,
        TIFF,
        PROGRAM,
        png_of(60_000, 60_000),
        png_of(2**31 - 1, 2**31 - 1),
        png_of(4001, 4000),
        png_of(0, 0),
    ],
    ids=[
        "empty",
        "three bytes",
        "broken PNG",
        "broken JPEG",
        "GIF",
        "TIFF",
        "program",
        "bomb",
        "huge",
        "large",
        "none",
    ],
)
def test_a_file_that_is_no_usable_picture_is_refused(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(UnusablePicture):
        shrunk(kept(tmp_path, content))


def test_a_copy_beyond_the_limit_is_not_even_opened(tmp_path: Path) -> None:
    path = kept(tmp_path, b"")
    with path.open("r+b") as out:
        out.truncate(LARGEST_COPY + 1)
    with pytest.raises(UnusablePicture):
        shrunk(path)


@given(st.integers(0, 700), st.binary(min_size=1, max_size=30), st.booleans())
@settings(max_examples=60, deadline=None)
def test_a_picture_with_any_bytes_changed_is_shown_or_refused(
    tmp_path_factory: pytest.TempPathFactory, at: int, damage: bytes, is_jpeg: bool
) -> None:
    whole = jpeg(60, 40) if is_jpeg else png(60, 40)
    at %= len(whole)
    path = kept(tmp_path_factory.mktemp("p"), whole[:at] + damage + whole[at + len(damage) :])
    try:
        found = shrunk(path)
    except UnusablePicture:
        return
    assert 0 < found.width <= SIDE


def test_no_more_pictures_and_bytes_than_a_print_takes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = kept(tmp_path, jpeg(60, 40))
    many = [(file(n, "a.jpg"), path) for n in range(1, 40)]
    assert list(print_pictures(many)) == list(range(1, MOST_PICTURES + 1))
    monkeypatch.setattr(pictures, "MOST_BYTES", 2 * len(shrunk(path).jpeg))
    assert list(print_pictures(many)) == [1, 2]


def test_a_broken_picture_and_a_missing_copy_take_no_place(tmp_path: Path) -> None:
    path, broken = kept(tmp_path, jpeg(60, 40)), tmp_path / "broken"
    broken.write_bytes(PROGRAM)
    copies = [(file(1, "a.jpg"), broken), (file(2, "b.jpg"), tmp_path / "gone"), (file(3, "c.jpg"), path)]
    assert list(print_pictures(copies)) == [3]


def test_only_pictures_that_are_what_they_say_are_shown() -> None:
    assert is_picture(file(1, "layar.PNG"))
    assert not is_picture(file(1, "surat.pdf"))
    assert not is_picture(file(1, "layar.png", LARGEST_COPY + 1))
    assert not is_picture(replace(file(1, "layar.png"), findings=(FileFinding.MISMATCH,)))
