"""Pages of a list that is read in both directions by cursors."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """Items of one page, and the cursors of the pages before and after it; None where there is no such page.

    A cursor is opaque text. The page before is read backward from `previous`, the page after forward from
    `next`.
    """

    items: Sequence[T]
    previous: str | None = None
    next: str | None = None
