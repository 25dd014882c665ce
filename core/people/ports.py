"""Port through which rules and use cases find people."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Protocol

from core.people.desks import Desk
from core.people.people import Person


class People(Protocol):
    """People with accounts."""

    def get(self, person_id: int) -> Person | None:
        """Return the person of this id; None for an unknown or disabled account."""

    def of_ids(self, ids: Iterable[int]) -> Mapping[int, Person]:
        """Return the people of these ids, a few; without unknown and disabled accounts."""

    def by_email(self, address: str) -> Person | None:
        """Return the person of this registered address, in any case; None if unknown or disabled."""

    def at_desk(self, desk: Desk, after: int = 0, limit: int = 200) -> Sequence[int]:
        """Return the ids of people who serve at this desk, in order: at most `limit`, all above `after`."""

    def serving_at(self, desk: Desk, among: Iterable[int]) -> Collection[int]:
        """Return those of these people who serve at this desk."""
