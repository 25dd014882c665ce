"""Ports of master data: LPSEs, applications, questions and settings."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Protocol

from core.master_data.catalogue import Catalogue
from core.master_data.faq import Faq
from core.master_data.helpdesk_settings import HelpdeskSettings
from core.organisation.lpse import Lpse


class Lpses(Protocol):
    """The LPSEs, retired ones too."""

    def get(self, lpse_id: int) -> Lpse | None:
        """Return the LPSE of this id, or None."""

    def by_repository(self, repository: int) -> Sequence[Lpse]:
        """Return the LPSEs that keep their packages in this repository; about forty small ones share one."""

    def find(self, text: str, limit: int, *, retired: bool = False) -> Sequence[Lpse]:
        """Return the best matches for a part of a name, best first; retired ones only with `retired`."""


@dataclass(frozen=True, slots=True)
class LpseUsage:
    """How many accounts that are not disabled an LPSE has: of staff, and of reporters."""

    staff: int
    reporters: int


class LpseRegister(Lpses, Protocol):
    """The LPSEs, as administrators maintain them."""

    def get_for_change(self, lpse_id: int) -> Lpse | None:
        """Return the LPSE, locked against changes by others until this unit of work ends."""

    def all_by_name(self) -> Sequence[Lpse]:
        """Return all LPSEs by name, retired ones too."""

    def usage(self, lpse_id: int) -> LpseUsage:
        """Return how many people the LPSE has."""

    def add(self, lpse: Lpse) -> None:
        """Store a new LPSE; every process sees it from then on."""

    def save(self, lpse: Lpse) -> None:
        """Store a changed LPSE; every process sees the change from then on."""


@dataclass(frozen=True, slots=True)
class FaqUsage:
    """How often an answer of the FAQ helped: within the last thirty days, and ever."""

    recent: int
    ever: int


class FaqCounts(Protocol):
    """Counts of how often an answer of the FAQ spared somebody a ticket."""

    def count_helped(self, code: str, at: datetime) -> None:
        """Count that the answer of this code helped."""

    def usage(self, code: str, at: datetime) -> FaqUsage:
        """Return the counts until `at`, whose day is the last of the thirty recent ones."""

    def totals(self, first: date, last: date) -> Mapping[str, int]:
        """Return how often each code helped on these days; codes that never did are left out."""

    def codes(self) -> Collection[str]:
        """Return all codes that were ever counted, those of removed questions too."""


class CategoryUses(Protocol):
    """Counts of how often each category was chosen for recent tickets, in the whole country."""

    def recent(self, at: datetime) -> Mapping[str, int]:
        """Return the counts by code, the same all through the day of `at`; unused ones are left out."""


class MasterDataKind(StrEnum):
    """Kinds of master data that are each stored as one document."""

    APPLICATIONS = "applications"
    FAQ = "faq"
    RULES = "rules"


class MasterData(Protocol):
    """Master data as it is now."""

    @property
    def catalogue(self) -> Catalogue: ...
    @property
    def faq(self) -> Faq: ...
    @property
    def settings(self) -> HelpdeskSettings: ...
    def document(self, body: MasterDataKind) -> object:
        """Return the document of this kind as it is stored, JSON-safe."""

    def put(self, body: MasterDataKind, document: object) -> None:
        """Store a changed document; raise ValueError if it can't be read back."""
