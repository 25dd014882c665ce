"""Rules of a ticket's priority in one table; the first that applies decides."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from core.master_data.helpdesk_settings import DEFAULT_SETTINGS, HelpdeskSettings
from core.master_data.priority import Priority
from core.packages import PackageFacts, PackageKind, PackageStatus, Stage

if TYPE_CHECKING:
    from core.master_data.catalogue import Category

# Code and sub-category as they stand in data/applications.json; a test compares them.
INFRASTRUCTURE = "spse-infrastruktur"
OUTAGE = "Aplikasi tidak bisa diakses"


@dataclass(frozen=True, slots=True)
class PriorityCase:
    """Everything that a rule may look at."""

    category: Category
    subcategory: str | None
    facts: PackageFacts | None
    now: datetime
    settings: HelpdeskSettings = DEFAULT_SETTINGS

    @property
    def base(self) -> Priority:
        """Priority that the category gives before any other rule."""
        return self.category.base_priority

    @property
    def tender(self) -> PackageFacts | None:
        """Facts of the package if it is a tender."""
        return self.facts if self.facts and self.facts.kind is PackageKind.TENDER else None

    @property
    def own_stages(self) -> list[Stage]:
        """Running stages of the tender that the category is about; none unless its status is understood."""
        if self.tender is None or self.tender.status is not PackageStatus.ACTIVE:
            return []
        return self.tender.running_stages(self.now, self.category.stages)


@dataclass(frozen=True, slots=True)
class PriorityRule:
    """One row of the table; `name` is stored with the event, `reason` explains the rule to developers."""

    name: str
    reason: str
    applies: Callable[[PriorityCase], bool]
    outcome: Callable[[PriorityCase], Priority]


@dataclass(frozen=True, slots=True)
class Assessment:
    """A priority, and the name of the rule that gave it."""

    priority: Priority
    rule_name: str


def _is_outage(case: PriorityCase) -> bool:
    return case.category.code == INFRASTRUCTURE and case.subcategory == OUTAGE


def _tender_is_over(case: PriorityCase) -> bool:
    return case.tender is not None and case.tender.status.is_over


def _stage_is_short(case: PriorityCase) -> bool:
    return any(stage.lasts <= case.settings.short_stage for stage in case.own_stages)


def _stage_ends_soon(case: PriorityCase) -> bool:
    return any(stage.ends - case.now <= case.settings.ends_soon for stage in case.own_stages)


RULES: tuple[PriorityRule, ...] = (
    PriorityRule(
        "outage",
        "Nobody at that LPSE can work while its application is down, whatever the ticket's own package.",
        _is_outage,
        lambda _: Priority.EMERGENCY,
    ),
    PriorityRule(
        "tender_over",
        "A finished, closed or cancelled tender has no deadline left that could be missed.",
        _tender_is_over,
        lambda case: max(case.base, Priority.MAJOR),
    ),
    PriorityRule(
        "short_stage",
        "A stage of a few hours is gone before an ordinary ticket would be taken.",
        _stage_is_short,
        lambda _: Priority.EMERGENCY,
    ),
    PriorityRule(
        "stage_ends_soon",
        "SPSE closes a stage by itself; what is missed when it ends is missed for good.",
        _stage_ends_soon,
        lambda _: Priority.EMERGENCY,
    ),
    PriorityRule(
        "category",
        "Otherwise the category says how much such a problem hinders.",
        lambda _: True,
        lambda case: case.base,
    ),
)


def compute_priority(
    category: Category,
    subcategory: str | None,
    facts: PackageFacts | None,
    now: datetime,
    settings: HelpdeskSettings = DEFAULT_SETTINGS,
) -> Assessment:
    """Return the priority of a ticket as of `now`, and the name of the rule that gave it."""
    case = PriorityCase(category, subcategory, facts, now, settings)
    rule = next(rule for rule in RULES if rule.applies(case))
    return Assessment(rule.outcome(case), rule.name)
