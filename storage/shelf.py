"""What a process keeps of the database between units of work."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

T = TypeVar("T")


class Shelf:
    """Things made of master data, each of one edition, and made again when there is a newer one.

    Nobody waits for anybody here. On PostgreSQL the units of work of a process take turns in one thread,
    whenever one of them waits for the server: a lock held meanwhile would stop them all. What two make at
    the same time is the same, and the newest is kept.
    """

    def __init__(self) -> None:
        self._kept: dict[str, tuple[int, Any]] = {}

    def kept(self, name: str, edition: int | None, make: Callable[[], T]) -> T:
        """What was made of this edition; made anew where that was another, or is not known."""
        if edition is None:
            return make()
        number, value = self._kept.get(name, (0, None))
        if number == edition:
            kept: T = value
            return kept
        made = make()
        if edition > self._kept.get(name, (0, None))[0]:
            self._kept[name] = edition, made
        return made
