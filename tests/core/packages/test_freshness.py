"""Test how long an answer about a package is good before the service is asked again."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from core.packages import PackageFacts, PackageKind, PackageStatus, Stage
from core.packages.freshness import is_fresh
from tests.cases import for_each

NOW = datetime(2026, 3, 2, 3, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


def tender(begins: float, ends: float) -> PackageFacts:
    """Return a tender with one stage, which begins and ends these hours after NOW."""
    stage = Stage("Upload Dokumen Penawaran", NOW + begins * HOUR, NOW + ends * HOUR)
    return PackageFacts(PackageKind.TENDER, "4307194", stages=(stage,))


FAR, CALM = tender(30, 90), tender(-50, 60)
OVER = replace(tender(-50, 10), status=PackageStatus.CANCELLED)


@for_each(
    ("facts", "urgent", "minutes"),
    [
        # A code that nobody knows may be announced within the hour.
        (None, False, 5),
        (None, True, 5),
        # No stage is near: once a day, unless a priority hangs on it.
        (FAR, False, 6 * 60),
        (CALM, False, 24 * 60),
        (FAR, True, 10),
        (CALM, True, 10),
        # A stage begins or ends within a day.
        (tender(23, 90), False, 10),
        (tender(-50, 10), False, 10),
        (tender(-50, 24), False, 10),
        # What is over, or has no schedule, hangs on no hour.
        (OVER, True, 24 * 60),
        (replace(CALM, stages=()), True, 24 * 60),
    ],
)
def test_an_answer_is_good_for_so_many_minutes(
    facts: PackageFacts | None, urgent: bool, minutes: int
) -> None:
    last, first = (
        NOW + timedelta(minutes=minutes, seconds=-1),
        NOW + timedelta(minutes=minutes),
    )
    assert is_fresh(facts, NOW, last, urgent=urgent)
    assert not is_fresh(facts, NOW, first, urgent=urgent)


def test_a_stage_that_has_ended_since_the_answer_is_asked_for_again() -> None:
    assert not is_fresh(tender(-50, 2), NOW, NOW + 3 * HOUR)


@for_each(
    ("facts", "says", "hours"),
    [
        (None, 24, 0.25),
        (tender(-50, 10), 24, 1),
        (tender(-50, 10), 0.5, 0.5),
        (tender(-50, 10), 0, 1 / 6),
        (CALM, 100, 24),
    ],
)
def test_the_service_may_ask_to_be_spared_for_longer_but_not_for_ever(
    facts: PackageFacts | None, says: float, hours: float
) -> None:
    until = NOW + says * HOUR
    last, first = NOW + hours * HOUR - timedelta(seconds=1), NOW + hours * HOUR
    assert is_fresh(facts, NOW, last, good_until=until)
    assert not is_fresh(facts, NOW, first, good_until=until)
