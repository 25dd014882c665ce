"""Test when administrators are told of a fault, and of its end."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from core.administration.service_faults import (
    LASTS,
    RECOVERS,
    Fault,
    FaultKey,
    StandingFault,
    note_faults,
)

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
LETTERS, DISK = FaultKey(Fault.LETTERS), FaultKey(Fault.DISK)
SECOND = timedelta(seconds=1)


class Records:
    """Faults in memory."""

    def __init__(self) -> None:
        self.kept: dict[FaultKey, StandingFault] = {}

    def standing(self) -> list[StandingFault]:
        return list(self.kept.values())

    def save(self, fault: StandingFault) -> None:
        self.kept[fault.key] = fault

    def end(self, key: FaultKey) -> None:
        del self.kept[key]


def looks(records: Records, found: set[FaultKey], at: datetime) -> tuple[list[FaultKey], list[FaultKey]]:
    """Note these faults; return which were told to have begun, and which to be over."""
    changes = note_faults(records, dict.fromkeys(found, "detail"), at)
    return [one.key for one in changes.begun], [one.key for one in changes.over]


def test_a_fault_that_lasts_is_told_once() -> None:
    records = Records()
    assert looks(records, {LETTERS}, NOW) == ([], [])
    assert looks(records, {LETTERS}, NOW + LASTS - SECOND) == ([], [])
    assert looks(records, {LETTERS}, NOW + LASTS) == ([LETTERS], [])
    assert looks(records, {LETTERS, DISK}, NOW + 9 * LASTS) == ([], [])
    assert looks(records, {LETTERS, DISK}, NOW + 10 * LASTS) == ([DISK], [])


def test_what_comes_and_goes_within_moments_is_told_to_nobody() -> None:
    records = Records()
    looks(records, {LETTERS}, NOW)
    assert looks(records, set(), NOW + SECOND) == ([], [])
    assert not records.kept
    assert looks(records, {LETTERS}, NOW + LASTS) == ([], []), "it begins anew"


def test_the_end_is_told_once_it_has_been_well_for_a_while() -> None:
    records = Records()
    looks(records, {LETTERS}, NOW)
    looks(records, {LETTERS}, NOW + LASTS)
    well = NOW + 2 * LASTS
    assert looks(records, set(), well) == ([], [])
    assert looks(records, set(), well + RECOVERS - SECOND) == ([], [])
    assert looks(records, set(), well + RECOVERS) == ([], [LETTERS])
    assert looks(records, set(), well + 2 * RECOVERS) == ([], [])


def test_a_fault_that_comes_back_soon_is_the_same_one() -> None:
    records = Records()
    looks(records, {LETTERS}, NOW)
    looks(records, {LETTERS}, NOW + LASTS)
    looks(records, set(), NOW + 2 * LASTS)
    assert looks(records, {LETTERS}, NOW + 2 * LASTS + SECOND) == ([], [])
    assert records.kept[LETTERS].since == NOW
    assert records.kept[LETTERS].well_since is None


def test_two_emergencies_are_two_faults() -> None:
    records = Records()
    first, second = (FaultKey(Fault.EMERGENCY, number) for number in ("TPS2603020001", "TPS2603020002"))
    looks(records, {first}, NOW)
    assert looks(records, {first, second}, NOW + LASTS) == ([first], [])
    assert looks(records, {second}, NOW + 2 * LASTS) == ([second], [])
    assert looks(records, {second}, NOW + 2 * LASTS + RECOVERS) == ([], [first])
