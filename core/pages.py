"""Pages of a list that is read in both directions by cursors, and counted as far as that is cheap."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

# How far the items of a list are counted: a number above it is shown as this one and "+".
MOST_COUNTED = 999

S = TypeVar("S")
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """Items of one page, and the cursors of the pages before and after it; None where there is no such page.

    A cursor is opaque text. The page before is read backward from `previous`, the page after forward from
    `next`. Where the list was counted, `total` are all its items, `before` those of earlier pages, and `size`
    those of a full page; counting stopped above `most`.
    """

    items: Sequence[T]
    previous: str | None = None
    next: str | None = None
    total: int = 0
    before: int = 0
    size: int = 0
    most: int = MOST_COUNTED

    def of(self, items: Sequence[S]) -> Page[S]:
        """Return the same page of other items, made of these one by one."""
        return Page(items, self.previous, self.next, self.total, self.before, self.size, self.most)
