"""Count and digest the rows of tables, so that two copies of a database can be compared."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import blake2b

_BYTES = 16
_MODULUS = 1 << (8 * _BYTES)


@dataclass(frozen=True, slots=True)
class TableSum:
    """The number of rows of a table, and a digest of them that does not depend on their order."""

    rows: int
    digest: str


class RowSum:
    """Add up the rows of one table: the sum of their digests."""

    def __init__(self) -> None:
        self._rows = self._total = 0

    def add(self, row: bytes) -> None:
        """Count one row, given in a form that is the same wherever the row is the same."""
        self._rows += 1
        digest = blake2b(row, digest_size=_BYTES).digest()
        self._total = (self._total + int.from_bytes(digest, "big")) % _MODULUS

    def result(self) -> TableSum:
        return TableSum(self._rows, f"{self._total:0{2 * _BYTES}x}")


class RowsDiffer(Exception):
    """Raised where two databases hold different rows; the text names the tables."""


def compare(expected: Mapping[str, TableSum], found: Mapping[str, TableSum]) -> None:
    """Raise `RowsDiffer` where the rows of any table are not the expected ones."""
    if lines := [*_differences(expected, found)]:
        raise RowsDiffer("; ".join(lines))


def _differences(expected: Mapping[str, TableSum], found: Mapping[str, TableSum]) -> Iterator[str]:
    """Yield a line for each table whose rows are not the expected ones."""
    nothing = RowSum().result()
    for name in sorted(expected.keys() | found.keys()):
        before, after = expected.get(name, nothing), found.get(name, nothing)
        if before.rows != after.rows:
            yield f"{name}: {after.rows} rows, not {before.rows}"
        elif before != after:
            yield f"{name}: {after.rows} rows, of which some differ"
