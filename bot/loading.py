"""What is seen at a shell while a file is loaded: how far it is, and what is wrong with it, within bounds."""

from __future__ import annotations

import sys
from codecs import BOM_UTF8
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

import typer

# Longer lines are read in pieces, so that a file without line breaks is no reason to read it whole.
_LONGEST_LINE = 1024 * 1024
_LOOKED_AT = 4096
_WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")

# More lines than anybody mends before trying again.
MOST = 100
# Where no terminal shows a bar, rows between one line and the next.
ROWS_A_LINE = 10_000

Progress = Callable[[int, int], None]
"""Told how far the file is read, in its own measure, and how many rows that were."""


class UnreadableFile(ValueError):
    """A file of which nothing can be read; the text says why, and what to do."""


class Lines:
    """What is to be said of single rows: the first MOST, and how many more."""

    def __init__(self) -> None:
        self.count = 0
        self.first: list[str] = []

    def add(self, line: str) -> None:
        self.count += 1
        if self.count <= MOST:
            self.first.append(line)

    def say(self) -> None:
        """Write them to stderr, where the result on stdout stays alone."""
        for line in self.first:
            typer.echo(line, err=True)
        if self.count > MOST:
            typer.echo(f"and {self.count - MOST} more like these", err=True)


def beginning_of(file: Path) -> bytes:
    """Enough to tell what the file is, without a byte-order mark; UnreadableFile where it is no text."""
    with file.open("rb") as opened:
        beginning = opened.read(_LOOKED_AT).removeprefix(BOM_UTF8)
    if beginning.startswith(_WORKBOOKS):
        raise UnreadableFile(f"{file} is a workbook or an archive; save the sheet as CSV UTF-8")
    if b"\0" in beginning:
        raise UnreadableFile(f"{file} is no text in UTF-8; save it as CSV UTF-8")
    if not beginning.strip():
        raise UnreadableFile(f"{file} is empty")
    return beginning


def lines_of(text: TextIO) -> Iterator[str]:
    """The lines of a file; unlike the file itself it lets its position be asked between them."""
    return iter(lambda: text.readline(_LONGEST_LINE), "")


def position_in(text: TextIO) -> int:
    """How many bytes of the file have been read, those read ahead among them."""
    return text.buffer.tell()


def ignore_progress(position: int, rows: int) -> None:
    """For whoever loads without anybody watching."""


def length_of(file: Path) -> int:
    """Bytes, as the position in a file counts them."""
    return file.stat().st_size


@contextmanager
def progress(length: int) -> Iterator[Progress]:
    """On stderr: a bar on a terminal, else a line every ROWS_A_LINE rows. `length` is the last position."""
    on_terminal = sys.stderr.isatty()
    with typer.progressbar(
        length=length, label="Loading", file=sys.stderr, hidden=not on_terminal, width=0
    ) as bar:
        said = 0

        def show(position: int, rows: int) -> None:
            nonlocal said
            bar.update(min(position, length) - bar.pos)
            if not on_terminal and rows >= said + ROWS_A_LINE:
                said = rows - rows % ROWS_A_LINE
                typer.echo(f"{said} rows read", err=True)

        yield show
