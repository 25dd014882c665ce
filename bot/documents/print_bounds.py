"""Bound what a print shows, so that no ticket makes hundreds of pages."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import TypeVar

T = TypeVar("T")

# Characters of a line on paper.
LINE = 90
# An emoji may be printed as its name, which is so many characters longer.
NAME = 24
_NAMED = re.compile("[\U0001f001-\U0010ffff]")
# Lines of all texts of the discussion, which are some sixty pages, and of one text; longer ones are cut.
MOST_LINES = 2600
MOST_LINES_OF_TEXT = 300
# Lines that an entry takes beside its text: name, kind and time, files, and the blank between entries.
LINES_AROUND = 5
# Rows of each table.
MOST_ROWS = 300
# Of what is kept, the part that stands at the beginning; the rest is the end, which is read first.
AT_BEGINNING = 0.25


def lines_of(text: str) -> int:
    """Return about how many lines a text takes on paper."""
    return sum(map(_lines, text.splitlines()))


def shortened(text: str) -> str:
    """Return a text of at most MOST_LINES_OF_TEXT lines; what is cut off leaves an ellipsis."""
    if lines_of(text) <= MOST_LINES_OF_TEXT:
        return text
    kept: list[str] = []
    room = MOST_LINES_OF_TEXT
    for line in text.splitlines():
        room -= _lines(line)
        if room < 0:
            if not kept:
                # One line as long as that may be cut within.
                kept.append(line[: MOST_LINES_OF_TEXT * LINE // (NAME + 1)])
            break
        kept.append(line)
    return "\n".join([*kept, "…"])


def beginning_and_end(
    entries: Sequence[T], most: int, size: Callable[[T], int] = lambda _entry: 1
) -> tuple[Sequence[T], Sequence[T]]:
    """Return the entries that are shown before and behind those that are left out, `most` in size together.

    The first is all of them, and the second empty, where all fit.
    """
    sizes = [size(entry) for entry in entries]
    if sum(sizes) <= most:
        return entries, ()
    first = _fitting(sizes, int(most * AT_BEGINNING))
    last = _fitting(sizes[first:][::-1], most - sum(sizes[:first]))
    return entries[:first], entries[len(entries) - last :]


def _lines(line: str) -> int:
    named = 0 if line.isascii() else len(_NAMED.findall(line))
    return 1 + (len(line) + NAME * named) // LINE


def _fitting(sizes: Sequence[int], room: int) -> int:
    """Return how many of the sizes fit, from the first on."""
    for count, one in enumerate(sizes):
        room -= one
        if room < 0:
            return count
    return len(sizes)
