"""How urgent a ticket is: one table of rules, the first that applies decides."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from core.house_rules import SHIPPED, HouseRules
from core.packages import PackageFacts, PackageKind, PackageStatus, Stage

if TYPE_CHECKING:
    from core.catalogue import Category

# As they stand in data/applications.json; a test holds them together.
INFRASTRUCTURE = "spse-infrastruktur"
OUTAGE = "Aplikasi tidak bisa diakses"


class Priority(StrEnum):
    """Ordered by urgency: `Priority.EMERGENCY < Priority.MAJOR`, so the most urgent sorts first."""

    EMERGENCY = "emergency"
    MAJOR = "major"
    MEDIUM = "medium"
    MINOR = "minor"

    @property
    def rank(self) -> int:
        """1 (most urgent) to 4."""
        return list(Priority).index(self) + 1

    @property
    def label(self) -> str:
        """What people read; the guides use these English words in Indonesian too."""
        return self.value.capitalize()

    @classmethod
    def labelled(cls, label: str) -> Priority:
        """The priority called `label`, as in "Emergency"; ValueError for any other word."""
        return cls(label.lower())

    def __lt__(self, other: str) -> bool:
        return self.rank < Priority(other).rank

    def __le__(self, other: str) -> bool:
        return self.rank <= Priority(other).rank

    def __gt__(self, other: str) -> bool:
        return self.rank > Priority(other).rank

    def __ge__(self, other: str) -> bool:
        return self.rank >= Priority(other).rank


@dataclass(frozen=True, slots=True)
class Case:
    """All that a rule may look at."""

    category: Category
    subcategory: str | None
    facts: PackageFacts | None
    now: datetime
    rules: HouseRules = SHIPPED

    @property
    def base(self) -> Priority:
        return self.category.base_priority

    @property
    def tender(self) -> PackageFacts | None:
        return self.facts if self.facts and self.facts.kind is PackageKind.TENDER else None

    @property
    def bound_stage(self) -> Stage | None:
        """The tender's current stage, where the category depends on it."""
        return self.tender.current_stage(self.now) if self.tender and self.category.stage_bound else None


@dataclass(frozen=True, slots=True)
class Rule:
    name: str
    reason: str
    applies: Callable[[Case], bool]
    outcome: Callable[[Case], Priority]


@dataclass(frozen=True, slots=True)
class Assessment:
    priority: Priority
    rule_name: str


def _is_outage(case: Case) -> bool:
    return case.category.code == INFRASTRUCTURE and case.subcategory == OUTAGE


def _tender_is_over(case: Case) -> bool:
    return case.tender is not None and case.tender.status is not PackageStatus.ACTIVE


def _stage_is_short(case: Case) -> bool:
    return case.bound_stage is not None and case.bound_stage.lasts <= case.rules.short_stage


def _stage_ends_soon(case: Case) -> bool:
    return case.bound_stage is not None and case.bound_stage.ends - case.now <= case.rules.ends_soon


RULES: tuple[Rule, ...] = (
    Rule(
        "outage",
        "Nobody at that LPSE can work while its application is down, whatever the ticket's own package.",
        _is_outage,
        lambda _: Priority.EMERGENCY,
    ),
    Rule(
        "tender_over",
        "A finished or cancelled tender has no deadline left that could be missed.",
        _tender_is_over,
        lambda case: max(case.base, Priority.MAJOR),
    ),
    Rule(
        "short_stage",
        "A stage of a few hours is gone before an ordinary ticket would be taken.",
        _stage_is_short,
        lambda _: Priority.EMERGENCY,
    ),
    Rule(
        "stage_ends_soon",
        "SPSE closes a stage by itself; what is missed when it ends is missed for good.",
        _stage_ends_soon,
        lambda _: Priority.EMERGENCY,
    ),
    Rule(
        "category",
        "Otherwise the category says how much such a problem hinders.",
        lambda _: True,
        lambda case: case.base,
    ),
)


def compute(
    category: Category,
    subcategory: str | None,
    facts: PackageFacts | None,
    now: datetime,
    rules: HouseRules = SHIPPED,
) -> Assessment:
    """The priority of a ticket as of `now`, and the name of the rule that gave it."""
    case = Case(category, subcategory, facts, now, rules)
    rule = next(rule for rule in RULES if rule.applies(case))
    return Assessment(rule.outcome(case), rule.name)
