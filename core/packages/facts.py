"""Facts about a procurement package: its kind, value, status and schedule."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from enum import StrEnum

from core.packages.stages import stage_key
from core.words import _


class PackageKind(StrEnum):
    """Kinds of procurement packages."""

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
    """How far the procurement of a package is."""

    ACTIVE = "active"
    FINISHED = "finished"
    CLOSED = "closed"
    CANCELLED = "cancelled"
    UNKNOWN = "unknown"

    @property
    def is_over(self) -> bool:
        """Return whether nothing of the procurement can be missed any more."""
        return self in {PackageStatus.FINISHED, PackageStatus.CLOSED, PackageStatus.CANCELLED}

    @property
    def label(self) -> str:
        return _STATUSES[self]


_STATUSES = {
    PackageStatus.ACTIVE: _("Berjalan"),
    PackageStatus.FINISHED: _("Selesai"),
    PackageStatus.CLOSED: _("Ditutup"),
    PackageStatus.CANCELLED: _("Batal"),
    PackageStatus.UNKNOWN: _("Tidak dikenal"),
}


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage of a tender's schedule; it runs from `starts` up to, not including, `ends`."""

    name: str
    starts: datetime
    ends: datetime

    @property
    def lasts(self) -> timedelta:
        """Return the duration of the stage."""
        return self.ends - self.starts

    def runs_at(self, instant: datetime) -> bool:
        """Return whether the stage runs at this instant."""
        return self.starts <= instant < self.ends


@dataclass(frozen=True, slots=True)
class PackageFacts:
    """Known facts of one package; None stands for an unknown one.

    `hps` is the buyer's estimate in rupiah, `build` that of the SPSE which runs the tender, `repository` the
    number of its LPSE, `version` how often it was announced. `said_status` is the word that the source has
    for the status. A RUP entry that was revised is replaced by those of the codes `revised_to`.
    """

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
    said_status: str | None = None
    revised_to: tuple[str, ...] = ()
    version: int | None = None

    def running_stages(self, now: datetime, names: Iterable[str] | None = None) -> list[Stage]:
        """Return the stages that run at `now`, those with one of `names` alone unless that is None.

        The one that ends first stands first, of several such the shortest. No stage runs in a package whose
        procurement is over, whatever its schedule says.
        """
        if self.status.is_over:
            return []
        keys = None if names is None else {stage_key(name) for name in names}
        running = [
            stage
            for stage in self.stages
            if stage.runs_at(now) and (keys is None or stage_key(stage.name) in keys)
        ]
        return sorted(running, key=lambda stage: (stage.ends, stage.lasts))

    def current_stage(self, now: datetime, names: Iterable[str] = ()) -> Stage | None:
        """Return the stage to show at `now`: the first of these names that runs, else the first that does."""
        running = self.running_stages(now, names) or self.running_stages(now)
        return running[0] if running else None

    def to_dict(self) -> dict[str, object]:
        """Return the facts as JSON-safe values, from which `from_dict` restores them unchanged."""
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
            "said_status": self.said_status,
            "revised_to": list(self.revised_to),
            "version": self.version,
        }

    @classmethod
    def from_dict(cls, kept: Mapping[str, object]) -> PackageFacts:
        """Return the facts that `to_dict` wrote, in this release or an earlier one."""
        stages, revised_to = kept["stages"], kept.get("revised_to", [])
        assert isinstance(stages, list)
        assert isinstance(revised_to, list)
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
            said_status=_text(kept.get("said_status")),
            revised_to=tuple(map(str, revised_to)),
            version=_number(kept.get("version")),
        )


def _text(value: object) -> str | None:
    return None if value is None else str(value)


def _number(value: object) -> int | None:
    return None if value is None else int(str(value))
