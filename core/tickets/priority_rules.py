"""Rules of a ticket's priority in one table; the first that applies decides."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from core.master_data.helpdesk_settings import DEFAULT_SETTINGS, HelpdeskSettings
from core.master_data.priority import Priority
from core.packages import PackageFacts, PackageKind, PackageStatus, Stage
from core.packages.stages import stage_key
from core.words import _

if TYPE_CHECKING:
    from core.master_data.catalogue import Category

# Code and sub-category as they stand in data/applications.json; a test compares them.
INFRASTRUCTURE = "spse-infrastruktur"
OUTAGE = "Aplikasi tidak bisa diakses"
# Names of the rules that make a ticket an Emergency because of a tender's stage.
STAGE_RULES = frozenset({"short_stage", "stage_ends_soon"})
# Future instants of a schedule that are looked at; no real schedule has as many stages of one category.
MOST_INSTANTS = 60


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
        """Return the priority that the category gives before any other rule."""
        return self.category.base_priority

    @property
    def tender(self) -> PackageFacts | None:
        """Return the facts of the package if it is a tender."""
        return self.facts if self.facts and self.facts.kind is PackageKind.TENDER else None

    @property
    def own_stages(self) -> list[Stage]:
        """Return the running stages that the category is about; none if the status is not understood."""
        if self.tender is None or self.tender.status is not PackageStatus.ACTIVE:
            return []
        return self.tender.running_stages(self.now, self.category.stages)

    def instants_ahead(self) -> list[datetime]:
        """Return when another rule may apply: begin, window before the end, and end of the own stages."""
        if self.tender is None or self.tender.status is not PackageStatus.ACTIVE:
            return []
        keys = {stage_key(name) for name in self.category.stages}
        instants = {
            instant
            for stage in self.tender.stages
            if stage.ends > self.now and stage_key(stage.name) in keys
            for instant in (stage.starts, stage.ends - self.settings.ends_soon, stage.ends)
            if self.now < instant <= stage.ends
        }
        return sorted(instants)[:MOST_INSTANTS]


@dataclass(frozen=True, slots=True)
class PriorityRule:
    """One row of the table; `name` is stored with the event, `reason` explains the rule to developers.

    `words` tell people why a ticket has its priority. They may hold %(priority)s, and the hours of the
    settings: %(soon)s before the end of a stage, %(short)s for a short one.
    """

    name: str
    reason: str
    words: str
    applies: Callable[[PriorityCase], bool]
    outcome: Callable[[PriorityCase], Priority]


@dataclass(frozen=True, slots=True)
class Assessment:
    """A priority, and the name of the rule that gave it.

    By the clock alone, both stay as they are up to the instant `until`; without one, for good.
    """

    priority: Priority
    rule_name: str
    until: datetime | None = None


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
        _("%(priority)s karena aplikasi tidak dapat diakses."),
        _is_outage,
        lambda _: Priority.EMERGENCY,
    ),
    PriorityRule(
        "tender_over",
        "A finished, closed or cancelled tender has no deadline left that could be missed.",
        _("%(priority)s karena tender ini sudah tidak berjalan."),
        _tender_is_over,
        lambda case: max(case.base, Priority.MAJOR),
    ),
    PriorityRule(
        "short_stage",
        "A stage of a few hours is gone before an ordinary ticket would be taken.",
        _("%(priority)s karena tahap ini berlangsung paling lama %(short)s jam."),
        _stage_is_short,
        lambda _: Priority.EMERGENCY,
    ),
    PriorityRule(
        "stage_ends_soon",
        "SPSE closes a stage by itself; what is missed when it ends is missed for good.",
        _("%(priority)s karena tahap ini tutup dalam %(soon)s jam."),
        _stage_ends_soon,
        lambda _: Priority.EMERGENCY,
    ),
    PriorityRule(
        "category",
        "Otherwise the category says how much such a problem hinders.",
        _("%(priority)s sesuai kategorinya."),
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
    """Return the priority of a ticket as of `now`, the rule that gave it, and until when that holds."""
    case = PriorityCase(category, subcategory, facts, now, settings)
    found = _assess(case)
    later = (replace(case, now=instant) for instant in case.instants_ahead())
    return replace(found, until=next((case.now for case in later if _assess(case) != found), None))


def words_of_rule(name: str) -> str:
    """Return in which words people are told of a rule; empty for one that earlier releases had."""
    return next((rule.words for rule in RULES if rule.name == name), "")


def _assess(case: PriorityCase) -> Assessment:
    rule = next(rule for rule in RULES if rule.applies(case))
    return Assessment(rule.outcome(case), rule.name)
