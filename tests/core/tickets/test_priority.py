"""Check the table of priorities: what makes a ticket an Emergency, and what keeps it from being one."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.master_data.catalogue import Category, read_catalogue
from core.master_data.priority import Priority
from core.packages import PackageFacts, PackageKind, PackageStatus, Stage
from core.tickets.priority_rules import (
    INFRASTRUCTURE,
    MOST_INSTANTS,
    OUTAGE,
    RULES,
    Assessment,
    PriorityCase,
    compute_priority,
)
from tests.cases import for_each

NOW = datetime(2026, 3, 2, 3, 0, tzinfo=UTC)
EMERGENCY, MAJOR, MEDIUM, MINOR = Priority
ACTIVE, FINISHED, CLOSED, CANCELLED, UNKNOWN = PackageStatus


def category(base: Priority, *, bound: bool = False, code: str = "spse-penawaran") -> Category:
    stages = ("Upload Dokumen Penawaran",) if bound else ()
    return Category(code, "Upload Dokumen Penawaran", ("Unggah gagal / timeout",), base, stages)


def tender(
    *stages: tuple[float, float], status: PackageStatus = ACTIVE, kind: PackageKind = PackageKind.TENDER
) -> PackageFacts:
    """Return a tender with stages given as (hours since it began, hours until it ends)."""
    schedule = tuple(
        Stage("Upload Dokumen Penawaran", NOW - timedelta(hours=since), NOW + timedelta(hours=until))
        for since, until in stages
    )
    return PackageFacts(kind, "21150244", status=status, stages=schedule)


@for_each(
    ("base", "bound", "facts", "priority", "rule"),
    [
        # Nothing known of a package: the category decides.
        (EMERGENCY, False, None, EMERGENCY, "category"),
        (MAJOR, False, None, MAJOR, "category"),
        (MEDIUM, False, None, MEDIUM, "category"),
        (MINOR, False, None, MINOR, "category"),
        (MAJOR, True, None, MAJOR, "category"),
        # A tender without schedule, or between two stages.
        (MAJOR, True, tender(), MAJOR, "category"),
        (MAJOR, True, tender((50, -1)), MAJOR, "category"),
        (MAJOR, True, tender((-1, 3)), MAJOR, "category"),
        # The current stage ends within 24 hours, to the second.
        (MAJOR, True, tender((50, 24)), EMERGENCY, "stage_ends_soon"),
        (MEDIUM, True, tender((50, 1)), EMERGENCY, "stage_ends_soon"),
        (MAJOR, True, tender((50, 24 + 1 / 3600)), MAJOR, "category"),
        (MAJOR, True, tender((50, 0)), MAJOR, "category"),
        # The current stage lasts four hours at most.
        (MAJOR, True, tender((1, 3)), EMERGENCY, "short_stage"),
        (MAJOR, True, tender((0, 1)), EMERGENCY, "short_stage"),
        (MAJOR, True, tender((1, 3.1)), EMERGENCY, "stage_ends_soon"),
        # Of several stages that run, the one that ends first.
        (MAJOR, True, tender((50, 100), (60, 10)), EMERGENCY, "stage_ends_soon"),
        (MAJOR, True, tender((50, 100), (60, 90)), MAJOR, "category"),
        # Where the category does not depend on stages, they don't matter.
        (MAJOR, False, tender((50, 1)), MAJOR, "category"),
        (EMERGENCY, False, tender((50, 100)), EMERGENCY, "category"),
        # A tender that is over never makes an Emergency.
        (EMERGENCY, False, tender(status=FINISHED), MAJOR, "tender_over"),
        (EMERGENCY, False, tender(status=CANCELLED), MAJOR, "tender_over"),
        (MAJOR, True, tender((50, 1), status=FINISHED), MAJOR, "tender_over"),
        (MAJOR, True, tender((1, 1), status=CANCELLED), MAJOR, "tender_over"),
        (MEDIUM, True, tender((1, 1), status=CANCELLED), MEDIUM, "tender_over"),
        (MINOR, False, tender(status=FINISHED), MINOR, "tender_over"),
        (MAJOR, True, tender((1, 1), status=CLOSED), MAJOR, "tender_over"),
        # A status that nobody understands makes no Emergency by guess, and takes nothing away.
        (MAJOR, True, tender((1, 1), status=UNKNOWN), MAJOR, "category"),
        (EMERGENCY, True, tender((1, 1), status=UNKNOWN), EMERGENCY, "category"),
        # A catalogue package or a RUP entry is no tender.
        (EMERGENCY, False, tender(status=FINISHED, kind=PackageKind.CATALOGUE), EMERGENCY, "category"),
        (MAJOR, True, tender((1, 1), kind=PackageKind.RUP), MAJOR, "category"),
    ],
)
def test_the_table(
    base: Priority, bound: bool, facts: PackageFacts | None, priority: Priority, rule: str
) -> None:
    found = compute_priority(category(base, bound=bound), "Unggah gagal / timeout", facts, NOW)
    assert (found.priority, found.rule_name) == (priority, rule)


@for_each("facts", [None, tender((50, 100)), tender(status=FINISHED), tender(status=CANCELLED)])
@for_each("base", Priority)
def test_an_application_that_is_down_is_an_emergency_outright(
    base: Priority, facts: PackageFacts | None
) -> None:
    infrastructure = category(base, code=INFRASTRUCTURE)
    assert compute_priority(infrastructure, OUTAGE, facts, NOW) == Assessment(EMERGENCY, "outage")


def test_the_same_words_in_another_category_are_no_outage() -> None:
    assert compute_priority(category(MINOR), OUTAGE, None, NOW) == Assessment(MINOR, "category")


def test_the_shipped_catalogue_has_that_category_and_sub_category() -> None:
    text = (Path(__file__).parents[3] / "data" / "applications.json").read_text(encoding="utf-8")
    shipped = read_catalogue(json.loads(text)).category("spse", INFRASTRUCTURE)
    assert OUTAGE in shipped.subcategories
    others = {
        compute_priority(shipped, sub, None, NOW).priority for sub in shipped.subcategories if sub != OUTAGE
    }
    assert others == {MAJOR}
    assert compute_priority(shipped, None, None, NOW).priority is MAJOR


def test_every_rule_has_its_own_name_and_a_reason() -> None:
    assert [rule.name for rule in RULES] == [
        "outage",
        "tender_over",
        "short_stage",
        "stage_ends_soon",
        "category",
    ]
    assert all(rule.reason.endswith(".") for rule in RULES)


def test_the_most_urgent_sorts_first() -> None:
    assert sorted([MINOR, EMERGENCY, MEDIUM, MAJOR]) == [EMERGENCY, MAJOR, MEDIUM, MINOR]
    assert [priority.rank for priority in Priority] == [1, 2, 3, 4]
    for one in Priority:
        for other in Priority:
            assert (one < other, one <= other) == (one.rank < other.rank, one.rank <= other.rank)
            assert (one > other, one >= other) == (one.rank > other.rank, one.rank >= other.rank)
    assert max(EMERGENCY, MAJOR) is MAJOR


def test_priorities_read_as_in_the_guides() -> None:
    assert [priority.label for priority in Priority] == ["Emergency", "Major", "Medium", "Minor"]
    assert all(Priority.labelled(priority.label) is priority for priority in Priority)
    with pytest.raises(ValueError, match="urgent"):
        Priority.labelled("Urgent")


HOURS = st.floats(-200, 200, allow_nan=False)


@given(
    st.sampled_from(Priority),
    st.booleans(),
    st.lists(st.tuples(HOURS, HOURS), max_size=5),
    st.sampled_from([FINISHED, CLOSED, CANCELLED]),
)
def test_a_tender_that_is_over_is_never_an_emergency(
    base: Priority, bound: bool, stages: list[tuple[float, float]], status: PackageStatus
) -> None:
    found = compute_priority(category(base, bound=bound), None, tender(*stages, status=status), NOW)
    assert found.priority is max(base, MAJOR)


@given(st.sampled_from(Priority), st.booleans(), st.lists(st.tuples(HOURS, HOURS), max_size=5))
def test_a_running_tender_only_ever_raises(
    base: Priority, bound: bool, stages: list[tuple[float, float]]
) -> None:
    assert compute_priority(category(base, bound=bound), None, tender(*stages), NOW).priority in (
        base,
        EMERGENCY,
    )


def until(facts: PackageFacts | None, base: Priority = MAJOR, bound: bool = True) -> float | None:
    """Return the hours from now after which the clock may change the priority; None if it never does."""
    found = compute_priority(category(base, bound=bound), None, facts, NOW).until
    return None if found is None else (found - NOW) / timedelta(hours=1)


@for_each(
    ("facts", "hours"),
    [
        # The window before the end begins; then the stage ends.
        (tender((50, 72)), 48),
        (tender((50, 24)), 24),
        (tender((50, 1)), 1),
        # A stage that has not begun: a long one matters when its last day begins, a short one at once.
        (tender((-10, 100)), 76),
        (tender((-10, 20)), 10),
        (tender((-10, 13)), 10),
        # What is over, in another state, or no tender changes no more.
        (tender((50, -1)), None),
        (tender((50, 72), status=FINISHED), None),
        (tender((50, 72), status=UNKNOWN), None),
        (tender((50, 72), kind=PackageKind.RUP), None),
        (tender(), None),
        (None, None),
        # Two stages: the reason changes although the priority stays.
        (tender((1, 2), (50, 10)), 2),
    ],
)
def test_the_clock_changes_a_priority_when_a_window_or_a_stage_begins_or_ends(
    facts: PackageFacts | None, hours: float | None
) -> None:
    assert until(facts) == hours


def test_a_priority_that_no_stage_can_change_holds_for_good() -> None:
    assert until(tender((50, 72)), bound=False) is None
    assert until(tender((50, 72)), EMERGENCY) == 48, "the reason changes"
    infrastructure = category(MAJOR, bound=True, code=INFRASTRUCTURE)
    assert compute_priority(infrastructure, OUTAGE, tender((50, 72)), NOW).until is None


@given(st.lists(st.tuples(HOURS, HOURS), max_size=5), st.floats(0, 0.999))
def test_a_priority_holds_until_the_instant_that_is_said(
    stages: list[tuple[float, float]], share: float
) -> None:
    bound, facts = category(MAJOR, bound=True), tender(*stages)
    found = compute_priority(bound, None, facts, NOW)
    horizon = found.until or NOW + timedelta(days=30)
    assert horizon > NOW
    between = compute_priority(bound, None, facts, NOW + share * (horizon - NOW))
    assert (between.priority, between.rule_name) == (found.priority, found.rule_name)
    if found.until:
        then = compute_priority(bound, None, facts, found.until)
        assert (then.priority, then.rule_name) != (found.priority, found.rule_name)


def test_a_schedule_of_countless_stages_is_read_in_a_moment() -> None:
    facts = tender(*((-hour, hour + 0.5) for hour in range(2000)))
    assert len(PriorityCase(category(MAJOR, bound=True), None, facts, NOW).instants_ahead()) == MOST_INSTANTS
