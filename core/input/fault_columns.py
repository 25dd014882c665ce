"""Columns that a file of rejected rows has besides those of its import, to be corrected and sent again."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from core.input.spreadsheet import unknown_columns
from core.words import _

# Labels of the columns that say where each row stood, and why it is wrong.
ROW, WHY = _("Baris"), _("Kesalahan")
# Their names in either language; a test holds them to the labels.
NAMES = frozenset("baris kesalahan row fault".split())


def unused_columns(heading: Iterable[str], columns: Sequence[str]) -> list[str]:
    """Return the names of a heading that are none of `columns`, but for those of a file with wrong rows."""
    return [name for name in unknown_columns(heading, columns) if name not in NAMES]
