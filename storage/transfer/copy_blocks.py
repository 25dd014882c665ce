"""Write and read rows as PostgreSQL's COPY does in a script of pg_dump: a block for each table."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from storage.transfer.sums import RowSum, TableSum

_HEAD = re.compile(r"COPY ([a-z0-9_.\"]+) \(([a-z0-9_\", ]+)\) FROM stdin;\n")
END = b"\\.\n"
# Bytes handed over at a time.
_PORTION = 1 << 18


class TruncatedBlock(Exception):
    """Raised where a block does not come to its end."""


@dataclass(frozen=True, slots=True)
class CopyBlock:
    """The rows of one table, each a line; they are read from the stream as they are asked for."""

    table: str
    columns: tuple[str, ...]
    rows: Iterator[bytes]

    def portions(self) -> Iterator[bytes]:
        """Yield the rows, many at a time."""
        portion, size = [], 0
        for row in self.rows:
            portion.append(row)
            size += len(row)
            if size >= _PORTION:
                yield b"".join(portion)
                portion, size = [], 0
        if portion:
            yield b"".join(portion)


def head(table: str, columns: tuple[str, ...]) -> bytes:
    """Return the line with which the block of a table begins."""
    return f"COPY {table} ({', '.join(columns)}) FROM stdin;\n".encode()


def read_blocks(stream: BinaryIO) -> Iterator[CopyBlock]:
    """Yield the blocks of a script one after the other; rows that nobody asked for are passed over.

    What stands between two blocks is passed over too. Raise `TruncatedBlock` where the stream ends in a
    block.
    """
    while line := stream.readline():
        if line.startswith(b"COPY ") and (found := _HEAD.fullmatch(line.decode())):
            rows = _rows(stream)
            yield CopyBlock(_bare(found[1].split(".")[-1]), tuple(map(_bare, found[2].split(", "))), rows)
            for _ in rows:
                """Leave the rest of the block behind."""


def sum_blocks(stream: BinaryIO) -> dict[str, TableSum]:
    """Return the count and digest of every table in a script."""
    sums = {}
    for block in read_blocks(stream):
        table = RowSum()
        for row in block.rows:
            table.add(row)
        if block.table != "alembic_version":
            sums[block.table] = table.result()
    return sums


class RowSplitter:
    """Add up rows that come in pieces of any size."""

    def __init__(self) -> None:
        self._sum = RowSum()
        self._rest = b""

    def take(self, piece: bytes) -> None:
        *rows, self._rest = (self._rest + piece).split(b"\n")
        for row in rows:
            self._sum.add(row + b"\n")

    def result(self) -> TableSum:
        return self._sum.result()


def _rows(stream: BinaryIO) -> Iterator[bytes]:
    while (row := stream.readline()) != END:
        if not row:
            raise TruncatedBlock
        yield row


def _bare(name: str) -> str:
    return name.strip('"')
