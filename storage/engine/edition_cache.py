"""A cache of objects built from master data, shared by all units of work of a process."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

T = TypeVar("T")


class EditionCache:
    """Keep one object for each body of master data, and make it again when there is a newer edition.

    There is no lock: on PostgreSQL the units of work of a process take turns in one thread whenever one of
    them waits for the server, so a lock held meanwhile would stop them all. Two that build the same edition
    at the same time build equal objects, and the object of the newest edition is kept.
    """

    def __init__(self) -> None:
        self._kept: dict[str, tuple[int, Any]] = {}

    def get_or_make(self, name: str, edition: int | None, make: Callable[[], T]) -> T:
        """Return the object made of this edition; call `make` where another edition is kept, or none.

        With `edition` None, which is a body that was never stored, `make` is called and nothing is kept.
        """
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
