"""Read the names in a RAR archive, of version 4 and 5, within bounds."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from io import SEEK_END
from typing import BinaryIO

MARK_4, MARK_5 = b"Rar!\x1a\x07\x00", b"Rar!\x1a\x07\x01\x00"
# Blocks that are read, and bytes of the header of one.
MOST_BLOCKS, LARGEST_HEADER = 10_000, 64 * 1024

_FILE_4, _MAIN_4, _END_4 = 0x74, 0x73, 0x7B
# Kind, flags and size of a block; packed size and length of the name of a file; the upper half of its sizes.
_HEAD_4, _FILE_HEAD_4, _HIGH_4 = struct.Struct("<2xBHH"), struct.Struct("<I15xH4x"), struct.Struct("<I4x")
_FILE_5, _LOCKED_5, _END_5 = 2, 4, 5


class Locked(Exception):
    """Raised for an archive or entry that can't be read without its password."""


def read_rar_names(file: BinaryIO) -> Iterator[str]:
    """Yield the names of an archive's files in order; raise Locked where a password keeps them secret."""
    file.seek(0)
    mark = file.read(len(MARK_5))
    if mark == MARK_5:
        yield from _names_5(file)
    elif mark.startswith(MARK_4):
        yield from _names_4(file)


def _names_4(file: BinaryIO) -> Iterator[str]:
    at, end = len(MARK_4), file.seek(0, SEEK_END)
    for _block in range(MOST_BLOCKS):
        if at >= end:
            return
        file.seek(at)
        head = file.read(_HEAD_4.size)
        if len(head) < _HEAD_4.size:
            return
        kind, flags, size = _HEAD_4.unpack(head)
        body = file.read(max(0, size - _HEAD_4.size)).ljust(_FILE_HEAD_4.size + _HIGH_4.size, b"\0")
        if size < _HEAD_4.size or kind == _END_4:
            return
        if (kind == _MAIN_4 and flags & 0x80) or (kind == _FILE_4 and flags & 0x4):
            raise Locked
        packed, length = _FILE_HEAD_4.unpack_from(body)
        added = packed if flags & 0x8000 or kind == _FILE_4 else 0
        if kind == _FILE_4:
            name_at = _FILE_HEAD_4.size
            if flags & 0x100:
                added += _HIGH_4.unpack_from(body, name_at)[0] << 32
                name_at += _HIGH_4.size
            # In front of a zero byte stands the name in ASCII, behind it what completes it.
            yield body[name_at : name_at + length].partition(b"\0")[0].decode("utf-8", "replace")
        at += size + added


def _names_5(file: BinaryIO) -> Iterator[str]:
    at, end = len(MARK_5), file.seek(0, SEEK_END)
    for _block in range(MOST_BLOCKS):
        if at >= end:
            return
        file.seek(at + 4)
        size, used = _number(file.read(3), 0)
        if not 0 < size <= LARGEST_HEADER or not used:
            return
        file.seek(at + 4 + used)
        header = file.read(size)
        kind, place = _number(header, 0)
        flags, place = _number(header, place)
        if flags & 1:
            _extra, place = _number(header, place)
        data = 0
        if flags & 2:
            data, place = _number(header, place)
        if kind == _LOCKED_5:
            raise Locked
        if len(header) < size or kind == _END_5:
            return
        if kind == _FILE_5:
            yield _name_5(header, place)
        at += 4 + used + size + data


def _name_5(header: bytes, place: int) -> str:
    flags, place = _number(header, place)
    for _field in ("unpacked size", "attributes"):
        _value, place = _number(header, place)
    place += 4 * (bool(flags & 2) + bool(flags & 4))
    for _field in ("compression", "system"):
        _value, place = _number(header, place)
    length, place = _number(header, place)
    return header[place : place + length].decode("utf-8", "replace")


def _number(content: bytes, at: int) -> tuple[int, int]:
    """Return a number of seven bits a byte and the place behind it; the place is `at` where there is none."""
    value = 0
    for step, byte in enumerate(content[at : at + 10]):
        value |= (byte & 0x7F) << (7 * step)
        if not byte & 0x80:
            return value, at + step + 1
    return 0, at
