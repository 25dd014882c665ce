"""Make archives and compound files for tests."""

from __future__ import annotations

import struct
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from core.files.compound_file import MARK


def packed(entries: dict[str, bytes], method: int = ZIP_DEFLATED) -> bytes:
    file = BytesIO()
    with ZipFile(file, "w", method) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return file.getvalue()


def compound(*names: str) -> bytes:
    """Return a compound file whose directory has these names, in sectors of 512 bytes."""
    records = b""
    for name in ("Root Entry", *names):
        encoded = name.encode("utf-16-le") + b"\0\0"
        records += encoded.ljust(64, b"\0") + struct.pack("<H", len(encoded)) + bytes(62)
    sectors = -(-len(records) // 512)
    chain = [*range(2, sectors + 1), 0xFFFFFFFE]
    table = struct.pack("<128I", *[0xFFFFFFFD, *chain, *[0xFFFFFFFF] * (127 - len(chain))])
    header = bytearray(512)
    header[:8] = MARK
    struct.pack_into("<H", header, 30, 9)
    struct.pack_into("<I", header, 48, 1)
    struct.pack_into("<II", header, 68, 0xFFFFFFFE, 0)
    struct.pack_into("<109I", header, 76, 0, *[0xFFFFFFFF] * 108)
    return bytes(header) + table + records.ljust(sectors * 512, b"\0")
