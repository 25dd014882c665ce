"""Read the names of what a compound file (OLE2: .doc, .xls, .ppt, encrypted Office files) holds."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import BinaryIO

MARK = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# Sectors of its directory that are read; each has 4 or 32 names.
MOST_SECTORS = 4096

_HEADER = 512
_SHIFTS = (9, 12)
_NAME_BYTES = 64
# Bytes of the zero that ends a name, and of the number of a sector.
_NAME_END, _NUMBER = 2, 4
_RECORD = 128
# Numbers of sectors from here on have another meaning, such as the end of a chain.
_FIRST_SPECIAL = 0xFFFFFFFA


def read_names(file: BinaryIO) -> frozenset[str]:
    """Return the names of streams and storages; those that could be read where the file is damaged."""
    file.seek(0)
    header = file.read(_HEADER)
    if len(header) < _HEADER or not header.startswith(MARK):
        return frozenset()
    (shift,) = struct.unpack_from("<H", header, 30)
    if shift not in _SHIFTS:
        return frozenset()
    sectors = _Sectors(file, 1 << shift, header)
    (first,) = struct.unpack_from("<I", header, 48)
    names = set()
    for sector in sectors.chain(first):
        content = sectors.read(sector)
        for at in range(0, len(content) - _RECORD + 1, _RECORD):
            (length,) = struct.unpack_from("<H", content, at + _NAME_BYTES)
            if _NAME_END <= length <= _NAME_BYTES:
                names.add(content[at : at + length - _NAME_END].decode("utf-16-le", "replace"))
    return frozenset(names)


class _Sectors:
    """The sectors of a compound file, and the chains that they make."""

    def __init__(self, file: BinaryIO, size: int, header: bytes) -> None:
        self._file = file
        self._size = size
        self._in_table = size // _NUMBER
        self._tables = [*struct.unpack_from("<109I", header, 76)]
        (following,) = struct.unpack_from("<I", header, 68)
        for _step in range(MOST_SECTORS):
            if following >= _FIRST_SPECIAL:
                break
            content = self.read(following)
            if len(content) < size:
                break
            *tables, following = struct.unpack(f"<{self._in_table}I", content)
            self._tables += tables

    def read(self, sector: int) -> bytes:
        self._file.seek((sector + 1) * self._size)
        return self._file.read(self._size)

    def chain(self, sector: int) -> Iterator[int]:
        for _step in range(MOST_SECTORS):
            if sector >= _FIRST_SPECIAL:
                return
            yield sector
            table, place = divmod(sector, self._in_table)
            if table >= len(self._tables) or self._tables[table] >= _FIRST_SPECIAL:
                return
            self._file.seek((self._tables[table] + 1) * self._size + _NUMBER * place)
            number = self._file.read(_NUMBER)
            if len(number) < _NUMBER:
                return
            (sector,) = struct.unpack("<I", number)
