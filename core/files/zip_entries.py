"""Read the entries of a zip file, and the beginnings of their contents, within bounds."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from io import SEEK_END
from typing import BinaryIO

# Entries of one archive that are read, and bytes of its list of them.
MOST_ENTRIES, LARGEST_LIST = 10_000, 4 * 1024 * 1024

_END = b"PK\x05\x06"
_END_SIZE = 22
_LONGEST_COMMENT = 65_535
_LOCATOR, _LOCATOR_SIZE = b"PK\x06\x07", 20
_END_64, _END_64_SIZE = b"PK\x06\x06", 56
_ENTRY = struct.Struct("<4s4xHH8xIIHHH8xI")
_LOCAL = struct.Struct("<4s22xHH")
_WIDE = 0xFFFFFFFF
_EXTRA_64 = 1
_ENCRYPTED, _UTF8 = 0x1, 0x800
_STORED, _DEFLATED = 0, 8
# Compressed bytes read at a time.
_CHUNK = 16 * 1024


@dataclass(frozen=True, slots=True)
class ZipEntry:
    """A file in a zip, as its list tells: sizes in bytes, and where its content begins."""

    name: str
    method: int
    is_encrypted: bool
    packed: int
    size: int
    offset: int


@dataclass(frozen=True, slots=True)
class ZipList:
    """The entries of a zip; `is_whole` says that none was left out and none is damaged."""

    entries: tuple[ZipEntry, ...]
    is_whole: bool


def read_zip_list(file: BinaryIO) -> ZipList | None:
    """Return the entries that the list at the end of a zip names; None where there is no list."""
    length = file.seek(0, SEEK_END)
    found = _find_list(file, length)
    if found is None:
        return None
    start, size, shift = found
    file.seek(start)
    content = file.read(min(size, LARGEST_LIST))
    entries: list[ZipEntry] = []
    at = 0
    while at + _ENTRY.size <= len(content) and len(entries) < MOST_ENTRIES:
        entry, following = _read_entry(content, at, shift)
        if entry is None:
            break
        entries.append(entry)
        at = following
    return ZipList(tuple(entries), at == size)


def read_beginning(file: BinaryIO, entry: ZipEntry, most: int) -> bytes:
    """Return up to `most` bytes of an entry's content; b"" where it can't be read."""
    if (
        entry.is_encrypted
        or entry.method not in (_STORED, _DEFLATED)
        or entry.offset > file.seek(0, SEEK_END)
    ):
        return b""
    file.seek(entry.offset)
    header = file.read(_LOCAL.size)
    if len(header) < _LOCAL.size or not header.startswith(b"PK\x03\x04"):
        return b""
    _mark, name_length, extra_length = _LOCAL.unpack(header)
    file.seek(entry.offset + _LOCAL.size + name_length + extra_length)
    if entry.method == _STORED:
        return file.read(min(most, entry.packed))
    return _inflate(_chunks(file, entry.packed), most)


def _inflate(chunks: Iterator[bytes], most: int) -> bytes:
    inflating, found = zlib.decompressobj(-zlib.MAX_WBITS), bytearray()
    try:
        for chunk in chunks:
            packed = chunk
            while packed and len(found) < most:
                found += inflating.decompress(packed, most - len(found))
                packed = inflating.unconsumed_tail
            if len(found) >= most or inflating.eof:
                break
    except zlib.error:
        # The rest is damaged; the part before it can still be examined.
        pass
    return bytes(found)


def _chunks(file: BinaryIO, length: int) -> Iterator[bytes]:
    left = length
    while left > 0 and (chunk := file.read(min(left, _CHUNK))):
        left -= len(chunk)
        yield chunk


def _find_list(file: BinaryIO, length: int) -> tuple[int, int, int] | None:
    """Return where the list begins, its size, and by how much all offsets are too small."""
    tail_at = max(0, length - _END_SIZE - _LONGEST_COMMENT)
    file.seek(tail_at)
    tail = file.read(_END_SIZE + _LONGEST_COMMENT)
    at = tail.rfind(_END)
    if at < 0 or at + _END_SIZE > len(tail):
        return None
    size, offset = struct.unpack_from("<II", tail, at + 12)
    end = tail_at + at
    if _WIDE in (size, offset) and (wide := _find_wide_list(file, end)):
        size, offset, end = wide
    start = end - size
    # A program that unpacks itself stands before the archive.
    return (start, size, start - offset) if 0 <= offset <= start else None


def _find_wide_list(file: BinaryIO, end: int) -> tuple[int, int, int] | None:
    file.seek(max(0, end - _LOCATOR_SIZE))
    locator = file.read(_LOCATOR_SIZE)
    if len(locator) < _LOCATOR_SIZE or not locator.startswith(_LOCATOR):
        return None
    record_at = end - _LOCATOR_SIZE - _END_64_SIZE
    file.seek(max(0, record_at))
    record = file.read(_END_64_SIZE)
    if len(record) < _END_64_SIZE or not record.startswith(_END_64):
        return None
    size, offset = struct.unpack_from("<QQ", record, 40)
    return size, offset, record_at


def _read_entry(content: bytes, at: int, shift: int) -> tuple[ZipEntry | None, int]:
    mark, flags, method, packed, size, name_length, extra_length, comment_length, offset = _ENTRY.unpack_from(
        content, at
    )
    if mark != b"PK\x01\x02":
        return None, at
    name_at = at + _ENTRY.size
    extra_at = name_at + name_length
    following = extra_at + extra_length + comment_length
    if following > len(content):
        return None, at
    name = content[name_at:extra_at].decode("utf-8" if flags & _UTF8 else "cp437", "replace")
    if _WIDE in (size, packed, offset):
        extra = content[extra_at : extra_at + extra_length]
        size, packed, offset = _widened(extra, (size, packed, offset))
    return ZipEntry(name, method, bool(flags & _ENCRYPTED), packed, size, offset + shift), following


def _widened(extra: bytes, numbers: tuple[int, int, int]) -> tuple[int, int, int]:
    """Return size, packed size and offset, those that are too large for four bytes from the extra field."""
    at = 0
    while at + 4 <= len(extra):
        kind, length = struct.unpack_from("<HH", extra, at)
        if kind == _EXTRA_64:
            wide = iter(
                struct.unpack_from(f"<{length // 8}Q", extra, at + 4) if at + 4 + length <= len(extra) else ()
            )
            size, packed, offset = (next(wide, n) if n == _WIDE else n for n in numbers)
            return size, packed, offset
        at += 4 + length
    return numbers
