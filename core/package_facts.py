"""What is known of a procurement package: its kind, value, status and schedule."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from enum import StrEnum

from core.words import _


class PackageKind(StrEnum):
    TENDER = "tender"
    CATALOGUE = "catalogue"
    RUP = "rup"

    @property
    def label(self) -> str:
        return _KINDS[self]


_KINDS = {
    PackageKind.TENDER: _("Tender"),
    PackageKind.CATALOGUE: _("Katalog"),
    PackageKind.RUP: _("RUP"),
}


class Checked(StrEnum):
    """How the package code of a ticket was checked."""

    VALIDATED = "validated"
    MANUAL = "manual"
    NONE = "none"


class PackageStatus(StrEnum):
    ACTIVE = "active"
    FINISHED = "finished"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage of a tender's schedule; it runs from `starts` up to, not including, `ends`."""

    name: str
    starts: datetime
    ends: datetime

    @property
    def lasts(self) -> timedelta:
        return self.ends - self.starts

    def runs_at(self, instant: datetime) -> bool:
        return self.starts <= instant < self.ends


@dataclass(frozen=True, slots=True)
class PackageFacts:
    """`hps` is the buyer's estimate in rupiah; `repository` the number of the LPSE that runs the tender."""

    kind: PackageKind
    code: str
    name: str | None = None
    budget_year: int | None = None
    hps: Decimal | None = None
    category: str | None = None
    build: str | None = None
    status: PackageStatus = PackageStatus.ACTIVE
    stages: tuple[Stage, ...] = ()
    repository: int | None = None

    def current_stage(self, now: datetime) -> Stage | None:
        """The stage that runs at `now`; of several, the one that ends first, and of those the shortest."""
        running = [stage for stage in self.stages if stage.runs_at(now)]
        return min(running, key=lambda stage: (stage.ends, stage.lasts), default=None)

    def to_dict(self) -> dict[str, object]:
        """The facts in what JSON can hold; `from_dict` gives them back unchanged."""
        return {
            "kind": self.kind.value,
            "code": self.code,
            "name": self.name,
            "budget_year": self.budget_year,
            "hps": None if self.hps is None else str(self.hps),
            "category": self.category,
            "build": self.build,
            "status": self.status.value,
            "stages": [
                {"name": stage.name, "starts": stage.starts.isoformat(), "ends": stage.ends.isoformat()}
                for stage in self.stages
            ],
            "repository": self.repository,
        }

    @classmethod
    def from_dict(cls, kept: Mapping[str, object]) -> PackageFacts:
        """The facts that `to_dict` wrote."""
        stages = kept["stages"]
        assert isinstance(stages, list)
        return cls(
            kind=PackageKind(str(kept["kind"])),
            code=str(kept["code"]),
            name=_text(kept["name"]),
            budget_year=_number(kept["budget_year"]),
            hps=None if kept["hps"] is None else Decimal(str(kept["hps"])),
            category=_text(kept["category"]),
            build=_text(kept["build"]),
            status=PackageStatus(str(kept["status"])),
            stages=tuple(
                Stage(
                    str(stage["name"]),
                    datetime.fromisoformat(stage["starts"]),
                    datetime.fromisoformat(stage["ends"]),
                )
                for stage in stages
            ),
            repository=_number(kept["repository"]),
        )


def _text(value: object) -> str | None:
    return None if value is None else str(value)


def _number(value: object) -> int | None:
    return None if value is None else int(str(value))
