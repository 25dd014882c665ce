"""Say what retiring a record of master data hits, counted up to a bound."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

# Above this, people read "more than".
MOST_COUNTED = 1000


@dataclass(frozen=True, slots=True)
class RetirementImpact:
    """How much a record is used now, each number counted up to `MOST_COUNTED` + 1.

    `drafts` are saved drafts of new tickets about it. The others are of an LPSE alone: accounts of staff and
    of reporters that are not disabled, and of how many of these people it is the only LPSE that is offered.
    """

    open_tickets: int = 0
    drafts: int = 0
    staff: int = 0
    reporters: int = 0
    only_here: int = 0


class Retirements(Protocol):
    """Counts of what the retirement of a record hits."""

    def of_lpse(self, lpse_id: int) -> RetirementImpact:
        """Return what the retirement of this LPSE hits."""

    def of_application(self, code: str) -> RetirementImpact:
        """Return what the retirement of this application hits."""

    def of_category(self, application_code: str, code: str) -> RetirementImpact:
        """Return what the retirement of this category hits."""

    def only_at(self, lpse_id: int, after: int, limit: int) -> Sequence[int]:
        """Return ids behind `after` of people who have no other LPSE that is offered, in order."""


class UncountedRetirements:
    """Counts of nothing, where no register of tickets is at hand."""

    def of_lpse(self, lpse_id: int) -> RetirementImpact:
        return RetirementImpact()

    def of_application(self, code: str) -> RetirementImpact:
        return RetirementImpact()

    def of_category(self, application_code: str, code: str) -> RetirementImpact:
        return RetirementImpact()

    def only_at(self, lpse_id: int, after: int, limit: int) -> Sequence[int]:
        return ()


NO_RETIREMENTS: Retirements = UncountedRetirements()
