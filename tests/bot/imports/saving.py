"""Save a table as text files in the ways in which programs do."""

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Literal

Table = Sequence[Sequence[str]]

DELIMITERS = {"comma": ",", "semicolon": ";", "tab": "\t"}
ENCODINGS = {
    "utf-8": "utf-8",
    "utf-8 with a mark": "utf-8-sig",
    "utf-16 with a mark": "utf-16",
    "utf-16 little": "utf-16-le",
    "utf-16 big": "utf-16-be",
    "windows": "cp1252",
}


@dataclass(frozen=True)
class Way:
    """Delimiter, encoding, quoting and line end of a file; `is_named` where it begins with a line `sep=`."""

    delimiter: str
    encoding: str
    quoting: Literal[0, 1] = csv.QUOTE_MINIMAL
    end: str = "\r\n"
    is_named: bool = False

    def __str__(self) -> str:
        quotes = "all in quotes" if self.quoting == csv.QUOTE_ALL else "few quotes"
        return ", ".join((self.delimiter, self.encoding, quotes, repr(self.end), "sep=" * self.is_named))

    def saves(self, table: Table) -> bytes:
        """Return the table as the content of a file."""
        text, delimiter = io.StringIO(newline=""), DELIMITERS[self.delimiter]
        if self.is_named:
            text.write(f"sep={delimiter}{self.end}")
        writer = csv.writer(text, delimiter=delimiter, quoting=self.quoting, lineterminator=self.end)
        writer.writerows(table)
        return text.getvalue().encode(ENCODINGS[self.encoding])


def ways() -> Iterator[Way]:
    """Yield every delimiter in every encoding, with minimal and full quoting, with and without `sep=`."""
    for delimiter, encoding, is_named in product(DELIMITERS, ENCODINGS, (False, True)):
        yield Way(delimiter, encoding, is_named=is_named)
        yield Way(delimiter, encoding, csv.QUOTE_ALL, "\n", is_named=is_named)
