"""Show at a shell how far a file is loaded, and a bounded list of what is wrong with it."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

import typer

# More lines than anybody corrects before trying again.
MOST = 100
# Names of columns or sheets shown on one line, and characters of each.
MOST_COLUMNS, LONGEST_COLUMN = 20, 60
# Rows between one line of progress and the next, if there is no terminal to show a bar.
ROWS_A_LINE = 10_000

Progress = Callable[[int, int], None]
"""Called with the position in the file, in the units of its length, and the number of rows read so far."""


class ProblemList:
    """Collect a line for each faulty row: the first MOST, and the count of all."""

    def __init__(self) -> None:
        self.count = 0
        self.first: list[str] = []

    def add(self, line: str) -> None:
        self.count += 1
        if self.count <= MOST:
            self.first.append(line)

    def write(self) -> None:
        """Write the lines to stderr, so that stdout holds the result alone."""
        for line in self.first:
            typer.echo(line, err=True)
        if self.count > MOST:
            typer.echo(f"and {self.count - MOST} more like these", err=True)


def tell_unused_parts(columns: Sequence[str], sheets: Sequence[str] = ()) -> None:
    """Write to stderr, once, of which columns and sheets of a file nothing is read; nothing where of none."""
    for parts, names in (("columns", columns), ("sheets", sheets)):
        if names:
            shown = ", ".join(name[:LONGEST_COLUMN] for name in names[:MOST_COLUMNS])
            more = f" and {len(names) - MOST_COLUMNS} more" if len(names) > MOST_COLUMNS else ""
            typer.echo(f"{parts} passed over: {shown}{more}", err=True)


def ignore_progress(position: int, rows: int) -> None:
    """Show nothing, for a load that nobody watches."""


@contextmanager
def progress(length: int) -> Iterator[Progress]:
    """Yield a function that shows progress on stderr, up to the position `length`.

    It shows a bar on a terminal, else writes a line every ROWS_A_LINE rows.
    """
    on_terminal = sys.stderr.isatty()
    with typer.progressbar(
        length=length, label="Loading", file=sys.stderr, hidden=not on_terminal, width=0
    ) as bar:
        shown = 0

        def show(position: int, rows: int) -> None:
            nonlocal shown
            bar.update(min(position, length) - bar.pos)
            if not on_terminal and rows >= shown + ROWS_A_LINE:
                shown = rows - rows % ROWS_A_LINE
                typer.echo(f"{shown} rows read", err=True)

        yield show
