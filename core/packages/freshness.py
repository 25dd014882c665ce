"""Tell how long an answer of the package service is good: one table, by what hangs on it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from core.packages.facts import PackageFacts

# The longest that any answer is kept.
GOOD_FOR = timedelta(days=1)
# A schedule is changed most often shortly before one of its stages ends.
NEAR = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Validity:
    """How long an answer is good: `own` time, or longer where the service says so, up to `longest`."""

    own: timedelta
    longest: timedelta


# The service may not know a tender yet that is announced within the hour.
UNKNOWN = Validity(timedelta(minutes=5), timedelta(minutes=15))
# A stage is near, or the priority of a ticket hangs on the schedule.
SHORT = Validity(timedelta(minutes=10), timedelta(hours=1))
USUAL = Validity(GOOD_FOR, GOOD_FOR)


def validity_of(facts: PackageFacts | None, asked_at: datetime, now: datetime, *, urgent: bool) -> Validity:
    """Return how long an answer from `asked_at` is good; `urgent`: a priority hangs on its schedule."""
    if facts is None:
        return UNKNOWN
    if facts.status.is_over:
        return USUAL
    bounds = [moment for stage in facts.stages for moment in (stage.starts, stage.ends)]
    is_near = any(asked_at < bound <= now + NEAR for bound in bounds)
    return SHORT if is_near or (urgent and bounds) else USUAL


def is_fresh(
    facts: PackageFacts | None,
    asked_at: datetime,
    now: datetime,
    *,
    urgent: bool = False,
    good_until: datetime | None = None,
) -> bool:
    """Return whether the service need not be asked again; `good_until` is until when it wants that."""
    validity = validity_of(facts, asked_at, now, urgent=urgent)
    until = asked_at + validity.own
    if good_until is not None:
        until = max(until, min(good_until, asked_at + validity.longest))
    return now < until
